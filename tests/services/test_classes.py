"""Classes: courses of one's own, join codes, class lists, first passwords and roles."""

from __future__ import annotations

import unicodedata

import pytest

from studyhall.domain.errors import Absent, NotAllowed, Refused
from studyhall.domain.people import Role
from studyhall.services import classes
from studyhall.services.enrolling import Place


@pytest.fixture
def school(house):
    """The course "History" with a teacher and a pupil, and "Other" with a teacher of its own."""
    house.course_id = house.classes.make(house.actor, "History", house.now).id
    other = house.classes.make(house.actor, "Other", house.now)
    house.other_id = other.id
    history = house.course()
    house.teacher = house.person("Mai", history, Role.TEACHER)
    house.pupil = house.person("An", history)
    house.stranger = house.person("Bo", other, Role.TEACHER)
    house.admin = house.person("Root")
    return house


def refused(code, act, *arguments):
    with pytest.raises(Refused) as caught:
        act(*arguments)
    assert caught.value.code == code, caught.value
    return str(caught.value)


def names(house, course_id):
    return [(m.person.name, m.role.value) for m in house.classes.members(house.actor, course_id)]


def test_everybody_sees_their_own_courses_and_an_admin_all(school):
    of = lambda actor: [(course.slug, role.value) for course, role in school.classes.of(actor)]  # noqa: E731
    assert of(school.teacher) == [("history", "teacher")]
    assert of(school.pupil) == [("history", "student")]
    assert of(school.admin) == of(school.actor) == [("history", "teacher"), ("other", "teacher")]
    assert school.classes.role(school.pupil, school.course_id) is Role.STUDENT
    assert school.classes.role(school.pupil, school.other_id) is None
    assert school.classes.role(school.admin, school.other_id) is Role.TEACHER
    assert school.classes.role(school.admin, 999) is None


def test_whoever_makes_a_course_teaches_it(school):
    made = school.classes.make(school.teacher, "  Art\nand craft ", school.now)
    assert (made.slug, made.title) == ("art-and-craft", "Art and craft")
    assert names(school, made.id) == [("Mai", "teacher")]
    refused("bad_title", school.classes.make, school.teacher, "…", school.now)
    refused("course_exists", school.classes.make, school.teacher, "History", school.now)
    with pytest.raises(NotAllowed):
        school.classes.make(school.pupil, "Mine", school.now)


def test_a_title_that_others_use_is_free(school):
    made = school.classes.make(school.teacher, "Other", school.now)
    assert (made.slug, made.title) == ("other-2", "Other")
    assert school.courses.find(school.teacher, "Other") == made
    assert school.courses.find(school.stranger, "Other").slug == "other"


def test_the_code_is_shown_replaced_and_closed(school):
    assert school.classes.join_code(school.teacher, school.course_id) is None
    first = school.classes.open(school.teacher, school.course_id)
    assert school.classes.join_code(school.teacher, school.course_id) == first
    assert len(first) == 9
    assert first[4] == "-"
    second = school.classes.open(school.teacher, school.course_id)
    refused("wrong_code", school.accounts.join, first, "Cy", "sixten", "", school.now)
    assert school.accounts.join(second, "Cy", "sixten", "", school.now)
    school.classes.close(school.teacher, school.course_id)
    assert school.classes.join_code(school.teacher, school.course_id) is None


def test_a_code_that_is_taken_is_drawn_again(school, monkeypatch):
    drawn = ["AAAAAAAA", "AAAAAAAA", "BBBBBBBB"]
    monkeypatch.setattr(classes, "new_join_code", lambda: drawn.pop(0))
    school.classes.open(school.teacher, school.course_id)
    assert school.classes.open(school.stranger, school.other_id) == "BBBB-BBBB"
    monkeypatch.setattr(classes, "new_join_code", lambda: "AAAAAAAA")
    refused("code_taken", school.classes.open, school.stranger, school.other_id)


def test_what_a_teacher_does_no_pupil_and_no_stranger_does(school):
    acts = [
        lambda actor: school.classes.join_code(actor, school.course_id),
        lambda actor: school.classes.open(actor, school.course_id),
        lambda actor: school.classes.close(actor, school.course_id),
        lambda actor: school.classes.members(actor, school.course_id),
        lambda actor: school.classes.add_list(actor, school.course_id, "Cy", school.now),
        lambda actor: school.classes.reset_password(actor, school.course_id, school.pupil, school.now),
        lambda actor: school.classes.set_role(
            actor, school.course_id, school.pupil, Role.STUDENT, school.now
        ),
        lambda actor: school.classes.remove_member(actor, school.course_id, school.pupil),
    ]
    for act in acts:
        with pytest.raises(NotAllowed):
            act(school.pupil)
        with pytest.raises(Absent, match="no such course"):
            act(school.stranger)
        with pytest.raises(NotAllowed):
            act(999)
        act(school.teacher)


def test_a_class_list_gives_everybody_a_password_that_works_once(school):
    text = "Tên\n1. Cy\nBO\n2) Di\n"
    given, already, renamed = school.classes.add_list(school.teacher, school.course_id, text, school.now)
    assert [one.name for one in given] == ["Cy", "BO 2", "Di"]
    assert (already, renamed) == ((), (("BO", "BO 2"),))
    assert len({one.password for one in given}) == 3
    assert given[0].password not in repr(given)
    signed_in = school.accounts.sign_in("bo 2", given[1].password, "", school.now)
    assert signed_in.one_time
    members = school.classes.members(school.teacher, school.course_id)
    assert {m.person.name for m in members if m.one_time} == {"Cy", "BO 2", "Di"}


def test_whoever_is_in_the_class_is_passed_over(school):
    text = "Lê Thị Ánh Tuyết\nBo\nAn"
    add = lambda text: school.classes.add_list(school.teacher, school.course_id, text, school.now)  # noqa: E731
    first = add(f"{text}\n{text}")
    assert [one.name for one in first.given] == ["Lê Thị Ánh Tuyết", "Bo 2"]
    assert first.already == ("An",)
    before, made = names(school, school.course_id), school.hasher.made
    again = add(unicodedata.normalize("NFD", text.replace(" ", "\u00a0 ")))
    assert (again.given, again.renamed) == ((), ())
    assert again.already == ("Lê Thị Ánh Tuyết", "Bo 2", "An")
    assert (names(school, school.course_id), school.hasher.made) == (before, made)
    # Only the very name is the same pupil, and only in this class.
    assert [one.name for one in add("AN\nLe Thi Anh Tuyet").given] == ["AN 2", "Le Thi Anh Tuyet 2"]
    elsewhere = school.classes.add_list(school.stranger, school.other_id, "An", school.now)
    assert [one.name for one in elsewhere.given] == ["An 3"]


def test_a_number_that_was_typed_is_no_other_pupil(school):
    given, already, _ = school.classes.add_list(school.teacher, school.course_id, "Cy 2\nCy", school.now)
    assert ([one.name for one in given], already) == (["Cy 2", "Cy"], ())


def test_a_sample_person_keeps_no_pupil_out(school):
    sample = school.accounts.look_around(school.now, school.actor)[1]
    with school.storage.begin(write=True) as work:
        work.memberships.put(school.course_id, sample.id, Role.STUDENT, school.now)
        work.commit()
    given, already, _ = school.classes.add_list(school.teacher, school.course_id, sample.name, school.now)
    assert ([one.name for one in given], already) == ([sample.name], ())


def test_a_list_that_is_sent_twice_at_once_is_added_once(school):
    add = lambda: school.classes.add_list(school.teacher, school.course_id, "Cy\nDi", school.now)  # noqa: E731

    def second_click():
        school.hasher.during = lambda: None
        assert len(add().given) == 2

    school.hasher.during = second_click
    assert add() == ((), ("Cy", "Di"), ())
    assert len(names(school, school.course_id)) == 4


def test_a_class_list_with_a_wrong_line_adds_nobody(school):
    before = names(school, school.course_id)
    told = refused(
        "wrong_line", school.classes.add_list, school.teacher, school.course_id, "Cy\n" + "x" * 61, school.now
    )
    assert told.startswith("line 2 has a name that cannot be taken")
    refused("no_names", school.classes.add_list, school.teacher, school.course_id, "\n", school.now)
    assert names(school, school.course_id) == before


def test_a_class_list_is_hashed_outside_any_transaction(school):
    depth = len(names(school, school.course_id))
    school.hasher.during = lambda: school.classes.members(school.actor, school.course_id)
    added = school.classes.add_list(school.teacher, school.course_id, "Cy\nDi", school.now)
    assert len(added.given) == 2
    assert len(names(school, school.course_id)) == depth + 2


def test_a_new_password_ends_a_pupils_sessions_and_lets_them_in_again(school):
    token = school.accounts.sign_in("An", "a password", "", school.now).token
    for _ in range(5):
        refused("wrong_password", school.accounts.sign_in, "An", "wrong", "", school.now)
    given = school.classes.reset_password(school.teacher, school.course_id, school.pupil, school.now)
    assert school.accounts.who(token, school.now) is None
    refused("wrong_password", school.accounts.sign_in, "An", "a password", "", school.now)
    assert school.accounts.sign_in(given.name, given.password, "", school.now).one_time


def test_nobody_but_a_mere_pupil_of_the_class_gets_a_new_password(school):
    code = school.classes.open(school.teacher, school.course_id)
    for person in (school.stranger, school.admin):
        school.accounts.join_signed_in(person, code, "", school.now)
    sample = school.accounts.look_around(school.now, school.actor)[1]
    outside = school.person("Cy", school.courses.find(school.actor, "other"))
    for person in (school.teacher, school.stranger, school.admin, school.actor, sample.id, outside, 999):
        with pytest.raises(NotAllowed):
            school.classes.reset_password(school.teacher, school.course_id, person, school.now)


def test_a_course_never_loses_its_last_teacher(school):
    run = school.classes
    for act in (
        lambda: run.set_role(school.teacher, school.course_id, school.teacher, Role.STUDENT, school.now),
        lambda: run.remove_member(school.admin, school.course_id, school.teacher),
    ):
        refused("last_teacher", act)
    school.accounts.look_around(school.now, school.actor)
    refused("last_teacher", run.remove_member, school.admin, school.course_id, school.teacher)
    school.accounts.remove_samples(school.actor)
    run.set_role(school.teacher, school.course_id, school.pupil, Role.TEACHER, school.now)
    run.remove_member(school.pupil, school.course_id, school.teacher)
    assert names(school, school.course_id) == [("An", "teacher")]
    with pytest.raises(Absent):
        run.members(school.teacher, school.course_id)


def test_only_members_have_roles_and_leave(school):
    for person in (school.stranger, 999):
        refused(
            "no_member",
            school.classes.set_role,
            school.teacher,
            school.course_id,
            person,
            Role.TEACHER,
            school.now,
        )
        refused("no_member", school.classes.remove_member, school.teacher, school.course_id, person)
    school.classes.remove_member(school.teacher, school.course_id, school.pupil)
    assert names(school, school.course_id) == [("Mai", "teacher")]


def test_only_an_admin_enrols_anybody_anywhere(school):
    everybody = school.enrolling.everybody(school.admin)
    assert [person.name for person, _ in everybody] == ["An", "Bo", "Mai", "Root"]
    for act in (
        lambda: school.enrolling.everybody(school.teacher),
        lambda: school.enrolling.add(school.teacher, "Cy", None, None, school.now),
    ):
        with pytest.raises(NotAllowed):
            act()
    given = school.enrolling.add(school.admin, "Cy", None, None, school.now)
    assert school.accounts.sign_in("Cy", given.password, "", school.now).one_time
    refused("name_taken", school.enrolling.add, school.admin, "cy", "a password", None, school.now)
    place = Place(999, Role.STUDENT)
    with pytest.raises(Absent):
        school.enrolling.add(school.admin, "Di", None, place, school.now)
    assert len(school.enrolling.everybody(school.admin)) == 5


def test_a_pupil_of_another_teacher_as_well_gets_no_password_from_one_of_them(school):
    with school.storage.begin(write=True) as work:
        work.memberships.put(school.other_id, school.pupil, Role.STUDENT, school.now)
        work.commit()
    with pytest.raises(NotAllowed) as caught:
        school.classes.reset_password(school.teacher, school.course_id, school.pupil, school.now)
    assert caught.value.code == "shared_pupil"
    assert school.classes.reset_password(school.actor, school.course_id, school.pupil, school.now)
