"""How many questions a set of articles gives, what is wrong with them by code, and where their keys stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from studyhall.domain.tasks import MultipleChoice
from studyhall.ports import Dropped
from studyhall.services.composing import Composed


@dataclass(frozen=True)
class QuizFigures:
    """What was made of `documents`: questions `kept`, and how often each reason, flaw and kind came up.

    `key_positions` counts, for multiple choice, how often each place is the right one.
    """

    documents: int
    kept: int
    dropped_counts: dict[str, int] = field(default_factory=dict)
    flaw_counts: dict[str, int] = field(default_factory=dict)
    kind_counts: dict[str, int] = field(default_factory=dict)
    key_positions: list[int] = field(default_factory=list)
    seconds: float = 0.0


def measure(documents: int, made: Iterable[Composed | Dropped], seconds: float) -> QuizFigures:
    """The figures of all that was made and dropped; `seconds` is what it took."""
    every = list(made)
    kept = [one for one in every if isinstance(one, Composed)]
    places = Counter(
        one.question.solution.key for one in kept if isinstance(one.question.task, MultipleChoice)
    )
    return QuizFigures(
        documents=documents,
        kept=len(kept),
        dropped_counts=_counted(one.fault.value for one in every if isinstance(one, Dropped)),
        flaw_counts=_counted(flaw.value for one in kept for flaw in one.flaws),
        kind_counts=_counted(one.question.kind.value for one in kept),
        key_positions=[places[place] for place in range(1 + max(map(_place, places), default=-1))],
        seconds=seconds,
    )


def _place(key: object) -> int:
    return key if isinstance(key, int) else -1


def _counted(names: Iterable[str]) -> dict[str, int]:
    """How often each name comes, the most frequent one first."""
    return dict(sorted(Counter(names).items(), key=lambda item: (-item[1], item[0])))
