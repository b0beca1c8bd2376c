"""Tells from a file's content, not only from its name, which reader it needs."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import PurePath

from studyhall.domain.errors import BadFile


class Kind(StrEnum):
    """The kinds of files that can be read; the values are their media types."""

    TEXT = "text/plain"
    MARKDOWN = "text/markdown"
    HTML = "text/html"
    PDF = "application/pdf"
    WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


SUPPORTED = "a PDF, a Word document (.docx), a web page (.html), Markdown (.md) or plain text (.txt)"

_HEAD = 4_096
_UNICODE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_HTML_START = re.compile(
    rb"(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html)[\s>]", re.IGNORECASE | re.DOTALL
)
_HTML_TAG = re.compile(rb"<(?:p|div|h[1-6]|body|head|table|ul|article|span|br)\b[^<>]*>", re.IGNORECASE)
_MARKUP = re.compile(rb"(?:<\?xml|<svg|<!DOCTYPE\s+svg|\{\\rtf)", re.IGNORECASE)
_FOREIGN = (
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\x00", "a picture"),
    (b"MM\x00*", "a picture"),
    (b"RIFF", "a picture, a sound or a film"),
    (b"ID3", "a sound"),
    (b"OggS", "a sound or a film"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"\x1f\x8b", "a compressed archive"),
    (b"7z\xbc\xaf", "a compressed archive"),
    (b"Rar!", "a compressed archive"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_OFFICE = "EncryptedPackage".encode("utf-16-le")
_ZIPPED = (
    (b"ppt/presentation.xml", "a PowerPoint presentation"),
    (b"xl/workbook.xml", "an Excel workbook"),
    (b"application/epub+zip", "an e-book"),
    (b"application/vnd.oasis.opendocument", "an OpenDocument file"),
)
_NAMED = {".pdf": "a PDF", ".docx": "a Word document"}
_MARKDOWN_NAMES = frozenset((".md", ".markdown", ".mdown", ".mkd"))
_HTML_NAMES = frozenset((".html", ".htm", ".xhtml"))


def kind_of(content: bytes, name: str) -> Kind:
    """The kind of a file. Raises BadFile for what no reader here can read."""
    start = content[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start and not content.strip():
        raise BadFile(f"“{name}” is empty", "check that it was saved, and add it again", code="empty")
    if start.startswith(b"%PDF-"):
        return Kind.PDF
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(content, name)
    _refuse_known(content, start, name)
    suffix = PurePath(name).suffix.lower()
    if suffix in _NAMED:
        raise _damaged(name, _NAMED[suffix])
    if b"\x00" in content and not content.startswith(_UNICODE_MARKS):
        raise _unknown(name, "is not a text")
    if _HTML_START.match(start) or (suffix in _HTML_NAMES and _HTML_TAG.search(content)):
        return Kind.HTML
    if _MARKUP.match(start):
        raise _unknown(name, "is a kind of file that cannot be read here")
    return Kind.MARKDOWN if suffix in _MARKDOWN_NAMES else Kind.TEXT


def _zipped(content: bytes, name: str) -> Kind:
    if b"word/document.xml" in content:
        return Kind.WORD
    what = next((what for mark, what in _ZIPPED if mark in content), "")
    suffix = PurePath(name).suffix.lower()
    if not what and suffix in _NAMED:
        raise _damaged(name, _NAMED[suffix])
    raise _unknown(name, f"is {what or 'a ZIP archive'}")


def _refuse_known(content: bytes, start: bytes, name: str) -> None:
    """Refuses what is recognized as another kind of file, whatever its name says."""
    if content.startswith(_OLE):
        if _ENCRYPTED_OFFICE in content:
            raise BadFile(
                f"“{name}” is locked with a password",
                "save a copy without the password and add that one",
                code="encrypted",
            )
        raise BadFile(
            f"“{name}” is in an old Office format",
            "save it as .docx or PDF and add that one",
            code="unknown_type",
        )
    what = next((what for mark, what in _FOREIGN if content.startswith(mark)), "")
    if what and (b"\x00" in content or not start.isascii()):
        raise _unknown(name, f"is {what}")


def _damaged(name: str, what: str) -> BadFile:
    return BadFile(
        f"“{name}” is damaged: it is named like {what} but does not hold one",
        "save it again in the program that made it, and add the new copy",
        code="broken",
    )


def _unknown(name: str, what: str) -> BadFile:
    return BadFile(f"“{name}” {what}", f"add {SUPPORTED}", code="unknown_type")
