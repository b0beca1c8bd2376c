"""What a teacher does with a quiz until it is published: looks each question over, and sets its rules."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from studyhall.domain.conversation import KeptCitation
from studyhall.domain.courses import Course
from studyhall.domain.errors import Refused
from studyhall.domain.quizzes import (
    LONGEST_TITLE,
    MOST_POINTS,
    Allowance,
    Item,
    ItemState,
    Quiz,
    Rules,
    Version,
    check_rules,
)
from studyhall.domain.text import visible_line
from studyhall.ports import Storage, UnitOfWork
from studyhall.services.citing import kept
from studyhall.services.ending import end_running
from studyhall.services.owning import own_item, own_quiz
from studyhall.services.policies import allowed

LONGEST_REASON = 500

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Draft:
    """A quiz with its questions as its teachers see them, rejected ones too, and what was published of it.

    `attempts` counts those that were begun at any version.
    """

    quiz: Quiz
    items: tuple[Item, ...]
    versions: tuple[Version, ...]
    allowances: tuple[Allowance, ...]
    attempts: int


class Approving:
    """Looking over and publishing quizzes."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def quizzes(self, actor: int, course: Course) -> list[Quiz]:
        """The quizzes of a course, the newest first."""
        with self._storage.begin() as work:
            allowed(work, actor, "see quizzes", course.id)
            return work.quizzes.of(course.id)

    def begun(self, actor: int, course: Course) -> dict[int, int]:
        """How many attempts were begun at each quiz of a course, by its id."""
        with self._storage.begin() as work:
            allowed(work, actor, "see quizzes", course.id)
            return {quiz.id: len(work.attempts.of(quiz.id)) for quiz in work.quizzes.of(course.id)}

    def draft(self, actor: int, quiz_id: int) -> Draft:
        """A quiz with all that belongs to it. Raises Absent."""
        with self._storage.begin() as work:
            quiz = own_quiz(work, actor, quiz_id)
            return Draft(
                quiz,
                tuple(work.quizzes.items(quiz_id)),
                tuple(work.versions.of(quiz_id)),
                tuple(Allowance(*one) for one in sorted(work.versions.allowances(quiz_id).items())),
                len(work.attempts.of(quiz_id)),
            )

    def evidence(self, actor: int, item_id: int) -> KeptCitation:
        """The words that prove a question, and whether they still stand in the course. Raises Absent."""
        with self._storage.begin() as work:
            return kept(work, own_item(work, actor, item_id).question.solution.evidence)

    def create(
        self, actor: int, course: Course, title: str, now: datetime, rules: Rules | None = None
    ) -> int:
        """A new quiz without questions; gives its id. Raises Refused for a title that is none."""
        with self._storage.begin(write=True) as work:
            quiz = new_quiz(work, actor, course, title, now, rules)
            work.commit()
        return quiz

    def describe(self, actor: int, quiz_id: int, title: str, rules: Rules) -> None:
        """Give a draft another title and other rules; what was published keeps its own. Raises Refused."""
        told = checked_title(title)
        check_rules(rules)
        with self._changing(actor, quiz_id) as work:
            work.quizzes.describe(quiz_id, told, rules)

    def approve(self, actor: int, item_id: int) -> None:
        """Let a question be published."""
        with self._changing_item(actor, item_id) as (work, _):
            work.quizzes.judge_item(item_id, ItemState.APPROVED)

    def reject(self, actor: int, item_id: int, reason: str) -> None:
        """Keep a question out of what is published; the reason is remembered with it."""
        with self._changing_item(actor, item_id) as (work, _):
            work.quizzes.judge_item(item_id, ItemState.REJECTED, visible_line(reason)[:LONGEST_REASON])

    def reconsider(self, actor: int, item_id: int) -> None:
        """Take back what was thought of a question: it waits to be looked at again."""
        with self._changing_item(actor, item_id) as (work, _):
            work.quizzes.judge_item(item_id, ItemState.PROPOSED)

    def weigh(self, actor: int, item_id: int, points: int) -> None:
        """Give a question other points. Raises Refused."""
        if not 1 <= points <= MOST_POINTS:
            raise Refused(
                f"a question is worth 1 to {MOST_POINTS} points", "choose another number", code="points"
            )
        with self._changing_item(actor, item_id) as (work, _):
            work.quizzes.weigh_item(item_id, points)

    def move(self, actor: int, item_id: int, by: int) -> None:
        """Move a question up (negative) or down among those that are not rejected."""
        with self._changing_item(actor, item_id) as (work, item):
            every = work.quizzes.items(item.quiz_id)
            ids = [one.id for one in every if one.state is not ItemState.REJECTED or one.id == item_id]
            place = ids.index(item_id)
            ids.insert(min(max(place + by, 0), len(ids) - 1), ids.pop(place))
            work.quizzes.order_items(item.quiz_id, ids)

    def publish(self, actor: int, quiz_id: int, now: datetime) -> int:
        """Publish what is approved as the next version; gives its id. Attempts that run keep theirs.

        Raises Refused: "nothing_approved", "unchanged", and for rules that end before they begin.
        """
        with self._changing(actor, quiz_id) as work:
            quiz = own_quiz(work, actor, quiz_id)
            if not quiz.approved:
                raise Refused(
                    "no question of this quiz is approved yet",
                    "approve at least one",
                    code="nothing_approved",
                )
            if quiz.version_id is not None and not quiz.changed:
                raise Refused(
                    "nothing has changed since this quiz was published", "change it first", code="unchanged"
                )
            check_rules(quiz.rules)
            if quiz.rules.closes_at is not None and quiz.rules.closes_at <= now:
                raise Refused(
                    "the quiz would be closed already", "let it close later", code="closes_in_the_past"
                )
            version = work.versions.publish(quiz_id, actor, now)
        _log.info("quiz %d is published as version %d", quiz_id, version)
        return version

    def close(self, actor: int, quiz_id: int, now: datetime) -> None:
        """Close a published quiz for everybody: attempts that run end as they are.

        What needs a grader is graded in the background. Raises Refused for a draft ("not_published").
        """
        with self._changing(actor, quiz_id) as work:
            if own_quiz(work, actor, quiz_id).version_id is None:
                raise Refused(
                    "this quiz is not published", "there is nothing to close yet", code="not_published"
                )
            work.quizzes.close(quiz_id, now)
            ended = end_running(work, quiz_id, now)
        _log.info("quiz %d is closed, and %d attempts with it", quiz_id, len(ended))

    def reopen(self, actor: int, quiz_id: int) -> None:
        """Open again a quiz that was closed by hand."""
        with self._changing(actor, quiz_id) as work:
            work.quizzes.close(quiz_id, None)

    def remove(self, actor: int, quiz_id: int) -> None:
        """Remove a quiz that nobody has begun. Raises Refused ("has_attempts") for any other."""
        with self._changing(actor, quiz_id) as work:
            if work.attempts.of(quiz_id):
                raise Refused(
                    "pupils have begun this quiz, and what they did would be lost",
                    "close it instead",
                    code="has_attempts",
                )
            work.quizzes.remove(quiz_id)

    @contextmanager
    def _changing(self, actor: int, quiz_id: int) -> Iterator[UnitOfWork]:
        with self._storage.begin(write=True) as work:
            own_quiz(work, actor, quiz_id)
            yield work
            work.commit()

    @contextmanager
    def _changing_item(self, actor: int, item_id: int) -> Iterator[tuple[UnitOfWork, Item]]:
        with self._storage.begin(write=True) as work:
            item = own_item(work, actor, item_id)
            yield work, item
            work.commit()


def new_quiz(  # noqa: PLR0913, PLR0917 - whose it is, where, and what it is called
    work: UnitOfWork, actor: int, course: Course, title: str, now: datetime, rules: Rules | None = None
) -> int:
    """A quiz without questions; gives its id. Raises Refused, NotAllowed, Absent. Commits nothing."""
    told, rules = checked_title(title), rules or Rules()
    check_rules(rules)
    allowed(work, actor, "make a quiz", course.id)
    return work.quizzes.create(course.id, told, rules, actor, now)


def checked_title(title: str) -> str:
    """A quiz's title on one line. Raises Refused for one that is empty or too long."""
    told = visible_line(title)
    if not told:
        raise Refused("the title is empty", "type one", code="empty_title")
    if len(told) > LONGEST_TITLE:
        raise Refused(f"the title is longer than {LONGEST_TITLE} characters", "shorten it", code="long_title")
    return told
