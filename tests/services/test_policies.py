"""Every act of every service has its line in the policies, and is refused to whoever may not do it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import studyhall.services
from studyhall.domain.errors import Absent, NotAllowed
from studyhall.domain.people import NewPerson, Role
from studyhall.services.policies import POLICIES, Where, allowed
from tests.conftest import NOW
from tests.fakes.storage import FakeStorage

SERVICES = Path(studyhall.services.__path__[0])
YES, NO, ABSENT = "allowed", NotAllowed, Absent
PEOPLE = ("nobody", "student", "teacher", "admin")
# For each act: what becomes of it for nobody, a student, a teacher and an admin, in the course that the
# student and the teacher belong to; then, for an act on a course, the same in a course of others.
_CLASS = ((NO, YES, YES, YES), (NO, ABSENT, ABSENT, YES))
_TEACHING = ((NO, NO, YES, YES), (NO, ABSENT, ABSENT, YES))
_ANYONE = ((NO, YES, YES, YES), None)
_ADMIN = ((NO, NO, NO, YES), None)
EXPECTED = {
    "make a course": ((NO, NO, YES, YES), None),
    "list own courses": _ANYONE,
    "change own account": _ANYONE,
    "take own data along": _ANYONE,
    "erase oneself": _ANYONE,
    "see the class": _TEACHING,
    "run the class": _TEACHING,
    "erase a pupil": _TEACHING,
    "copy a course": _TEACHING,
    "add a source": _TEACHING,
    "change a source": _TEACHING,
    "remove a source": _TEACHING,
    "list sources": _CLASS,
    "read a source": _CLASS,
    "ask": _CLASS,
    "read own conversations": _CLASS,
    "read others' conversations": _TEACHING,
    "change own conversations": _CLASS,
    "judge the chat's answers": _TEACHING,
    "see jobs": _TEACHING,
    "stop a job": _TEACHING,
    "search by meaning": _TEACHING,
    "make a quiz": _TEACHING,
    "see quizzes": _TEACHING,
    "change a quiz": _TEACHING,
    "take a quiz": _CLASS,
    "try a quiz": _TEACHING,
    "give more time": _TEACHING,
    "review answers": _TEACHING,
    "see results": _TEACHING,
    "see the model's terms": _CLASS,
    "switch the model": _TEACHING,
    "see the model's use": _TEACHING,
    "try the models": _ADMIN,
    "manage people": _ADMIN,
    "take anybody's data along": _ADMIN,
    "erase anybody": _ADMIN,
    "check the data": _ADMIN,
    "repair the data": _ADMIN,
}
WALK = [
    (act, person, where, outcome)
    for act, rows in EXPECTED.items()
    for where, row in zip(("own", "other"), rows, strict=True)
    for person, outcome in zip(PEOPLE, row or (), strict=False)
]


def acts_asked_for() -> list[tuple[str, int]]:
    """The acts named in the services' own code, each with how many arguments it was asked with."""
    return [
        (argument.value, len(node.args))
        for path in SERVICES.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "allowed"
        for argument in node.args
        if isinstance(argument, ast.Constant)
    ]


def test_every_act_has_its_line_and_every_line_its_act():
    assert {act for act, _ in acts_asked_for()} == set(POLICIES) == set(EXPECTED)


def test_an_act_on_a_course_names_its_course_and_no_other_does():
    for act, arguments in acts_asked_for():
        assert arguments == (4 if POLICIES[act].where is Where.COURSE else 3), act
    for act, (_, other) in EXPECTED.items():
        assert (other is not None) == (POLICIES[act].where is Where.COURSE), act


@pytest.fixture
def school():
    """The ids of people by what they are, and of the course they belong to and another one."""
    storage = FakeStorage()
    with storage.begin(write=True) as work:
        own, other = work.courses.add("own", "Own", NOW), work.courses.add("other", "Other", NOW)
        people = {
            name: work.people.add(NewPerson(name, "x", admin=name == "admin"), NOW).id for name in PEOPLE[1:]
        }
        work.memberships.put(own.id, people["student"], Role.STUDENT, NOW)
        work.memberships.put(own.id, people["teacher"], Role.TEACHER, NOW)
        work.commit()
    return storage, people | {"nobody": 999}, {"own": own.id, "other": other.id}


@pytest.mark.parametrize(("act", "who", "where", "outcome"), WALK)
def test_who_may_do_what_where(school, act, who, where, outcome):
    storage, people, courses = school
    course = courses[where] if POLICIES[act].where is Where.COURSE else None
    with storage.begin() as work:
        if outcome == YES:
            assert allowed(work, people[who], act, course).name == who
        else:
            with pytest.raises(outcome):
                allowed(work, people[who], act, course)


def test_a_course_of_others_looks_like_one_that_is_not_there(school):
    storage, people, courses = school
    told = []
    for course in (courses["other"], 999):
        with storage.begin() as work, pytest.raises(Absent) as caught:
            allowed(work, people["teacher"], "ask", course)
        told.append((str(caught.value), caught.value.code))
    assert told[0] == told[1] == ("there is no such course; name one of these: own.", "no_course")


def test_a_course_that_is_not_there_is_absent_for_an_admin_too(school):
    storage, people, _ = school
    with storage.begin() as work, pytest.raises(Absent):
        allowed(work, people["admin"], "ask", 999)


def test_roles_are_read_anew_each_time(school):
    storage, people, courses = school
    with storage.begin(write=True) as work:
        work.memberships.put(courses["own"], people["teacher"], Role.STUDENT, NOW)
        with pytest.raises(NotAllowed):
            allowed(work, people["teacher"], "run the class", courses["own"])
        work.memberships.remove(courses["own"], people["teacher"])
        with pytest.raises(Absent):
            allowed(work, people["teacher"], "ask", courses["own"])


def test_asking_on_nothing_or_on_too_much_is_a_mistake_of_ours(school):
    storage, people, courses = school
    with storage.begin() as work:
        with pytest.raises(ValueError, match="one course"):
            allowed(work, people["admin"], "ask")
        with pytest.raises(ValueError, match="everything"):
            allowed(work, people["admin"], "manage people", courses["own"])
