"""The way back from cleaned text to the text it was cleaned from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Edit(NamedTuple):
    """Replace `text[start:end]` by `replacement`; offsets are of the text before any edit."""

    start: int
    end: int
    replacement: str = ""


class Run(NamedTuple):
    """`edited[start:end]` came from `original[origin_start:origin_end]`.

    Runs of equal length map character by character; others only as a whole.
    """

    start: int
    end: int
    origin_start: int
    origin_end: int


@dataclass(frozen=True)
class Alignment:
    """Which part of an original text each part of an edited text came from.

    Runs are ordered, touch each other in the edited text, and cover it. What was deleted stands
    in no run.
    """

    runs: tuple[Run, ...]

    @classmethod
    def identity(cls, length: int) -> Alignment:
        """The alignment of a text of `length` characters with itself."""
        return cls((Run(0, length, 0, length),) if length else ())

    def to_original(self, start: int, end: int) -> tuple[int, int]:
        """The smallest span of the original that holds what `edited[start:end]` came from.

        Raises ValueError when the span is empty or outside the edited text.
        """
        if not (self.runs and 0 <= start < end <= self.runs[-1].end):
            raise ValueError(f"span {start}:{end} is outside the edited text")
        first, last = self._run_at(start), self._run_at(end - 1)
        return _origin(first, start)[0], _origin(last, end - 1)[1]

    def to_edited(self, offset: int) -> int:
        """Where the original's character at `offset` stands in the edited text.

        For a character that was taken out: where the next kept one stands.
        """
        index = self._first_ending_after(offset)
        if index == len(self.runs):
            return self.runs[-1].end if self.runs else 0
        run = self.runs[index]
        exact = run.end - run.start == run.origin_end - run.origin_start
        return run.start + (offset - run.origin_start if exact and offset > run.origin_start else 0)

    def then(self, later: Alignment) -> Alignment:
        """This alignment followed by `later`, which was made on this one's edited text."""
        runs: list[Run] = []
        for run in later.runs:
            if run.end - run.start == run.origin_end - run.origin_start:
                runs.extend(self._through(run))
            elif run.origin_end > run.origin_start:
                runs.append(Run(run.start, run.end, *self.to_original(run.origin_start, run.origin_end)))
            else:
                at = self._boundary(run.origin_start)
                runs.append(Run(run.start, run.end, at, at))
        return Alignment(_merged(runs))

    def _through(self, run: Run) -> Iterable[Run]:
        """Split a character-by-character run of a later edit at this alignment's own runs."""
        position = run.origin_start
        while position < run.origin_end:
            mine = self._run_at(position)
            stop = min(mine.end, run.origin_end)
            start = run.start + position - run.origin_start
            yield Run(start, start + stop - position, _origin(mine, position)[0], _origin(mine, stop - 1)[1])
            position = stop

    def _run_at(self, offset: int) -> Run:
        return self.runs[bisect_right(self.runs, offset, key=lambda run: run.start) - 1]

    def _first_ending_after(self, origin: int) -> int:
        return bisect_right(self.runs, origin, key=lambda run: run.origin_end)

    def _boundary(self, offset: int) -> int:
        if not self.runs:
            return 0
        if offset >= self.runs[-1].end:
            return self.runs[-1].origin_end
        return _origin(self._run_at(offset), offset)[0]


def _origin(run: Run, offset: int) -> tuple[int, int]:
    """The origin span of the one edited character at `offset`, which lies in `run`."""
    if run.end - run.start == run.origin_end - run.origin_start:
        at = run.origin_start + offset - run.start
        return at, at + 1
    return run.origin_start, run.origin_end


def _merged(runs: Sequence[Run]) -> tuple[Run, ...]:
    merged: list[Run] = []
    for run in runs:
        if run.start == run.end:
            continue
        if merged:
            last = merged[-1]
            both_exact = all(r.end - r.start == r.origin_end - r.origin_start for r in (last, run))
            if both_exact and last.origin_end == run.origin_start:
                merged[-1] = Run(last.start, run.end, last.origin_start, run.origin_end)
                continue
        merged.append(run)
    return tuple(merged)


def apply_edits(text: str, edits: Iterable[Edit]) -> tuple[str, Alignment]:
    """The edited text, and the alignment from it to `text`.

    Edits may come in any order. Raises ValueError when two overlap or one is outside the text.
    """
    pieces: list[str] = []
    runs: list[Run] = []
    position = length = 0
    for edit in sorted(edits):
        if not (position <= edit.start <= edit.end <= len(text)):
            raise ValueError(f"edit {edit.start}:{edit.end} overlaps another or is outside the text")
        for piece, start, end in (
            (text[position : edit.start], position, edit.start),
            (edit.replacement, edit.start, edit.end),
        ):
            pieces.append(piece)
            runs.append(Run(length, length + len(piece), start, end))
            length += len(piece)
        position = edit.end
    rest = text[position:]
    runs.append(Run(length, length + len(rest), position, len(text)))
    return "".join([*pieces, rest]), Alignment(_merged(runs))
