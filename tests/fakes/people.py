"""People, sessions and memberships in memory, and a hasher that is quick."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from studyhall.domain.courses import Course
from studyhall.domain.errors import Refused
from studyhall.domain.people import (
    Credentials,
    Member,
    NewPerson,
    Person,
    Role,
    SignInSession,
    Standing,
    name_order,
    sign_in_name,
)
from studyhall.ports import Memberships, PasswordHasher, People, Sessions
from tests.fakes.memory import Memory


class FakePeople(People):
    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def find_operator(self) -> Person | None:
        return next((p for p in self._memory.people.values() if p.operator), None)

    def operator(self, now: datetime) -> Person:
        return self.find_operator() or self._put(Person(0, "local operator", admin=True, operator=True))

    def add(self, new: NewPerson, now: datetime) -> Person:
        if new.password is not None and self.credentials(new.name):
            raise Refused("there is such a name", "choose another name", code="name_taken")
        made = self._put(Person(0, new.name, admin=new.admin, sample=new.sample))
        if new.password is not None:
            self.set_password(made.id, new.password, one_time=new.one_time)
        return made

    def get(self, person_id: int) -> Person | None:
        return self._memory.people.get(person_id)

    def all(self) -> list[Person]:
        return sorted((p for p in self._memory.people.values() if not p.operator), key=name_order)

    def credentials(self, name: str) -> Credentials | None:
        for person in self._memory.people.values():
            if person.id in self._memory.passwords and sign_in_name(person.name) == sign_in_name(name):
                return Credentials(person, *self._memory.passwords[person.id])
        return None

    def set_password(self, person_id: int, password: str, *, one_time: bool) -> None:
        self._memory.passwords[person_id] = (password, one_time)

    def set_language(self, person_id: int, language: str) -> None:
        self._memory.people[person_id] = replace(self._memory.people[person_id], language=language)

    def remove(self, person_id: int) -> None:
        memory = self._memory
        memory.people.pop(person_id, None)
        memory.passwords.pop(person_id, None)
        memory.sessions = {k: s for k, s in memory.sessions.items() if s[0] != person_id}
        memory.memberships = {k: m for k, m in memory.memberships.items() if k[1] != person_id}
        for course, terms in memory.terms.items():
            if terms.agreed_by == person_id:
                memory.terms[course] = replace(terms, agreed_by=None)
        memory.drop_jobs(lambda job: job.person_id != person_id)
        memory.forget_person(person_id)
        memory.conversations = {k: c for k, c in memory.conversations.items() if c.person_id != person_id}
        memory.exchanges = {k: e for k, e in memory.exchanges.items() if e[0] in memory.conversations}
        memory.reviews = [
            replace(held, person_id=None) if held.person_id == person_id else held
            for held in memory.reviews
            if held.exchange_id in memory.exchanges
        ]
        memory.readings = [
            reading
            for reading in memory.readings
            if reading[0] in memory.conversations and reading[1] != person_id
        ]

    def _put(self, person: Person) -> Person:
        self._memory.last_person += 1
        made = replace(person, id=self._memory.last_person)
        self._memory.people[made.id] = made
        return made


class FakeSessions(Sessions):
    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def open(self, token_hash: str, person_id: int, now: datetime) -> None:
        self._memory.sessions[token_hash] = (person_id, now, now)

    def find(self, token_hash: str) -> SignInSession | None:
        if token_hash not in self._memory.sessions:
            return None
        person_id, created_at, seen_at = self._memory.sessions[token_hash]
        _, one_time = self._memory.passwords.get(person_id, ("", False))
        return SignInSession(self._memory.people[person_id], one_time, created_at, seen_at)

    def of(self, person_id: int) -> list[tuple[datetime, datetime]]:
        mine = [(began, seen) for whose, began, seen in self._memory.sessions.values() if whose == person_id]
        return sorted(mine, reverse=True)

    def touch(self, token_hash: str, now: datetime) -> None:
        if token_hash in self._memory.sessions:
            self._memory.sessions[token_hash] = (*self._memory.sessions[token_hash][:2], now)

    def close(self, token_hash: str) -> None:
        self._memory.sessions.pop(token_hash, None)

    def close_all(self, person_id: int) -> None:
        self._keep(lambda held: held[0] != person_id)

    def forget(self, seen_before: datetime, created_before: datetime) -> None:
        self._keep(lambda held: held[2] >= seen_before and held[1] >= created_before)

    def fail(self, subject: str, now: datetime) -> None:
        self._memory.failures.append((subject, now))

    def failed(self, subject: str, since: datetime) -> int:
        return sum(whose == subject and at >= since for whose, at in self._memory.failures)

    def forgive(self, subject: str, before: datetime | None = None) -> None:
        self._memory.failures = [
            (whose, at)
            for whose, at in self._memory.failures
            if whose != subject and (before is None or at >= before)
        ]

    def _keep(self, wanted) -> None:
        self._memory.sessions = {k: s for k, s in self._memory.sessions.items() if wanted(s)}


class FakeMemberships(Memberships):
    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def put(self, course_id: int, person_id: int, role: Role, now: datetime) -> None:
        _, joined_at = self._memory.memberships.get((course_id, person_id), (role, now))
        self._memory.memberships[course_id, person_id] = (role, joined_at)

    def remove(self, course_id: int, person_id: int) -> None:
        self._memory.memberships.pop((course_id, person_id), None)

    def role(self, course_id: int, person_id: int) -> Role | None:
        return self._memory.memberships.get((course_id, person_id), (None,))[0]

    def standing(self, course_id: int, person_id: int) -> Standing | None:
        person = self._memory.people.get(person_id)
        if person is None:
            return None
        rules = person.admin and course_id in self._memory.courses
        return Standing(person, Role.TEACHER if rules else self.role(course_id, person_id))

    def courses(self, person_id: int) -> list[tuple[Course, Role]]:
        held = [
            (self._memory.courses[course], role)
            for (course, person), (role, _) in self._memory.memberships.items()
            if person == person_id
        ]
        return sorted(held, key=lambda pair: (pair[0].title, pair[0].id))

    def members(self, course_id: int) -> list[Member]:
        held = [
            Member(
                self._memory.people[person],
                role,
                self._memory.passwords.get(person, ("", False))[1],
                joined_at,
            )
            for (course, person), (role, joined_at) in self._memory.memberships.items()
            if course == course_id
        ]
        return sorted(held, key=lambda one: (one.role is not Role.TEACHER, name_order(one.person)))


class FakeHasher(PasswordHasher):
    """Salts with a count; `checked` holds every hash that a password was held against.

    `during` is called in the middle of every hash and check.
    """

    def __init__(self) -> None:
        self.made = 0
        self.checked: list[str] = []
        self.during = lambda: None

    def hash(self, password: str) -> str:
        self.during()
        self.made += 1
        return f"fake:{self.made}:{password}"

    def matches(self, hashed: str, password: str) -> bool:
        self.during()
        self.checked.append(hashed)
        return hashed.startswith("fake:") and hashed.split(":", 2)[2:] == [password]
