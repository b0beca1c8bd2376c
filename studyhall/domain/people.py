"""Who acts, and what they are in a course."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from studyhall.domain.text import visible_line
from studyhall.domain.tokens import fold


class Role(StrEnum):
    """What a person is in one course."""

    STUDENT = "student"
    TEACHER = "teacher"


@dataclass(frozen=True)
class Person:
    """Somebody who acts. An admin may act in every course.

    The local operator is whoever runs the command line on this machine. A `sample` person is there for
    looking around and has no password. `language` is what the pages are shown in, empty for the browser's.
    """

    id: int
    name: str
    admin: bool = False
    operator: bool = False
    sample: bool = False
    language: str = ""


@dataclass(frozen=True)
class NewPerson:
    """Somebody to be added. `password` is a hash; without one nobody signs in as them."""

    name: str
    password: str | None = None
    one_time: bool = False
    admin: bool = False
    sample: bool = False


@dataclass(frozen=True)
class Standing:
    """A person, and what they act as in a course: an admin as a teacher; None where they do not belong."""

    person: Person
    role: Role | None


@dataclass(frozen=True)
class Member:
    """A person in a course; `one_time` while they have not replaced the password they were given."""

    person: Person
    role: Role
    one_time: bool
    joined_at: datetime


@dataclass(frozen=True)
class Credentials:
    """What a sign-in is checked against. `password` is a hash, never a password."""

    person: Person
    password: str
    one_time: bool


@dataclass(frozen=True)
class SignInSession:
    """Somebody signed in at `created_at` and was last seen at `seen_at`.

    `one_time` is true while they still have the password that they were given.
    """

    person: Person
    one_time: bool
    created_at: datetime
    seen_at: datetime


def sign_in_name(name: str) -> str:
    """What a name is compared by when somebody signs in: folded, on one line, with single spaces."""
    return " ".join(fold(visible_line(name)).split())


def name_order(person: Person) -> tuple[str, str, int]:
    """What people are listed by: their names, as read without case and diacritics."""
    return sign_in_name(person.name), person.name, person.id
