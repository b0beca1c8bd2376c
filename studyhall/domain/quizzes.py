"""A quiz: what it is to be made of, the questions in it as a teacher sees them, and what was published."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from studyhall.domain.errors import Refused
from studyhall.domain.flaws import Flaw
from studyhall.domain.questions import Difficulty, Question
from studyhall.domain.tasks import Kind, Task

MOST_QUESTIONS = 100
"""In one quiz, and asked for at once."""
MOST_POINTS = 100
LONGEST_MINUTES = 24 * 60
LONGEST_TITLE = 120
LONGEST_TOPIC = 300


@dataclass(frozen=True)
class Brief:
    """What a teacher wants questions about: `count` of them, of these kinds, in this language.

    An empty `language` is that of the sources. `documents` narrows the sources down; `sections` are headings
    in them, as the passages have them; a `topic` is searched for. With `different`, none that asks what a
    question of the course asks already. The same `seed` makes the same questions of the same sources, where
    rules make them.
    """

    count: int
    kinds: tuple[Kind, ...] = tuple(Kind)
    language: str = ""
    topic: str = ""
    documents: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    difficulty: Difficulty | None = None
    different: bool = True
    seed: int = 0


def check_brief(brief: Brief) -> None:
    """Raises Refused for what no quiz can be made of."""
    if not 1 <= brief.count <= MOST_QUESTIONS:
        raise Refused(
            f"a quiz is made of 1 to {MOST_QUESTIONS} questions",
            "ask for another number",
            code="question_count",
        )
    if not brief.kinds:
        raise Refused("no kind of question is chosen", "choose at least one", code="no_kind")
    if len(brief.topic) > LONGEST_TOPIC:
        raise Refused(
            f"this topic is longer than {LONGEST_TOPIC} characters",
            "say it in fewer words",
            code="long_topic",
        )


class Feedback(StrEnum):
    """When pupils see what was right."""

    AT_ONCE = "at once"
    AFTER_SUBMISSION = "after submission"
    AFTER_CLOSING = "after closing"


@dataclass(frozen=True)
class Rules:
    """How a quiz is taken. `minutes` of None are no limit; `attempts` of 0 are as many as one likes.

    It can be begun from `opens_at` and answered until `closes_at`. With `shuffle` everybody has the
    questions, and the options that have no order of their own, in another order. `release_from` is the
    confidence from which a grader's proposal for an answer in words counts by itself; None where a teacher
    looks at each.
    """

    minutes: int | None = None
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    attempts: int = 1
    feedback: Feedback = Feedback.AFTER_SUBMISSION
    shuffle: bool = True
    one_at_a_time: bool = True
    release_from: float | None = None


def check_rules(rules: Rules) -> None:
    """Raises Refused for rules that nobody could take a quiz by."""
    if rules.minutes is not None and not 1 <= rules.minutes <= LONGEST_MINUTES:
        raise Refused(
            f"a time limit is 1 to {LONGEST_MINUTES} minutes", "choose another, or none", code="time_limit"
        )
    if rules.attempts < 0:
        raise Refused("there are no fewer attempts than none", "choose another number", code="attempts")
    if rules.opens_at and rules.closes_at and rules.closes_at <= rules.opens_at:
        raise Refused(
            "the quiz would close before it opens", "let it close later", code="closes_before_opening"
        )
    if rules.feedback is Feedback.AFTER_CLOSING and rules.closes_at is None:
        raise Refused(
            "the results would never be shown: the quiz has no closing time",
            "give it one, or show them after submission",
            code="no_closing_time",
        )
    if rules.release_from is not None and not 0 <= rules.release_from <= 1:
        raise Refused("a confidence is a number from 0 to 1", "choose another", code="confidence")


class QuizState(StrEnum):
    """What became of a quiz. One that is published can be edited: its next version is a draft beside it."""

    DRAFT = "draft"
    PUBLISHED = "published"
    CLOSED = "closed"


@dataclass(frozen=True)
class Quiz:
    """A quiz of a course. `version_id` is the one that pupils begin now; `rules` are those of the draft.

    `waiting` and `approved` count its questions. `closed_at` is when a teacher closed it by hand. `changed`
    tells that the draft is not as it was published last.
    """

    id: int
    course_id: int
    title: str
    state: QuizState
    rules: Rules
    created_at: datetime
    version_id: int | None = None
    closed_at: datetime | None = None
    waiting: int = 0
    approved: int = 0
    changed: bool = False


class ItemState(StrEnum):
    """What a teacher thinks of a question in a quiz."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    REJECTED = "rejected"


@dataclass(frozen=True)
class Item:
    """A question in a quiz as its teachers see it. `flaws` are what is not good about it.

    `reason` says why it was rejected. Editing it puts another question in its place; `question_id` tells
    which stands there now.
    """

    id: int
    quiz_id: int
    question_id: int
    question: Question
    state: ItemState = ItemState.PROPOSED
    reason: str = ""
    points: int = 1
    flaws: tuple[Flaw, ...] = ()


@dataclass(frozen=True)
class Version:
    """A quiz as it was published: it never changes. `number` counts them from 1."""

    id: int
    quiz_id: int
    course_id: int
    number: int
    title: str
    rules: Rules
    published_at: datetime
    published_by: int | None = None


@dataclass(frozen=True)
class Posed:
    """A question of a published version as a pupil may load it: without its key.

    `number` is its place in the version, from 1, by which its answers are told apart.
    """

    number: int
    question_id: int
    task: Task
    language: str
    points: int = 1


@dataclass(frozen=True)
class Allowance:
    """What one pupil has more than others in a quiz: minutes, for the time limit and the closing time."""

    person_id: int
    minutes: int


@dataclass(frozen=True)
class Window:
    """When somebody may work on a quiz: from the moment it opens for them until it closes for them."""

    opens_at: datetime | None
    closes_at: datetime | None

    def is_open(self, now: datetime) -> bool:
        """Whether it can be begun now."""
        return (self.opens_at is None or self.opens_at <= now) and not self.is_over(now)

    def is_over(self, now: datetime) -> bool:
        """Whether it can be begun no more."""
        return self.closes_at is not None and now >= self.closes_at


def window(rules: Rules, closed_at: datetime | None = None, extra_minutes: int = 0) -> Window:
    """When somebody with so many minutes more may work on a quiz; closing it by hand closes it for all."""
    closes_at = rules.closes_at + timedelta(minutes=extra_minutes) if rules.closes_at else None
    return Window(rules.opens_at, _first(closes_at, closed_at))


def _first(*moments: datetime | None) -> datetime | None:
    return min((moment for moment in moments if moment), default=None)


def deadline(rules: Rules, started_at: datetime, extra_minutes: int = 0) -> datetime | None:
    """When an attempt that began then ends by itself; None for one without a limit."""
    limit = started_at + timedelta(minutes=rules.minutes + extra_minutes) if rules.minutes else None
    closes_at = window(rules, None, extra_minutes).closes_at
    return _first(limit, closes_at)


@dataclass(frozen=True)
class Making:
    """What a job that makes questions is to do, and what has come of it.

    `replaces` is the item that it makes another for. `dropped` are the faults of questions not kept.
    """

    job_id: int
    quiz_id: int
    brief: Brief
    replaces: int | None = None
    kept: int = 0
    dropped: tuple[str, ...] = field(default=())
