"""How hard a question is, estimated by rules: what must be recalled, how exactly, and beside what."""

from __future__ import annotations

from collections.abc import Sequence

from studyhall.domain.amounts import amount
from studyhall.domain.hinting import right_texts
from studyhall.domain.questions import Difficulty, Question
from studyhall.domain.sameness import stands
from studyhall.domain.tasks import Kind, MultipleChoice

_EFFORT = {
    Kind.TRUE_FALSE: 1,
    Kind.MCQ: 2,
    Kind.CLOZE: 3,
    Kind.SHORT: 3,
    Kind.MULTI: 4,
    Kind.ORDER: 4,
}
"""Recognising is easier than recalling, and several things are harder than one."""
_COMMON = 4
"""In so many sentences of its source a key is met often."""
_NEAR_YEARS = 3
_NEAR_SHARE = 0.3
_EASY, _HARD = 2, 4
"""Points up to which a question is easy, and from which it is hard."""


def difficulty_of(question: Question, told: Sequence[str], *, led: bool = False) -> Difficulty:
    """The difficulty of a question; `told` are its source's sentences, `led` tells that some lead to the gap.

    One point more for a day or a number that must be known exactly, and for wrong options near the right one;
    one less for a key that is met often, for options far from it, and for a sentence that leads to a gap.
    """
    points = _EFFORT[question.kind]
    if isinstance(question.task, MultipleChoice):
        points += _nearness(question.task.options, right_texts(question)[0], told)
    if isinstance(question.solution.key, str):
        points += _exactness(question.solution.key) - _is_common(question.solution.key, told) - led
    if points <= _EASY:
        return Difficulty.EASY
    return Difficulty.HARD if points >= _HARD else Difficulty.MEDIUM


def _exactness(key: str) -> int:
    told = amount(key)
    return int(told is not None and (told.number is not None or bool(told.day and all(told.day))))


def _is_common(key: str, told: Sequence[str]) -> bool:
    return sum(stands(key, sentence) for sentence in told) >= _COMMON


def _nearness(options: Sequence[str], right: str, told: Sequence[str]) -> int:
    """1 where the wrong options could well be taken for the right one, -1 where none could, else 0."""
    wrong = [option for option in options if option != right]
    near = sum(_is_near(option, right, told) for option in wrong)
    if near == len(wrong):
        return 1
    return -1 if near == 0 else 0


def _is_near(option: str, right: str, told: Sequence[str]) -> bool:
    """Whether an option is near in time or in size, or met in the same source."""
    one, two = amount(option), amount(right)
    if one and two and one.day and two.day:
        return abs(one.day[0] - two.day[0]) <= _NEAR_YEARS
    if one and two and one.number is not None and two.number:
        return abs(one.number - two.number) <= abs(float(two.number)) * _NEAR_SHARE
    return any(stands(option, sentence) for sentence in told)
