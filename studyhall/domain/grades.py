"""Grades: what part of its points an answer earns, who says so and why; none is ever changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import combinations

from studyhall.domain.errors import Refused
from studyhall.domain.questions import Given
from studyhall.domain.tasks import Kind, Task, options_of

LONGEST_COMMENT = 2_000


class Grader(StrEnum):
    """Who graded. Only a rule and a teacher settle a grade by themselves."""

    RULE = "rule"
    PROPOSAL = "proposal"
    TEACHER = "teacher"


@dataclass(frozen=True)
class Verdict:
    """What a grader thinks of an answer in words.

    `share` is what part of the points it earns, in 0..1, None for "needs a teacher"; `confidence` in 0..1.
    `same` tells that it is one of the accepted answers in another form: that is a rule, not an opinion.
    `reason` is for the teacher, `quoted` are the answer's own words that it goes by.
    """

    share: float | None
    confidence: float = 0.0
    same: bool = False
    reason: str = ""
    quoted: str = ""
    engine: str = ""

    def __post_init__(self) -> None:
        if self.share is not None and not 0 <= self.share <= 1:
            raise ValueError("a share is a number from 0 to 1")
        if not 0 <= self.confidence <= 1:
            raise ValueError("a confidence is a number from 0 to 1")


UNDECIDED = Verdict(None)
"""Needs a teacher."""


@dataclass(frozen=True)
class NewGrade:
    """A grade to be stored for question `number` of an attempt.

    `share` of the points, None for one that only says that a teacher has to look. Unless it is `released` it
    is a proposal that a pupil does not see. `comment` is for the pupil, `reason` for teachers.
    """

    attempt_id: int
    number: int
    share: float | None
    by: Grader
    released: bool
    person_id: int | None = None
    engine: str = ""
    confidence: float | None = None
    comment: str = ""
    reason: str = ""

    def __post_init__(self) -> None:
        if self.share is not None and not 0 <= self.share <= 1:
            raise ValueError("a share is a number from 0 to 1")
        if self.share is None and self.released:
            raise ValueError("a grade that a pupil sees has a share")


@dataclass(frozen=True)
class Grade:
    """A grade as it was stored; of a question's released grades the newest counts."""

    id: int
    at: datetime
    given: NewGrade


def in_force(grades: Sequence[Grade]) -> dict[int, Grade]:
    """The grade that counts for each question, by its number. `grades` are of one attempt, oldest first."""
    return {grade.given.number: grade for grade in grades if grade.given.released}


def proposed(grades: Sequence[Grade]) -> dict[int, Grade]:
    """What waits for a teacher, by number: the newest proposal where nothing newer was released."""
    newest = {grade.given.number: grade for grade in grades}
    return {number: grade for number, grade in newest.items() if not grade.given.released}


def by_attempt(grades: Sequence[Grade]) -> dict[int, list[Grade]]:
    """The grades of a quiz by attempt, each attempt's in the order they come in."""
    found: dict[int, list[Grade]] = {}
    for grade in grades:
        found.setdefault(grade.given.attempt_id, []).append(grade)
    return found


@dataclass(frozen=True)
class Score:
    """What an attempt came to: `earned` of `points`; `waiting` counts the answers that have no grade yet."""

    earned: float
    points: int
    waiting: int


def scored(points: Mapping[int, int], grades: Sequence[Grade]) -> Score:
    """The score of an attempt: `points` of its questions by number, `grades` its own, oldest first.

    What still waits counts as not earned yet.
    """
    counts = in_force(grades)
    shares = {number: counts[number].given.share for number in points if number in counts}
    earned = sum(points[number] * share for number, share in shares.items() if share is not None)
    waiting = sum(shares.get(number) is None for number in points)
    # Thirds of points add up to whole ones.
    return Score(round(earned, 6), sum(points.values()), waiting)


def check_share(share: float) -> None:
    """Raises Refused for what is no part of a question's points."""
    if not 0 <= share <= 1:
        raise Refused("points are from none to all of the question's", "choose others", code="points")


def by_rule(task: Task, key: Given, given: Given | None) -> float:
    """The share that an answer to a closed question earns, in 0..1; nothing answered earns nothing.

    Several right answers: the share of the right ones that is chosen, less the share of the wrong ones, and
    no less than 0; so choosing everything earns nothing, and choosing by chance nothing on average but for
    that bound. An order: Kendall's tau, the share of pairs that stand right less the share that stand wrong,
    and no less than 0 (M. G. Kendall, Biometrika 30, 1938). Kinds that are answered in words have no rule.
    """
    return _RULES[task.kind](task, key, given) if given is not None else 0.0


def _several(task: Task, key: Given, given: Given) -> float:
    if not (isinstance(key, tuple) and isinstance(given, tuple)):
        return 0.0
    right, wrong = len(set(key) & set(given)), len(set(given) - set(key))
    return max(0.0, right / len(key) - wrong / (len(options_of(task)) - len(key)))


def _ordered(_task: Task, key: Given, given: Given) -> float:
    if not (isinstance(key, tuple) and isinstance(given, tuple) and set(key) == set(given)):
        return 0.0
    pairs = list(combinations(key, 2))
    right = sum(given.index(first) < given.index(second) for first, second in pairs)
    return max(0.0, (2 * right - len(pairs)) / len(pairs))


def _same(_task: Task, key: Given, given: Given) -> float:
    # True is 1 to Python, but no option of anything.
    return float(type(key) is type(given) and key == given)


_RULES: dict[Kind, Callable[[Task, Given, Given], float]] = {
    Kind.MCQ: _same,
    Kind.TRUE_FALSE: _same,
    Kind.MULTI: _several,
    Kind.ORDER: _ordered,
}
OPEN_KINDS = frozenset({Kind.SHORT, Kind.CLOZE})
"""Kinds that are answered in words, and so need a grader."""
