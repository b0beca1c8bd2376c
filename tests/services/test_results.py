"""Results: told when feedback is due and not before, and for teachers in a table."""

from __future__ import annotations

from datetime import timedelta

import pytest

from studyhall.domain.attempts import Ending
from studyhall.domain.conversation import SourceState
from studyhall.domain.errors import NotAllowed
from studyhall.domain.people import Role
from studyhall.domain.quizzes import Feedback, ItemState, Rules
from studyhall.domain.tasks import Kind
from tests.conftest import NOW
from tests.making import question
from tests.services.classroom import asked, refused

HOUR = timedelta(hours=1)


def closing(room, **rules):
    return room.quiz(feedback=Feedback.AFTER_CLOSING, closes_at=NOW + HOUR, **rules)


def test_after_submission_a_pupil_sees_each_answer_beside_the_right_one(room):
    attempt = room.taken(room.quiz(points=2), {1: 0, 3: True, 5: "Sarn"})
    result = room.result(attempt)
    assert (result.due, result.due_at, result.ending) == (True, NOW, Ending.SUBMITTED)
    assert (result.score, result.points, result.waiting, result.name) == (4.0, 12, 0, "An")
    first = result.questions[0]
    assert (first.given, first.outcome.key, first.outcome.share) == (0, 1, 0.0)
    assert first.outcome.explanation == "It says so."
    assert first.outcome.evidence.citation.quote == "They landed at Sarn."


def test_what_waits_for_a_teacher_is_told_as_waiting_and_not_counted(room):
    attempt = room.taken(room.quiz(asked([Kind.SHORT, Kind.CLOZE])), {1: "a harbour", 2: "Sarn"})
    result = room.result(attempt)
    assert (result.score, result.points, result.waiting) == (1.0, 2, 1)
    assert [one.outcome.share for one in result.questions] == [None, 1.0]
    past = room.offer().ended[0]
    assert (past.score, past.points, past.waiting) == (1.0, 2, 1)


def test_a_past_attempt_is_told_of_by_the_version_that_was_taken(room):
    quiz = room.quiz(asked([Kind.MCQ, Kind.CLOZE]), points=2, attempts=2)
    room.taken(quiz, {1: 1})
    assert not room.offer().ended[0].earlier
    with room.house.storage.begin(write=True) as work:
        item = work.quizzes.add_item(quiz, asked([Kind.MCQ])[0], (), room.now)
        work.quizzes.judge_item(item, ItemState.APPROVED)
        work.commit()
    room.publish(quiz)
    room.taken(quiz, {1: 1})
    offer = room.offer()
    assert (offer.questions, offer.points) == (3, 5)
    told = [(past.score, past.points, past.questions, past.earlier) for past in offer.ended]
    assert told == [(2.0, 4, 2, True), (2.0, 5, 3, False)]


def test_a_shuffled_result_stands_as_it_was_shown(room):
    quiz = room.quiz(shuffle=True)
    attempt = room.start(quiz)
    shown = room.sheet(attempt).questions
    room.submit(attempt)
    told = room.result(attempt).questions
    assert [(one.number, one.options) for one in told] == [(one.number, one.options) for one in shown]
    choice = next(one for one in told if one.kind is Kind.MCQ)
    assert choice.options[choice.outcome.key] == "Sarn"
    several = next(one for one in told if one.kind is Kind.MULTI)
    assert {several.options[at] for at in several.outcome.key} == {"Kerrin", "Odo"}
    ordered = next(one for one in told if one.kind is Kind.ORDER)
    assert [ordered.options[at] for at in ordered.outcome.key] == ["The truce", "The landing", "The siege"]


def test_before_it_is_due_a_result_tells_only_when_it_comes(room):
    quiz = closing(room)
    attempt = room.taken(quiz, {1: 1})
    result = room.result(attempt)
    assert (result.due, result.due_at, result.ended_at) == (False, NOW + HOUR, NOW)
    assert (result.score, result.points, result.waiting, result.questions) == (None, 0, 0, ())
    assert room.offer().ended[0].score is None
    room.later(hours=1)
    assert room.result(attempt).due
    assert room.offer().ended[0].score == 1.0


def test_a_running_attempt_has_no_result(room):
    attempt = room.start(room.quiz(feedback=Feedback.AT_ONCE))
    result = room.result(attempt)
    assert (result.due, result.due_at, result.ended_at, result.questions) == (False, None, None, ())


def test_after_closing_means_after_the_last_of_the_class(room):
    quiz = closing(room)
    slow = room.house.member("Binh", Role.STUDENT)
    attempt = room.taken(quiz, {1: 1})
    room.taking.extend(room.teacher, quiz, slow, 30, room.now)
    room.later(hours=1)
    assert not room.result(attempt).due
    room.later(minutes=30)
    assert room.result(attempt).due


def test_a_later_version_that_closes_later_keeps_the_key_of_the_earlier_one(room):
    quiz = closing(room)
    attempt = room.taken(quiz, {1: 1})
    with room.house.storage.begin(write=True) as work:
        rules = Rules(feedback=Feedback.AFTER_CLOSING, closes_at=NOW + 2 * HOUR)
        work.quizzes.describe(quiz, "Lights", rules)
        work.commit()
    room.publish(quiz)
    room.later(hours=1)
    assert room.result(attempt).due_at == NOW + 2 * HOUR
    assert not room.result(attempt).due


def test_whoever_is_still_at_an_earlier_version_keeps_the_keys_of_the_later_one(room):
    quiz = room.quiz(feedback=Feedback.AFTER_CLOSING, closes_at=NOW + 2 * HOUR)
    slow = room.house.member("Binh", Role.STUDENT)
    room.start(quiz, slow)
    with room.house.storage.begin(write=True) as work:
        rules = Rules(feedback=Feedback.AFTER_CLOSING, closes_at=NOW + HOUR)
        work.quizzes.describe(quiz, "Lights", rules)
        work.commit()
    room.publish(quiz)
    attempt = room.taken(quiz, {1: 1})
    room.later(hours=1)
    assert not room.result(attempt).due
    room.later(hours=1)
    assert room.result(attempt).due


def test_while_somebody_is_at_it_without_a_limit_nobody_knows_when_the_result_comes(room):
    quiz = room.quiz(feedback=Feedback.AFTER_SUBMISSION)
    slow = room.house.member("Binh", Role.STUDENT)
    running = room.start(quiz, slow)
    with room.house.storage.begin(write=True) as work:
        rules = Rules(feedback=Feedback.AFTER_CLOSING, closes_at=NOW + HOUR)
        work.quizzes.describe(quiz, "Lights", rules)
        work.commit()
    room.publish(quiz)
    attempt = room.taken(quiz, {1: 1})
    room.later(hours=2)
    result = room.result(attempt)
    assert (result.due, result.due_at) == (False, None)
    assert room.offer().ended[0].score is None
    room.submit(running, slow)
    assert room.result(attempt).due


def test_closing_by_hand_tells_the_results(room):
    quiz = closing(room)
    attempt = room.taken(quiz, {1: 1})
    room.later(minutes=5)
    room.close(quiz)
    assert room.result(attempt).due


def test_a_teacher_need_not_wait(room):
    attempt = room.taken(closing(room), {1: 1})
    result = room.result(attempt, room.teacher)
    assert (result.due, result.score, result.name) == (True, 1.0, "An")


def test_somebody_elses_result_looks_absent(room):
    attempt = room.taken(room.quiz(), {})
    other, stranger = room.house.member("Binh", Role.STUDENT), room.stranger()
    assert {refused(room.result, one, who) for one in (attempt, 999) for who in (other, stranger)} == {
        "no_attempt"
    }


def test_evidence_says_whether_its_source_still_stands(room):
    with room.house.storage.begin() as work:
        (passage,) = [work.passages.some([one])[0] for one in work.passages.ids(room.course.id)]
    quoted = question(Kind.TRUE_FALSE).solution.evidence
    cited = type(quoted)(
        **vars(quoted)
        | {
            "document_id": passage.document_id,
            "version": passage.version,
            "start": 0,
            "end": len(passage.text),
            "quote": passage.text,
        }
    )
    attempt = room.taken(room.quiz(asked([Kind.TRUE_FALSE], evidence=cited)), {1: True})

    def state():
        return room.result(attempt).questions[0].outcome.evidence.state

    assert state() is SourceState.CURRENT
    room.house.add("The lighthouse of Kerrin was finished in 1888.")
    assert state() is SourceState.REPLACED
    room.house.library.remove(room.house.actor, passage.document_id)
    assert state() is SourceState.REMOVED


def test_a_comment_comes_with_the_result(room):
    attempt = room.taken(room.quiz(asked([Kind.SHORT])), {1: "a harbour"})
    room.reviewing.grade(room.teacher, attempt, 1, 0.5, room.now, "Which one?")
    outcome = room.result(attempt).questions[0].outcome
    assert (outcome.comment, outcome.share) == ("Which one?", 0.5)


def test_teachers_see_the_class_and_who_has_not_begun(room):
    quiz = room.quiz(attempts=2)
    idle, busy = (room.house.member(name, Role.STUDENT) for name in ("Binh", "Chi"))
    room.taken(quiz, {1: 1, 4: "a harbour"})
    room.taken(quiz, {1: 1, 3: True})
    attempt = room.start(quiz, busy)
    room.answer(attempt, 1, 1, busy)
    rows = room.results.results(room.teacher, quiz).rows
    assert [(row.name, row.number, row.answered, row.score, row.points, row.waiting) for row in rows] == [
        ("An", 1, 2, 1.0, 6, 1),
        ("An", 2, 2, 2.0, 6, 0),
        ("Binh", 0, 0, None, 0, 0),
        ("Chi", 1, 1, None, 6, 0),
    ]
    assert [row.person_id for row in rows] == [room.pupil, room.pupil, idle, busy]


def test_the_facility_of_a_question_is_the_mean_share_of_its_points(room):
    quiz = room.quiz(asked([Kind.MCQ, Kind.SHORT, Kind.TRUE_FALSE]), points=3)
    others = [room.house.member(name, Role.STUDENT) for name in ("Binh", "Chi")]
    room.taken(quiz, {1: 1, 2: "a harbour"})
    room.taken(quiz, {1: 0, 2: "the harbour of Sarn"}, others[0])
    room.start(quiz, others[1])
    figures = room.results.results(room.teacher, quiz).questions
    assert [(one.number, one.graded, one.facility, one.points) for one in figures] == [
        (1, 2, 0.5, 3),
        (2, 1, 1.0, 3),
        (3, 2, 0.0, 3),
    ]


def test_a_question_counts_over_all_versions_that_have_it(room):
    quiz = room.quiz(asked([Kind.MCQ, Kind.TRUE_FALSE]), attempts=2)
    room.taken(quiz, {1: 1})
    with room.house.storage.begin(write=True) as work:
        first, second = work.quizzes.items(quiz)
        work.quizzes.order_items(quiz, [second.id, first.id])
        work.quizzes.judge_item(first.id, ItemState.APPROVED)
        work.commit()
    room.publish(quiz)
    room.taken(quiz, {1: True, 2: 0})
    figures = room.results.results(room.teacher, quiz).questions
    assert [(one.kind, one.number, one.graded, one.facility) for one in figures] == [
        (Kind.TRUE_FALSE, 1, 2, 0.5),
        (Kind.MCQ, 2, 2, 0.5),
    ]


def test_a_question_without_a_grade_has_no_facility(room):
    quiz = room.quiz(asked([Kind.MCQ]))
    assert room.results.results(room.teacher, quiz).questions[0].facility is None


def test_the_table_is_for_teachers(room):
    quiz = room.quiz()
    with pytest.raises(NotAllowed):
        room.results.results(room.pupil, quiz)
    assert refused(room.results.results, room.stranger(), quiz) == "no_quiz"
