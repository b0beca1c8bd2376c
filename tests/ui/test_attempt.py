"""Taking a quiz on its page, on real parts: every kind of question, saving, moving on, handing in."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from studyhall.domain.errors import StorageFailure
from studyhall.domain.quizzes import Feedback
from studyhall.ui import serving, session
from studyhall.ui.components.clock import _step, shown_time
from studyhall.ui.serving import now
from tests.publishing import AS_STORED
from tests.ui.conftest import html, told
from tests.ui.sitting import Sitting, opened, published


def saved(app):
    return "✓ Saved" in html(app)


@pytest.fixture
def sitting(school):
    return Sitting(school, published(school))


def test_nothing_is_answered_before_somebody_answers(sitting):
    for place in range(6):
        sitting.go(place)
        assert not saved(sitting.app)
    assert [question.given for question in sitting.sheet.questions] == [None] * 6


def test_every_kind_is_stored_as_soon_as_it_is_answered(sitting):
    app = sitting.app
    app.radio(key=sitting.field(1)).set_value(1).run()
    assert (sitting.given(1), saved(app)) == (1, True)
    sitting.go(1)
    app.checkbox(key=f"{sitting.field(2)}_2").check().run()
    app.checkbox(key=f"{sitting.field(2)}_0").check().run()
    assert (sitting.given(2), saved(app)) == ((0, 2), True)
    sitting.go(2)
    app.radio(key=sitting.field(3)).set_value(False).run()
    assert (sitting.given(3), saved(app)) == (False, True)
    sitting.go(3)
    app.text_area(key=sitting.field(4)).set_value("By a fire\nin May").run()
    assert (sitting.given(4), saved(app)) == ("By a fire\nin May", True)
    sitting.go(4)
    app.text_input(key=sitting.field(5)).set_value("Vera <i>Lind").run()
    assert (sitting.given(5), saved(app)) == ("Vera <i>Lind", True)
    assert '<span class="blank">Vera &lt;i&gt;Lind</span>' in html(app)
    sitting.go(5)
    assert not saved(app)
    sitting.press(f"{sitting.field(6)}_2_-1")
    assert (sitting.given(6), saved(app)) == ((0, 2, 1), True)


def test_a_space_at_which_somebody_pauses_stays_in_the_field(sitting):
    sitting.go(3)
    sitting.app.text_area(key=sitting.field(4)).set_value("By a ").run()
    assert sitting.given(4) == "By a"
    assert sitting.app.text_area(key=sitting.field(4)).value == "By a "
    sitting.go(4)
    sitting.app.text_input(key=sitting.field(5)).set_value("Vera ").run()
    assert sitting.app.text_input(key=sitting.field(5)).value == "Vera "
    sitting.go(3)
    assert sitting.app.text_area(key=sitting.field(4)).value == "By a"


def test_it_is_told_once_that_the_chat_keeps_quiet_meanwhile(sitting):
    assert told(sitting.app).count("While this quiz is open the chat says nothing about it.") == 1


def test_an_order_that_stands_right_at_first_is_answered_by_saying_so(sitting):
    sitting.go(5)
    sitting.press(f"{sitting.field(6)}_stands")
    assert sitting.given(6) == (0, 1, 2)
    # The first goes no further up.
    sitting.press(f"{sitting.field(6)}_0_-1")
    assert sitting.given(6) == (0, 1, 2)


def test_place_answers_and_flags_are_there_in_another_browser(sitting):
    sitting.app.radio(key=sitting.field(1)).set_value(2).run()
    sitting.press("next")
    sitting.app.checkbox(key=f"flag_{sitting.attempt}_2").check().run()
    again = sitting.reopened()
    assert "Question 2 of 6" in html(again)
    assert again.checkbox(key=f"flag_{sitting.attempt}_2").value
    again.button(key="back").click().run()
    assert again.radio(key=sitting.field(1)).value == 2
    labels = [
        option.content for option in again.button_group(key=f"overview_{sitting.attempt}").proto.options
    ]
    assert labels == ["1 ✓", "2 ○⚑", "3 ○", "4 ○", "5 ○", "6 ○"]


def test_what_could_not_be_stored_is_said_kept_and_stored_by_another_try(sitting, monkeypatch):
    taking = sitting.school.hall.taking
    answer = taking.answer

    def failing(*_):
        raise StorageFailure("the disk is full", "free some space", code="disk_full")

    monkeypatch.setattr(taking, "answer", failing)
    sitting.go(3)
    sitting.app.text_area(key=sitting.field(4)).set_value("By a fire").run()
    assert "This answer is not saved. The disk is full." in html(sitting.app)
    assert not saved(sitting.app)
    # It is still there when somebody has looked at another question.
    sitting.go(0)
    sitting.go(3)
    assert sitting.app.text_area(key=sitting.field(4)).value == "By a fire"
    sitting.press("summary")
    assert "not saved" in sitting.app.button(key="back_to_3").label
    sitting.press("back_to_3")
    monkeypatch.setattr(taking, "answer", answer)
    sitting.press("save_again_4")
    assert (sitting.given(4), saved(sitting.app)) == ("By a fire", True)


def test_an_answer_that_is_too_long_is_kept_on_the_page(sitting):
    sitting.go(3)
    sitting.app.text_area(key=sitting.field(4)).set_value("a" * 4_001).run()
    assert "Shorten it to 4,000 characters" in html(sitting.app)
    assert len(sitting.app.text_area(key=sitting.field(4)).value) == 4_001
    assert sitting.given(4) is None


def test_whoever_is_signed_out_meanwhile_answers_no_more(sitting):
    sitting.school.hall.accounts.sign_out_everywhere(sitting.pupil)
    sitting.app.radio(key=sitting.field(1)).set_value(1).run()
    assert 'action="/enter/sign-in"' in html(sitting.app)
    assert sitting.given(1) is None


def test_a_summary_tells_what_is_open_and_leads_back_to_it(sitting):
    for number, place in ((1, 0), (3, 2)):
        sitting.go(place)
        sitting.app.radio(key=sitting.field(number)).set_value(True).run()
    sitting.go(3)
    sitting.app.checkbox(key=f"flag_{sitting.attempt}_4").check().run()
    sitting.press("summary")
    assert "2 of 6 questions are answered." in told(sitting.app)
    leads = [one.label.replace("\\", "") for one in sitting.app.button if "back_to_" in (one.key or "")]
    assert leads[0].startswith("2 · ○ not answered · Which of these")
    assert leads[2 - 1].startswith("4 · ○ not answered · ⚑ to come back to")
    sitting.press("back_to_3")
    assert "Question 4 of 6" in html(sitting.app)


def test_handing_in_is_confirmed_and_leads_to_the_result(sitting):
    sitting.app.radio(key=sitting.field(1)).set_value(1).run()
    sitting.press("summary")
    sitting.press("hand_in")
    assert "Not answered yet: 5." in told(sitting.app)
    assert sitting.sheet.ended_at is None
    sitting.press("hand_in_now")
    assert sitting.sheet.ended_at
    assert "1 of 6 points" in html(sitting.app)
    # The address of the attempt leads to the result from now on.
    assert "1 of 6 points" in html(sitting.reopened())


def test_all_on_a_page(school):
    sitting = Sitting(school, published(school, rules=replace(AS_STORED, one_at_a_time=False)))
    sitting.app.radio(key=sitting.field(3)).set_value(True).run()
    assert sitting.given(3) is True
    assert html(sitting.app).count('<h2 id="question-') == 6
    assert '<a href="#question-3">3 ✓</a>' in html(sitting.app)
    assert "1 of 6 questions are answered." in told(sitting.app)
    assert 'href="#question-4">4 · ○ not answered' in html(sitting.app)


def test_with_feedback_at_once_an_answer_is_checked_and_then_stays(school):
    sitting = Sitting(school, published(school, rules=replace(AS_STORED, feedback=Feedback.AT_ONCE)))
    assert "The source says so." not in html(sitting.app)
    sitting.press("check_1")
    assert [one.value for one in sitting.app.error] == ["Nothing is answered here yet\\. Answer first\\."]
    sitting.app.radio(key=sitting.field(1)).set_value(0).run()
    sitting.press("check_1")
    shown = html(sitting.app)
    assert "✗ Not right · points: 0 of 1" in shown
    assert "The source says so." in shown
    assert '<mark id="cited-1">The bridge of Orla was built in 1897 by Vera Lind.</mark>' in shown
    assert not sitting.app.radio


def test_a_check_does_not_settle_an_answer_that_could_not_be_stored(school, monkeypatch):
    sitting = Sitting(school, published(school, rules=replace(AS_STORED, feedback=Feedback.AT_ONCE)))
    sitting.app.radio(key=sitting.field(1)).set_value(0).run()

    def failing(*_):
        raise StorageFailure("the disk is full", "free some space", code="disk_full")

    monkeypatch.setattr(school.hall.taking, "answer", failing)
    sitting.app.radio(key=sitting.field(1)).set_value(1).run()
    sitting.press("check_1")
    assert not sitting.sheet.questions[0].final
    assert sitting.app.radio(key=sitting.field(1)).value == 1


def test_a_quiz_that_closes_in_days_says_when(school):
    rules = replace(AS_STORED, closes_at=now() + timedelta(days=2))
    sitting = Sitting(school, published(school, rules=rules))
    assert 'class="clock">until 20' in html(sitting.app)
    assert 'role="timer"' not in html(sitting.app)


def test_the_time_that_is_left_is_the_servers(school, monkeypatch):
    sitting = Sitting(school, published(school, rules=replace(AS_STORED, minutes=20)))
    assert 'role="timer"' in html(sitting.app)
    with school.hall.storage.begin() as work:
        begun = work.attempts.get(sitting.attempt).started_at
    monkeypatch.setattr(serving, "now", lambda: begun + timedelta(minutes=15, seconds=30))
    sitting.app.run()
    assert "4:30 left</p>" in html(sitting.app)
    assert 'aria-label="4 minutes and 30 seconds left"' in html(sitting.app)
    assert [one.value for one in sitting.app.toast] == ["5 minutes left."]
    # That is said aloud once; the clock itself never is.
    assert "aria-live" not in html(sitting.app)
    monkeypatch.setattr(serving, "now", lambda: begun + timedelta(minutes=19, seconds=57))
    sitting.app.run()
    assert "Your answers are saved and handed in." in told(sitting.app)
    monkeypatch.setattr(serving, "now", lambda: begun + timedelta(minutes=20, seconds=1))
    sitting.app.run()
    assert "The time was over" in told(sitting.app)
    assert "0 of 6 points" in html(sitting.app)


@pytest.mark.parametrize(("seconds", "shown"), [(9, "0:09"), (765, "12:45"), (3_661, "1:01:01")])
def test_a_time_as_it_is_shown(seconds, shown):
    assert shown_time(seconds) == shown


@pytest.mark.parametrize(
    ("left", "step"), [(20_000, 600), (10_900, 100), (1_200, 15), (70, 10), (61, 1), (60, 1), (1, 1)]
)
def test_a_look_at_the_clock_falls_on_the_beginning_of_the_last_minute(left, step):
    assert _step(left) == step


@pytest.mark.parametrize("attempt", ["", "0", "999", "x", "9" * 40])
def test_an_attempt_that_is_not_there(school, attempt):
    app = opened(school, "Lan", "attempt", attempt=attempt)
    assert len(app.error) == 1


def test_another_pupils_attempt_looks_as_if_it_were_not_there(sitting):
    school = sitting.school
    code = school.hall.classes.join_code(school.id("Mira"), school.course.id)
    school.hall.accounts.join(code, "Minh", "a long sentence", "", now())
    app = opened(school, "Minh", "attempt", attempt=sitting.attempt)
    assert len(app.error) == 1
    assert "Who built" not in html(app)


def test_a_pupil_who_reads_vietnamese(sitting):
    sitting.school.hall.accounts.set_language(sitting.pupil, "vi")
    assert session.say("vi", "Question {number} of {count}", number=1, count=6) in html(sitting.reopened())
