"""The class page with services of fakes: accounts from a list, and what is changed about one member."""

from __future__ import annotations

import csv
import io

import pytest

from studyhall.domain.people import Role
from studyhall.services.credentials import Given
from studyhall.ui.components.passwords import as_csv
from tests.ui.conftest import button, html, told


def test_a_class_is_opened_given_another_code_and_closed(shown):
    house = shown.house
    course = house.course().id
    app = shown.page("people", house.teacher)
    button(app, "Open the class").click().run()
    first = house.classes.join_code(house.teacher, course)
    assert first in html(app)
    button(app, "New code").click().run()
    second = house.classes.join_code(house.teacher, course)
    assert second in html(app)
    assert first != second
    button(app, "Close the class").click().run()
    assert house.classes.join_code(house.teacher, course) is None
    assert second not in html(app)


def test_a_list_that_cannot_be_read_says_so_and_adds_nobody(shown):
    house = shown.house
    before = house.classes.members(house.teacher, house.course().id)
    app = shown.page("people", house.teacher)
    app.text_area[0].set_value("An\n" + "x" * 90).run()
    button(app, "Make accounts").click().run()
    assert len(app.error) == 1
    assert house.classes.members(house.teacher, house.course().id) == before


@pytest.fixture
def people(shown):
    """The class page as its teacher sees it, and the pupil Bao who has a password."""
    shown.house.bao = shown.house.person("Bao", shown.house.course())
    return shown.page("people", shown.house.teacher)


def names(house):
    return {member.person.name for member in house.classes.members(house.teacher, house.course().id)}


def make_accounts(app, text):
    app.text_area[0].set_value(text).run()
    button(app, "Make accounts").click().run()


def test_a_class_list_gives_passwords_that_are_shown_once(shown):
    app = shown.page("people", shown.house.teacher)
    make_accounts(app, "1. Nguyễn <b>An</b>\n2. Bình")
    assert "Nguyễn &lt;b&gt;An&lt;/b&gt;" in html(app)
    assert {"Nguyễn <b>An</b>", "Bình"} <= names(shown.house)
    assert "has a password to change" in told(app)
    assert app.text_area[0].value == ""
    assert [one.label for one in app.get("download_button")] == ["Download as CSV"]
    button(app, "I have them").click().run()
    assert "Bình" not in html(app)


def test_who_is_there_and_whose_name_was_taken_is_said_below(people, shown):
    make_accounts(people, "BAO\nLan\n[x](http://x)")
    assert "“BAO” signs in as “BAO 2”, because the name was taken." in told(people)
    assert "Already in the class: Lan." in told(people)
    button(people, "I have them").click().run()
    make_accounts(people, "BAO\nBao\n[x](http://x)")
    assert "Already in the class: BAO 2, Bao, [x](http://x)." in told(people).replace("\u2060", "")
    assert "](http" not in "".join(one.value for one in people.markdown)
    assert "<table" not in html(people)
    assert not people.get("download_button")
    button(people, "Close").click().run()
    assert "Already" not in told(people)


def test_the_file_of_passwords_holds_no_formula():
    given = [Given(name, "abc-def-ghj") for name in ("=1+1", "+84", "-An", "@An", "Lê, Ánh", "A=B")]
    file = as_csv(("Tên", "Mật khẩu"), given)
    assert file.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(file.decode("utf-8-sig"), newline="")))
    assert rows[0] == ["Tên", "Mật khẩu"]
    assert [name for name, _ in rows[1:]] == ["'=1+1", "'+84", "'-An", "'@An", "Lê, Ánh", "A=B"]
    assert {password for _, password in rows[1:]} == {"abc-def-ghj"}


def change(app, person, act):
    """Open the popover of somebody, choose and send."""
    app.session_state[f"change_{person}"] = True
    app.run()
    app.radio(key=f"act_{person}").set_value(act)
    button(app, "Do it").click().run()


def test_nothing_of_a_member_is_there_before_it_is_opened(people):
    assert not people.radio
    labels = [one.label for one in people.button]
    assert not {"Do it", "Take out of the class"} & set(labels)


def test_a_pupil_is_given_another_password_made_a_teacher_and_taken_out(people, shown):
    house, pupil = shown.house, shown.house.bao
    change(people, pupil, "password")
    assert "<code>" in html(people)
    assert not people.radio
    assert [one.value for one in people.toast] == [
        "Bao has a new password\\. It stands at the top of this page\\."
    ]
    people.run()
    assert not people.toast
    change(people, pupil, "teacher")
    assert house.classes.role(pupil, house.course().id) is Role.TEACHER
    change(people, pupil, "student")
    assert house.classes.role(pupil, house.course().id) is Role.STUDENT
    change(people, pupil, "out")
    assert house.classes.role(pupil, house.course().id) is None
    assert not people.radio


def test_nothing_is_done_until_something_is_chosen(people, shown):
    change(people, shown.house.bao, None)
    assert [one.value for one in people.warning] == ["Choose one first."]
    assert people.radio
    assert not people.toast


def test_a_change_that_is_refused_says_so_where_it_was_asked(people, shown):
    house = shown.house
    other = house.classes.make(house.actor, "Other", house.now)
    house.accounts.join_signed_in(house.bao, house.classes.open(house.actor, other.id), "", house.now)
    house.classes.set_role(house.actor, other.id, house.bao, Role.TEACHER, house.now)
    change(people, house.bao, "password")
    assert len(people.error) == 1
    assert people.radio
    assert not people.toast


def test_another_course_is_made_and_the_field_is_empty_again(shown):
    house = shown.house
    app = shown.page("people", house.teacher)
    title = next(one for one in app.text_input if one.label == "Title of the course")
    title.set_value("Art")
    button(app, "Make it").click().run()
    assert [one.value for one in app.toast] == ["“Art” is made\\. This is its class\\."]
    assert [course.title for course, _ in house.classes.of(house.teacher)] == ["Art", "History"]
    assert next(one for one in app.text_input if one.label == "Title of the course").value == ""
    button(app, "Make it").click().run()
    assert len(app.error) == 1
