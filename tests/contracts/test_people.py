"""What every storage keeps to about people, who is signed in, who is in which course, and join codes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from studyhall.domain.errors import Refused
from studyhall.domain.people import Credentials, NewPerson, Person, Role, SignInSession, Standing

MINUTE = timedelta(minutes=1)


@pytest.fixture
def work(storage):
    """One transaction that each test works in."""
    with storage.begin(write=True) as opened:
        yield opened


def add(work, now, name="Mai", **values):
    return work.people.add(NewPerson(name, **({"password": "hash"} | values)), now)


def test_a_person_is_kept_with_everything_about_them(storage, now):
    with storage.begin(write=True) as work:
        plain = add(work, now, one_time=True)
        admin = add(work, now, "An", admin=True)
        sample = add(work, now, "Robin", password=None, sample=True)
        work.people.operator(now)
        work.commit()
    with storage.begin() as work:
        assert plain == work.people.get(plain.id) == Person(plain.id, "Mai")
        assert work.people.get(admin.id) == Person(admin.id, "An", admin=True)
        assert work.people.get(sample.id) == Person(sample.id, "Robin", sample=True)
        assert work.people.all() == [admin, plain, sample]
        assert work.people.credentials("Mai") == Credentials(plain, "hash", True)
        assert work.people.credentials("Robin") is None
        assert work.people.credentials("nobody") is None


def test_the_operator_is_an_admin_and_signs_in_with_nothing(work, now):
    operator = work.people.operator(now)
    assert (operator.admin, operator.operator) == (True, True)
    assert work.people.all() == []
    assert work.people.credentials(operator.name) is None


@pytest.mark.parametrize("typed", ["  đỗ   mười ", "DO MUOI", "Do\u0302\u0303 Mu\u031bo\u031b\u0300i"])
def test_names_are_compared_folded(work, now, typed):
    person = add(work, now, "Đỗ Mười")
    assert work.people.credentials(typed).person == person
    with pytest.raises(Refused) as caught:
        add(work, now, typed)
    assert caught.value.code == "name_taken"


def test_who_has_no_password_takes_no_name(work, now):
    sample = add(work, now, "Mai", password=None, sample=True)
    person = add(work, now, "Mai")
    assert work.people.credentials("mai").person == person
    work.people.remove(person.id)
    assert work.people.all() == [sample]


def test_a_password_and_a_language_are_replaced(work, now):
    person = add(work, now)
    work.people.set_password(person.id, "other", one_time=True)
    work.people.set_language(person.id, "vi")
    known = work.people.credentials("Mai")
    assert (known.password, known.one_time, known.person.language) == ("other", True, "vi")
    work.people.set_password(person.id, "third", one_time=False)
    assert work.people.credentials("Mai").one_time is False


def test_removing_a_person_takes_what_is_theirs_along_and_their_id_is_not_used_again(work, now):
    course = work.courses.add("history", "History", now)
    add(work, now, "Stays")
    person = add(work, now)
    work.memberships.put(course.id, person.id, Role.STUDENT, now)
    work.sessions.open("t", person.id, now)
    work.people.remove(person.id)
    work.people.remove(person.id)
    assert work.people.get(person.id) is None
    assert work.people.credentials("Mai") is None
    assert work.sessions.find("t") is None
    assert work.memberships.members(course.id) == []
    assert add(work, now).id != person.id


def test_sessions_are_opened_seen_and_closed(work, now):
    one, other = add(work, now), add(work, now, "An")
    for token, person in (("a", one), ("b", one), ("c", other)):
        work.sessions.open(token, person.id, now)
    work.sessions.touch("a", now + MINUTE)
    work.sessions.touch("unknown", now)
    assert work.sessions.find("a") == SignInSession(one, False, now, now + MINUTE)
    work.sessions.close("b")
    work.sessions.close("b")
    assert work.sessions.find("b") is None
    work.sessions.close_all(one.id)
    assert work.sessions.find("a") is None
    assert work.sessions.find("c") == SignInSession(other, False, now, now)


def test_a_person_has_their_sessions_the_newest_first(work, now):
    one, other = add(work, now), add(work, now, "An")
    for token, person, began in (("a", one, 0), ("b", one, 1), ("c", other, 2)):
        work.sessions.open(token, person.id, now + began * MINUTE)
    work.sessions.touch("a", now + 5 * MINUTE)
    assert work.sessions.of(one.id) == [(now + MINUTE, now + MINUTE), (now, now + 5 * MINUTE)]


def test_old_sessions_are_forgotten_by_when_they_were_seen_and_when_they_began(work, now):
    person = add(work, now)
    for token, began, seen in (("idle", 5, 5), ("old", 0, 9), ("fresh", 5, 9)):
        work.sessions.open(token, person.id, now + began * MINUTE)
        work.sessions.touch(token, now + seen * MINUTE)
    work.sessions.forget(now + 7 * MINUTE, now + 2 * MINUTE)
    assert [token for token in ("idle", "old", "fresh") if work.sessions.find(token)] == ["fresh"]


def test_failures_are_counted_by_subject_and_time(work, now):
    for minute in (0, 5, 9):
        work.sessions.fail("a", now + minute * MINUTE)
    work.sessions.fail("b", now)
    assert work.sessions.failed("a", now + MINUTE) == 2
    assert work.sessions.failed("a", now - MINUTE) == 3
    work.sessions.forgive("a")
    assert (work.sessions.failed("a", now - MINUTE), work.sessions.failed("b", now - MINUTE)) == (0, 1)
    work.sessions.fail("c", now + MINUTE)
    work.sessions.forgive("a", now + MINUTE / 2)
    assert (work.sessions.failed("b", now - MINUTE), work.sessions.failed("c", now - MINUTE)) == (0, 1)


def test_a_standing_is_the_role_in_the_course_and_for_an_admin_a_teachers(work, now):
    course = work.courses.add("history", "History", now)
    other = work.courses.add("music", "Music", now)
    pupil, admin = add(work, now), add(work, now, "An", admin=True)
    work.memberships.put(course.id, pupil.id, Role.STUDENT, now)
    work.memberships.put(course.id, admin.id, Role.STUDENT, now)
    assert work.memberships.standing(course.id, pupil.id) == Standing(pupil, Role.STUDENT)
    assert work.memberships.standing(other.id, pupil.id) == Standing(pupil, None)
    assert work.memberships.standing(course.id, admin.id) == Standing(admin, Role.TEACHER)
    assert work.memberships.standing(999, admin.id) == Standing(admin, None)
    assert work.memberships.standing(course.id, 999) is None


def test_a_membership_is_made_changed_and_ended(work, now):
    course = work.courses.add("history", "History", now)
    person = add(work, now)
    assert work.memberships.role(course.id, person.id) is None
    work.memberships.put(course.id, person.id, Role.STUDENT, now)
    work.memberships.put(course.id, person.id, Role.TEACHER, now + MINUTE)
    assert work.memberships.role(course.id, person.id) is Role.TEACHER
    (member,) = work.memberships.members(course.id)
    assert (member.person, member.role, member.one_time, member.joined_at) == (
        person,
        Role.TEACHER,
        False,
        now,
    )
    work.memberships.remove(course.id, person.id)
    work.memberships.remove(course.id, person.id)
    assert work.memberships.members(course.id) == []


def test_members_are_told_teachers_first_and_courses_by_title(work, now):
    later, first = work.courses.add("z", "Zoology", now), work.courses.add("a", "Art", now)
    people = {name: add(work, now, name, one_time=name == "Bảo") for name in ("Chi", "Bảo", "Zoe", "An")}
    for name, person in people.items():
        role = Role.TEACHER if name in {"Zoe", "Chi"} else Role.STUDENT
        work.memberships.put(later.id, person.id, role, now)
    work.memberships.put(first.id, people["Zoe"].id, Role.STUDENT, now)
    members = work.memberships.members(later.id)
    assert [member.person.name for member in members] == ["Chi", "Zoe", "An", "Bảo"]
    assert [member.one_time for member in members] == [False, False, False, True]
    assert work.memberships.courses(people["Zoe"].id) == [(first, Role.STUDENT), (later, Role.TEACHER)]
    assert work.memberships.courses(999) == []


def test_a_join_code_opens_one_course_until_it_is_closed(work, now):
    one, other = work.courses.add("one", "One", now), work.courses.add("other", "Other", now)
    assert work.courses.get(one.id) == one
    assert work.courses.get(999) is None
    assert work.courses.join_code(one.id) is None
    work.courses.set_join_code(one.id, "AAAA2222")
    assert work.courses.join_code(one.id) == "AAAA2222"
    assert work.courses.with_join_code("AAAA2222") == one
    with pytest.raises(Refused) as caught:
        work.courses.set_join_code(other.id, "AAAA2222")
    assert caught.value.code == "code_taken"
    work.courses.set_join_code(one.id, None)
    work.courses.set_join_code(other.id, None)
    assert work.courses.with_join_code("AAAA2222") is None
    assert work.courses.join_code(one.id) is None
    assert work.courses.join_code(999) is None
