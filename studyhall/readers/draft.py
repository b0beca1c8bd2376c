"""A text on its way from what a parser gave to a cleaned body, with its structure moving along."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from studyhall.domain.alignment import Alignment, Edit, apply_edits
from studyhall.domain.documents import Aside, Body, Description, PageStart, Section
from studyhall.domain.sentences import Extent
from studyhall.domain.text import visible_line

MOST_HEADINGS = 50_000
"""No document has so many; each takes its share of time in every step."""
_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")


class TooManyHeadingsError(Exception):
    """A text has more than `MOST_HEADINGS` headings."""


class Lift(NamedTuple):
    """Take `text[start:end]` out of the prose and keep it as an aside; `replacement` stands in its place."""

    kind: str
    start: int
    end: int
    replacement: str = ""


@dataclass(frozen=True)
class Draft:
    """A text with its structure and the way back to `original`.

    Headings, pages and verbatim parts (code, formulas) are offsets into `text`, in order and apart;
    asides are as in `Body`.
    """

    text: str
    original: str
    alignment: Alignment
    headings: tuple[Section, ...] = ()
    pages: tuple[PageStart, ...] = ()
    verbatim: tuple[Extent, ...] = ()
    asides: tuple[Aside, ...] = ()

    def __post_init__(self) -> None:
        if len(self.headings) > MOST_HEADINGS:
            raise TooManyHeadingsError

    @classmethod
    def of(cls, original: str) -> Draft:
        """The draft before anything is done to it. Half a surrogate pair becomes U+FFFD: it has no UTF-8."""
        original = _LONE_SURROGATE.sub("\ufffd", original)
        return cls(original, original, Alignment.identity(len(original)))

    def edited(self, edits: Iterable[Edit], lifts: Iterable[Lift] = ()) -> Draft:
        """The draft after edits and lifts, which must not overlap.

        Raises ValueError when two of them do.
        """
        lifted = list(lifts)
        every = [*edits, *(Edit(lift.start, lift.end, lift.replacement) for lift in lifted)]
        if not every:
            return self
        text, step = apply_edits(self.text, every)
        asides = [
            *(replace(aside, at=step.to_edited(aside.at)) for aside in self.asides),
            *(aside for lift in lifted for aside in self._aside(lift, step)),
        ]
        return Draft(
            text,
            self.original,
            self.alignment.then(step),
            tuple(_headings(self.headings, text, step)),
            tuple(replace(page, start=step.to_edited(page.start)) for page in self.pages),
            tuple(Extent(step.to_edited(part.start), step.to_edited(part.end)) for part in self.verbatim),
            tuple(sorted(asides, key=lambda aside: (aside.at, aside.origin_start))),
        )

    def _aside(self, lift: Lift, step: Alignment) -> Iterable[Aside]:
        start, end = stripped(self.text, lift.start, lift.end)
        text = visible_line(self.text[start:end])
        if text:
            yield Aside(lift.kind, text, step.to_edited(lift.start), *self.alignment.to_original(start, end))

    def is_verbatim(self, offset: int) -> bool:
        """Whether the character at `offset` is part of code or of a formula."""
        index = bisect_right(self.verbatim, offset, key=lambda part: part.start) - 1
        return index >= 0 and offset < self.verbatim[index].end

    def body(self) -> Body:
        """The finished body. Raises ValueError when the text is not NFC."""
        return Body(self.text, self.original, self.alignment, self.headings, self.pages, self.asides)


class Parsed(NamedTuple):
    """What a format's reader gives: a draft, and what the file tells of itself.

    `titled` says that a person gave the title, which then goes before any heading.
    """

    draft: Draft
    description: Description
    titled: bool = False


def _headings(headings: Iterable[Section], text: str, step: Alignment) -> Iterable[Section]:
    """The headings where they stand in the edited text; one that was taken out whole is gone."""
    for heading in headings:
        start, end = stripped(text, step.to_edited(heading.start), step.to_edited(heading.end))
        if start < end:
            yield replace(heading, start=start, end=end)


def blocks(text: str) -> list[Extent]:
    """The parts of a tidied text between its blank lines."""
    found: list[Extent] = []
    start = 0
    for match in re.finditer(r"\n{2,}|\Z", text):
        if start < match.start():
            found.append(Extent(start, match.start()))
        start = match.end()
    return found


def stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """The part of `text[start:end]` without the white space around it; empty when there is only that."""
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    return (start + left, start + len(piece.rstrip())) if left < len(piece) else (start, start)
