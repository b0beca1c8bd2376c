"""The whole app from its main script, on real parts: who may open what, and what a page does."""

from __future__ import annotations

import pytest

from studyhall.domain.errors import StorageFailure
from studyhall.domain.wording import say
from studyhall.ui import serving
from studyhall.ui.serving import now
from tests.ui.conftest import School, button, html

WRONG = "This name and password do not belong together. Check both, and try again."
QUESTION = "When was the second bridge of Orla opened?"


def titles(app):
    return [element.value for element in app.title]


def test_the_first_visitor_sets_up_or_looks_around(hall, monkeypatch):
    app = School(hall, None, monkeypatch).arrive()
    assert 'action="/enter/set-up"' in html(app)
    assert 'action="/enter/look-around"' in html(app)
    assert "/enter/sign-in" not in html(app)


def test_whoever_is_not_signed_in_is_asked_to_sign_in_or_to_join(school):
    app = school.arrive()
    assert 'action="/enter/sign-in"' in html(app)
    assert 'action="/enter/join"' in html(app)
    assert "/enter/set-up" not in html(app)
    assert "/enter/look-around" not in html(app)


def test_a_refused_try_is_told_in_the_readers_language(school):
    app = school.arrive(form="sign-in", refused="wrong_password", lang="vi")
    assert 'role="alert"' in html(app)
    assert say("vi", WRONG) in html(app)


def test_a_made_up_reason_says_nothing_of_its_own(school):
    told = html(school.arrive(form="sign-in", refused="<b>Call 555</b>"))
    assert "555" not in told
    assert "This did not work." in told


def test_a_question_is_answered_quoted_and_there_after_a_refresh(school):
    app = school.arrive("Lan")
    assert "<h1>The bridge</h1>" in html(app)
    assert "Teachers of this course can read" in html(app)
    app.chat_input[0].set_value(QUESTION).run()
    assert not app.exception
    assert "9 June 1910" in html(app)
    (talk,) = app.query_params["talk"]
    button(app, "S1").click().run()
    assert "<mark" in html(app)
    again = school.arrive("Lan", talk=talk)
    assert "9 June 1910" in html(again)
    assert QUESTION in html(again)


def test_a_suggestion_is_asked_by_a_click(school):
    app = school.arrive("Lan")
    suggested = [one for one in app.button if one.key and one.key.startswith("suggestion_")]
    assert suggested
    asked = suggested[0].click().run()
    assert len(asked.chat_message) == 2


@pytest.mark.parametrize("view", ["people", "questions"])
def test_a_pupil_has_no_teachers_page(school, view):
    app = school.arrive("Lan")
    with pytest.raises(ValueError, match="Could not find a navigation page"):
        app.switch_page(f"views/{view}.py")


def test_a_teacher_has_the_class_and_the_questions(school):
    app = school.arrive("Mira")
    app.switch_page("views/people.py").run()
    assert titles(app) == ["Class"]
    assert school.hall.classes.join_code(school.id("Mira"), school.course.id) in html(app)


def test_another_pupils_conversation_is_not_opened_by_its_number(school):
    lan = school.id("Lan")
    pending = school.hall.tutoring.begin(lan, school.course, "My own secret question?", now())
    code = school.hall.classes.join_code(school.id("Mira"), school.course.id)
    school.hall.accounts.join(code, "Minh", "a long sentence", "", now())
    app = school.arrive("Minh", talk=str(pending.conversation_id))
    assert "secret" not in html(app) + str(app.main)
    assert "talk" not in app.query_params


def test_a_session_that_ends_meanwhile_ends_at_the_next_click(school):
    app = school.arrive("Lan")
    school.hall.accounts.sign_out_everywhere(school.id("Lan"))
    app.run()
    assert 'action="/enter/sign-in"' in html(app)
    assert not app.chat_input


def test_whoever_is_taken_out_of_the_class_sees_it_no_more(school):
    app = school.arrive("Lan")
    school.hall.classes.remove_member(school.id("Mira"), school.course.id, school.id("Lan"))
    app.run()
    assert titles(app) == ["This page is not for you"]
    assert not app.chat_input
    assert titles(school.arrive("Lan")) == ["My account"]


def test_a_one_time_password_comes_before_everything(school):
    (given,) = school.hall.classes.add_list(school.id("Mira"), school.course.id, "Bao", now()).given
    school.monkeypatch.setattr("tests.ui.conftest.PASSWORD", given.password)
    app = school.arrive("Bao", talk="1")
    with pytest.raises(ValueError, match=r"Known pages: .*"):
        app.switch_page("views/sources.py")
    assert titles(app) == ["Hello, Bao"]
    assert 'action="/enter/password"' in html(app)


def test_what_was_chosen_as_language_is_shown(school):
    school.hall.accounts.set_language(school.id("Lan"), "vi")
    app = school.arrive("Lan")
    app.switch_page("views/sources.py").run()
    assert titles(app) == [say("vi", "Sources")] != ["Sources"]


def test_a_hall_that_cannot_be_opened_is_told_in_a_sentence(school, monkeypatch):
    def failing():
        raise StorageFailure("the disk is full", "free some space")

    serving.use(None)
    monkeypatch.setattr(serving, "hall", failing)
    app = school.arrive()
    assert [one.value.replace("\\", "") for one in app.error] == ["The disk is full; free some space."]


def test_sources_are_listed_and_open_in_the_reader_at_the_words(school):
    app = school.arrive("Lan")
    app.switch_page("views/sources.py").run()
    assert titles(app) == ["Sources"]
    with school.hall.storage.begin() as work:
        source = next(s for s in work.documents.summaries(school.course.id) if s.file == "south.md")
    text = school.hall.library.read(school.id("Lan"), source.document_id).body.text
    start = text.index("9 June 1910")
    app = school.arrive("Lan")
    app.query_params["document"] = source.document_id
    app.query_params["start"], app.query_params["end"] = str(start), str(start + len("9 June 1910"))
    app.switch_page("views/reader.py").run()
    assert titles(app) == ["A letter from the south bank"]
    assert '<mark id="cited">9 June 1910</mark>' in html(app)


def test_where_somebody_wanted_to_go_is_kept_through_the_sign_in(school):
    assert 'name="to" value="/?course=the-bridge&amp;talk=7"' in html(
        school.arrive(course="the-bridge", talk="7", refused="wrong_password", evil="x")
    )
