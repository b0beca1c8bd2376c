"""Courses in SQL."""

from __future__ import annotations

from datetime import datetime
from secrets import token_hex

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from studyhall.domain.courses import Course
from studyhall.domain.errors import Refused
from studyhall.ports import Courses
from studyhall.storage.tables import courses


class SqlCourses(Courses):
    """Courses, on one connection."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def add(self, slug: str, title: str, now: datetime) -> Course:
        """A new course."""
        try:
            key = token_hex(16)
            made = courses.insert().values(slug=slug, title=title, revision=0, key=key, created_at=now)
            inserted = self._connection.execute(made).inserted_primary_key
        except IntegrityError as error:
            raise Refused(
                f"there is a course named {slug} already", "choose another title", code="course_exists"
            ) from error
        assert inserted is not None
        return Course(inserted[0], slug, title, key=key)

    def find(self, slug_or_title: str) -> Course | None:
        """The course with this slug, or else this title."""
        every = self.all()
        wanted = slug_or_title.strip().casefold()
        return next(
            (course for course in every if course.slug == wanted),
            next((course for course in every if course.title.casefold() == wanted), None),
        )

    def all(self) -> list[Course]:
        """Every course, by title."""
        rows = self._connection.execute(sa.select(courses).order_by(courses.c.title, courses.c.id))
        return [Course(row.id, row.slug, row.title, row.revision, row.key) for row in rows]
