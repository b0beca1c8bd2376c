"""What is somebody's own, on their page and for admins; erasing, and copying a course."""

from __future__ import annotations

import pytest

from studyhall.domain.people import Role
from studyhall.services.retaining import Retaining
from tests.ui.conftest import button, html, told


def links(app):
    return [one.proto.url for one in app.get("link_button")]


def toasts(app):
    return [one.value.replace("\\", "") for one in app.toast]


def errors(app):
    return [one.value.replace("\\", "") for one in app.error]


def test_ones_account_tells_how_long_things_are_kept_and_offers_them(shown):
    app = shown.page("account", shown.house.pupil)
    assert "is kept until you delete it" in told(app)
    assert links(app) == ["/export/me"]
    assert 'action="/enter/erase"' in html(app)
    shown.house.retaining = Retaining(shown.house.storage, days=400)
    assert "not used for 400 days are removed" in told(shown.page("account", shown.house.pupil))


def test_a_wrong_password_is_told_where_it_was_typed(shown):
    app = shown.page("account", shown.house.pupil, form="erase", refused="wrong_password")
    assert html(app).count('role="alert"') == 1
    assert "do not belong together" in html(app)


def test_sample_people_have_nothing_to_erase(shown):
    sample = shown.house.accounts.look_around(shown.house.now, shown.house.actor)[1].id
    app = shown.page("account", sample)
    assert links(app) == ["/export/me"]
    assert 'action="/enter/erase"' not in html(app)


@pytest.fixture
def bao(shown):
    return shown.house.person("Bao", shown.house.course())


def names(house):
    return {person.name for person, _ in house.enrolling.everybody(house.actor)}


def test_a_teacher_erases_a_pupil_by_typing_their_name(shown, bao):
    house = shown.house
    app = shown.page("people", house.teacher)
    app.session_state[f"change_{bao}"] = True
    app.run()
    app.radio(key=f"act_{bao}").set_value("erase")
    button(app, "Do it").click().run()
    assert errors(app) == ["This is not their name. Type it as it stands there."]
    app.text_input(key=f"typed_{bao}").set_value("bao")
    button(app, "Do it").click().run()
    assert toasts(app) == ["Bao is erased."]
    assert "Bao" not in names(house)


def test_another_teacher_is_not_offered_to_be_erased(shown):
    house = shown.house
    other = house.member("Tom", Role.TEACHER)
    app = shown.page("people", house.teacher)
    app.session_state[f"change_{other}"] = True
    app.run()
    assert app.radio(key=f"act_{other}").options == ["Make a pupil", "Take out of the class"]
    assert not [one for one in app.text_input if one.key == f"typed_{other}"]


@pytest.fixture
def admins(shown):
    """The settings page as the operator sees it."""
    shown.house.told = ()
    return shown.page("settings", shown.house.actor)


def test_an_admin_takes_along_and_erases_anybody(shown, admins, bao):
    house = shown.house
    assert links(admins) == []
    admins.run()
    admins.selectbox[0].set_value(bao).run()
    assert links(admins) == [f"/export/{bao}"]
    button(admins, "Erase them").click().run()
    assert errors(admins) == ["This is not their name. Type it as it stands there."]
    admins.text_input(key=f"erase_{bao}").set_value("Bao")
    button(admins, "Erase them").click().run()
    assert toasts(admins) == ["Bao is erased."]
    assert admins.selectbox[0].value is None
    assert "Bao" not in names(house)


def test_a_course_is_copied_and_its_copy_opened(shown):
    house = shown.house
    woken = []
    house.worker = type("Worker", (), {"wake": lambda _: woken.append(1)})()
    app = shown.page("people", house.teacher)
    title = next(one for one in app.text_input if one.label == "Title of the copy")
    title.set_value("History 2027")
    button(app, "Copy it").click().run()
    assert toasts(app) == ["“History 2027” is made. This is its class."]
    assert app.session_state["course"] == "history-2027"
    assert woken == [1]
    made = house.courses.find(house.teacher, "history-2027")
    assert len(house.library.sources(house.teacher, made)) == 1
    button(app, "Copy it").click().run()
    assert len(app.error) == 1
