"""Where sentences and quotations begin and end, for English, Vietnamese and scripts with their own marks."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

LONGEST_QUOTATION = 600


class Extent(NamedTuple):
    """A stretch of text, `text[start:end]`."""

    start: int
    end: int


_ABBREVIATIONS = frozenset(
    # English
    "mr mrs ms dr prof st rev gen col lt sgt capt cmdr maj brig adm gov sen rep hon pres jr sr vs etc al cf "
    "e.g i.e fig figs no nos vol vols pp p ch sec ed eds approx dept est inc ltd co corp bros mt ft ca c "
    "ibid jan feb mar apr jun jul aug sep sept oct nov dec a.m p.m u.s u.k u.n u.s.s.r d.c b.c a.d ph.d "
    # Vietnamese
    "ts ths gs pgs bs ks tp tx q p tr st sn vd v.v cn tcn scn "
    # other languages that sources here are often quoted from
    "str bzw z.b m.e av mme mlle sra im mkr".split()
)
_NEVER_LAST = frozenset(
    "mr mrs ms dr prof st rev gen col lt sgt capt cmdr maj brig adm gov sen rep hon e.g i.e cf vs fig figs no "
    "nos vol pp ts ths gs pgs bs ks tp tx vd mt ft ca approx".split()
)
_END = re.compile(r"[.!?…]+[\"'”’»)\]}]*(?=\s)|[。！？．]+[」』”’）]*|[։।۔؟]+[\"'”’»)\]]*(?=\s)|\n{2,}")
_LAST_WORD = re.compile(r"[^\s(\[{\"'“‘«]+$")
_OPENERS = "\"'“‘«([{-–—•*"
_PAIRS = {"“": "”", "«": "»", "„": "“", "「": "」", "『": "』"}


def quotations(text: str, longest: int = LONGEST_QUOTATION) -> list[Extent]:
    """The balanced quotations of `text`, marks included, outermost only, none across a blank line.

    Straight double quotes pair up within a paragraph, and only when their number there is even. What is
    unbalanced, or longer than `longest` characters, is not given.
    """
    found: list[Extent] = []
    offset = 0
    for paragraph in re.split(r"(\n{2,})", text):
        found.extend(_paragraph_quotations(paragraph, offset, longest))
        offset += len(paragraph)
    return found


def _paragraph_quotations(paragraph: str, offset: int, longest: int) -> list[Extent]:
    straight = paragraph.count('"') % 2 == 0
    found: list[Extent] = []
    at = 0
    while at < len(paragraph):
        mark = paragraph[at]
        closer = '"' if mark == '"' and straight else _PAIRS.get(mark)
        end = paragraph.find(closer, at + 1) if closer else -1
        if mark == "„" and end < 0:
            end = paragraph.find("”", at + 1)
        if end < 0:
            at += 1
        else:
            if end + 1 - at <= longest:
                found.append(Extent(offset + at, offset + end + 1))
            at = end + 1
    return found


def sentences(text: str, longest_quotation: int = LONGEST_QUOTATION) -> list[Extent]:
    """The sentences of `text`, in order, without the white space around them.

    A blank line ends a sentence. No sentence ends inside a balanced quotation of at most
    `longest_quotation` characters, nor after an abbreviation, an initial or a numbered item's number.
    """
    quoted = quotations(text, longest_quotation)
    starts = [extent.start for extent in quoted]
    found: list[Extent] = []
    start = 0
    for match in _END.finditer(text):
        end = match.end()
        if match.group().startswith("\n"):
            end = match.start()
        elif _inside(end, quoted, starts) or not _ends_here(text, start, match):
            continue
        _append(found, text, start, end)
        start = match.end()
    _append(found, text, start, len(text))
    return found


def _inside(end: int, quoted: list[Extent], starts: list[int]) -> bool:
    """Whether a sentence end at `end` would cut a quotation."""
    index = bisect_right(starts, end - 1) - 1
    return index >= 0 and end < quoted[index].end


def _ends_here(text: str, start: int, match: re.Match[str]) -> bool:
    mark = match.group()
    if mark[0] not in ".!?…":
        return True
    following = (
        text[match.end() :].lstrip()[:2].lstrip(_OPENERS) or text[match.end() :].lstrip(_OPENERS + " \n")[:1]
    )
    if following[:1].islower():
        return False
    if mark[0] != "." or mark.startswith(".."):
        return True
    before = _LAST_WORD.search(text, start, match.start())
    word = before.group() if before else ""
    bare = word.casefold().rstrip(".")
    if len(word) == 1 and word.isupper() and not following[:1].isdigit():
        return False  # an initial: "J. Smith"
    if before and word.isdigit() and not text[start : before.start()].strip(" \n\t" + _OPENERS):
        return False  # "1. First item"
    if bare in _NEVER_LAST or re.fullmatch(r"(?:[^\W\d_]\.)+[^\W\d_]", word):
        return bare in ("a.m", "p.m") and following[:1].isupper()
    # "etc.", "p.m.", "U.S.": may end a sentence, when a capital follows.
    return bare not in _ABBREVIATIONS or following[:1].isupper()


def _append(found: list[Extent], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    end -= len(piece) - len(piece.rstrip())
    if start < end:
        found.append(Extent(start, end))
