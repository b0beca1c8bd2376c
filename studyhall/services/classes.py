"""Classes: who is in a course and as what, the code that pupils join with, and their first passwords."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from studyhall.domain.codes import new_join_code, new_password, shown_join_code
from studyhall.domain.courses import Course
from studyhall.domain.errors import Absent, NotAllowed, Refused
from studyhall.domain.people import Member, NewPerson, Person, Role
from studyhall.domain.registers import Listed, names_in, wrong_line
from studyhall.domain.text import one_line, visible_line
from studyhall.ports import PasswordHasher, Storage, UnitOfWork
from studyhall.services.courses import make_course
from studyhall.services.credentials import Given, checked_name
from studyhall.services.enrolling import Enrolled, free_name, known_as
from studyhall.services.policies import allowed, own_roles, standing_in
from studyhall.services.throttling import forgive, of_name

_TRIES = 10


class Classes:
    """The classes of courses. No password is hashed while a transaction is open."""

    def __init__(self, storage: Storage, hasher: PasswordHasher) -> None:
        self._storage = storage
        self._hasher = hasher

    def of(self, actor: int) -> list[tuple[Course, Role]]:
        """The actor's courses by title, and what they are in each; an admin is a teacher in all."""
        with self._storage.begin() as work:
            return own_roles(work, allowed(work, actor, "list own courses"))

    def role(self, actor: int, course_id: int) -> Role | None:
        """What the actor is in a course; None where they do not belong, or there is none."""
        with self._storage.begin() as work:
            return standing_in(work, actor, course_id).role

    def make(self, actor: int, title: str, now: datetime) -> Course:
        """A new course, which its maker teaches. Raises Refused."""
        with self._storage.begin(write=True) as work:
            person = allowed(work, actor, "make a course")
            course = make_course(work, person, one_line(title), now)
            work.commit()
            return course

    def join_code(self, actor: int, course_id: int) -> str | None:
        """What pupils join with, as XXXX-XXXX; None while the class is closed."""
        with self._storage.begin() as work:
            allowed(work, actor, "see the class", course_id)
            code = work.courses.join_code(course_id)
            return shown_join_code(code) if code else None

    def open(self, actor: int, course_id: int) -> str:
        """Open the class with a new code, as XXXX-XXXX; one that it had before opens nothing any more."""
        for _ in range(_TRIES):
            code = new_join_code()
            try:
                self._set_join_code(actor, course_id, code)
            except Refused as refused:
                if refused.code != "code_taken":
                    raise
            else:
                return shown_join_code(code)
        raise Refused("no free code was found", "open the class again", code="code_taken")

    def close(self, actor: int, course_id: int) -> None:
        """Let nobody join any more; whoever is in the class stays."""
        self._set_join_code(actor, course_id, None)

    def members(self, actor: int, course_id: int) -> list[Member]:
        """Who belongs to the course: teachers first, then by name."""
        with self._storage.begin() as work:
            allowed(work, actor, "see the class", course_id)
            return work.memberships.members(course_id)

    def add_list(self, actor: int, course_id: int, csv_text: str, now: datetime) -> Enrolled:
        """Add a list of pupils, each with a one-time password: all of them, or none.

        Whoever is in the class already is passed over; a name that somebody elsewhere signs in with gets a
        number. Raises Refused with the line.
        """
        with self._storage.begin() as work:
            allowed(work, actor, "run the class", course_id)
            names = list(dict.fromkeys(_checked(listed) for listed in names_in(csv_text)))
            known = _known(work, course_id, names)
        passwords = {name: new_password() for name in names if name not in known}
        hashes = {name: self._hasher.hash(password) for name, password in passwords.items()}
        given: dict[str, Given] = {}
        with self._storage.begin(write=True) as work:
            allowed(work, actor, "run the class", course_id)
            # Once more: a second click brings the same list while the first is being hashed.
            known |= _known(work, course_id, names)
            for name in (name for name in names if name not in known):
                free = free_name(work, name)
                person = work.people.add(NewPerson(free, hashes[name], one_time=True), now)
                work.memberships.put(course_id, person.id, Role.STUDENT, now)
                given[name] = Given(free, passwords[name])
            work.commit()
        renamed = tuple((name, one.name) for name, one in given.items() if one.name != name)
        return Enrolled(tuple(given.values()), tuple(known[n] for n in names if n in known), renamed)

    def reset_password(self, actor: int, course_id: int, person_id: int, now: datetime) -> Given:
        """Give a pupil of the course a new one-time password, and end their sessions. Raises NotAllowed."""
        with self._storage.begin() as work:
            whole_pupil(work, allowed(work, actor, "run the class", course_id), course_id, person_id)
        password = new_password()
        hashed = self._hasher.hash(password)
        with self._storage.begin(write=True) as work:
            pupil = whole_pupil(work, allowed(work, actor, "run the class", course_id), course_id, person_id)
            work.people.set_password(person_id, hashed, one_time=True)
            work.sessions.close_all(person_id)
            forgive(work, of_name(pupil.name), now)
            work.commit()
        return Given(pupil.name, password)

    def set_role(self, actor: int, course_id: int, person_id: int, role: Role, now: datetime) -> None:
        """Make a member a teacher or a student. Raises Refused where no teacher would be left, and Absent."""
        with self._storage.begin(write=True) as work:
            allowed(work, actor, "run the class", course_id)
            refuse_stranger(work, course_id, person_id)
            if role is not Role.TEACHER:
                _refuse_last_teacher(work, course_id, person_id)
            work.memberships.put(course_id, person_id, role, now)
            work.commit()

    def remove_member(self, actor: int, course_id: int, person_id: int) -> None:
        """Take somebody out of the course. Raises Refused where no teacher would be left, and Absent."""
        with self._storage.begin(write=True) as work:
            allowed(work, actor, "run the class", course_id)
            refuse_stranger(work, course_id, person_id)
            _refuse_last_teacher(work, course_id, person_id)
            work.memberships.remove(course_id, person_id)
            work.commit()

    def _set_join_code(self, actor: int, course_id: int, code: str | None) -> None:
        with self._storage.begin(write=True) as work:
            allowed(work, actor, "run the class", course_id)
            work.courses.set_join_code(course_id, code)
            work.commit()


def _checked(listed: Listed) -> str:
    try:
        return checked_name(listed.name)
    except Refused as refused:
        raise wrong_line(
            listed.line, f"has a name that cannot be taken: {refused.message}", "correct it"
        ) from None


def _known(work: UnitOfWork, course_id: int, names: Sequence[str]) -> dict[str, str]:
    """Those of the names that somebody in the class has, each with what they sign in with."""
    # Nobody signs in as a sample, and it goes some day.
    people = (member.person for member in work.memberships.members(course_id))
    members = [visible_line(person.name) for person in people if not person.sample]
    found = {name: known_as(work, name, members) for name in names}
    return {name: known for name, known in found.items() if known is not None}


def refuse_stranger(work: UnitOfWork, course_id: int, person_id: int) -> None:
    """Raises Absent where somebody is not in the class."""
    if work.memberships.role(course_id, person_id) is None:
        raise Absent("there is no such person in this class", "see who is in it", code="no_member")


def whole_pupil(work: UnitOfWork, actor: Person, course_id: int, person_id: int) -> Person:
    """A pupil whose whole account the actor may change: who teaches all their courses. Raises NotAllowed."""
    person = work.people.get(person_id)
    theirs = work.memberships.courses(person_id)
    in_class = work.memberships.role(course_id, person_id) is Role.STUDENT
    teaches = any(role is Role.TEACHER for _, role in theirs)
    if person is None or not in_class or person.admin or person.sample or teaches:
        raise NotAllowed(
            "this can be done for a pupil of this class only",
            "ask whoever runs Study Hall here",
        )
    taught = {course.id for course, role in own_roles(work, actor) if role is Role.TEACHER}
    if not {course.id for course, _ in theirs} <= taught:
        raise NotAllowed(
            "this pupil is in another teacher's class as well",
            "ask whoever runs Study Hall here",
            code="shared_pupil",
        )
    return person


def _refuse_last_teacher(work: UnitOfWork, course_id: int, person_id: int) -> None:
    members = [member for member in work.memberships.members(course_id) if member.role is Role.TEACHER]
    teaches = any(member.person.id == person_id for member in members)
    # A sample teacher may go at any time.
    others = [member for member in members if member.person.id != person_id and not member.person.sample]
    if teaches and not others:
        raise Refused(
            "this course would have no teacher left",
            "make somebody else its teacher first",
            code="last_teacher",
        )
