"""Setting up, signing in and out, joining, and one's own account; and how often any of it may fail."""

from __future__ import annotations

from datetime import timedelta

import pytest

from studyhall.domain.errors import Absent, NotAllowed, Refused
from studyhall.domain.people import Role
from studyhall.services.credentials import IDLE, LASTING, hash_of
from studyhall.services.throttling import CODES_AN_ADDRESS, FAILURES_A_NAME, FAILURES_AN_ADDRESS, WINDOW

MINUTE = timedelta(minutes=1)
PASSWORD = "a password"


@pytest.fixture
def course(house):
    return house.classes.make(house.actor, "History", house.now)


@pytest.fixture
def code(house, course):
    return house.classes.open(house.actor, course.id)


@pytest.fixture(autouse=True)
def no_hashing_inside_a_transaction(house, monkeypatch):
    """Fails where a password is hashed while a unit of work is open."""
    opened, begin = [], house.storage.begin

    class Counted:
        def __init__(self, write):
            self.inner = begin(write=write)

        def __enter__(self):
            opened.append(self)
            return self.inner.__enter__()

        def __exit__(self, *error):
            opened.remove(self)
            return self.inner.__exit__(*error)

    def check():
        assert not opened

    monkeypatch.setattr(house.storage, "begin", lambda *, write=False: Counted(write))
    house.hasher.during = check


def refused(code, act, *arguments):
    with pytest.raises(Refused) as caught:
        act(*arguments)
    assert caught.value.code == code, caught.value
    return str(caught.value)


def sign_in(house, name="Mai", password=PASSWORD, address="here", after=timedelta(0)):
    return house.accounts.sign_in(name, password, address, house.now + after)


def test_the_first_teacher_runs_everything_that_is_there(house, course):
    assert house.accounts.unclaimed()
    signed_in = house.accounts.set_up(" Mai  Le ", PASSWORD, house.now)
    assert (signed_in.person.name, signed_in.person.admin) == ("Mai Le", True)
    assert not house.accounts.unclaimed()
    assert house.accounts.who(signed_in.token, house.now) == signed_in.person
    assert house.classes.of(signed_in.person.id) == [(course, Role.TEACHER)]
    assert [member.person for member in house.classes.members(house.actor, course.id)] == [signed_in.person]
    refused("already_set_up", house.accounts.set_up, "Another", PASSWORD, house.now)


def test_of_two_who_set_up_at_once_one_does(house):
    def another():
        house.hasher.during = lambda: None
        house.accounts.set_up("First", PASSWORD, house.now)

    house.hasher.during = another
    refused("already_set_up", house.accounts.set_up, "Second", PASSWORD, house.now)
    assert [person.name for person, _ in house.enrolling.everybody(house.actor)] == ["First"]


@pytest.mark.parametrize(
    ("name", "password", "code"),
    [
        ("Mai", "seven77", "bad_password"),
        ("Mai", "x" * 201, "bad_password"),
        ("Mai Thi Le", "MAI  thị Lê", "bad_password"),
        ("  \u200b ", PASSWORD, "bad_name"),
        ("\u0301", PASSWORD, "bad_name"),
        ("x" * 61, PASSWORD, "bad_name"),
    ],
)
def test_names_and_passwords_have_rules(house, name, password, code):
    sentence = refused(code, house.accounts.set_up, name, password, house.now)
    assert sentence.count(";") == 1
    assert sentence.endswith(".")
    assert password not in sentence
    assert house.accounts.unclaimed()


def test_looking_around_needs_no_password_and_makes_nobody_twice(house, course):
    people = house.accounts.look_around(house.now)
    assert house.accounts.look_around(house.now) == people
    assert house.accounts.unclaimed()
    assert [house.classes.role(person.id, course.id) for person in people] == [
        Role.TEACHER,
        Role.STUDENT,
        Role.STUDENT,
    ]
    later = house.classes.make(people[0].id, "Later", house.now)
    house.accounts.look_around(house.now)
    assert house.classes.role(people[1].id, later.id) is Role.STUDENT
    signed_in = house.accounts.sign_in_as_sample(people[1].id, house.now)
    assert house.accounts.who(signed_in.token, house.now) == people[1]
    refused("no_password", house.accounts.change_password, people[1].id, "", PASSWORD, house.now)


def test_setting_up_ends_looking_around(house, course):
    sample = house.accounts.look_around(house.now)[0]
    token = house.accounts.sign_in_as_sample(sample.id, house.now).token
    admin = house.accounts.set_up("Mai", PASSWORD, house.now).person
    assert house.accounts.who(token, house.now) is None
    with pytest.raises(Absent):
        house.accounts.sign_in_as_sample(sample.id, house.now)
    refused("already_set_up", house.accounts.look_around, house.now)
    assert len(house.accounts.look_around(house.now, admin.id)) == 3
    assert house.accounts.remove_samples(admin.id) == 3
    assert house.accounts.remove_samples(admin.id) == 0


def test_nobody_signs_in_without_a_password_but_as_a_sample(house, course):
    mai = house.person("Mai", course)
    for person in (mai, house.actor, 999):
        with pytest.raises(Absent):
            house.accounts.sign_in_as_sample(person, house.now)
    for act in (house.accounts.remove_samples, lambda actor: house.accounts.look_around(house.now, actor)):
        with pytest.raises(NotAllowed):
            act(mai)


def test_a_name_signs_in_folded_and_a_password_in_any_unicode_form(house, course):
    house.enrolling.add(house.actor, "Đỗ Mười", "mật khẩu mới", None, house.now)
    assert (
        sign_in(house, "do  MUOI", "ma\u0323\u0302t kha\u0302\u0309u mo\u031b\u0301i").person.name
        == "Đỗ Mười"
    )


def test_only_the_hash_of_a_token_is_kept_and_no_value_shows_it(house, course):
    house.person("Mai", course)
    signed_in = sign_in(house)
    assert signed_in.token not in repr(signed_in)
    assert list(house.storage.memory.sessions) == [hash_of(signed_in.token)]
    assert signed_in.token not in repr(house.storage.memory)


def test_an_unknown_name_is_told_and_worked_on_like_a_wrong_password(house, course):
    house.person("Mai", course)
    sign_in(house)
    told, worked = [], []
    for name in ("Mai", "Nobody"):
        made, checked = house.hasher.made, len(house.hasher.checked)
        told.append(refused("wrong_password", sign_in, house, name, "wrong password"))
        worked.append((house.hasher.made - made, len(house.hasher.checked) - checked))
    assert told[0] == told[1]
    assert worked[0] == worked[1] == (0, 1)


@pytest.mark.parametrize("name", ["Mai", "Nobody"])
def test_a_name_fails_five_times_then_waits(house, course, name):
    house.person("Mai", course)
    for number in range(FAILURES_A_NAME):
        refused("wrong_password", sign_in, house, name.upper(), "wrong", f"address {number}")
    assert "wait 15 minutes" in refused("too_many", sign_in, house, name, PASSWORD, "elsewhere")
    checked = len(house.hasher.checked)
    refused("too_many", sign_in, house, name)
    assert len(house.hasher.checked) == checked
    if name == "Mai":
        assert sign_in(house, after=WINDOW + MINUTE).person.name == "Mai"


def test_success_forgives_the_name(house, course):
    house.person("Mai", course)
    for _ in range(2):
        for _ in range(FAILURES_A_NAME - 1):
            refused("wrong_password", sign_in, house, "Mai", "wrong")
        sign_in(house)


def test_attempts_made_side_by_side_all_count(house, course):
    house.person("Mai", course)
    depth, outcomes = [0], []

    def attempt():
        with pytest.raises(Refused) as caught:
            sign_in(house, password="wrong")
        outcomes.append(caught.value.code)

    def beside():
        depth[0] += 1
        if depth[0] < 10:
            attempt()

    house.hasher.during = lambda: None
    refused("wrong_password", sign_in, house, "Other")
    house.hasher.during = beside
    attempt()
    assert outcomes.count("wrong_password") == FAILURES_A_NAME


def test_an_address_fails_a_hundred_times_then_waits_and_others_do_not(house, course):
    house.person("Mai", course)
    for number in range(FAILURES_AN_ADDRESS):
        refused("wrong_password", sign_in, house, f"Name {number}", "wrong")
    refused("too_many", sign_in, house)
    assert sign_in(house, address="elsewhere")
    for number in range(FAILURES_AN_ADDRESS + 1):
        refused("wrong_password", sign_in, house, f"Name {number}", "wrong", "")


def test_whoever_guesses_codes_keeps_nobody_from_signing_in(house, course, code):
    house.person("Mai", course)
    for _ in range(CODES_AN_ADDRESS):
        refused("wrong_code", house.accounts.join, "XXXX-XXXX", "An", PASSWORD, "here", house.now)
    refused("too_many", house.accounts.join, code, "An", PASSWORD, "here", house.now)
    assert sign_in(house)


def test_a_class_of_one_address_signs_in_at_once(house, course):
    for number in range(FAILURES_AN_ADDRESS + 10):
        house.person(f"Pupil {number}", course)
        sign_in(house, f"Pupil {number}")


def test_what_failed_holds_no_name_and_no_address(house, course):
    refused("wrong_password", sign_in, house, "Secret Name", "wrong", "10.9.8.7")
    kept = repr(house.storage.memory.failures).lower()
    assert "secret" not in kept
    assert "10.9.8.7" not in kept


def test_a_password_changed_during_the_check_is_not_signed_in_with(house, course):
    mai = house.person("Mai", course)

    def reset():
        house.hasher.during = lambda: None
        house.classes.reset_password(house.actor, course.id, mai, house.now)

    house.hasher.during = reset
    refused("wrong_password", sign_in, house)


def test_a_pupil_joins_with_the_code_in_any_form(house, course, code):
    signed_in = house.accounts.join(code.lower().replace("-", " "), " An  Le ", "sixten", "here", house.now)
    assert house.classes.of(signed_in.person.id) == [(course, Role.STUDENT)]
    assert house.accounts.who(signed_in.token, house.now).name == "An Le"
    refused("name_taken", house.accounts.join, code, "ÂN LÊ", "sixten", "here", house.now)
    refused("bad_password", house.accounts.join, code, "Bo", "five5", "here", house.now)
    house.classes.close(house.actor, course.id)
    refused("wrong_code", house.accounts.join, code, "Bo", "sixten", "here", house.now)


def test_a_class_closed_while_somebody_joins_takes_nobody(house, course, code):
    def close():
        house.hasher.during = lambda: None
        house.classes.close(house.actor, course.id)

    house.hasher.during = close
    refused("wrong_code", house.accounts.join, code, "An", "sixten", "here", house.now)
    assert house.accounts.unclaimed()


def test_somebody_signed_in_joins_another_class_and_keeps_their_role(house, course, code):
    other = house.classes.make(house.actor, "Other", house.now)
    mai = house.person("Mai", other, Role.TEACHER)
    other_code = house.classes.open(house.actor, other.id)
    for _ in range(2):
        assert house.accounts.join_signed_in(mai, code, "here", house.now) == course
        assert house.accounts.join_signed_in(mai, other_code, "here", house.now) == other
    assert house.classes.of(mai) == [(course, Role.STUDENT), (other, Role.TEACHER)]
    for _ in range(FAILURES_A_NAME):
        refused("wrong_code", house.accounts.join_signed_in, mai, "", "", house.now)
    refused("too_many", house.accounts.join_signed_in, mai, code, "", house.now)
    with pytest.raises(NotAllowed):
        house.accounts.join_signed_in(999, code, "", house.now)


def test_a_session_ends_when_idle_or_old(house, course):
    house.person("Mai", course)
    token = sign_in(house).token
    who = house.accounts.who
    assert who("unknown", house.now) is None
    assert who("", house.now) is None
    assert who(token, house.now + IDLE) is not None
    assert who(token, house.now + 2 * IDLE + MINUTE) is None
    token = sign_in(house).token
    moment = house.now
    while moment + IDLE <= house.now + LASTING:
        moment += IDLE
        assert who(token, moment) is not None
    assert who(token, house.now + LASTING + MINUTE) is None


def test_being_seen_is_written_once_a_minute(house, course):
    house.person("Mai", course)
    token = sign_in(house).token
    seen = lambda: house.storage.memory.sessions[hash_of(token)][2] - house.now  # noqa: E731
    house.accounts.who(token, house.now + MINUTE / 2)
    assert seen() == timedelta(0)
    house.accounts.who(token, house.now + MINUTE)
    assert seen() == MINUTE


def test_sessions_that_ended_are_forgotten_at_the_next_sign_in(house, course):
    house.person("Mai", course)
    sign_in(house)
    sign_in(house, after=IDLE + MINUTE)
    assert len(house.storage.memory.sessions) == 1


def test_signing_out_ends_one_session_and_everywhere_all(house, course):
    mai = house.person("Mai", course)
    one, two, three = (sign_in(house).token for _ in range(3))
    house.accounts.sign_out(one)
    assert [house.accounts.who(t, house.now) is None for t in (one, two, three)] == [True, False, False]
    house.accounts.sign_out_everywhere(mai)
    assert house.accounts.who(two, house.now) is None


def test_changing_a_password_ends_all_sessions_but_the_new_one(house, course):
    mai = house.person("Mai", course)
    old = sign_in(house).token
    signed_in = house.accounts.change_password(mai, PASSWORD, "newone", house.now)
    assert house.accounts.who(old, house.now) is None
    assert house.accounts.who(signed_in.token, house.now).id == mai
    refused("wrong_password", sign_in, house)
    assert sign_in(house, password="newone")
    change = house.accounts.change_password
    refused("same_password", change, mai, "newone", "newone", house.now)
    refused("bad_password", change, mai, "newone", "short", house.now)
    teacher = house.person("Teacher", course, Role.TEACHER)
    refused("bad_password", change, teacher, PASSWORD, "seven77", house.now)


def test_guessing_the_old_password_is_throttled_too(house, course):
    mai = house.person("Mai", course)
    for _ in range(FAILURES_A_NAME):
        refused("wrong_password", house.accounts.change_password, mai, "wrong", "newone", house.now)
    refused("too_many", house.accounts.change_password, mai, PASSWORD, "newone", house.now)


def test_a_one_time_password_is_told_until_it_is_changed(house, course):
    (given,) = house.classes.add_list(house.actor, course.id, "Mai", house.now).given
    signed_in = sign_in(house, password=given.password)
    assert signed_in.one_time
    mai = signed_in.person.id
    assert house.accounts.arrive(signed_in.token, house.now).one_time
    changed = house.accounts.change_password(mai, given.password, "newone", house.now)
    assert not changed.one_time
    courses = [(course, Role.STUDENT)]
    assert house.accounts.arrive(changed.token, house.now) == (changed.person, False, courses)
    assert not sign_in(house, password="newone").one_time


def test_a_language_is_remembered(house, course):
    mai = house.person("Mai", course)
    for language in ("vi", ""):
        house.accounts.set_language(mai, language)
        assert house.storage.memory.people[mai].language == language
    refused("no_language", house.accounts.set_language, mai, "xx" * 20)


def test_who_is_gone_does_nothing_any_more(house):
    for act in (
        lambda: house.accounts.sign_out_everywhere(999),
        lambda: house.accounts.set_language(999, "vi"),
        lambda: house.accounts.change_password(999, PASSWORD, "newone", house.now),
    ):
        with pytest.raises(NotAllowed):
            act()
