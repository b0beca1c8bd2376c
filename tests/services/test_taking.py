"""Taking a quiz: what is on offer, one attempt at a time, answers that stay, and an end that comes once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from studyhall.domain.attempts import Ending
from studyhall.domain.errors import Absent, NotAllowed, Refused
from studyhall.domain.people import Role
from studyhall.domain.quizzes import Feedback, ItemState, Rules
from studyhall.domain.tasks import Kind
from studyhall.services.sheets import Phase
from tests.conftest import NOW
from tests.services.classroom import KINDS, asked, refused

HOUR = timedelta(hours=1)
RIGHT = {1: 1, 2: (0, 2), 3: True, 4: "The harbour of Sarn", 5: "Sarn", 6: (2, 0, 1)}


def test_only_what_was_published_is_on_offer(room):
    room.draft()
    assert room.taking.offered(room.pupil, room.course, room.now) == []
    first, second = room.quiz(), room.quiz()
    assert [offer.quiz_id for offer in room.taking.offered(room.pupil, room.course, room.now)] == [
        second,
        first,
    ]


def test_an_offer_tells_the_rules_that_matter_to_a_pupil(room):
    room.quiz(points=3, minutes=20, attempts=2, feedback=Feedback.AT_ONCE, one_at_a_time=False)
    offer = room.offer()
    assert (offer.title, offer.questions, offer.points, offer.minutes) == ("Lights", 6, 18, 20)
    assert (offer.attempts, offer.attempts_left, offer.phase) == (2, 2, Phase.OPEN)
    assert (offer.feedback, offer.one_at_a_time, offer.can_begin) == (Feedback.AT_ONCE, False, True)


def test_a_quiz_is_not_yet_open_then_open_then_closed(room):
    quiz = room.quiz(opens_at=NOW + HOUR, closes_at=NOW + 2 * HOUR)
    seen = []
    for _ in range(3):
        seen.append((room.offer().phase, room.offer().can_begin))
        room.later(hours=1)
    assert seen == [(Phase.NOT_YET, False), (Phase.OPEN, True), (Phase.CLOSED, False)]
    assert refused(room.start, quiz) == "quiz_closed"
    room.house.now = NOW
    assert refused(room.start, quiz) == "not_open_yet"


def test_extra_minutes_move_the_window_of_one_pupil(room):
    quiz = room.quiz(minutes=10, closes_at=NOW + HOUR)
    slow = room.house.member("Binh", Role.STUDENT)
    room.taking.extend(room.teacher, quiz, slow, 30, room.now)
    assert (room.offer().minutes, room.offer(slow).minutes) == (10, 40)
    room.later(minutes=70)
    assert refused(room.start, quiz) == "quiz_closed"
    attempt = room.start(quiz, slow)
    assert room.sheet(attempt, slow).deadline == NOW + timedelta(minutes=90)


def test_a_pupil_is_invited_to_what_they_are_in_and_then_to_what_they_may_begin(room):
    def invited():
        return room.taking.inviting(room.pupil, room.course, room.now)

    room.draft()
    room.quiz(opens_at=NOW + 2 * HOUR)
    assert invited() is None
    first, second = room.quiz(minutes=10), room.quiz(closes_at=NOW + HOUR)
    assert (invited().title, invited().running) == ("Lights", None)
    attempt = room.start(first)
    assert invited().running == attempt
    # One whose time is over is left alone, whether or not it has been ended yet.
    room.later(minutes=11)
    assert (invited().title, invited().running) == ("Lights", None)
    room.taken(second, {})
    assert invited() is None


def test_starting_twice_gives_the_attempt_that_runs(room):
    quiz = room.quiz()
    attempt = room.start(quiz)
    room.later(minutes=1)
    assert room.start(quiz) == attempt
    assert room.offer().running == attempt


def test_there_are_as_many_attempts_as_the_rules_say(room):
    quiz = room.quiz(attempts=2)
    first = room.taken(quiz, {})
    assert room.offer().attempts_left == 1
    second = room.taken(quiz, {})
    assert second != first
    assert refused(room.start, quiz) == "no_attempts_left"
    assert [past.number for past in room.offer().ended] == [1, 2]


def test_without_a_limit_one_may_try_as_often_as_one_likes(room):
    quiz = room.quiz(attempts=0)
    assert len({room.taken(quiz, {}) for _ in range(4)}) == 4
    assert room.offer().attempts_left is None


def test_each_attempt_has_a_seed_of_its_own(room):
    quiz = room.quiz(attempts=0)
    attempts = [room.taken(quiz, {}) for _ in range(3)]
    with room.house.storage.begin() as work:
        assert len({work.attempts.get(one).seed for one in attempts}) == 3


def test_a_sheet_shows_the_questions_without_any_key(room):
    sheet = room.sheet(room.start(room.quiz(minutes=5)))
    assert [question.kind for question in sheet.questions] == list(KINDS)
    assert [question.number for question in sheet.questions] == [1, 2, 3, 4, 5, 6]
    assert (sheet.seconds_left, sheet.place, sheet.number) == (300, 0, 1)
    assert all(one.outcome is None and one.given is None for one in sheet.questions)


def test_what_is_answered_in_shown_places_is_kept_and_shown_again(room):
    quiz = room.quiz(shuffle=True)
    attempt = room.start(quiz)
    for number, given in RIGHT.items():
        room.answer(attempt, number, given)
    shown = {one.number: one.given for one in room.sheet(attempt).questions}
    assert shown == RIGHT
    stored = {one.number: one.given for one in room.responses(attempt)}
    assert stored != RIGHT
    questions = {one.number: one for one in room.sheet(attempt).questions}
    with room.house.storage.begin() as work:
        posed = work.versions.posed(work.attempts.get(attempt).version_id)
    assert questions[1].options[RIGHT[1]] == posed[0].task.options[stored[1]]
    assert [questions[6].options[at] for at in RIGHT[6]] == [posed[5].task.options[at] for at in stored[6]]


def test_everybody_has_another_order_and_always_the_same(room):
    quiz = room.quiz(asked([Kind.MCQ] * 12), shuffle=True)
    pupils = [room.pupil, *(room.house.member(name, Role.STUDENT) for name in ("Binh", "Chi"))]
    attempts = {pupil: room.start(quiz, pupil) for pupil in pupils}
    orders = [
        tuple((one.number, one.options) for one in room.sheet(attempt, pupil).questions)
        for pupil, attempt in attempts.items()
    ]
    assert len(set(orders)) == 3
    assert {frozenset(number for number, _ in order) for order in orders} == {frozenset(range(1, 13))}
    again = room.sheet(attempts[room.pupil]).questions
    assert tuple((one.number, one.options) for one in again) == orders[0]


def test_an_answer_is_stored_when_it_is_given_and_the_last_one_counts(room):
    attempt = room.start(room.quiz())
    assert room.answer(attempt, 1, 0) == NOW
    room.later(seconds=5)
    assert room.answer(attempt, 1, 2) == room.now
    assert [(one.given, one.at) for one in room.responses(attempt)] == [(0, NOW), (2, room.now)]
    assert room.sheet(attempt).questions[0].given == 2


def test_the_same_answer_again_is_not_stored_twice(room):
    attempt = room.start(room.quiz())
    room.answer(attempt, 4, " The  harbour ")
    room.later(seconds=5)
    assert room.answer(attempt, 4, "The harbour") == NOW
    assert len(room.responses(attempt)) == 1
    room.answer(attempt, 4, "")
    room.answer(attempt, 4, "The harbour")
    assert [one.given for one in room.responses(attempt)] == ["The harbour", "", "The harbour"]


@pytest.mark.parametrize(
    ("number", "given"),
    [(1, 3), (1, -1), (1, True), (1, "0"), (2, (0, 0)), (2, [0, 1]), (3, 1), (4, 7), (6, (0, 1)), (5, None)],
)
def test_what_is_no_answer_is_refused_and_nothing_stored(room, number, given):
    attempt = room.start(room.quiz())
    assert refused(room.answer, attempt, number, given) == "bad_answer"
    assert room.responses(attempt) == []


def test_an_answer_that_is_too_long_is_refused(room):
    assert refused(room.answer, room.start(room.quiz()), 4, "x" * 4_001) == "answer_too_long"


@pytest.mark.parametrize("number", [0, 7, -1])
def test_a_question_that_is_not_there_cannot_be_answered(room, number):
    attempt = room.start(room.quiz())
    for act in (room.answer, room.house.taking.flag):
        arguments = (attempt, number, 1) if act == room.answer else (room.pupil, attempt, number, True, NOW)
        with pytest.raises(Absent) as caught:
            act(*arguments)
        assert caught.value.code == "no_question"


def test_at_the_deadline_an_attempt_ends_and_takes_no_answer(room):
    attempt = room.start(room.quiz(minutes=10))
    room.later(minutes=10, microseconds=-1)
    room.answer(attempt, 1, 1)
    room.later(microseconds=1)
    assert refused(room.answer, attempt, 1, 2) == "attempt_over"
    assert [one.given for one in room.responses(attempt)] == [1]
    sheet = room.sheet(attempt)
    assert (sheet.ending, sheet.ended_at) == (Ending.TIME_OVER, NOW + timedelta(minutes=10))
    assert (sheet.questions, sheet.seconds_left) == ((), None)


def test_opening_an_overdue_sheet_ends_it_and_so_does_the_list(room):
    quiz = room.quiz(minutes=1, attempts=3)
    first = room.start(quiz)
    room.later(minutes=2)
    assert room.sheet(first).ending is Ending.TIME_OVER
    room.start(quiz)
    room.later(minutes=2)
    assert room.offer().running is None
    assert len(room.offer().ended) == 2


def test_starting_again_after_the_deadline_is_another_attempt(room):
    quiz = room.quiz(minutes=1, attempts=2)
    first = room.start(quiz)
    room.later(minutes=2)
    assert room.start(quiz) != first
    room.later(minutes=2)
    assert refused(room.start, quiz) == "no_attempts_left"


def test_submitting_twice_gives_the_same(room):
    attempt = room.start(room.quiz(minutes=10))
    receipt = room.submit(attempt)
    graded = room.grades(attempt)
    room.later(minutes=20)
    assert room.submit(attempt) == receipt
    assert (receipt.ending, receipt.ended_at) == (Ending.SUBMITTED, NOW)
    assert room.grades(attempt) == graded
    assert refused(room.answer, attempt, 1, 1) == "attempt_over"


def test_submitting_at_the_deadline_is_the_deadline(room):
    attempt = room.start(room.quiz(minutes=10))
    room.later(minutes=11)
    receipt = room.submit(attempt)
    assert (receipt.ending, receipt.ended_at) == (Ending.TIME_OVER, NOW + timedelta(minutes=10))


def test_the_worker_ends_what_is_overdue_once(room):
    attempt = room.start(room.quiz(minutes=10))
    assert room.taking.end_overdue(room.now) == 0
    room.later(minutes=10)
    assert room.taking.end_overdue(room.now) == 1
    assert room.taking.end_overdue(room.now) == 0
    assert room.sheet(attempt).ending is Ending.TIME_OVER
    assert len(room.grades(attempt)) == 6


def test_closing_by_hand_ends_what_runs(room):
    quiz = room.quiz(minutes=10)
    other = room.house.member("Binh", Role.STUDENT)
    attempts = [room.start(quiz), room.start(quiz, other)]
    room.answer(attempts[0], 1, 1)
    room.submit(attempts[1], other)
    room.later(minutes=1)
    assert room.close(quiz) == [attempts[0]]
    sheet = room.sheet(attempts[0])
    assert (sheet.ending, sheet.ended_at) == (Ending.CLOSED, room.now)
    assert room.shares(attempts[0])[1] == (1.0, "rule", True)
    assert refused(room.start, quiz) == "quiz_closed"


def test_closing_by_hand_after_the_deadline_leaves_the_deadline(room):
    quiz = room.quiz(minutes=10)
    attempt = room.start(quiz)
    room.later(minutes=30)
    room.close(quiz)
    assert room.sheet(attempt).ending is Ending.TIME_OVER


def test_more_time_postpones_a_running_attempt(room):
    quiz = room.quiz(minutes=10)
    attempt = room.start(quiz)
    room.later(minutes=9)
    room.taking.extend(room.teacher, quiz, room.pupil, 5, room.now)
    room.later(minutes=5)
    room.answer(attempt, 1, 1)
    room.taking.extend(room.teacher, quiz, room.pupil, 0, room.now)
    assert room.sheet(attempt).ended_at == room.now


def test_more_time_does_not_wake_an_attempt_that_is_over(room):
    quiz = room.quiz(minutes=10)
    attempt = room.start(quiz)
    room.later(minutes=11)
    room.taking.extend(room.teacher, quiz, room.pupil, 5, room.now)
    assert room.sheet(attempt).ended_at == NOW + timedelta(minutes=10)


def test_only_a_teacher_gives_more_time_and_only_to_the_class(room):
    quiz = room.quiz()
    extend = room.taking.extend
    assert refused(extend, room.teacher, quiz, room.pupil, -1, room.now) == "extra_minutes"
    assert refused(extend, room.teacher, quiz, 999, 5, room.now) == "no_member"
    assert refused(extend, room.teacher, 999, room.pupil, 5, room.now) == "no_quiz"
    with pytest.raises(NotAllowed):
        extend(room.pupil, quiz, room.pupil, 5, room.now)


def test_place_and_flags_are_kept(room):
    attempt = room.start(room.quiz())
    room.taking.keep_place(room.pupil, attempt, 3, room.now)
    room.taking.flag(room.pupil, attempt, 2, True, room.now)
    room.taking.flag(room.pupil, attempt, 5, True, room.now)
    room.taking.flag(room.pupil, attempt, 2, False, room.now)
    sheet = room.sheet(attempt)
    assert (sheet.place, [one.number for one in sheet.questions if one.flagged]) == (3, [5])
    room.taking.keep_place(room.pupil, attempt, 99, room.now)
    assert room.sheet(attempt).place == 5
    room.submit(attempt)
    assert refused(room.taking.keep_place, room.pupil, attempt, 0, room.now) == "attempt_over"
    assert refused(room.taking.flag, room.pupil, attempt, 1, True, room.now) == "attempt_over"


def test_a_checked_answer_is_final_and_tells_what_was_right(room):
    attempt = room.start(room.quiz(feedback=Feedback.AT_ONCE))
    room.answer(attempt, 1, 0)
    checked = room.taking.check(room.pupil, attempt, 1, room.now)
    assert (checked.final, checked.given) == (True, 0)
    assert (checked.outcome.share, checked.outcome.key) == (0.0, 1)
    assert checked.outcome.explanation == "It says so."
    assert refused(room.answer, attempt, 1, 1) == "answer_final"
    assert room.answer(attempt, 1, 0) == NOW
    assert room.taking.check(room.pupil, attempt, 1, room.now) == checked
    sheet = room.sheet(attempt)
    assert sheet.questions[0] == checked
    assert [one.outcome for one in sheet.questions[1:]] == [None] * 5
    assert len(room.responses(attempt)) == 2


def test_a_checked_answer_in_words_is_graded_at_once_as_far_as_rules_go(room):
    attempt = room.start(room.quiz(feedback=Feedback.AT_ONCE))
    room.answer(attempt, 4, "the HARBOUR of sarn")
    assert room.taking.check(room.pupil, attempt, 4, room.now).outcome.share == 1.0
    room.answer(attempt, 5, "a port")
    assert room.taking.check(room.pupil, attempt, 5, room.now).outcome.share is None
    before = room.grades(attempt)
    room.submit(attempt)
    assert room.grades(attempt)[: len(before)] == before
    assert len(room.grades(attempt)) == 6


def test_an_answer_is_checked_only_where_and_when_that_may_be(room):
    later = room.start(room.quiz())
    room.answer(later, 1, 1)
    assert refused(room.taking.check, room.pupil, later, 1, room.now) == "feedback_later"
    at_once = room.start(room.quiz(feedback=Feedback.AT_ONCE))
    assert refused(room.taking.check, room.pupil, at_once, 1, room.now) == "nothing_answered"
    room.answer(at_once, 4, "")
    assert refused(room.taking.check, room.pupil, at_once, 4, room.now) == "nothing_answered"
    assert refused(room.taking.check, room.pupil, at_once, 9, room.now) == "no_question"
    room.submit(at_once)
    assert refused(room.taking.check, room.pupil, at_once, 1, room.now) == "attempt_over"


def test_what_is_published_later_leaves_a_running_attempt_as_it_is(room):
    quiz = room.quiz(attempts=2)
    attempt = room.start(quiz)
    before = room.sheet(attempt)
    with room.house.storage.begin(write=True) as work:
        first = work.quizzes.items(quiz)[0]
        work.quizzes.judge_item(first.id, ItemState.REJECTED)
        work.quizzes.describe(quiz, "Lights, again", Rules(minutes=3, attempts=2))
        work.commit()
    room.publish(quiz)
    assert room.sheet(attempt) == before
    room.submit(attempt)
    assert len(room.sheet(room.start(quiz)).questions) == 5


def test_somebody_elses_attempt_looks_absent(room):
    attempt = room.start(room.quiz())
    other, stranger = room.house.member("Binh", Role.STUDENT), room.stranger()
    for actor in (other, stranger, room.teacher):
        for number in (attempt, 999):
            codes = {
                refused(room.sheet, number, actor),
                refused(room.answer, number, 1, 1, actor),
                refused(room.submit, number, actor),
                refused(room.taking.check, actor, number, 1, room.now),
                refused(room.taking.flag, actor, number, 1, True, room.now),
                refused(room.taking.keep_place, actor, number, 1, room.now),
            }
            assert codes == {"no_attempt"}


def test_a_quiz_of_another_course_looks_absent_and_so_does_a_draft(room):
    quiz, draft = room.quiz(), room.draft()
    stranger = room.stranger()
    assert refused(room.start, quiz, stranger) == "no_quiz"
    assert refused(room.start, draft) == "no_quiz"
    assert refused(room.start, 999) == "no_quiz"


def test_who_left_the_class_cannot_go_on(room):
    attempt = room.start(room.quiz())
    with room.house.storage.begin(write=True) as work:
        work.memberships.remove(room.course.id, room.pupil)
        work.commit()
    with pytest.raises(Absent):
        room.answer(attempt, 1, 1)
    assert room.responses(attempt) == []


def test_a_teacher_sees_a_draft_as_a_pupil_would_and_nothing_is_stored(room):
    quiz = room.draft(rules=Rules(minutes=5))
    before = room.house.storage.memory
    sheet = room.taking.preview(room.teacher, quiz, room.now)
    assert (sheet.attempt_id, sheet.seconds_left, len(sheet.questions)) == (0, 300, 6)
    assert room.house.storage.memory is before
    assert room.taking.preview(room.teacher, quiz, room.now) == sheet
    with pytest.raises(NotAllowed):
        room.taking.preview(room.pupil, quiz, room.now)


def test_a_preview_leaves_out_what_was_rejected(room):
    quiz = room.draft()
    with room.house.storage.begin(write=True) as work:
        work.quizzes.judge_item(work.quizzes.items(quiz)[0].id, ItemState.REJECTED)
        work.commit()
    kinds = {one.kind for one in room.taking.preview(room.teacher, quiz, room.now).questions}
    assert kinds == set(KINDS) - {Kind.MCQ}


def test_what_is_graded_later_does_not_keep_an_attempt_from_ending(room, monkeypatch):
    def failing(*_):
        raise Refused("no", "try", code="x")

    attempt = room.start(room.quiz())
    room.answer(attempt, 4, "a port")
    monkeypatch.setattr(room.house.grading, "grade_quickly", failing)
    assert room.submit(attempt).ending is Ending.SUBMITTED
    monkeypatch.undo()
    assert 4 not in room.shares(attempt)
    assert room.house.grading.grade_ended(room.now) == 1
    assert 4 in room.shares(attempt)
