"""Grades in SQL: rows are added and never changed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from studyhall.domain.grades import Grade, Grader, NewGrade
from studyhall.ports import Grades
from studyhall.storage.database import new_id
from studyhall.storage.tables import attempts, grades, quizzes, version_items

_GRADED = (
    sa.exists()
    .where(grades.c.attempt_id == attempts.c.id, grades.c.number == version_items.c.number)
    .correlate(attempts, version_items)
)
# Whether an attempt has a question without any grade.
_WAITS = sa.exists().where(version_items.c.version_id == attempts.c.version_id, ~_GRADED).correlate(attempts)

_later = grades.alias()
_REPLACED = (
    sa.exists()
    .where(
        _later.c.attempt_id == grades.c.attempt_id,
        _later.c.number == grades.c.number,
        _later.c.id > grades.c.id,
    )
    .correlate(grades)
)


class SqlGrades(Grades):
    """Grades, on one connection."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def add(self, grade: NewGrade, now: datetime) -> int:
        """Store a grade; gives its id."""
        made = grades.insert().values(
            attempt_id=grade.attempt_id,
            number=grade.number,
            share=grade.share,
            grader=grade.by.value,
            released=grade.released,
            graded_by=grade.person_id,
            engine=grade.engine,
            confidence=grade.confidence,
            comment=grade.comment,
            reason=grade.reason,
            graded_at=now,
        )
        key = new_id(self._connection, made)
        self._connection.execute(
            attempts.update()
            .where(attempts.c.id == grade.attempt_id, attempts.c.graded_at.is_(None), ~_WAITS)
            .values(graded_at=now)
        )
        return key

    def of(self, attempt_id: int) -> list[Grade]:
        """The grades of an attempt, oldest first."""
        return self._read(sa.select(grades).where(grades.c.attempt_id == attempt_id))

    def of_quiz(self, quiz_id: int) -> list[Grade]:
        """The grades of all attempts at a quiz, oldest first."""
        theirs = sa.select(grades).join(attempts, attempts.c.id == grades.c.attempt_id)
        return self._read(theirs.where(attempts.c.quiz_id == quiz_id))

    def ungraded(self, limit: int) -> list[int]:
        """The ids of ended attempts anywhere that have a question without any grade, oldest first."""
        wanted = sa.select(attempts.c.id).where(
            attempts.c.ended_at.is_not(None), attempts.c.graded_at.is_(None), _WAITS
        )
        oldest = wanted.order_by(attempts.c.ended_at, attempts.c.id).limit(max(limit, 0))
        return list(self._connection.scalars(oldest))

    def waiting(self, course_id: int) -> int:
        """How many questions in ended attempts of a course have a newest grade that is not released."""
        theirs = grades.join(attempts, attempts.c.id == grades.c.attempt_id).join(
            quizzes, quizzes.c.id == attempts.c.quiz_id
        )
        waits = sa.select(sa.func.count()).select_from(theirs)
        return self._connection.execute(
            waits.where(
                quizzes.c.course_id == course_id,
                attempts.c.ended_at.is_not(None),
                ~grades.c.released,
                ~_REPLACED,
            )
        ).scalar_one()

    def _read(self, wanted: sa.Select[*tuple[Any, ...]]) -> list[Grade]:
        return [_grade(row) for row in self._connection.execute(wanted.order_by(grades.c.id))]


def _grade(row: sa.Row[*tuple[Any, ...]]) -> Grade:
    given = NewGrade(
        row.attempt_id,
        row.number,
        row.share,
        Grader(row.grader),
        row.released,
        row.graded_by,
        row.engine,
        row.confidence,
        row.comment,
        row.reason,
    )
    return Grade(row.id, row.graded_at, given)
