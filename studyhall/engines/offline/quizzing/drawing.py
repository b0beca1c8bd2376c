"""What wrong options are wanted for, and how they are drawn from those that would do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeVar

from studyhall.domain.questions import Difficulty
from studyhall.domain.shuffling import shuffled
from studyhall.engines.offline.quizzing.statements import Statement
from studyhall.engines.offline.quizzing.surroundings import Surroundings, Told
from studyhall.engines.offline.quizzing.targets import Target

WRONG = 3
"""Wrong options a question has."""
_NEAREST = 3
"""From so many times the options that are needed they are drawn: the nearest ones are the most plausible."""
_Item = TypeVar("_Item")


class Wanted(NamedTuple):
    """What wrong answers are wanted for. What `near` sentences tell may be right too."""

    statement: Statement
    target: Target
    around: Surroundings
    near: list[Told]
    seed: int
    difficulty: Difficulty | None = None

    @property
    def salt(self) -> str:
        """What makes the draws of one statement differ from those of another."""
        return f"{self.seed} {self.statement.clause}"


def some(values: Sequence[_Item], count: int, wanted: Wanted) -> list[_Item]:
    """So many of the nearest values: the very nearest for hard, the farther for easy ones."""
    among = values[: count * _NEAREST]
    if wanted.difficulty is Difficulty.HARD:
        among = values[:count]
    elif wanted.difficulty is Difficulty.EASY:
        among = values[-count * _NEAREST :] if count else values[:0]
    return [among[index] for index in shuffled(len(among), 1, wanted.salt)[:count]]
