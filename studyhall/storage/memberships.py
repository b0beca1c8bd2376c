"""Who belongs to which course, in SQL."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from studyhall.domain.courses import Course
from studyhall.domain.people import Member, Role, Standing, name_order
from studyhall.ports import Memberships
from studyhall.storage.courses import course_from
from studyhall.storage.people import person_from
from studyhall.storage.tables import courses, memberships, people

_STANDING = (
    sa.select(people, memberships.c.role, courses.c.id.label("there"))
    .select_from(people)
    .outerjoin(courses, courses.c.id == sa.bindparam("course"))
    .outerjoin(
        memberships,
        sa.and_(memberships.c.course_id == courses.c.id, memberships.c.person_id == people.c.id),
    )
    .where(people.c.id == sa.bindparam("person"))
)


class SqlMemberships(Memberships):
    """Memberships, on one connection."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def put(self, course_id: int, person_id: int, role: Role, now: datetime) -> None:
        """Make somebody a member, or change their role; when they joined stays."""
        one = _one(course_id, person_id)
        changed = self._connection.execute(memberships.update().where(one).values(role=role.value))
        if changed.rowcount:
            return
        self._connection.execute(
            memberships.insert().values(
                course_id=course_id, person_id=person_id, role=role.value, joined_at=now
            )
        )

    def remove(self, course_id: int, person_id: int) -> None:
        """Take somebody out of a course."""
        self._connection.execute(memberships.delete().where(_one(course_id, person_id)))

    def role(self, course_id: int, person_id: int) -> Role | None:
        """What somebody is in a course; None when they do not belong to it."""
        found = self._connection.scalar(sa.select(memberships.c.role).where(_one(course_id, person_id)))
        return Role(found) if found else None

    def standing(self, course_id: int, person_id: int) -> Standing | None:
        """Somebody and what they act as in a course, found at once."""
        row = self._connection.execute(_STANDING, {"course": course_id, "person": person_id}).first()
        if row is None:
            return None
        role = Role.TEACHER if row.admin and row.there is not None else Role(row.role) if row.role else None
        return Standing(person_from(row), role)

    def courses(self, person_id: int) -> list[tuple[Course, Role]]:
        """The courses that somebody belongs to, by title."""
        rows = self._connection.execute(
            sa.select(courses, memberships.c.role)
            .join(memberships, memberships.c.course_id == courses.c.id)
            .where(memberships.c.person_id == person_id)
            .order_by(courses.c.title, courses.c.id)
        )
        return [(course_from(row), Role(row.role)) for row in rows]

    def members(self, course_id: int) -> list[Member]:
        """Who belongs to a course: teachers first, then by name."""
        rows = self._connection.execute(
            sa.select(people, memberships.c.role, memberships.c.joined_at)
            .join(memberships, memberships.c.person_id == people.c.id)
            .where(memberships.c.course_id == course_id)
        )
        found = [Member(person_from(row), Role(row.role), row.one_time, row.joined_at) for row in rows]
        return sorted(found, key=lambda one: (one.role is not Role.TEACHER, name_order(one.person)))


def _one(course_id: int, person_id: int) -> sa.ColumnElement[bool]:
    return sa.and_(memberships.c.course_id == course_id, memberships.c.person_id == person_id)
