"""Who may do what: one line an act, checked by every service before it does anything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import Enum
from typing import NamedTuple

from studyhall.domain.courses import Course
from studyhall.domain.errors import Absent, NotAllowed
from studyhall.domain.people import Person, Role, Standing
from studyhall.ports import UnitOfWork


class Who(Enum):
    """Whom an act is for. Teachers may do what students may, admins everything in every course."""

    ANYONE = "anyone who is signed in"
    STUDENT = "whoever belongs to the course"
    TEACHER = "a teacher: of the course, or for the hall of any course"
    ADMIN = "an admin"


class Where(Enum):
    """What an act is done on."""

    COURSE = "one course"
    HALL = "everything that is here"


class Policy(NamedTuple):
    """Whom an act is for, and what it is done on."""

    who: Who
    where: Where


_IN_CLASS = Policy(Who.STUDENT, Where.COURSE)
_TEACHING = Policy(Who.TEACHER, Where.COURSE)
_ONESELF = Policy(Who.ANYONE, Where.HALL)
_RUNNING = Policy(Who.ADMIN, Where.HALL)

POLICIES: dict[str, Policy] = {
    "make a course": Policy(Who.TEACHER, Where.HALL),
    "list own courses": _ONESELF,
    "change own account": _ONESELF,
    "take own data along": _ONESELF,
    "erase oneself": _ONESELF,
    "see the class": _TEACHING,
    "run the class": _TEACHING,
    "erase a pupil": _TEACHING,
    "copy a course": _TEACHING,
    "add a source": _TEACHING,
    "change a source": _TEACHING,
    "remove a source": _TEACHING,
    "list sources": _IN_CLASS,
    "read a source": _IN_CLASS,
    "ask": _IN_CLASS,
    "read own conversations": _IN_CLASS,
    "read others' conversations": _TEACHING,
    "change own conversations": _IN_CLASS,
    "judge the chat's answers": _TEACHING,
    "see jobs": _TEACHING,
    "stop a job": _TEACHING,
    "search by meaning": _TEACHING,
    "make a quiz": _TEACHING,
    "see quizzes": _TEACHING,
    "change a quiz": _TEACHING,
    "take a quiz": _IN_CLASS,
    "try a quiz": _TEACHING,
    "give more time": _TEACHING,
    "review answers": _TEACHING,
    "see results": _TEACHING,
    "see the model's terms": _IN_CLASS,
    "switch the model": _TEACHING,
    "see the model's use": _TEACHING,
    "try the models": _RUNNING,
    "manage people": _RUNNING,
    "take anybody's data along": _RUNNING,
    "erase anybody": _RUNNING,
    "check the data": _RUNNING,
    "repair the data": _RUNNING,
}
_ASK_WHOM = {
    Who.ANYONE: "sign in, then try again",
    Who.STUDENT: "ask a teacher of the course",
    Who.TEACHER: "ask a teacher of the course",
    Who.ADMIN: "ask whoever runs Study Hall here",
}


def allowed(work: UnitOfWork, actor: int, act: str, course_id: int | None = None) -> Person:
    """The person with id `actor`, as the database has them now; `course_id` for an act on a course.

    Raises NotAllowed when there is no such person or they may not do the act, and Absent when there is no
    such course or they do not belong to it: both look the same.
    """
    policy = POLICIES[act]
    if (policy.where is Where.COURSE) != (course_id is not None):
        raise ValueError(f"{act!r} is done on {policy.where.value}")
    if course_id is None:
        person = signed_in(work, actor)
        # What they are anywhere is looked up only for an act that asks for it.
        roles = set() if person.admin or policy.who is Who.ANYONE else _roles(work, person)
    else:
        standing = standing_in(work, actor, course_id)
        if standing.role is None:
            raise no_course(own_courses(work, standing.person))
        person, roles = standing.person, {standing.role}
    entitled = {
        Who.ANYONE: True,
        Who.STUDENT: bool(roles),
        Who.TEACHER: Role.TEACHER in roles,
        Who.ADMIN: False,
    }
    if not person.admin and not entitled[policy.who]:
        raise NotAllowed("you may not do this", _ASK_WHOM[policy.who])
    return person


@contextmanager
def absent_as(missing: Absent) -> Iterator[None]:
    """Where a course is not the actor's, what is in it is told as not there: by `missing`."""
    try:
        yield
    except Absent:
        raise missing from None


def signed_in(work: UnitOfWork, actor: int) -> Person:
    """The person with this id, as the database has them now. Raises NotAllowed when there is none."""
    person = work.people.get(actor)
    if person is None:
        raise _nobody()
    return person


def standing_in(work: UnitOfWork, actor: int, course_id: int) -> Standing:
    """The same, and what they act as in a course. Raises NotAllowed when there is no such person."""
    standing = work.memberships.standing(course_id, actor)
    if standing is None:
        raise _nobody()
    return standing


def own_courses(work: UnitOfWork, person: Person) -> list[Course]:
    """The courses that somebody belongs to, by title; all of them for an admin."""
    return [course for course, _ in own_roles(work, person)]


def own_roles(work: UnitOfWork, person: Person) -> list[tuple[Course, Role]]:
    """The courses that somebody belongs to, by title, and what they are in each; an admin teaches all."""
    if person.admin:
        return [(course, Role.TEACHER) for course in work.courses.all()]
    return work.memberships.courses(person.id)


def no_course(own: Sequence[Course], name: str | None = None) -> Absent:
    """That there is no such course, told the same whether it is somebody else's or nobody's."""
    return Absent(
        f"there is no course called {name!r}" if name else "there is no such course",
        f"name one of these: {', '.join(course.slug for course in own)}"
        if own
        else "ask a teacher for the code of your class",
        code="no_course",
    )


def _roles(work: UnitOfWork, person: Person) -> set[Role]:
    return {role for _, role in work.memberships.courses(person.id)}


def _nobody() -> NotAllowed:
    return NotAllowed("you are not signed in any more", "sign in, then try again")
