"""Finds in the lines of printed pages what is a heading, a paragraph's end, or the furniture of a page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from studyhall.domain.alignment import Edit
from studyhall.domain.documents import Section
from studyhall.readers.draft import Lift

_EDGE_LINES = 2
"""So many lines at a page's top and bottom may be headers, footers or page numbers."""
_PAGE_NUMBER = re.compile(
    r"[-–—\[( ]*(?:(?:page|p\.|trang|tr\.)\s*)?(?:\d{1,4}|[ivxlc]{1,7})"
    r"(?:\s*(?:/|of|trên)\s*\d{1,4})?[-–—\]) ]*$",
    re.IGNORECASE,
)
_ENDED = re.compile(r"[.!?…:;。！？।։][\"'”’»)\]]*$")
_ITEM = re.compile(r"(?:[•●▪◦‣*–—-]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s")
_LONGEST_RUNNING = 120
_LARGER = 1.12
_LONGEST_HEADING = 200
_MOST_HEADING_LINES = 3
_LOOSE = 1.45
"""A gap of so many usual line distances ends a paragraph."""


class Line(NamedTuple):
    """A line of a page: `start:end` of the text, distances in points; `hyphen` if a word goes on below."""

    start: int
    end: int
    page: int
    text: str
    left: float
    right: float
    first_baseline: float
    baseline: float
    size: float
    bold: bool = False
    hyphen: bool = False


class Layout(NamedTuple):
    """What to change in the text of pages, and where its headings are (before any change)."""

    edits: list[Edit]
    lifts: list[Lift]
    headings: list[Section]


def arranged(lines: Sequence[Line], pages: int) -> Layout:
    """Join the lines of paragraphs, across pages too, and set furniture and headings apart."""
    furniture = _furniture(lines, pages)
    prose = [line for line in lines if line.start not in furniture]
    levels = _levels(prose)
    pitch = _pitch(prose)
    edges = _edges(prose)
    words = Counter(
        word for line in prose for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", line.text.casefold())
    )
    edits: list[Edit] = []
    headings: list[Section] = []
    for before, after in pairwise(prose):
        together = _goes_on(before, after, levels, pitch, edges)
        edits.extend(_joint(before, after, together, words, furniture))
    for start, end, level in _heading_runs(prose, levels, pitch):
        headings.append(Section(level, start, end))
    lifts = [Lift("furniture", start, end) for start, end in sorted(furniture.items())]
    return Layout(edits, lifts, headings)


def _furniture(lines: Iterable[Line], pages: int) -> dict[int, int]:
    """Starts and ends of page numbers, and of first and last lines that come again on other pages."""
    by_page: dict[int, list[Line]] = {}
    for line in lines:
        by_page.setdefault(line.page, []).append(line)
    edges = [
        line
        for held in by_page.values()
        for line in {*held[:_EDGE_LINES], *held[-_EDGE_LINES:]}
        if len(held) > 1
    ]
    seen: dict[str, set[int]] = {}
    for edge in edges:
        seen.setdefault(_shape(edge), set()).add(edge.page)
    often = max(3, pages // 4) if pages > 3 else 2
    return {
        edge.start: edge.end
        for edge in edges
        if _PAGE_NUMBER.match(edge.text) or (len(seen[_shape(edge)]) >= often and _may_run(edge))
    }


def _may_run(line: Line) -> bool:
    return len(line.text) <= _LONGEST_RUNNING and not _ENDED.search(line.text)


def _shape(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text.casefold()).strip()


def _levels(lines: Iterable[Line]) -> dict[float, int]:
    """A heading level for each size of print that is clearly larger than the usual one."""
    amounts: Counter[float] = Counter()
    for line in lines:
        amounts[line.size] += len(line.text)
    if not amounts:
        return {}
    usual = amounts.most_common(1)[0][0]
    larger = sorted((size for size in amounts if size >= usual * _LARGER), reverse=True)
    return {size: min(level, 6) for level, size in enumerate(larger, 1)}


def _pitch(lines: Sequence[Line]) -> float:
    """The usual distance of one line from the next."""
    distances = [
        before.baseline - after.first_baseline
        for before, after in pairwise(lines)
        if before.page == after.page and 0 < before.baseline - after.first_baseline < 4 * before.size
    ]
    return median(distances) if distances else 0.0


def _edges(lines: Sequence[Line]) -> tuple[float, float]:
    """Where the lines of the text usually begin, and how far the longer ones reach."""
    if not lines:
        return 0.0, 0.0
    rights = sorted(line.right for line in lines)
    return median(line.left for line in lines), rights[int(len(rights) * 0.9)]


def _goes_on(
    before: Line, after: Line, levels: dict[float, int], pitch: float, edges: tuple[float, float]
) -> bool:
    """Whether the paragraph (or heading) of one line goes on in the next one."""
    if before.size in levels or after.size in levels:
        return before.size == after.size and before.page == after.page and _close(before, after, pitch)
    if before.hyphen:
        return True
    if _ITEM.match(after.text) or (before.bold != after.bold and _ends_block(before)):
        return False
    ended = bool(_ENDED.search(before.text))
    moved_up = after.first_baseline > before.baseline + before.size  # to the next column
    if before.page != after.page or moved_up:
        return not ended and (after.text[:1].islower() or _full(before, edges))
    indented = after.left > edges[0] + after.size * 0.9 and after.left > before.left + after.size * 0.9
    if not _close(before, after, pitch) or (indented and ended):
        return False
    return not ended or _full(before, edges)


def _close(before: Line, after: Line, pitch: float) -> bool:
    distance = before.baseline - after.first_baseline
    usual = max(pitch, before.size) if before.size == after.size else before.size * 1.3
    return -before.size * 0.5 <= distance <= usual * _LOOSE


def _ends_block(line: Line) -> bool:
    return line.bold and len(line.text) <= _LONGEST_HEADING and not _ENDED.search(line.text)


def _full(line: Line, edges: tuple[float, float]) -> bool:
    """Whether a line reaches so far that its paragraph was cut there by the page's width."""
    return line.right >= edges[0] + (edges[1] - edges[0]) * 0.85


def _joint(
    before: Line, after: Line, together: bool, words: Counter[str], furniture: dict[int, int]
) -> Iterator[Edit]:
    """What replaces the space between two lines; furniture between them is lifted by itself."""
    hyphen = "-" if before.hyphen else ""
    replacement = hyphen + "\n\n"
    if together:
        replacement = _hyphen(before, after, words) if hyphen else " "
    position = before.end
    for start in sorted(start for start in furniture if before.end <= start < after.start):
        yield Edit(position, start, replacement)
        replacement, position = "", furniture[start]
    yield Edit(position, after.start, replacement)


def _hyphen(before: Line, after: Line, words: Counter[str]) -> str:
    """A hyphen, where the word has one elsewhere too or its second part is a name; else nothing."""
    first = re.search(r"[^\W\d_]+$", before.text)
    second = re.match(r"[^\W\d_]+", after.text)
    if not first or not second or not second.group()[0].islower():
        return "-"
    parts = first.group().casefold(), second.group().casefold()
    return "-" if words["-".join(parts)] > words["".join(parts)] else ""


def _heading_runs(
    lines: Sequence[Line], levels: dict[float, int], pitch: float
) -> Iterator[tuple[int, int, int]]:
    """Start, end and level of each heading: lines in large print, or short bold ones."""
    index = 0
    while index < len(lines):
        first = index
        level = levels.get(lines[index].size) or (
            min(len(levels) + 1, 6) if _ends_block(lines[index]) else None
        )
        while (
            index + 1 < len(lines)
            and lines[index + 1].size == lines[first].size
            and lines[index + 1].bold == lines[first].bold
            and lines[index + 1].page == lines[first].page
            and level is not None
            and _close(lines[index], lines[index + 1], pitch)
        ):
            index += 1
        text = sum(len(line.text) for line in lines[first : index + 1])
        if level is not None and index - first < _MOST_HEADING_LINES and text <= _LONGEST_HEADING:
            yield lines[first].start, lines[index].end, level
        index += 1
