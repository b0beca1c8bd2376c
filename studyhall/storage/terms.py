"""What teachers agreed to for their courses, in SQL."""

from __future__ import annotations

import sqlalchemy as sa

from studyhall.domain.metering import Terms
from studyhall.ports import CourseTerms
from studyhall.storage.tables import terms as table


class SqlTerms(CourseTerms):
    """The terms of courses, on one connection."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def get(self, course_id: int) -> Terms:
        """The terms of a course; those that send nothing where nobody agreed to any."""
        row = self._connection.execute(sa.select(table).where(table.c.course_id == course_id)).first()
        if row is None:
            return Terms()
        return Terms(**{name: getattr(row, name) for name in Terms.__dataclass_fields__})

    def put(self, course_id: int, terms: Terms) -> None:
        """Replace the terms of a course."""
        changed = self._connection.execute(
            table.update().where(table.c.course_id == course_id).values(**vars(terms))
        )
        if not changed.rowcount:
            self._connection.execute(table.insert().values(course_id=course_id, **vars(terms)))
