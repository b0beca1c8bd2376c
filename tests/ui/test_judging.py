"""Answers that wait for a teacher, and what the pupil sees below theirs afterwards."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from studyhall.domain.conversation import Complaint
from studyhall.domain.reviews import Opinion
from tests.ui.conftest import PATIENCE, button, html, told


@pytest.fixture
def asked(shown):
    """A question of Lan's with an answer that she marked."""
    house = shown.house
    pending = house.tutoring.begin(house.pupil, house.course(), "Is water <i>wet</i>?", house.now)
    house.tutoring.finish(house.pupil, house.course(), pending.exchange_id, house.now)
    house.conversing.mark(house.pupil, pending.exchange_id, Complaint.WRONG, "no", house.now)
    return pending


def desk(shown):
    """What the teacher sees of it."""

    def script(here):
        from studyhall.ui.components.judging import show_judging
        from studyhall.ui.components.popovers import show_done
        from studyhall.ui.serving import now

        show_done()
        show_judging(here, here.hall.judging.waiting(here.person.id, here.at, now()))

    here = shown.here(shown.house.teacher)
    return AppTest.from_function(script, default_timeout=PATIENCE, kwargs={"here": here}).run()


def pupils_page(shown, asked):
    return shown.page("study", shown.house.pupil, talk=str(asked.conversation_id))


def review(shown, asked):
    with shown.house.storage.begin() as work:
        return work.reviews.of(asked.exchange_id)


def test_a_teacher_sees_who_asked_what_and_why_it_waits_and_judges_it(shown, asked):
    app = desk(shown)
    assert "Lan" in told(app)
    assert "Is water &lt;i&gt;wet&lt;/i&gt;?" in html(app)
    assert "It is wrong: no" in told(app)
    app.radio(key=f"opinion_{asked.exchange_id}").set_value(Opinion.WRONG)
    app.text_area(key=f"correction_{asked.exchange_id}").set_value("Wet <b>indeed</b>.")
    button(app, "Tell the pupil").click().run()
    assert [one.value.replace("\\", "") for one in app.toast] == ["Lan sees it below the answer now."]
    assert "No answer waits for you." in told(app)
    (kept,) = review(shown, asked)
    assert (kept.opinion, kept.correction, kept.reviewer) == (Opinion.WRONG, "Wet <b>indeed</b>.", "Mira")
    page = html(pupils_page(shown, asked))
    assert "Mira looked at this answer: it is wrong." in page
    assert "The teacher&#x27;s words:" in page
    assert "Wet &lt;b&gt;indeed&lt;/b&gt;." in page
    assert "As written" in page


def test_nothing_is_stored_before_something_is_chosen_nor_a_wrong_one_without_a_correction(shown, asked):
    app = desk(shown)
    button(app, "Tell the pupil").click().run()
    assert "Choose one first." in told(app)
    app.radio(key=f"opinion_{asked.exchange_id}").set_value(Opinion.WRONG)
    button(app, "Tell the pupil").click().run()
    assert [one.value.replace("\\", "") for one in app.error] == [
        "A wrong answer needs a correction. Write what is right."
    ]
    assert review(shown, asked) == []


def test_of_a_harmful_answer_the_pupil_sees_that_it_was_taken_back_and_nothing_else(shown, asked):
    house = shown.house
    house.judging.judge(house.teacher, asked.exchange_id, Opinion.HARMFUL, "", house.now)
    app = pupils_page(shown, asked)
    assert "Mira took this answer back, so it is not shown any more." in html(app)
    assert "As written" not in html(app)
    assert not [one.key for one in app.button if one.key and one.key.startswith(("open_", "again_"))]
    theirs = shown.page("questions", house.teacher, opened=str(asked.conversation_id))
    assert "As written" in html(theirs)
    assert "Mira took this answer back" in html(theirs)
