"""A page of an attempt whose session the server has forgotten: what is given on it next is stored."""

from __future__ import annotations

from dataclasses import replace

import pytest

from studyhall.ui.serving import now
from tests.publishing import AS_STORED
from tests.ui.sitting import Sitting, published


@pytest.fixture
def sitting(school):
    return Sitting(school, published(school))


@pytest.fixture
def whole(school):
    """All questions on one page."""
    return Sitting(school, published(school, rules=replace(AS_STORED, one_at_a_time=False)))


def elsewhere(sitting, number, given):
    """Answer on another page."""
    sitting.school.hall.taking.answer(sitting.pupil, sitting.attempt, number, given, now())


def test_what_is_given_first_after_the_session_was_forgotten_is_stored(whole):
    app, field = whole.app, whole.field
    app.text_area(key=field(4)).set_value("A fire").run()
    fields = (
        (1, lambda: app.radio(key=field(1)).set_value(1), 1),
        (2, lambda: app.checkbox(key=f"{field(2)}_2").check(), (2,)),
        (3, lambda: app.radio(key=field(3)).set_value(False), False),
        (4, lambda: app.text_area(key=field(4)).set_value("A fire in May"), "A fire in May"),
        (5, lambda: app.text_input(key=field(5)).set_value("Vera "), "Vera"),
        (6, lambda: app.button(key=f"{field(6)}_2_-1").click(), (0, 2, 1)),
    )
    for number, give, stored in fields:
        give()
        whole.send_anew()
        assert whole.given(number) == stored
    assert [one.given for one in whole.sheet.questions] == [stored for _, _, stored in fields]


def test_an_answer_is_taken_back_as_well(sitting):
    sitting.go(3)
    area = sitting.app.text_area(key=sitting.field(4))
    area.set_value("A fire").run()
    sitting.app.text_area(key=sitting.field(4)).set_value("")
    sitting.send_anew()
    assert not sitting.given(4)


def test_a_field_that_nobody_touched_takes_nothing_back_that_was_answered_elsewhere(whole):
    app, field = whole.app, whole.field
    app.radio(key=field(1)).set_value(1).run()
    elsewhere(whole, 1, 0)
    elsewhere(whole, 4, "By lightning")
    app.radio(key=field(3)).set_value(True)
    whole.send_anew()
    assert [whole.given(number) for number in (1, 3, 4)] == [0, True, "By lightning"]
    assert app.radio(key=field(1)).value == 0
    assert app.text_area(key=field(4)).value == "By lightning"


def test_an_untouched_page_stores_nothing(whole):
    app = whole.app
    app.text_area(key=whole.field(4)).set_value("By a ").run()
    before = whole.school.hall.storage
    with before.begin() as work:
        answers = work.attempts.responses(whole.attempt)
    whole.send_anew()
    with before.begin() as work:
        assert work.attempts.responses(whole.attempt) == answers


def test_the_page_stays_at_its_question_wherever_another_has_gone(sitting):
    sitting.go(3)
    sitting.school.hall.taking.keep_place(sitting.pupil, sitting.attempt, 0, now())
    sitting.app.text_area(key=sitting.field(4)).set_value("A fire")
    sitting.send_anew()
    assert (sitting.given(4), sitting.sheet.place) == ("A fire", 3)


def test_the_first_press_leads_on_and_what_was_typed_before_is_stored(sitting):
    sitting.go(3)
    sitting.app.text_area(key=sitting.field(4)).set_value("A fire")
    sitting.app.button(key="next").click()
    sitting.send_anew()
    assert (sitting.given(4), sitting.sheet.place) == ("A fire", 4)
