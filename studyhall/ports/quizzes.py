"""What keeps quizzes: questions and their keys apart, drafts, what was published, attempts and grades."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from studyhall.domain.attempts import Attempt, Ending, Response
from studyhall.domain.flaws import Flaw
from studyhall.domain.grades import Grade, NewGrade
from studyhall.domain.questions import Given, Question, Solution
from studyhall.domain.quizzes import Item, ItemState, Making, Posed, Quiz, Rules, Version


class Settled(NamedTuple):
    """A question of a published version with what settles it: for whoever may see that now."""

    posed: Posed
    solution: Solution


class Quizzes(ABC):
    """Quizzes as their teachers see them: drafts with their questions."""

    @abstractmethod
    def create(self, course_id: int, title: str, rules: Rules, person_id: int, now: datetime) -> int:
        """A new draft without questions; gives its id."""

    @abstractmethod
    def get(self, quiz_id: int) -> Quiz | None:
        """The quiz with this id."""

    @abstractmethod
    def of(self, course_id: int) -> list[Quiz]:
        """The quizzes of a course, the newest first."""

    @abstractmethod
    def describe(self, quiz_id: int, title: str, rules: Rules) -> None:
        """Give the draft another title and other rules."""

    @abstractmethod
    def close(self, quiz_id: int, now: datetime | None) -> None:
        """Close a published quiz by hand, or with None open it again."""

    @abstractmethod
    def remove(self, quiz_id: int) -> None:
        """Remove it with everything in it, attempts too."""

    @abstractmethod
    def items(self, quiz_id: int) -> list[Item]:
        """The questions of the draft in their order, rejected ones too."""

    @abstractmethod
    def item(self, item_id: int) -> Item | None:
        """The question of a draft with this id."""

    @abstractmethod
    def add_item(  # noqa: PLR0913, PLR0917 - what, where, when, and by which job
        self,
        quiz_id: int,
        question: Question,
        flaws: Collection[Flaw],
        now: datetime,
        job_id: int | None = None,
        after: int | None = None,
    ) -> int:
        """Put a new question into the draft, at its end or behind the item `after`; gives the item's id.

        `job_id` is the job that made it.
        """

    @abstractmethod
    def edit_item(self, item_id: int, question: Question, flaws: Collection[Flaw], now: datetime) -> None:
        """Put another question in an item's place, proposed again; what was published stays as it is."""

    @abstractmethod
    def judge_item(self, item_id: int, state: ItemState, reason: str = "") -> None:
        """Store what a teacher thinks of it."""

    @abstractmethod
    def weigh_item(self, item_id: int, points: int) -> None:
        """Give it other points."""

    @abstractmethod
    def order_items(self, quiz_id: int, item_ids: Sequence[int]) -> None:
        """Put the draft's items into this order; those not named keep theirs, behind them."""

    @abstractmethod
    def prompts(self, course_id: int) -> list[str]:
        """What the questions of a course's quizzes ask that were not rejected."""

    @abstractmethod
    def made_by(self, job_id: int) -> list[int]:
        """The ids of the items that a job has made."""


class Makings(ABC):
    """What jobs that make questions are to do."""

    @abstractmethod
    def add(self, making: Making, course_id: int, person_id: int, now: datetime) -> int:
        """A new job that waits, of kind MAKING; `making.job_id` is not looked at. Gives the job's id."""

    @abstractmethod
    def get(self, job_id: int) -> Making | None:
        """What a job is to do, and what has come of it."""

    @abstractmethod
    def of(self, quiz_id: int) -> list[Making]:
        """The jobs of a quiz, newest first."""

    @abstractmethod
    def note(self, job_id: int, kept: int, dropped: Sequence[str]) -> None:
        """Store how many questions it has kept so far, and the faults of those it has not."""


class Versions(ABC):
    """What was published; it never changes."""

    @abstractmethod
    def publish(self, quiz_id: int, person_id: int, now: datetime) -> int:
        """Publish the draft's approved items in their order as the next version; gives its id."""

    @abstractmethod
    def get(self, version_id: int) -> Version | None:
        """The version with this id."""

    @abstractmethod
    def of(self, quiz_id: int) -> list[Version]:
        """A quiz's versions, newest first."""

    @abstractmethod
    def posed(self, version_id: int) -> list[Posed]:
        """Its questions without their keys, in order. No key is read for it."""

    @abstractmethod
    def settled(self, version_id: int) -> list[Settled]:
        """Its questions with their keys, in order, and with what was accepted since."""

    @abstractmethod
    def accept(self, question_id: int, text: str, person_id: int, now: datetime) -> None:
        """Remember that this is also right. Raises Unfit for a long one, or where no words are asked for."""

    @abstractmethod
    def allow(self, quiz_id: int, person_id: int, minutes: int) -> None:
        """Give somebody so many minutes more in a quiz; 0 takes that back."""

    @abstractmethod
    def allowances(self, quiz_id: int) -> dict[int, int]:
        """The minutes more, by person."""


class Attempts(ABC):
    """Attempts, and what was answered in them."""

    @abstractmethod
    def start(  # noqa: PLR0913, PLR0917 - one for each column
        self,
        version_id: int,
        person_id: int,
        number: int,
        seed: int,
        now: datetime,
        deadline: datetime | None,
    ) -> int:
        """A new attempt; gives its id.

        Raises Refused ("attempt_running") where another of theirs at this quiz runs or has this number.
        """

    @abstractmethod
    def get(self, attempt_id: int) -> Attempt | None:
        """The attempt with this id."""

    @abstractmethod
    def of(self, quiz_id: int, person_id: int | None = None) -> list[Attempt]:
        """The attempts at a quiz, of one person or of all, oldest first."""

    @abstractmethod
    def running(self, person_id: int, course_id: int | None = None) -> list[Attempt]:
        """Somebody's attempts that have not ended, in a course or everywhere, oldest first."""

    @abstractmethod
    def overdue(self, now: datetime) -> list[Attempt]:
        """The attempts everywhere that must end now, those first that had to first."""

    @abstractmethod
    def postpone(self, attempt_id: int, deadline: datetime | None) -> None:
        """Give an attempt another deadline; one that has ended keeps its own."""

    @abstractmethod
    def respond(self, attempt_id: int, number: int, given: Given, now: datetime, final: bool = False) -> int:
        """Store an answer to question `number`, besides the earlier ones; gives its id."""

    @abstractmethod
    def responses(self, attempt_id: int) -> list[Response]:
        """All that was answered, oldest first."""

    @abstractmethod
    def keep_place(self, attempt_id: int, place: int, flagged: Collection[int]) -> None:
        """Store where somebody is, and what they want to come back to."""

    @abstractmethod
    def forget(self, ended_before: datetime) -> int:
        """Remove everybody's attempts that ended before a moment; gives how many there were.

        Of each only that it was begun is still known.
        """

    @abstractmethod
    def begun(self, quiz_id: int, person_id: int) -> int:
        """How many attempts somebody has begun at a quiz, with those that were too old to keep.

        It is the number of the last one.
        """

    @abstractmethod
    def end(self, attempt_id: int, ending: Ending, at: datetime) -> bool:
        """End an attempt; False when it has ended before, and then nothing changes."""


class Grades(ABC):
    """Grades, each kept."""

    @abstractmethod
    def add(self, grade: NewGrade, now: datetime) -> int:
        """Store a grade; gives its id."""

    @abstractmethod
    def of(self, attempt_id: int) -> list[Grade]:
        """The grades of an attempt, oldest first."""

    @abstractmethod
    def of_quiz(self, quiz_id: int) -> list[Grade]:
        """The grades of all attempts at a quiz, oldest first."""

    @abstractmethod
    def ungraded(self, limit: int) -> list[int]:
        """The ids of ended attempts anywhere that have a question without any grade, oldest first."""

    @abstractmethod
    def waiting(self, course_id: int) -> int:
        """How many questions in ended attempts of a course have a newest grade that is not released."""
