"""Erasing people: who may erase whom, and what goes with them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from studyhall.domain.errors import Absent, NotAllowed, Refused, StorageFailure
from studyhall.domain.people import Role

PASSWORD = "a password"


@pytest.fixture
def school(house):
    """The course "History" with a teacher and a pupil, and "Other" with a teacher of its own."""
    house.add("The lighthouse stands on Kerrin.")
    house.other = house.classes.make(house.actor, "Other", house.now)
    house.teacher = house.person("Mai", house.course(), Role.TEACHER)
    house.pupil = house.person("Nguyễn An", house.course())
    house.stranger = house.person("Bo", house.other, Role.TEACHER)
    house.admin = house.person("Root")
    return house


def names(house):
    return {person.name for person, _ in house.enrolling.everybody(house.actor)}


def erase_pupil(house, actor=None, person=None, name="nguyen an"):
    house.erasing.erase_pupil(
        actor or house.teacher, house.course().id, house.pupil if person is None else person, name
    )


def code_of(caught):
    return caught.value.code


def test_a_teacher_erases_a_pupil_whose_name_they_type(school):
    house = school
    house.tutoring.ask(house.pupil, house.course(), "Where is it?", house.now, "first")
    with pytest.raises(Refused) as caught:
        erase_pupil(house, name="Nguyễn Anh")
    assert code_of(caught) == "wrong_name"
    assert "Nguyễn An" in names(house)
    erase_pupil(house)
    assert names(house) == {"Mai", "Bo", "Root"}
    assert house.conversing.of_course(house.teacher, house.course()) == []
    assert house.storage.scrubbed == 1
    with pytest.raises(NotAllowed):
        house.conversing.mine(house.pupil, house.course())


def test_a_pupil_of_another_teacher_too_is_not_theirs_alone_to_erase(school):
    house = school
    code = house.classes.open(house.stranger, house.other.id)
    house.accounts.join_signed_in(house.pupil, code, "", house.now)
    with pytest.raises(NotAllowed) as caught:
        erase_pupil(house)
    assert code_of(caught) == "shared_pupil"
    erase_pupil(house, house.admin)
    assert "Nguyễn An" not in names(house)


def test_nobody_else_is_a_pupil_of_theirs(school):
    house = school
    for actor, person, refused in (
        (house.teacher, house.teacher, NotAllowed),
        (house.teacher, house.stranger, NotAllowed),
        (house.teacher, house.admin, NotAllowed),
        (house.teacher, 999, NotAllowed),
        (house.pupil, house.pupil, NotAllowed),
        (house.stranger, house.pupil, Absent),
    ):
        with pytest.raises(refused):
            erase_pupil(house, actor, person)
    assert len(names(house)) == 4


def test_an_admin_erases_anybody_but_the_last_admin_and_the_operator(school):
    house = school
    house.erasing.erase(house.admin, house.stranger, " BO ")
    with pytest.raises(Refused) as caught:
        house.erasing.erase(house.actor, house.admin, "Root")
    assert code_of(caught) == "last_admin"
    second = house.person("Second")
    house.erasing.erase(house.admin, house.admin, "root")
    assert names(house) == {"Mai", "Nguyễn An", "Second"}
    for person in (house.actor, house.stranger, 999):
        with pytest.raises(Absent) as caught:
            house.erasing.erase(second, person, "local operator")
        assert code_of(caught) == "no_person"
    with pytest.raises(NotAllowed):
        house.erasing.erase(house.teacher, house.pupil, "Nguyễn An")


def test_a_course_stays_with_its_sources_when_its_teacher_goes(school):
    house = school
    house.erasing.erase(house.admin, house.teacher, "Mai")
    assert len(house.library.sources(house.admin, house.course())) == 1
    assert house.classes.members(house.admin, house.course().id)[0].person.name == "Nguyễn An"


def test_somebody_erases_themselves_with_their_password(school):
    house = school
    token = house.accounts.sign_in("Nguyễn An", PASSWORD, "", house.now).token
    with pytest.raises(Refused) as caught:
        house.erasing.erase_oneself(house.pupil, "wrong", "", house.now)
    assert code_of(caught) == "wrong_password"
    house.erasing.erase_oneself(house.pupil, PASSWORD, "", house.now)
    assert "Nguyễn An" not in names(house)
    assert house.accounts.who(token, house.now) is None
    # Nor is it told any more that somebody of this name was here.
    assert house.storage.memory.failures == []
    with pytest.raises(NotAllowed):
        house.erasing.erase_oneself(house.pupil, PASSWORD, "", house.now)


def test_passwords_are_not_guessed_by_erasing(school):
    house = school
    for _ in range(5):
        with pytest.raises(Refused):
            house.erasing.erase_oneself(house.pupil, "wrong", "", house.now)
    with pytest.raises(Refused) as caught:
        house.erasing.erase_oneself(house.pupil, PASSWORD, "", house.now)
    assert code_of(caught) == "too_many"


def test_the_last_admin_and_whoever_has_no_password_do_not_erase_themselves(school):
    house = school
    sample = house.accounts.look_around(house.now, house.admin)[0].id
    for actor, code in ((house.admin, "last_admin"), (sample, "no_password"), (house.actor, "no_password")):
        with pytest.raises(Refused) as caught:
            house.erasing.erase_oneself(actor, PASSWORD, "", house.now)
        assert code_of(caught) == code


def test_what_cannot_be_scrubbed_while_somebody_reads_is_scrubbed_by_a_later_turn(school, caplog):
    house = school
    house.retaining.turn(house.now)
    assert house.storage.scrubbed == 0
    house.storage.read_meanwhile = True
    erase_pupil(house)
    assert "Nguyễn An" not in names(house)
    house.retaining.turn(house.now)
    assert house.storage.scrubbed == 0
    house.storage.read_meanwhile = False
    for _ in range(2):
        house.retaining.turn(house.now + timedelta(seconds=5))
    assert house.storage.scrubbed == 1
    assert "Nguyễn" not in caplog.text


def test_a_disk_that_is_full_keeps_nobody_from_being_erased(school, monkeypatch):
    house = school

    def full():
        raise StorageFailure("the disk is full", "free some space", code="disk_full")

    with monkeypatch.context() as patched:
        patched.setattr(house.storage, "scrub", full)
        erase_pupil(house)
    assert "Nguyễn An" not in names(house)
    house.retaining.turn(house.now)
    assert house.storage.scrubbed == 1
