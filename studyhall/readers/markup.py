"""HTML before it is parsed: which encoding it names, and marks in it that nothing closes."""

from __future__ import annotations

import codecs
import re

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_ENCODINGS = frozenset(
    codecs.lookup(name).name
    for name in (
        "utf-8 utf-8-sig utf-16 utf-16-le utf-16-be utf-32 ascii koi8-r koi8-u mac-roman mac-cyrillic "
        "tis-620 big5 big5hkscs gbk gb2312 gb18030 shift_jis cp932 euc-jp iso-2022-jp euc-kr cp949 johab "
        "cp437 cp850 cp866 cp874 cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 latin-1 "
        "iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-9 iso8859-10 "
        "iso8859-11 iso8859-13 iso8859-14 iso8859-15 iso8859-16"
    ).split()
)
"""What pages are written in. Python has more codecs, some of which make characters of escapes."""

# What opens a mark, and the last thing that can close it, as html.parser looks for them.
_CLOSED_BY = (
    (re.compile(r"<(?=!--)"), re.compile(r"--\s*>")),
    (re.compile(r"<(?=!\[\s*(?:temp|cdata|ignore|include|rcdata))", re.I), re.compile(r"\]\s*\]\s*>")),
    (re.compile(r"<(?=!\[)"), re.compile(r"\]\s*>")),
    (re.compile("<"), re.compile(">")),
)


def charset(content: bytes) -> str:
    """The encoding that a page's own <meta> names within its first 4,096 bytes; empty when none does.

    Only encodings that texts are written in are given.
    """
    match = _CHARSET.search(content[:4096])
    if not match:
        return ""
    try:
        encoding = codecs.lookup(match[1].decode("ascii")).name
    except (LookupError, ValueError):
        return ""
    return encoding if encoding in _ENCODINGS else ""


def closed(markup: str) -> str:
    """`markup`, with every "<" that opens what nothing closes written as a character.

    The parser would look for the end of each one through all of the rest.
    """
    for opening, closing in _CLOSED_BY:
        last = 0
        for match in closing.finditer(markup):
            last = match.start()
        markup = markup[:last] + opening.sub("&lt;", markup[last:])
    return markup
