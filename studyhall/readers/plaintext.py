"""Reads plain text: its characters from bytes, and its headings from the way lines stand alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from studyhall.domain.alignment import Edit
from studyhall.domain.documents import Section
from studyhall.domain.errors import BadFile
from studyhall.readers.captions import names_a_picture
from studyhall.readers.characters import normal
from studyhall.readers.cleaning import tidied
from studyhall.readers.draft import Draft, blocks

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_OLD_ENCODINGS = ["cp1258", "cp1252", "cp1251", "cp1254"]
_COMMONEST = "cp1252"
_FEW = 3
_SAMPLE = 200_000

_LONGEST_HEADING = 100
_MOST_WORDS = 14
_LIST_ITEM = re.compile(r"\s*(?:[-–—•*·+>]|\(?[0-9ivxIVX]{1,4}[.)]|\(?[a-zA-Z][.)])\s")
_NO_HEADING_END = tuple(".!?…:;,。！？，：；|")
_MOST_TOGETHER = 2
"""So many lines that look like headings may follow each other; more of them are a list."""


def decoded(content: bytes, name: str) -> str:
    """The text of `content`: by its byte order mark, as UTF-8, or in an old encoding that fits.

    Raises BadFile when it is none of these.
    """
    encoding = next((encoding for mark, encoding in _MARKS if content.startswith(mark)), "utf-8")
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        repaired = content.decode(encoding, "replace")
    broken = repaired.count("\ufffd")
    if encoding != "utf-8" or broken * 2 <= sum(character > "\x7f" for character in repaired):
        return repaired  # damaged in a few places, as by a copy that was cut short
    return _in_old_encoding(content, name)


def _in_old_encoding(content: bytes, name: str) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(content[:_SAMPLE], cp_isolation=_OLD_ENCODINGS).best()
    if best is None and sum(byte > 0x7F for byte in content) * _FEW <= len(content):
        return content.decode(_COMMONEST, "replace")  # too short to tell, and much the same in all of them
    if best is None:
        raise BadFile(
            f"“{name}” is written in an encoding that could not be recognised",
            "open it in an editor, save it as UTF-8 and add it again",
            code="unknown_encoding",
        )
    return content.decode(best.encoding, "replace")


def read(text: str) -> Draft:
    """The draft of a plain text; its first line is the title when it can be a heading."""
    draft = tidied(normal(Draft.of(text)))
    draft = draft.edited(_title_set_apart(draft.text))
    headings = tuple(_headings(draft.text))
    underscores = [
        Edit(heading.start + match.start(), heading.start + match.end(), " ")
        for heading in headings
        for match in re.finditer(r"(?<=\w)_(?=\w)", draft.text[heading.start : heading.end])
    ]
    return replace(draft, headings=headings).edited(underscores)


def _title_set_apart(text: str) -> list[Edit]:
    """A blank line after the first one, where that is a title right above its text.

    The first line of a paragraph broken to a fixed width is about as long as the next.
    """
    first, _, rest = text.partition("\n")
    second = rest.partition("\n")[0]
    if (
        second
        and len(first) * 3 <= len(second) * 2
        and _looks_like_heading(first)
        and not second[0].islower()
    ):
        return [Edit(len(first), len(first), "\n")]
    return []


def _headings(text: str) -> Iterator[Section]:
    parts = [text[block.start : block.end] for block in blocks(text)]
    looks = [
        _looks_like_heading(part) and not following[:1].islower()
        for part, following in zip(parts, [*parts[1:], ""], strict=False)
    ]
    leads = _leads_to_prose(looks)
    for index, block in enumerate(blocks(text)):
        if index in leads:
            yield Section(1 if index == 0 else 2, block.start, block.end)


def _looks_like_heading(block: str) -> bool:
    return (
        len(block) <= _LONGEST_HEADING
        and "\n" not in block
        and len(block.split()) <= _MOST_WORDS
        and not block.endswith(_NO_HEADING_END)
        and not _LIST_ITEM.match(block)
        and not block[0].islower()
        and any(character.isalpha() for character in block)
        and "://" not in block
        and not names_a_picture(block)
    )


def _leads_to_prose(looks: list[bool]) -> set[int]:
    """Which of the blocks that look like headings have text after them, and are not many in a row."""
    leads: set[int] = set()
    row: list[int] = []
    for index, looks_so in enumerate(looks):
        if looks_so:
            row.append(index)
        else:
            if len(row) <= _MOST_TOGETHER:
                leads.update(row)
            row = []
    return leads
