"""What a teacher agrees to: to a host that was shown, with a limit, until it is switched off."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest

from studyhall.domain.errors import Absent, NotAllowed, Refused
from studyhall.domain.metering import DAILY_TOKENS, Model, Purpose, Terms, Tokens
from studyhall.domain.people import Role
from studyhall.services.consenting import Consenting
from studyhall.services.metering import CourseMeter

MODEL = Model("small", "api.example.org")


@pytest.fixture
def school(house):
    """The course "History" with a teacher and a pupil, and somebody of another course."""
    house.classes.make(house.actor, "History", house.now)
    other = house.classes.make(house.actor, "Other", house.now)
    house.teacher = house.person("Mai", house.course(), Role.TEACHER)
    house.pupil = house.person("An", house.course())
    house.stranger = house.person("Bo", other, Role.TEACHER)
    house.consenting = Consenting(house.storage, MODEL, None)
    return house


def terms(house) -> Terms:
    return house.consenting.terms(house.pupil, house.course())


def switch_on(house, host=MODEL.host, daily_tokens=20_000, actor=None) -> None:
    house.consenting.switch_on(actor or house.teacher, house.course(), host, daily_tokens, house.now)


def refused(code, act, *arguments):
    with pytest.raises(Refused) as caught:
        act(*arguments)
    assert caught.value.code == code
    return str(caught.value)


def test_nothing_is_allowed_before_a_teacher_agrees(school):
    assert terms(school) == Terms()
    assert not terms(school).allows_chat(school.consenting.chat)


def test_a_teacher_agrees_to_the_host_that_they_saw(school):
    switch_on(school)
    assert terms(school) == Terms(MODEL.host, 20_000, agreed_by=school.teacher, agreed_at=school.now)
    assert terms(school).allows_chat(school.consenting.chat)


def test_a_host_that_changed_meanwhile_is_not_agreed_to(school):
    told = refused("host_changed", switch_on, school, "other.example.org")
    assert "api.example.org now" in told
    refused("host_changed", switch_on, school, "")
    assert terms(school) == Terms()


def test_without_a_model_there_is_nothing_to_agree_to(school):
    school.consenting = Consenting(school.storage, None, MODEL)
    for host in (MODEL.host, ""):
        refused("no_model", switch_on, school, host)
    assert terms(school) == Terms()


def test_an_agreement_ends_with_another_host_and_holds_again_with_the_first(school):
    switch_on(school)
    moved = Consenting(school.storage, Model("small", "other.example.org"), None)
    assert not moved.terms(school.pupil, school.course()).allows_chat(moved.chat)
    assert terms(school).allows_chat(MODEL)


@pytest.mark.parametrize("limit", [999, 0, -1, 1_000_000_001])
def test_a_limit_that_makes_no_sense_is_refused(school, limit):
    refused("bad_limit", switch_on, school, MODEL.host, limit)
    assert terms(school) == Terms()
    switch_on(school)
    refused("bad_limit", school.consenting.set_limit, school.teacher, school.course(), limit)
    assert terms(school).daily_tokens == 20_000


@pytest.mark.parametrize("limit", [1_000, 1_000_000_000])
def test_the_least_and_the_most_can_be_set(school, limit):
    switch_on(school, daily_tokens=limit)
    assert terms(school).daily_tokens == limit
    school.consenting.set_limit(school.teacher, school.course(), DAILY_TOKENS)
    school.consenting.set_limit(school.teacher, school.course(), limit)
    assert terms(school) == Terms(MODEL.host, limit, agreed_by=school.teacher, agreed_at=school.now)


def test_switching_off_ends_the_agreement_and_keeps_all_else(school):
    course, later = school.course(), school.now + timedelta(hours=1)
    vectors = {"embeddings_host": "localhost", "embedder": "openai:large", "dimensions": 1_536}
    with school.storage.begin(write=True) as work:
        work.terms.put(course.id, Terms(**vectors))
        work.commit()
    switch_on(school)
    school.consenting.switch_off(school.actor, course, later)
    kept = {"daily_tokens": 20_000, "agreed_by": school.actor, "agreed_at": later}
    assert terms(school) == Terms(chat_host="", **kept, **vectors)
    assert not terms(school).allows_chat(MODEL)


def test_one_course_does_not_agree_for_another(school):
    switch_on(school)
    assert school.consenting.terms(school.stranger, school.course("Other")) == Terms()


def test_who_may_agree_and_who_may_look(school):
    course, now = school.course(), school.now
    consenting = school.consenting
    acts = {
        "on": lambda actor: consenting.switch_on(actor, course, MODEL.host, 20_000, now),
        "off": lambda actor: consenting.switch_off(actor, course, now),
        "limit": lambda actor: consenting.set_limit(actor, course, 30_000),
        "used": lambda actor: consenting.used(actor, course, 7, now),
    }
    for act in acts.values():
        with pytest.raises(NotAllowed):
            act(school.pupil)
        with pytest.raises(Absent):
            act(school.stranger)
    with pytest.raises(Absent):
        consenting.terms(school.stranger, course)
    assert terms(school) == Terms()


def test_who_may_not_agree_is_not_told_which_model_there_is(school):
    with pytest.raises(NotAllowed):
        switch_on(school, "other.example.org", actor=school.pupil)


def test_what_was_used_is_told_for_as_many_days_as_asked(school):
    course = school.course()
    for days in (0, 1, 6, 7):
        meter = CourseMeter(school.storage, course.id, school.now - timedelta(days=days), agreed=True)
        meter.reserve(MODEL, Purpose.ANSWER, Tokens(10)).settle(Tokens(days))

    def told(days):
        return [one.tokens.input for one in school.consenting.used(school.teacher, course, days, school.now)]

    assert (told(1), told(2), told(7), told(8)) == ([0], [0, 1], [0, 1, 6], [0, 1, 6, 7])


def test_the_log_tells_what_was_switched_and_neither_by_whom_nor_where(school, caplog):
    caplog.set_level(logging.INFO, "studyhall.services.consenting")
    course = school.course()
    switch_on(school)
    school.consenting.set_limit(school.teacher, course, 30_000)
    school.consenting.switch_off(school.teacher, course, school.now)
    assert [record.getMessage() for record in caplog.records] == [
        f"the model of course {course.id} is switched on",
        f"course {course.id} has another limit of tokens",
        f"the model of course {course.id} is switched off",
    ]
