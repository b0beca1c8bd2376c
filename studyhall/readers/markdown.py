"""Reads Markdown: headings become sections, and the syntax goes by edits that lead back to the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from studyhall.domain.alignment import Edit
from studyhall.domain.documents import Section
from studyhall.domain.sentences import Extent
from studyhall.readers.characters import normal
from studyhall.readers.cleaning import tidied
from studyhall.readers.draft import MOST_HEADINGS, Draft, Lift, TooManyHeadingsError, blocks
from studyhall.readers.inline import inline

_FENCE = re.compile(r" {0,12}(?P<fence>`{3,}|~{3,})(?P<info>[^`\n]*)$")
_COMMENT = re.compile(
    r"^ {0,12}(?P<fence>`{3,}|~{3,})[\s\S]*?(?:^ {0,12}(?P=fence)|\Z)"
    r"|(?P<comment><!--[\s\S]*?-->)",
    re.MULTILINE,
)
_ATX = re.compile(r" {0,3}(?P<marks>#{1,6})(?: +|$)")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-{2,})[ ]*$")
_RULE = re.compile(r" {0,3}(?:(?:\*[ ]*){3,}|(?:-[ ]*){3,}|(?:_[ ]*){3,})$")
_QUOTE = re.compile(r"(?: {0,3}> ?)+")
_BULLET = re.compile(r" *[-*+][ ]+(?:\[[ xX]\][ ]+)?(?=\S)")
_NUMBERED = re.compile(r" *(?P<number>\d{1,3})[.)][ ]+(?=\S)")
_DEFINITION = re.compile(r" {0,3}\[(?!\^)[^\]\n]+\]:[ ]*\S+(?:[ ]+(?:\"[^\"]*\"|'[^']*'|\([^)]*\)))?[ ]*$")
_FOOTNOTE = re.compile(r" {0,3}\[\^[^\]\s]+\]:[ ]*")
_DELIMITERS = re.compile(r" {0,3}\|?[ ]*:?-+:?[ ]*(?:\|[ ]*:?-*:?[ ]*)*$")
_CELL_END = re.compile(r"[ ]*(?<!\\)\|[ ]*")
_LONGEST_UNDERLINED = 2
"""Lines of a heading that is underlined; below more of them a line of dashes is a rule."""


class _Line(NamedTuple):
    """`text` stands at `start:end`; `stop` is where the next line starts."""

    start: int
    end: int
    stop: int
    text: str


@dataclass
class _Blocks:
    """What a pass over the lines finds. `paragraph` holds the lines of the paragraph that is open."""

    edits: list[Edit] = field(default_factory=list)
    lifts: list[Lift] = field(default_factory=list)
    headings: list[Section] = field(default_factory=list)
    verbatim: list[Extent] = field(default_factory=list)
    paragraph: list[_Line] = field(default_factory=list)
    fence: str = ""
    listed: bool = False
    table: bool = False

    def drop(self, line: _Line) -> None:
        """Take a line of syntax out; it ends a paragraph."""
        self.edits.append(Edit(line.start, line.end, "\n"))
        self.paragraph = []
        self.table = False


def read(text: str, start: int = 0) -> Draft:
    """The draft of a Markdown text that begins at `start`, after any front matter."""
    draft = Draft.of(text).edited([Edit(0, start)] if start else [])
    draft = normal(draft)
    # Behind the last one that is closed there is nothing to look for, however many are open.
    end = draft.text.rfind("-->") + len("-->")
    comments = (match for match in _COMMENT.finditer(draft.text, 0, end) if match["comment"])
    draft = draft.edited(Edit(match.start(), match.end()) for match in comments)
    return _without_inline(tidied(_without_blocks(draft)))


def _without_blocks(draft: Draft) -> Draft:
    found = _Blocks()
    for line in _lines(draft.text):
        _take(line, found)
        if len(found.headings) > MOST_HEADINGS:
            raise TooManyHeadingsError
    marked = replace(draft, headings=tuple(found.headings), verbatim=tuple(_merged(found.verbatim)))
    return marked.edited(found.edits, found.lifts)


def _without_inline(draft: Draft) -> Draft:
    edits: list[Edit] = []
    lifts: list[Lift] = []
    verbatim = list(draft.verbatim)
    for block in blocks(draft.text):
        if not draft.is_verbatim(block.start):
            found = inline(draft.text, block.start, block.end)
            edits += found.edits
            lifts += found.lifts
            verbatim += found.verbatim
    return replace(draft, verbatim=tuple(sorted(verbatim))).edited(edits, lifts)


def _lines(text: str) -> Iterator[_Line]:
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        yield _Line(start, end, min(end + 1, len(text)), line)
        start += len(line) + 1


def _merged(parts: list[Extent]) -> Iterator[Extent]:
    """Lines of one piece of code as one part."""
    held: Extent | None = None
    for part in parts:
        if held and part.start <= held.end + 1:
            held = Extent(held.start, part.end)
        else:
            if held:
                yield held
            held = part
    if held:
        yield held


def _take(line: _Line, found: _Blocks) -> None:
    if found.fence:
        _fenced(line, found)
        return
    quote = _QUOTE.match(line.text)
    if quote:
        found.edits.append(Edit(line.start, line.start + quote.end()))
        line = line._replace(start=line.start + quote.end(), text=line.text[quote.end() :])
    if not line.text.strip():
        found.paragraph = []
        found.table = False
    elif not (_is_block(line, found) or _is_row(line, found)):
        _text_line(line, found)


def _fenced(line: _Line, found: _Blocks) -> None:
    closing = line.text.strip()
    if closing.startswith(found.fence) and not closing.strip(found.fence[0]):
        found.fence = ""
        found.drop(line)
    else:
        found.verbatim.append(Extent(line.start, line.end))


def _is_block(line: _Line, found: _Blocks) -> bool:
    """Take the line if it is a fence, a heading, an underline, a rule or a definition."""
    fence = _FENCE.match(line.text)
    heading = _ATX.match(line.text)
    if fence:
        found.fence = fence["fence"]
        found.drop(line)
    elif heading:
        _heading(line, heading, found)
    elif _UNDERLINE.match(line.text) and 0 < len(found.paragraph) <= _LONGEST_UNDERLINED and not found.listed:
        level = 1 if "=" in line.text else 2
        found.headings.append(Section(level, found.paragraph[0].start, found.paragraph[-1].end))
        found.drop(line)
    elif _RULE.match(line.text) or _DEFINITION.match(line.text):
        found.drop(line)
    else:
        return False
    found.listed = False
    return True


def _heading(line: _Line, match: re.Match[str], found: _Blocks) -> None:
    title = line.text[match.end() :].rstrip()
    unclosed = title.rstrip("#")
    if not unclosed or unclosed.endswith(" "):
        title = unclosed.rstrip()
    if not title:
        found.drop(line)
        return
    start = line.start + match.end()
    end = start + len(title)
    found.edits += Edit(line.start, start, "\n"), Edit(end, line.end, "\n")
    found.headings.append(Section(len(match["marks"]), start, end))
    found.paragraph = []
    found.table = False


def _is_row(line: _Line, found: _Blocks) -> bool:
    """Take the line if it belongs to a table: cells are set apart by " | ", a row stays a line."""
    if found.table and "|" in line.text:
        _cells(line, found)
        return True
    header = found.paragraph[-1] if found.paragraph else None
    if header and "|" in header.text and "|" in line.text and _DELIMITERS.match(line.text):
        found.edits.append(Edit(header.start, header.start, "\n"))
        _cells(header, found)
        found.edits.append(Edit(line.start, line.stop))
        found.table = True
        return True
    return False


def _cells(row: _Line, found: _Blocks) -> None:
    inner = row.text.strip()
    if not inner.strip("| "):
        found.edits.append(Edit(row.start, row.stop))
        return
    for match in _CELL_END.finditer(row.text):
        outer = match.start() == 0 or match.end() == len(row.text)
        found.edits.append(Edit(row.start + match.start(), row.start + match.end(), "" if outer else " | "))


def _text_line(line: _Line, found: _Blocks) -> None:
    """A line of a paragraph or of a list; a list's items are set apart, for each says its own thing."""
    bullet, numbered, note = (pattern.match(line.text) for pattern in (_BULLET, _NUMBERED, _FOOTNOTE))
    fresh = not found.paragraph
    taken = 0
    if bullet:
        taken = bullet.end()
        found.edits.append(Edit(line.start, line.start + taken, "\n"))
        found.listed = True
    elif numbered and (fresh or found.listed or numbered["number"] == "1"):
        taken = numbered.start("number")
        found.edits.append(Edit(line.start, line.start + taken, "\n"))
        found.listed = True
    elif note:
        taken = note.end()
        found.lifts.append(Lift("marker", line.start, line.start + taken, "\n"))
    elif fresh and not line.text.startswith(" "):
        found.listed = False
    elif fresh and not found.listed and line.text.startswith("    "):
        found.verbatim.append(Extent(line.start, line.end))
        return
    found.paragraph.append(line._replace(start=line.start + taken, text=line.text[taken:]))
