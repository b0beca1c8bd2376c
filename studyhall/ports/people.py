"""What keeps people, who is signed in, and who belongs to which course; and what hashes passwords."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import datetime

from studyhall.domain.courses import Course
from studyhall.domain.people import Credentials, Member, NewPerson, Person, Role, SignInSession, Standing


class People(ABC):
    """Who there is."""

    @abstractmethod
    def find_operator(self) -> Person | None:
        """The local operator, when there is one already."""

    @abstractmethod
    def operator(self, now: datetime) -> Person:
        """The local operator, made at first use."""

    @abstractmethod
    def add(self, new: NewPerson, now: datetime) -> Person:
        """A new person, who signs in with their name, compared folded (case and diacritics do not count).

        Raises Refused (code "name_taken").
        """

    @abstractmethod
    def get(self, person_id: int) -> Person | None:
        """The person as the database has them now."""

    @abstractmethod
    def all(self) -> list[Person]:
        """Everybody but the operator, by name."""

    @abstractmethod
    def credentials(self, name: str) -> Credentials | None:
        """What the sign-in of this name, compared folded, is checked against; None without a password."""

    @abstractmethod
    def set_password(self, person_id: int, password: str, *, one_time: bool) -> None:
        """Replace somebody's password by another, given as its hash."""

    @abstractmethod
    def set_language(self, person_id: int, language: str) -> None:
        """Remember what somebody reads the pages in; empty for the browser's language."""

    @abstractmethod
    def remove(self, person_id: int) -> None:
        """Remove a person with everything that is theirs."""


class Sessions(ABC):
    """Who is signed in, by the hash of a token; and the attempts that failed."""

    @abstractmethod
    def open(self, token_hash: str, person_id: int, now: datetime) -> None:
        """Remember that this person signed in."""

    @abstractmethod
    def find(self, token_hash: str) -> SignInSession | None:
        """The session of a token, however old."""

    @abstractmethod
    def of(self, person_id: int) -> list[tuple[datetime, datetime]]:
        """When a person signed in and was last seen, for each of their sessions, the newest first."""

    @abstractmethod
    def touch(self, token_hash: str, now: datetime) -> None:
        """Remember that somebody was seen."""

    @abstractmethod
    def close(self, token_hash: str) -> None:
        """End one session."""

    @abstractmethod
    def close_all(self, person_id: int) -> None:
        """End every session of a person."""

    @abstractmethod
    def forget(self, seen_before: datetime, created_before: datetime) -> None:
        """Remove the sessions last seen, or begun, before these moments."""

    @abstractmethod
    def fail(self, subject: str, now: datetime) -> None:
        """Note a failed attempt; `subject` is a hash of whom or whence."""

    @abstractmethod
    def failed(self, subject: str, since: datetime) -> int:
        """How many attempts of a subject failed since then."""

    @abstractmethod
    def forgive(self, subject: str, before: datetime | None = None) -> None:
        """Forget a subject's failures, and everybody's from before a moment."""


class Memberships(ABC):
    """Who belongs to which course, and as what."""

    @abstractmethod
    def put(self, course_id: int, person_id: int, role: Role, now: datetime) -> None:
        """Make somebody a member, or change their role."""

    @abstractmethod
    def remove(self, course_id: int, person_id: int) -> None:
        """Take somebody out of a course."""

    @abstractmethod
    def role(self, course_id: int, person_id: int) -> Role | None:
        """What somebody is in a course; None when they do not belong to it."""

    @abstractmethod
    def standing(self, course_id: int, person_id: int) -> Standing | None:
        """Somebody and what they act as in a course, found at once; None when there is no such person."""

    @abstractmethod
    def courses(self, person_id: int) -> list[tuple[Course, Role]]:
        """The courses that somebody belongs to, by title."""

    @abstractmethod
    def members(self, course_id: int) -> list[Member]:
        """Who belongs to a course: teachers first, then by name."""


class PasswordHasher(ABC):
    """Makes and checks hashes of passwords; slow on purpose, so never inside a transaction."""

    @abstractmethod
    def hash(self, password: str) -> str:
        """A new salted hash."""

    @abstractmethod
    def matches(self, hashed: str, password: str) -> bool:
        """Whether the password has this hash."""
