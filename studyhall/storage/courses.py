"""Courses in SQL."""

from __future__ import annotations

from datetime import datetime
from secrets import token_hex
from typing import Any

import sqlalchemy as sa

from studyhall.domain.courses import Course, named
from studyhall.domain.errors import Refused
from studyhall.ports import Courses
from studyhall.storage.database import new_id, unless_taken
from studyhall.storage.tables import courses


class SqlCourses(Courses):
    """Courses, on one connection."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def add(self, slug: str, title: str, now: datetime) -> Course:
        """A new course."""
        key = token_hex(16)
        made = courses.insert().values(slug=slug, title=title, revision=0, key=key, created_at=now)
        taken = Refused(
            f"there is a course named {slug} already", "choose another title", code="course_exists"
        )
        with unless_taken(self._connection, taken):
            course_id = new_id(self._connection, made)
        return Course(course_id, slug, title, key=key)

    def find(self, slug_or_title: str) -> Course | None:
        """The course with this slug, or else this title."""
        return named(self.all(), slug_or_title)

    def all(self) -> list[Course]:
        """Every course, by title."""
        rows = self._connection.execute(sa.select(courses).order_by(courses.c.title, courses.c.id))
        return [course_from(row) for row in rows]

    def get(self, course_id: int) -> Course | None:
        """The course with this id."""
        return self._first(courses.c.id == course_id)

    def join_code(self, course_id: int) -> str | None:
        """What pupils join the course with; None while its class is closed."""
        found: str | None = self._connection.scalar(
            sa.select(courses.c.join_code).where(courses.c.id == course_id)
        )
        return found

    def set_join_code(self, course_id: int, code: str | None) -> None:
        """Open the class with a new code, or close it."""
        changed = courses.update().where(courses.c.id == course_id).values(join_code=code)
        taken = Refused("this join code is another course's", "open the class again", code="code_taken")
        with unless_taken(self._connection, taken):
            self._connection.execute(changed)

    def with_join_code(self, code: str) -> Course | None:
        """The course that this code opens."""
        return self._first(courses.c.join_code == code)

    def _first(self, wanted: sa.ColumnElement[bool]) -> Course | None:
        row = self._connection.execute(sa.select(courses).where(wanted)).first()
        return course_from(row) if row else None


def course_from(row: sa.Row[*tuple[Any, ...]]) -> Course:
    """The course that a row with the columns of its table holds."""
    return Course(row.id, row.slug, row.title, row.revision, row.key)
