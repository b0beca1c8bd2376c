"""Making and finding courses."""

from __future__ import annotations

from datetime import datetime

from studyhall.domain.courses import Course, slug_of
from studyhall.domain.errors import Absent
from studyhall.ports import Storage, UnitOfWork
from studyhall.services.policies import allowed


def course_named(work: UnitOfWork, name: str | None) -> Course:
    """The course with this slug or title; without a name, the only one. Raises Absent, naming all."""
    every = work.courses.all()
    course = work.courses.find(name) if name else every[0] if len(every) == 1 else None
    if course is None:
        raise Absent(
            f"there is no course called {name!r}" if name else "no course was named",
            f"name one of these: {', '.join(known.slug for known in every)}"
            if every
            else "add a source to it first, which makes it",
            code="no_course",
        )
    return course


def course_made(work: UnitOfWork, name: str, now: datetime) -> Course:
    """The course with this slug or title, made with that title when there is none. Raises Refused."""
    return work.courses.find(name) or work.courses.add(slug_of(name), name.strip(), now)


class Courses:
    """The courses of this data folder."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def all(self, actor: int) -> list[Course]:
        """Every course the actor may see, by title."""
        with self._storage.begin() as work:
            allowed(work, actor, "list courses")
            return work.courses.all()

    def find(self, actor: int, name: str | None) -> Course:
        """The course with this slug or title; without a name, the only one. Raises Absent."""
        with self._storage.begin() as work:
            allowed(work, actor, "list courses")
            return course_named(work, name)
