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
    "mr mrs ms dr prof st rev gen col lt sgt capt cmdr maj brig adm gov sen rep hon e.g i.e cf vs fig figs "
    "no nos vol pp ts ths gs pgs bs ks tp tx vd mt ft ca approx".split()
)
_END = re.compile(r"[.!?…]+[\"'”’»)\]}]*(?=\s)|[。！？．]+[」』”’）]*|[։।۔؟]+[\"'”’»)\]]*(?=\s)|\n+")
_TABLE_CELLS = " | "
_LOOK_AHEAD = 80  # characters; what follows a mark is judged by its first word, not by the rest of the text
_LAST_WORD = re.compile(r"[^\s(\[{\"'“‘«]+$")
_OPENERS = "\"'“‘«([{-–—•*"
_PAIRS = {'"': '"', "“": "”", "«": "»", "„": "“", "「": "」", "『": "』"}
_OPENING = re.compile("[" + "".join(_PAIRS) + "]")


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
    missing: set[str] = set()
    position = 0
    for match in _OPENING.finditer(paragraph):
        mark, at = match.group(), match.start()
        if at < position or mark in missing or (mark == '"' and not straight):
            continue
        end = _closing(paragraph, mark, at + 1)
        if end < 0:
            missing.add(mark)  # nothing closes it here, so nothing closes a later one either
            continue
        if end + 1 - at <= longest:
            found.append(Extent(offset + at, offset + end + 1))
        position = end + 1
    return found


def _closing(paragraph: str, mark: str, start: int) -> int:
    end = paragraph.find(_PAIRS[mark], start)
    return paragraph.find("”", start) if end < 0 and mark == "„" else end


def sentences(text: str, longest_quotation: int = LONGEST_QUOTATION) -> list[Extent]:
    """The sentences of `text`, in order, without the white space around them.

    A blank line ends a sentence, and so does the end of a table's row (a line with " | " in it, next to
    another). No sentence ends inside a balanced quotation of at most
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
            if match.group() == "\n" and not _between_rows(text, end):
                continue
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


def _between_rows(text: str, newline: int) -> bool:
    """Whether the lines on both sides of the line end at `newline` are rows of a table."""
    before = text.rfind("\n", 0, newline) + 1
    after = text.find("\n", newline + 1)
    following = text[newline : after if after > 0 else None]
    return _TABLE_CELLS in text[before:newline] and _TABLE_CELLS in following


def _ends_here(text: str, start: int, match: re.Match[str]) -> bool:
    mark = match.group()
    if mark[0] not in ".!?…":
        return True
    ahead = text[match.end() : match.end() + _LOOK_AHEAD]
    following = ahead.lstrip()[:2].lstrip(_OPENERS) or ahead.lstrip(_OPENERS + " \n")[:1]
    if following[:1].islower():
        return False
    if mark[0] != "." or mark.startswith(".."):
        return True
    before = _LAST_WORD.search(text, max(start, match.start() - _LOOK_AHEAD), match.start())
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
