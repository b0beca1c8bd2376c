"""What a pupil may see of a question: one type a kind, each with what makes it one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import ClassVar

from studyhall.domain.text import one_spelling, visible_line
from studyhall.domain.tokens import clash, fold

BLANK = "____"
"""What stands in a prompt for the words that a pupil fills in."""
LONGEST_PROMPT, LONGEST_OPTION = 600, 200


class Kind(StrEnum):
    """The kinds of questions; the values are those of the command line."""

    MCQ = "mcq"
    MULTI = "multi"
    TRUE_FALSE = "truefalse"
    SHORT = "short"
    CLOZE = "cloze"
    ORDER = "order"


class Fault(StrEnum):
    """Why a question is not kept: it could not be fair, whoever reads it."""

    BAD_SHAPE = "bad_shape"
    OPTIONS_REPEAT = "options_repeat"
    BAD_KEY = "bad_key"
    NO_BLANK = "no_blank"
    TOO_LONG = "too_long"
    NOT_IN_SOURCE = "not_in_source"
    KEY_NOT_IN_EVIDENCE = "key_not_in_evidence"
    GIVEN_AWAY = "given_away"
    SECOND_RIGHT_ANSWER = "second_right_answer"
    LEANS = "leans_on_context"
    WRONG_LANGUAGE = "wrong_language"
    REPEATED = "repeated"
    UNREADABLE = "unreadable"


class Unfit(ValueError):  # noqa: N818 - what it says of a question
    """A question that must not be kept, and why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True)
class _Prompted:
    prompt: str

    def __post_init__(self) -> None:
        if not self.prompt.strip():
            raise Unfit(Fault.BAD_SHAPE)
        if len(self.prompt) > LONGEST_PROMPT:
            raise Unfit(Fault.TOO_LONG)


def _seen(option: str) -> str:
    """An option as it is compared: in lower case, without what cannot be seen."""
    return one_spelling(re.sub("[\u200c\u200d]", "", visible_line(option)).casefold())


def _repeat(one: str, other: str) -> bool:
    return fold(one) == fold(other) and not clash(one.split(), other.split())


@dataclass(frozen=True)
class Optioned(_Prompted):
    """A question with options to choose from, or to put in order."""

    options: tuple[str, ...]
    least: ClassVar[int]
    most: ClassVar[int]

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.least <= len(self.options) <= self.most or not all(map(str.strip, self.options)):
            raise Unfit(Fault.BAD_SHAPE)
        if any(len(option) > LONGEST_OPTION for option in self.options):
            raise Unfit(Fault.TOO_LONG)
        if any(_repeat(one, other) for one, other in combinations(map(_seen, self.options), 2)):
            raise Unfit(Fault.OPTIONS_REPEAT)

    def holds(self, indexes: tuple[int, ...]) -> bool:
        """Whether these are different indexes of options."""
        return len(set(indexes)) == len(indexes) and all(0 <= i < len(self.options) for i in indexes)


@dataclass(frozen=True)
class MultipleChoice(Optioned):
    """One of three to five options is right."""

    kind: ClassVar[Kind] = Kind.MCQ
    least, most = 3, 5


@dataclass(frozen=True)
class MultipleResponse(Optioned):
    """At least two of four to six options are right, and at least one is not."""

    kind: ClassVar[Kind] = Kind.MULTI
    least, most = 4, 6


@dataclass(frozen=True)
class TrueFalse(_Prompted):
    """A statement that is true or false."""

    kind: ClassVar[Kind] = Kind.TRUE_FALSE


@dataclass(frozen=True)
class ShortAnswer(_Prompted):
    """A question that is answered in words of one's own."""

    kind: ClassVar[Kind] = Kind.SHORT


@dataclass(frozen=True)
class Cloze(_Prompted):
    """A sentence with one blank to fill in."""

    kind: ClassVar[Kind] = Kind.CLOZE

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.prompt.count(BLANK) != 1 or BLANK + "_" in self.prompt:
            raise Unfit(Fault.NO_BLANK)


@dataclass(frozen=True)
class Ordering(Optioned):
    """Three to six options to be put in order."""

    kind: ClassVar[Kind] = Kind.ORDER
    least, most = 3, 6


Task = MultipleChoice | MultipleResponse | TrueFalse | ShortAnswer | Cloze | Ordering
"""What a pupil may see of a question."""
TASKS: dict[Kind, type[Task]] = {
    task.kind: task for task in (MultipleChoice, MultipleResponse, TrueFalse, ShortAnswer, Cloze, Ordering)
}


def options_of(task: Task) -> tuple[str, ...]:
    """The options of a question; none for a kind without."""
    return task.options if isinstance(task, Optioned) else ()


def task_of(kind: Kind, prompt: str, options: tuple[str, ...] = ()) -> Task:
    """The question of this kind. Raises Unfit, also where options are told for a kind that has none."""
    if issubclass(TASKS[kind], Optioned):
        return TASKS[kind](prompt, options)  # type: ignore[call-arg]
    if options:
        raise Unfit(Fault.BAD_SHAPE)
    return TASKS[kind](prompt)  # type: ignore[call-arg]
