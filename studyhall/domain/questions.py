"""Questions of a quiz: what a pupil may see of one, and apart from it the key and what proves it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from studyhall.domain.errors import Refused
from studyhall.domain.evidence import Citation
from studyhall.domain.tasks import Fault, Kind, MultipleResponse, Optioned, Task, Unfit, options_of

LONGEST_TEXT = 2_000
LONGEST_GIVEN = 4_000
"""Characters of what a pupil may write as an answer."""


class Difficulty(StrEnum):
    """How hard a question is meant to be."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


Given = bool | int | str | tuple[int, ...]
"""What a pupil answers, and in the same form the key: an option's index, several, true or false, or words.

Indexes are of the options as they are stored, whatever order they are shown in.
"""


@dataclass(frozen=True)
class Solution:
    """What settles a question: the key, why, and the words of a source that prove it.

    `accepted` are other forms of a key in words; `rubric` tells who grades what an answer has to say.
    """

    key: Given
    explanation: str
    evidence: Citation
    accepted: tuple[str, ...] = ()
    rubric: str = ""

    def __post_init__(self) -> None:
        if max(map(len, (self.explanation, self.rubric, *self.accepted))) > LONGEST_TEXT:
            raise Unfit(Fault.TOO_LONG)
        if self.accepted and not isinstance(self.key, str):
            raise Unfit(Fault.BAD_KEY)
        if not all(map(str.strip, self.accepted)):
            # Nothing answered would be right.
            raise Unfit(Fault.BAD_KEY)


@dataclass(frozen=True)
class Question:
    """A question with its solution. `language` is the one it is asked in; `engine` wrote it, or a person.

    Raises Unfit where the key is none for its kind.
    """

    task: Task
    solution: Solution
    language: str
    difficulty: Difficulty = Difficulty.MEDIUM
    engine: str = ""

    def __post_init__(self) -> None:
        if not is_key(self.task, self.solution.key):
            raise Unfit(Fault.BAD_KEY)

    @property
    def kind(self) -> Kind:
        """What kind of question it is."""
        return self.task.kind


def _is_index(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _indexes(task: Optioned, value: object) -> bool:
    return isinstance(value, tuple) and all(map(_is_index, value)) and task.holds(value)


def _written(value: object) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST_GIVEN


_FITS: dict[Kind, Callable[[Task, Given], bool]] = {
    Kind.MCQ: lambda task, given: _is_index(given) and _indexes(task, (given,)),  # type: ignore[arg-type]
    Kind.MULTI: _indexes,  # type: ignore[dict-item]
    Kind.TRUE_FALSE: lambda _, given: isinstance(given, bool),
    Kind.SHORT: lambda _, given: _written(given),
    Kind.CLOZE: lambda _, given: _written(given),
    Kind.ORDER: lambda task, given: (
        _indexes(task, given) and len(given) == len(options_of(task))  # type: ignore[arg-type]
    ),
}


def is_given(task: Task, given: Given) -> bool:
    """Whether this is an answer to a question of its kind, right or not."""
    return _FITS[task.kind](task, given)


def is_key(task: Task, key: Given) -> bool:
    """Whether this can be what is right."""
    if not is_given(task, key):
        return False
    if isinstance(key, str):
        return bool(key.strip())
    if isinstance(task, MultipleResponse) and isinstance(key, tuple):
        return 2 <= len(key) < len(task.options) and list(key) == sorted(key)
    return True


def is_empty(given: Given | None) -> bool:
    """Whether this says nothing: no answer, no option, no words."""
    return given is None or (isinstance(given, str | tuple) and not given)


def checked_given(task: Task, given: Given) -> Given:
    """What a pupil answered, several options in rising order. Raises Refused for what is no answer here.

    A page may send anything: nothing that comes from one is taken on trust.
    """
    if not is_given(task, given):
        if isinstance(given, str) and len(given) > LONGEST_GIVEN:
            raise Refused(
                f"this answer is longer than {LONGEST_GIVEN:,} characters",
                "shorten it, then it is kept",
                code="answer_too_long",
            )
        raise Refused(
            "this cannot be an answer to this question", "reload the page and answer again", code="bad_answer"
        )
    if isinstance(task, MultipleResponse) and isinstance(given, tuple):
        return tuple(sorted(given))
    return given
