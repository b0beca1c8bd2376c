"""Making and finding courses."""

from __future__ import annotations

from datetime import datetime

from studyhall.domain.courses import LONGEST_SLUG, Course, named, slug_of
from studyhall.domain.errors import Absent
from studyhall.domain.people import Person, Role
from studyhall.ports import Storage, UnitOfWork
from studyhall.services.policies import allowed, no_course, own_courses


def course_named(work: UnitOfWork, person: Person, name: str | None) -> Course:
    """The person's course with this slug or title; without a name, their only one. Raises Absent."""
    own = own_courses(work, person)
    if name:
        course = named(own, name)
        if course is None:
            raise _absent(person, own, name)
        return course
    if len(own) != 1:
        raise _absent(person, own, None)
    return own[0]


def course_made(work: UnitOfWork, person: Person, name: str, now: datetime) -> Course:
    """The person's course with this slug or title, made with that title if they have none. Raises Refused."""
    return named(own_courses(work, person), name) or make_course(work, person, name, now)


def make_course(work: UnitOfWork, person: Person, title: str, now: datetime) -> Course:
    """A new course, whose maker teaches it. Raises Refused when they have one with its slug already."""
    slug = slug_of(title)
    # A slug that somebody else's course has is neither refused nor told.
    others = {course.slug for course in work.courses.all()} - {c.slug for c in own_courses(work, person)}
    free, number = slug, 1
    while free in others:
        number += 1
        ending = f"-{number}"
        free = slug[: LONGEST_SLUG - len(ending)].rstrip("-") + ending
    course = work.courses.add(free, title.strip(), now)
    teach(work, person, course, now)
    return course


def teach(work: UnitOfWork, person: Person, course: Course, now: datetime) -> None:
    """Make somebody a teacher of a course; the operator acts in every course, and is in no class."""
    if not person.operator:
        work.memberships.put(course.id, person.id, Role.TEACHER, now)


class Courses:
    """The courses of this data folder."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def all(self, actor: int) -> list[Course]:
        """The courses that the actor belongs to, by title; all of them for an admin."""
        with self._storage.begin() as work:
            return own_courses(work, allowed(work, actor, "list own courses"))

    def find(self, actor: int, name: str | None) -> Course:
        """The actor's course with this slug or title; without a name, their only one. Raises Absent."""
        with self._storage.begin() as work:
            return course_named(work, allowed(work, actor, "list own courses"), name)


def _absent(person: Person, own: list[Course], name: str | None) -> Absent:
    told = no_course(own, name)
    what = told.message if name else "no course was named"
    # An admin has all courses there are: without any, none was made yet.
    step = "add a source to it first, which makes it" if person.admin and not own else told.next_step
    return Absent(what, step, code=told.code)
