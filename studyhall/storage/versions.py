"""What was published of quizzes, in SQL: rows are added and never changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from studyhall.domain.quizzes import ItemState, Posed, Version
from studyhall.ports import Settled, Versions
from studyhall.storage.database import new_id
from studyhall.storage.questions import ASKED, SOLVED, Row, also_right, solution_from, task_from
from studyhall.storage.tables import (
    accepted_answers,
    allowances,
    questions,
    quiz_items,
    quiz_versions,
    quizzes,
    solutions,
    version_items,
)

_VERSIONS = sa.select(quiz_versions, quizzes.c.course_id).join(
    quizzes, quizzes.c.id == quiz_versions.c.quiz_id
)


class SqlVersions(Versions):
    """Versions, on one connection."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def publish(self, quiz_id: int, person_id: int, now: datetime) -> int:
        """Publish the draft's approved items in their order as the next version; gives its id."""
        last = sa.select(sa.func.max(quiz_versions.c.number)).where(quiz_versions.c.quiz_id == quiz_id)
        draft = self._connection.execute(
            sa.select(quizzes.c.title, quizzes.c.rules, last.scalar_subquery().label("last")).where(
                quizzes.c.id == quiz_id
            )
        ).one()
        made = quiz_versions.insert().values(
            quiz_id=quiz_id,
            number=(draft.last or 0) + 1,
            title=draft.title,
            rules=draft.rules,
            published_by=person_id,
            published_at=now,
        )
        key = new_id(self._connection, made)
        self._connection.execute(
            version_items.insert().from_select(
                ["version_id", "number", "question_id", "points"], _approved(quiz_id, key)
            )
        )
        return key

    def get(self, version_id: int) -> Version | None:
        """The version with this id."""
        row = self._connection.execute(_VERSIONS.where(quiz_versions.c.id == version_id)).first()
        return _version(row) if row else None

    def of(self, quiz_id: int) -> list[Version]:
        """A quiz's versions, newest first."""
        mine = _VERSIONS.where(quiz_versions.c.quiz_id == quiz_id)
        return [
            _version(row) for row in self._connection.execute(mine.order_by(quiz_versions.c.number.desc()))
        ]

    def posed(self, version_id: int) -> list[Posed]:
        """Its questions without their keys, in order; the table of solutions is not looked at."""
        return [_posed(row) for row in self._connection.execute(_asked(version_id))]

    def settled(self, version_id: int) -> list[Settled]:
        """Its questions with their keys, in order, and with what was accepted since."""
        solved = _asked(version_id, *SOLVED).join(
            solutions, solutions.c.question_id == version_items.c.question_id
        )
        rows = self._connection.execute(solved).all()
        here = sa.select(version_items.c.question_id).where(version_items.c.version_id == version_id)
        also = also_right(self._connection, accepted_answers.c.question_id.in_(here))
        return [Settled(_posed(row), solution_from(row, also.get(row.question_id, ()))) for row in rows]

    def accept(self, question_id: int, text: str, person_id: int, now: datetime) -> None:
        """Remember that this is also right, once."""
        row = self._connection.execute(sa.select(*SOLVED).where(solutions.c.question_id == question_id)).one()
        also = also_right(self._connection, accepted_answers.c.question_id == question_id)
        held = solution_from(row, also.get(question_id, ()))
        if text in held.accepted:
            return
        # Whether it fits is for the value to say, not for whoever reads it later.
        replace(held, accepted=(*held.accepted, text))
        self._connection.execute(
            accepted_answers.insert().values(
                question_id=question_id, text=text, accepted_by=person_id, accepted_at=now
            )
        )

    def allow(self, quiz_id: int, person_id: int, minutes: int) -> None:
        """Give somebody so many minutes more in a quiz; 0 takes that back."""
        one = (allowances.c.quiz_id == quiz_id) & (allowances.c.person_id == person_id)
        self._connection.execute(allowances.delete().where(one))
        if minutes:
            self._connection.execute(
                allowances.insert().values(quiz_id=quiz_id, person_id=person_id, minutes=minutes)
            )

    def allowances(self, quiz_id: int) -> dict[int, int]:
        """The minutes more, by person."""
        rows = self._connection.execute(sa.select(allowances).where(allowances.c.quiz_id == quiz_id))
        return {row.person_id: row.minutes for row in rows}


def _approved(quiz_id: int, version_id: int) -> sa.Select[*tuple[Any, ...]]:
    """The rows of a version's questions: the draft's approved ones, numbered from 1 in their order."""
    return sa.select(
        sa.literal(version_id, sa.Integer),
        sa.func.row_number().over(order_by=quiz_items.c.position),
        quiz_items.c.question_id,
        quiz_items.c.points,
    ).where(quiz_items.c.quiz_id == quiz_id, quiz_items.c.state == ItemState.APPROVED.value)


def _asked(version_id: int, *more: sa.Column[Any]) -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(version_items, *ASKED, *more)
        .join(questions, questions.c.id == version_items.c.question_id)
        .where(version_items.c.version_id == version_id)
        .order_by(version_items.c.number)
    )


def _posed(row: Row) -> Posed:
    return Posed(row.number, row.question_id, task_from(row), row.asked_in, row.points)


def _version(row: Row) -> Version:
    return Version(
        row.id,
        row.quiz_id,
        row.course_id,
        row.number,
        row.title,
        row.rules,
        row.published_at,
        row.published_by,
    )
