"""Adding people for whom somebody else chooses the name, and the first password."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from studyhall.domain.codes import new_password
from studyhall.domain.courses import Course
from studyhall.domain.people import NewPerson, Person, Role
from studyhall.ports import PasswordHasher, Storage, UnitOfWork
from studyhall.services.credentials import (
    SHORTEST_PASSWORD,
    SHORTEST_PUPILS_PASSWORD,
    Given,
    checked_name,
    checked_password,
)
from studyhall.services.policies import allowed


class Place(NamedTuple):
    """A course, and what somebody is to be in it."""

    course_id: int
    role: Role


class Enrolling:
    """What an admin does about people, whichever their courses."""

    def __init__(self, storage: Storage, hasher: PasswordHasher) -> None:
        self._storage = storage
        self._hasher = hasher

    def add(self, actor: int, name: str, password: str | None, place: Place | None, now: datetime) -> Given:
        """Add somebody to a course, or an admin without a place; without a password they get a one-time one.

        Raises Refused: "name_taken", "bad_name", "bad_password"; and Absent for the course.
        """
        with self._storage.begin() as work:
            allowed(work, actor, "manage people")
        name = checked_name(name)
        pupil = place is not None and place.role is Role.STUDENT
        shortest = SHORTEST_PUPILS_PASSWORD if pupil else SHORTEST_PASSWORD
        chosen = new_password() if password is None else checked_password(password, name, shortest)
        new = NewPerson(name, self._hasher.hash(chosen), one_time=password is None, admin=place is None)
        with self._storage.begin(write=True) as work:
            allowed(work, actor, "manage people")
            person = work.people.add(new, now)
            if place is not None:
                allowed(work, actor, "run the class", place.course_id)
                work.memberships.put(place.course_id, person.id, place.role, now)
            work.commit()
        return Given(name, chosen)

    def everybody(self, actor: int) -> list[tuple[Person, list[tuple[Course, Role]]]]:
        """Everybody but the operator with their courses, by name."""
        with self._storage.begin() as work:
            allowed(work, actor, "manage people")
            return [(person, work.memberships.courses(person.id)) for person in work.people.all()]


class Enrolled(NamedTuple):
    """What became of a list of names. `already` are those in the class, as they sign in.

    `renamed` holds, beside the name that was asked for, the one that they sign in with instead.
    """

    given: tuple[Given, ...] = ()
    already: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()


def known_as(work: UnitOfWork, name: str, members: Sequence[str]) -> str | None:
    """What somebody of this very name signs in with, if they are among the `members`.

    That is the name with a number where it was taken when they were enrolled: a list that is brought in
    twice finds them again.
    """
    if name in members:
        return name
    if work.people.credentials(name) is None:
        return None
    numbered = re.compile(rf"{re.escape(name)} \d+")
    return next((member for member in members if numbered.fullmatch(member)), None)


def free_name(work: UnitOfWork, name: str) -> str:
    """The name, or with the first number behind it that nobody signs in with: "An", "An 2", "An 3"."""
    free, number = name, 1
    while work.people.credentials(free) is not None:
        number += 1
        free = f"{name} {number}"
    return free
