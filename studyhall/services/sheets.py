"""What a pupil is shown of a quiz: what is on offer, the sheet to work on, and what became of an answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from studyhall.domain.attempts import Ending
from studyhall.domain.conversation import KeptCitation
from studyhall.domain.questions import Given, is_empty
from studyhall.domain.quizzes import Feedback, Window
from studyhall.domain.tasks import Kind


class Phase(StrEnum):
    """Whether a quiz can be begun now."""

    NOT_YET = "not yet"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True)
class Past:
    """An attempt that has ended. `score` of the `points` is None until its feedback is due.

    `questions` and `points` are those of the version that was taken; `earlier` is whether another has been
    published since. `waiting` counts answers that a teacher has still to look at: they are not in the score
    yet.
    """

    attempt_id: int
    number: int
    ended_at: datetime
    ending: Ending
    questions: int
    points: int
    earlier: bool
    score: float | None = None
    waiting: int = 0


@dataclass(frozen=True)
class Offer:
    """A published quiz as a pupil may see it before they begin.

    `minutes` and `window` are theirs, with what they have more than others. `attempts_left` is None where
    they may try as often as they like. `running` is the attempt that they are in.
    """

    quiz_id: int
    title: str
    questions: int
    points: int
    minutes: int | None
    window: Window
    phase: Phase
    feedback: Feedback
    one_at_a_time: bool
    attempts: int
    attempts_left: int | None
    running: int | None = None
    ended: tuple[Past, ...] = ()

    @property
    def can_begin(self) -> bool:
        """Whether they may begin an attempt now, or go on with the one they are in."""
        return self.running is not None or (self.phase is Phase.OPEN and self.attempts_left != 0)


@dataclass(frozen=True)
class Invitation:
    """A quiz that waits for a pupil; `running` is the attempt that they are in."""

    title: str
    running: int | None = None


@dataclass(frozen=True)
class Outcome:
    """What became of an answer, for whoever may know it now; `key` is what was right, in shown places.

    `share` in 0..1 is what part of the points it earned, None while it waits for a teacher.
    """

    share: float | None
    key: Given
    explanation: str
    evidence: KeptCitation
    comment: str = ""


@dataclass(frozen=True)
class ShownQuestion:
    """A question as a pupil sees it: `options` and `given` in the places of this attempt.

    `number` is what acts name it by, whatever place it is shown in. A `final` answer cannot be changed any
    more. `outcome` is there once feedback is due, and only then. `answer_id` is that of the stored answer
    which is `given`, 0 without one.
    """

    number: int
    kind: Kind
    prompt: str
    options: tuple[str, ...]
    points: int
    language: str
    given: Given | None = None
    final: bool = False
    flagged: bool = False
    outcome: Outcome | None = None
    answer_id: int = 0

    @property
    def answered(self) -> bool:
        """Whether there is an answer that is not empty."""
        return not is_empty(self.given)


@dataclass(frozen=True)
class Sheet:
    """An attempt as its page shows it, at `now` of the server. `place` is a position in `questions`, from 0.

    `seconds_left` is None without a deadline. Once it has `ended_at` there are no questions on it. One with
    an `attempt_id` of 0 is a preview: nothing of it is stored.
    """

    attempt_id: int
    quiz_id: int
    title: str
    number: int
    questions: tuple[ShownQuestion, ...]
    place: int
    one_at_a_time: bool
    feedback: Feedback
    deadline: datetime | None
    now: datetime
    seconds_left: int | None
    ended_at: datetime | None = None
    ending: Ending | None = None

    @property
    def answered(self) -> int:
        """How many questions have an answer."""
        return sum(question.answered for question in self.questions)


@dataclass(frozen=True)
class Receipt:
    """That an attempt has ended, when and how: the same however often one submits."""

    attempt_id: int
    ended_at: datetime
    ending: Ending


@dataclass(frozen=True)
class Result:
    """What came of an attempt. Before feedback is `due` it only tells that it ended, and `due_at` when known.

    `score` is of `points`; answers that wait for a teacher (`waiting` counts them) are not in it yet. The
    `questions`, each with its outcome, are in the order in which they were shown. `name` is the pupil's.
    """

    attempt_id: int
    quiz_id: int
    title: str
    number: int
    name: str
    started_at: datetime
    ended_at: datetime | None
    ending: Ending | None
    due: bool
    due_at: datetime | None = None
    score: float | None = None
    points: int = 0
    waiting: int = 0
    questions: tuple[ShownQuestion, ...] = ()
