"""Attempts in SQL, and what was answered in them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from studyhall.domain.attempts import Attempt, Ending, Response
from studyhall.domain.errors import Refused
from studyhall.domain.questions import Given
from studyhall.ports import Attempts
from studyhall.storage.database import inserting, new_id
from studyhall.storage.tables import attempts, beginnings, quiz_versions, quizzes, responses

_ATTEMPTS = sa.select(attempts, quizzes.c.course_id).join(quizzes, quizzes.c.id == attempts.c.quiz_id)
_RUNS = attempts.c.ended_at.is_(None)


class SqlAttempts(Attempts):
    """Attempts, on one connection."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def start(  # noqa: PLR0913, PLR0917 - as the port
        self,
        version_id: int,
        person_id: int,
        number: int,
        seed: int,
        now: datetime,
        deadline: datetime | None,
    ) -> int:
        """A new attempt; gives its id. The database itself sees to it that only one runs."""
        quiz = sa.select(quiz_versions.c.quiz_id).where(quiz_versions.c.id == version_id)
        made = inserting(self._connection, attempts).values(
            quiz_id=quiz.scalar_subquery(),
            version_id=version_id,
            person_id=person_id,
            number=number,
            seed=seed,
            started_at=now,
            deadline=deadline,
        )
        # An error would end the whole transaction on PostgreSQL, and not say what was in the way.
        key = self._connection.scalar(made.on_conflict_do_nothing().returning(attempts.c.id))
        if key is None:
            raise Refused(
                "you have begun this quiz already", "go on with the attempt that runs", code="attempt_running"
            )
        return int(key)

    def get(self, attempt_id: int) -> Attempt | None:
        """The attempt with this id."""
        return next(iter(self._where(attempts.c.id == attempt_id)), None)

    def of(self, quiz_id: int, person_id: int | None = None) -> list[Attempt]:
        """The attempts at a quiz, of one person or of all, oldest first."""
        theirs = attempts.c.person_id == person_id if person_id is not None else sa.true()
        return self._where(attempts.c.quiz_id == quiz_id, theirs)

    def running(self, person_id: int, course_id: int | None = None) -> list[Attempt]:
        """Somebody's attempts that have not ended, in a course or everywhere, oldest first."""
        there = quizzes.c.course_id == course_id if course_id is not None else sa.true()
        return self._where(there, attempts.c.person_id == person_id, _RUNS)

    def overdue(self, now: datetime) -> list[Attempt]:
        """The attempts everywhere that must end now."""
        late = _ATTEMPTS.where(_RUNS, attempts.c.deadline <= now)
        return self._read(late.order_by(attempts.c.deadline, attempts.c.id))

    def postpone(self, attempt_id: int, deadline: datetime | None) -> None:
        """Give an attempt another deadline; one that has ended keeps its own."""
        one = (attempts.c.id == attempt_id) & _RUNS
        self._connection.execute(attempts.update().where(one).values(deadline=deadline))

    def respond(self, attempt_id: int, number: int, given: Given, now: datetime, final: bool = False) -> int:
        """Store an answer to question `number`, besides the earlier ones; gives its id."""
        made = responses.insert().values(
            attempt_id=attempt_id, number=number, given=given, given_at=now, final=final
        )
        return new_id(self._connection, made)

    def responses(self, attempt_id: int) -> list[Response]:
        """All that was answered, oldest first."""
        rows = self._connection.execute(
            sa.select(responses).where(responses.c.attempt_id == attempt_id).order_by(responses.c.id)
        )
        return [
            Response(row.id, row.attempt_id, row.number, row.given, row.given_at, row.final) for row in rows
        ]

    def keep_place(self, attempt_id: int, place: int, flagged: Collection[int]) -> None:
        """Store where somebody is, and what they want to come back to."""
        kept = {"place": place, "flagged": sorted(flagged)}
        self._connection.execute(attempts.update().where(attempts.c.id == attempt_id).values(**kept))

    def end(self, attempt_id: int, ending: Ending, at: datetime) -> bool:
        """End an attempt; False when it has ended before: one statement, so that the first one wins."""
        one = (attempts.c.id == attempt_id) & _RUNS
        ended = self._connection.execute(
            attempts.update().where(one).values(ended_at=at, ending=ending.value)
        )
        return ended.rowcount == 1

    def forget(self, ended_before: datetime) -> int:
        """Remove everybody's attempts that ended before a moment, but for that they were begun."""
        too_old = attempts.c.ended_at < ended_before
        theirs = (attempts.c.quiz_id, attempts.c.person_id)
        last = sa.select(*theirs, sa.func.max(attempts.c.number)).where(too_old).group_by(*theirs)
        kept = inserting(self._connection, beginnings).from_select(["quiz_id", "person_id", "number"], last)
        self._connection.execute(
            kept.on_conflict_do_update(
                index_elements=["quiz_id", "person_id"], set_={"number": kept.excluded.number}
            )
        )
        return self._connection.execute(attempts.delete().where(too_old)).rowcount

    def begun(self, quiz_id: int, person_id: int) -> int:
        """How many attempts somebody has begun at a quiz, with those that were too old to keep."""
        numbers = (
            self._connection.scalar(
                sa.select(sa.func.max(table.c.number)).where(
                    table.c.quiz_id == quiz_id, table.c.person_id == person_id
                )
            )
            for table in (attempts, beginnings)
        )
        return max(number or 0 for number in numbers)

    def _where(self, *wanted: sa.ColumnElement[bool]) -> list[Attempt]:
        return self._read(_ATTEMPTS.where(*wanted).order_by(attempts.c.id))

    def _read(self, wanted: sa.Select[*tuple[Any, ...]]) -> list[Attempt]:
        return [_attempt(row) for row in self._connection.execute(wanted)]


def _attempt(row: sa.Row[*tuple[Any, ...]]) -> Attempt:
    return Attempt(
        row.id,
        row.quiz_id,
        row.version_id,
        row.course_id,
        row.person_id,
        row.number,
        row.seed,
        row.started_at,
        row.deadline,
        row.ended_at,
        Ending(row.ending) if row.ending else None,
        row.place,
        frozenset(row.flagged),
    )
