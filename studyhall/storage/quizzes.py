"""Quizzes in SQL as their teachers see them: drafts with their questions."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from studyhall.domain.flaws import Flaw
from studyhall.domain.questions import Question
from studyhall.domain.quizzes import Item, ItemState, Quiz, Rules
from studyhall.ports import Quizzes
from studyhall.storage.database import new_id
from studyhall.storage.overviews import overview, quiz_from
from studyhall.storage.questions import (
    ASKED,
    SOLVED,
    Row,
    add_question,
    also_right,
    question_from,
    remove_unused,
)
from studyhall.storage.tables import (
    accepted_answers,
    questions,
    quiz_items,
    quiz_versions,
    quizzes,
    solutions,
    version_items,
)

_ITEMS = (
    sa.select(quiz_items, *ASKED, *SOLVED)
    .join(questions, questions.c.id == quiz_items.c.question_id)
    .join(solutions, solutions.c.question_id == quiz_items.c.question_id)
)


class SqlQuizzes(Quizzes):
    """Quizzes, on one connection."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def create(self, course_id: int, title: str, rules: Rules, person_id: int, now: datetime) -> int:
        """A new draft without questions; gives its id."""
        made = quizzes.insert().values(
            course_id=course_id, title=title, rules=rules, created_by=person_id, created_at=now
        )
        return new_id(self._connection, made)

    def get(self, quiz_id: int) -> Quiz | None:
        """The quiz with this id."""
        return next(iter(self._where(quizzes.c.id == quiz_id)), None)

    def of(self, course_id: int) -> list[Quiz]:
        """The quizzes of a course, the newest first."""
        return self._where(quizzes.c.course_id == course_id)

    def describe(self, quiz_id: int, title: str, rules: Rules) -> None:
        """Give the draft another title and other rules."""
        self._change(quiz_id, title=title, rules=rules)

    def close(self, quiz_id: int, now: datetime | None) -> None:
        """Close a published quiz by hand, or with None open it again."""
        self._change(quiz_id, closed_at=now)

    def remove(self, quiz_id: int) -> None:
        """Remove it with everything in it; what hangs on it goes by the foreign keys."""
        published = sa.select(quiz_versions.c.id).where(quiz_versions.c.quiz_id == quiz_id)
        asked = sa.union(
            sa.select(quiz_items.c.question_id).where(quiz_items.c.quiz_id == quiz_id),
            sa.select(version_items.c.question_id).where(version_items.c.version_id.in_(published)),
        )
        held = list(self._connection.scalars(asked))
        self._connection.execute(quizzes.delete().where(quizzes.c.id == quiz_id))
        remove_unused(self._connection, held)

    def items(self, quiz_id: int) -> list[Item]:
        """The questions of the draft in their order, rejected ones too."""
        return self._items(quiz_items.c.quiz_id == quiz_id)

    def item(self, item_id: int) -> Item | None:
        """The question of a draft with this id."""
        return next(iter(self._items(quiz_items.c.id == item_id)), None)

    def add_item(  # noqa: PLR0913, PLR0917 - as the port
        self,
        quiz_id: int,
        question: Question,
        flaws: Collection[Flaw],
        now: datetime,
        job_id: int | None = None,
        after: int | None = None,
    ) -> int:
        """Put a new question into the draft, at its end or behind another; gives the item's id."""
        course = self._connection.execute(sa.select(quizzes.c.course_id).where(quizzes.c.id == quiz_id))
        made = quiz_items.insert().values(
            quiz_id=quiz_id,
            question_id=add_question(self._connection, course.scalar_one(), question, now),
            state=ItemState.PROPOSED.value,
            position=self._room(quiz_id, after),
            flaws=list(flaws),
            job_id=job_id,
        )
        return new_id(self._connection, made)

    def _room(self, quiz_id: int, after: int | None) -> int:
        """A free position behind an item, or at the end where it is not there; what comes behind moves on."""
        mine, place = quiz_items.c.quiz_id == quiz_id, quiz_items.c.position
        found = self._connection.scalar(sa.select(place).where(mine, quiz_items.c.id == after))
        if found is None:
            return int(self._connection.scalar(sa.select(sa.func.max(place)).where(mine)) or 0) + 1
        self._connection.execute(quiz_items.update().where(mine, place > found).values(position=place + 1))
        return int(found) + 1

    def edit_item(self, item_id: int, question: Question, flaws: Collection[Flaw], now: datetime) -> None:
        """Put another question in an item's place; the one before stays where it was published."""
        before = self._connection.execute(
            sa.select(quiz_items.c.question_id, quizzes.c.course_id)
            .join(quizzes, quizzes.c.id == quiz_items.c.quiz_id)
            .where(quiz_items.c.id == item_id)
        ).one()
        self._change_item(
            item_id,
            question_id=add_question(self._connection, before.course_id, question, now),
            state=ItemState.PROPOSED.value,
            reason="",
            flaws=list(flaws),
        )
        remove_unused(self._connection, [before.question_id])

    def judge_item(self, item_id: int, state: ItemState, reason: str = "") -> None:
        """Store what a teacher thinks of it."""
        self._change_item(item_id, state=state.value, reason=reason)

    def weigh_item(self, item_id: int, points: int) -> None:
        """Give it other points."""
        self._change_item(item_id, points=points)

    def order_items(self, quiz_id: int, item_ids: Sequence[int]) -> None:
        """Put the draft's items into this order; those not named keep theirs, behind them."""
        mine = quiz_items.c.quiz_id == quiz_id
        held = self._connection.scalars(
            sa.select(quiz_items.c.id).where(mine).order_by(quiz_items.c.position)
        ).all()
        named = [key for key in dict.fromkeys(item_ids) if key in set(held)]
        places = {key: place for place, key in enumerate(dict.fromkeys((*named, *held)), 1)}
        if places:
            self._connection.execute(
                quiz_items.update().where(mine).values(position=sa.case(places, value=quiz_items.c.id))
            )

    def prompts(self, course_id: int) -> list[str]:
        """What the questions of a course's quizzes ask that were not rejected."""
        asked = (
            sa.select(questions.c.prompt)
            .join(quiz_items, quiz_items.c.question_id == questions.c.id)
            .where(questions.c.course_id == course_id, quiz_items.c.state != ItemState.REJECTED.value)
        )
        return list(self._connection.scalars(asked.order_by(quiz_items.c.id)))

    def made_by(self, job_id: int) -> list[int]:
        """The ids of the items that a job has made."""
        mine = sa.select(quiz_items.c.id).where(quiz_items.c.job_id == job_id)
        return list(self._connection.scalars(mine.order_by(quiz_items.c.id)))

    def _change(self, quiz_id: int, **values: Any) -> None:
        self._connection.execute(quizzes.update().where(quizzes.c.id == quiz_id).values(**values))

    def _change_item(self, item_id: int, **values: Any) -> None:
        self._connection.execute(quiz_items.update().where(quiz_items.c.id == item_id).values(**values))

    def _where(self, wanted: sa.ColumnElement[bool]) -> list[Quiz]:
        return [quiz_from(row) for row in self._connection.execute(overview(wanted))]

    def _items(self, wanted: sa.ColumnElement[bool]) -> list[Item]:
        rows = self._connection.execute(_ITEMS.where(wanted).order_by(quiz_items.c.position)).all()
        here = sa.select(quiz_items.c.question_id).where(wanted)
        also = also_right(self._connection, accepted_answers.c.question_id.in_(here)) if rows else {}
        return [_item(row, also.get(row.question_id, [])) for row in rows]


def _item(row: Row, also: Sequence[str]) -> Item:
    return Item(
        row.id,
        row.quiz_id,
        row.question_id,
        question_from(row, also),
        ItemState(row.state),
        row.reason,
        row.points,
        tuple(map(Flaw, row.flaws)),
    )
