"""The quizzes of a course as a pupil sees them, and beginning one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from studyhall.domain.quizzes import Feedback, ItemState
from studyhall.ui.serving import now
from tests.publishing import AS_STORED, EVERY_KIND
from tests.ui.conftest import html, told
from tests.ui.sitting import LATER, Sitting, opened, published


def headers(app):
    return [one.value for one in app.header]


def test_no_quiz_yet(school):
    assert "There is no quiz yet." in told(opened(school, "Lan", "quizzes"))


def test_what_is_open_comes_first_then_what_is_to_come_and_what_is_over(school):
    published(school, title="Later", rules=replace(AS_STORED, opens_at=now() + LATER))
    done = Sitting(school, published(school, title="Done"))
    school.hall.taking.submit(done.pupil, done.attempt, now())
    published(school, title="Now", rules=replace(AS_STORED, minutes=20, attempts=2, closes_at=now() + LATER))
    app = opened(school, "Lan", "quizzes")
    assert headers(app) == ["Open now", "To come", "Done or over"]
    shown = told(app)
    assert shown.index("Now") < shown.index("Later") < shown.index("Done")
    assert "questions: 6 · points: 6 · 20 minutes · attempts left: 2 · closes" in shown
    assert "0 of 6 points · handed in" in shown
    assert [one.key for one in app.button if one.label == "Start"] == [f"start_{done.quiz + 1}"]


@pytest.mark.parametrize(
    ("rules", "meaning"),
    [
        (
            replace(AS_STORED, minutes=20),
            ["You have 20 minutes. Once you begin, the time runs", "only attempt"],
        ),
        (replace(AS_STORED, attempts=0), ["There is no time limit", "when you have handed it in"]),
        (replace(AS_STORED, attempts=3), ["Attempts left: 3."]),
        (
            replace(AS_STORED, feedback=Feedback.AFTER_CLOSING, closes_at=now() + LATER),
            ["whoever is still at it", "when the quiz has closed"],
        ),
    ],
)
def test_before_it_begins_it_is_told_what_that_means(school, rules, meaning):
    quiz = published(school, rules=rules)
    app = opened(school, "Lan", "quizzes")
    app.button(key=f"start_{quiz}").click().run()
    shown = " ".join(told(app).split())
    assert [sentence for sentence in meaning if sentence not in shown] == []
    assert school.hall.taking.offered(school.id("Lan"), school.course, now())[0].running is None
    app.button(key="begin_now").click().run()
    assert not app.exception
    assert "Question 1 of 6" in html(app)
    assert school.hall.taking.offered(school.id("Lan"), school.course, now())[0].running


def test_one_that_is_running_is_gone_on_with(school):
    sitting = Sitting(school, published(school))
    app = opened(school, "Lan", "quizzes")
    app.button(key=f"go_on_{sitting.quiz}").click().run()
    assert "Question 1 of 6" in html(app)
    assert app.query_params["attempt"] in (str(sitting.attempt), [str(sitting.attempt)])


def test_one_that_closed_meanwhile_is_refused_in_words(school, monkeypatch):
    quiz = published(school, rules=replace(AS_STORED, closes_at=now() + timedelta(minutes=1)))
    app = opened(school, "Lan", "quizzes")
    app.button(key=f"start_{quiz}").click().run()
    late = now() + LATER
    monkeypatch.setattr("studyhall.ui.serving.now", lambda: late)
    app.button(key="begin_now").click().run()
    assert [one.value for one in app.error] == ["This quiz is closed\\. Ask your teacher\\."]


def test_a_result_is_opened_from_the_list(school):
    sitting = Sitting(school, published(school, EVERY_KIND[:1]))
    school.hall.taking.submit(sitting.pupil, sitting.attempt, now())
    app = opened(school, "Lan", "quizzes")
    app.button(key=f"result_{sitting.attempt}").click().run()
    assert "0 of 1 points" in html(app)


@pytest.mark.parametrize(("attempts", "of_now"), [(1, False), (2, True)])
def test_an_attempt_at_an_earlier_version_is_told_of_by_what_that_asked(school, attempts, of_now):
    quiz = published(school, EVERY_KIND[:2], replace(AS_STORED, attempts=attempts))
    sitting = Sitting(school, quiz)
    school.hall.taking.submit(sitting.pupil, sitting.attempt, now())
    with school.hall.storage.begin(write=True) as work:
        work.quizzes.judge_item(work.quizzes.items(quiz)[1].id, ItemState.REJECTED)
        work.versions.publish(quiz, school.id("Mira"), now())
        work.commit()
    shown = told(opened(school, "Lan", "quizzes"))
    assert "0 of 2 points" in shown
    assert "an earlier version, questions: 2, points: 2" in shown
    # What is asked now matters to whoever can still begin.
    assert ("questions: 1 · points: 1" in shown) is of_now


def links(app):
    return [one.proto.label for one in app.get("page_link")]


def test_the_study_page_leads_a_pupil_to_the_quiz_that_waits_for_them(school):
    assert links(opened(school, "Lan", "study")) == []
    quiz = published(school, title="The bridges")
    assert links(opened(school, "Lan", "study")) == ["The quiz “The bridges” is open"]
    assert links(opened(school, "Mira", "study")) == []
    sitting = Sitting(school, quiz)
    (link,) = opened(school, "Lan", "study").get("page_link")
    assert link.proto.label == "Go on with the quiz “The bridges”"
    assert f"attempt={sitting.attempt}" in link.proto.query_string
    school.hall.accounts.set_language(sitting.pupil, "vi")
    assert links(opened(school, "Lan", "study")) == ["Làm tiếp bài kiểm tra “The bridges”"]
