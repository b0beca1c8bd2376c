"""What jobs that make questions are to do, in SQL."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from studyhall.domain.jobs import JobKind
from studyhall.domain.quizzes import Making
from studyhall.ports import Makings
from studyhall.storage.jobs import add_job
from studyhall.storage.tables import makings


class SqlMakings(Makings):
    """Makings, on one connection."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def add(self, making: Making, course_id: int, person_id: int, now: datetime) -> int:
        """A new job that waits, of kind MAKING; gives its id."""
        job_id = add_job(self._connection, JobKind.MAKING, course_id, person_id, now)
        told = vars(making) | {"job_id": job_id, "dropped": list(making.dropped)}
        self._connection.execute(makings.insert().values(**told))
        return job_id

    def get(self, job_id: int) -> Making | None:
        """What a job is to do, and what has come of it."""
        row = self._connection.execute(sa.select(makings).where(makings.c.job_id == job_id)).first()
        return _making(row) if row else None

    def of(self, quiz_id: int) -> list[Making]:
        """The jobs of a quiz, newest first."""
        mine = sa.select(makings).where(makings.c.quiz_id == quiz_id)
        return [_making(row) for row in self._connection.execute(mine.order_by(makings.c.job_id.desc()))]

    def note(self, job_id: int, kept: int, dropped: Sequence[str]) -> None:
        """Store how many questions it has kept so far, and the faults of those it has not."""
        self._connection.execute(
            makings.update().where(makings.c.job_id == job_id).values(kept=kept, dropped=list(dropped))
        )


def _making(row: sa.Row[*tuple[Any, ...]]) -> Making:
    return Making(row.job_id, row.quiz_id, row.brief, row.replaces, row.kept, tuple(row.dropped))
