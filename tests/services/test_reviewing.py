"""Reviewing: what waits lies on the desk, every grade stays, and what is also right moves marks."""

from __future__ import annotations

import pytest

from studyhall.domain.errors import NotAllowed
from studyhall.domain.grades import Grader
from studyhall.domain.people import Role
from studyhall.domain.quizzes import ItemState
from studyhall.domain.tasks import Kind
from studyhall.services.reviewing import ALSO_RIGHT, Sorting
from tests.services.classroom import asked, refused

SHORTS = [Kind.SHORT, Kind.SHORT]


@pytest.fixture
def desk(room):
    """Three pupils have answered two questions in words; some of it waits."""
    room.quiz_id = room.quiz(asked(SHORTS, rubric="Names it", accepted=("Sarn",)), points=4, attempts=0)
    room.others = [room.house.member(name, Role.STUDENT) for name in ("Binh", "Chi")]
    room.attempts = [
        room.taken(room.quiz_id, {1: "a harbour", 2: "my port"}),
        room.taken(room.quiz_id, {1: "My Port", 2: "Sarn"}, room.others[0]),
        room.taken(room.quiz_id, {1: "my port"}, room.others[1]),
    ]
    return room


def lying(room, **how):
    return [
        (script.name, script.number, script.given)
        for script in room.reviewing.desk(room.teacher, room.course, **how)
    ]


def test_what_waits_lies_by_question_or_by_pupil(desk):
    assert lying(desk) == [
        ("An", 1, "a harbour"),
        ("Binh", 1, "My Port"),
        ("Chi", 1, "my port"),
        ("An", 2, "my port"),
    ]
    assert lying(desk, sorting=Sorting.STUDENT) == [
        ("An", 1, "a harbour"),
        ("An", 2, "my port"),
        ("Binh", 1, "My Port"),
        ("Chi", 1, "my port"),
    ]
    assert desk.reviewing.waiting(desk.teacher, desk.course) == 4


def test_the_desk_can_be_narrowed_to_a_quiz_and_show_what_is_settled(desk):
    assert lying(desk, quiz_id=999) == []
    assert len(lying(desk, quiz_id=desk.quiz_id)) == 4
    assert len(lying(desk, settled=True)) == 6


def test_a_script_has_all_that_settles_it(desk):
    script = desk.reviewing.desk(desk.teacher, desk.course)[0]
    assert (script.key, script.accepted, script.rubric) == ("The harbour of Sarn", ("Sarn",), "Names it")
    assert (script.points, script.language, script.title) == (4, "en", "Lights")
    assert script.evidence.citation.quote == "They landed at Sarn."
    proposal = script.proposal
    assert (proposal.share, proposal.confidence, proposal.engine, proposal.by) == (
        0.5,
        0.6,
        "first",
        Grader.PROPOSAL,
    )
    assert (script.history, script.in_force) == ((proposal,), None)


def test_hidden_names_are_numbers_that_stay(desk):
    before = desk.reviewing.desk(desk.teacher, desk.course, names_hidden=True)
    assert [(one.student, one.name) for one in before] == [(1, ""), (2, ""), (3, ""), (1, "")]
    assert not any(name in repr(before) for name in ("An'", "Binh", "Chi"))
    newcomer = desk.house.member("Aaron", Role.STUDENT)
    desk.taken(desk.quiz(asked(SHORTS)), {1: "a port"}, newcomer)
    after = desk.reviewing.desk(desk.teacher, desk.course, names_hidden=True)
    assert [one.student for one in after] == [4, 1, 2, 3, 1]


def test_what_runs_still_is_not_on_the_desk(desk):
    attempt = desk.start(desk.quiz_id)
    desk.answer(attempt, 1, "a harbour")
    assert len(lying(desk)) == 4
    assert refused(desk.reviewing.script, desk.teacher, attempt, 1) == "attempt_running"
    assert refused(desk.reviewing.grade, desk.teacher, attempt, 1, 1.0, desk.now) == "attempt_running"
    assert refused(desk.reviewing.also_right_preview, desk.teacher, attempt, 1) == "attempt_running"


def test_an_accepted_proposal_is_the_teachers_grade(desk):
    attempt = desk.attempts[0]
    desk.later(minutes=3)
    desk.reviewing.accept(desk.teacher, attempt, 1, desk.now)
    script = desk.reviewing.script(desk.teacher, attempt, 1)
    assert (script.in_force.share, script.in_force.by, script.in_force.name) == (0.5, Grader.TEACHER, "Mira")
    assert (script.in_force.at, script.proposal, len(script.history)) == (desk.now, None, 2)
    assert script.history[0].by is Grader.PROPOSAL
    assert desk.result(attempt).score == 2.0
    assert refused(desk.reviewing.accept, desk.teacher, attempt, 1, desk.now) == "no_proposal"


def test_what_needs_a_teacher_cannot_be_accepted_as_it_is(desk):
    assert refused(desk.reviewing.accept, desk.teacher, desk.attempts[0], 2, desk.now) == "no_proposal"


def test_a_teacher_changes_a_grade_and_says_why_and_nothing_is_overwritten(desk):
    attempt = desk.attempts[0]
    grade = desk.reviewing.grade
    grade(desk.teacher, attempt, 1, 0.75, desk.now, "Nearly", "names no town")
    grade(desk.teacher, attempt, 1, 1.0, desk.now, reason="was too strict")
    history = desk.reviewing.script(desk.teacher, attempt, 1).history
    assert [(one.share, one.comment, one.reason, one.name) for one in history] == [
        (0.5, "", "some words “a harbour”", ""),
        (0.75, "Nearly", "names no town", "Mira"),
        (1.0, "Nearly", "was too strict", "Mira"),
    ]
    grade(desk.teacher, attempt, 1, 0.0, desk.now, "")
    assert desk.reviewing.script(desk.teacher, attempt, 1).in_force.comment == ""


def test_a_closed_question_can_be_graded_by_hand_too(room):
    attempt = room.taken(room.quiz(), {1: 0})
    room.reviewing.grade(room.teacher, attempt, 1, 1.0, room.now, reason="the key was wrong")
    assert room.result(attempt).score == 1.0
    assert [one.given.by for one in room.grades(attempt) if one.given.number == 1] == [
        Grader.RULE,
        Grader.TEACHER,
    ]


@pytest.mark.parametrize("share", [-0.1, 1.1, float("nan")])
def test_points_are_from_none_to_all(desk, share):
    assert refused(desk.reviewing.grade, desk.teacher, desk.attempts[0], 1, share, desk.now) == "points"


def test_a_comment_leaves_the_grade_as_it_is(desk):
    attempt = desk.attempts[1]
    desk.reviewing.comment(desk.teacher, attempt, 2, " Well\n seen ", desk.now)
    outcome = desk.result(attempt, desk.others[0]).questions[1].outcome
    assert (outcome.share, outcome.comment) == (1.0, "Well\nseen")
    script = desk.reviewing.script(desk.teacher, attempt, 2)
    assert (script.in_force.by, script.in_force.name) == (Grader.RULE, "Mira")


def test_a_comment_on_what_waits_is_seen_when_it_is_graded(desk):
    attempt = desk.attempts[0]
    desk.reviewing.comment(desk.teacher, attempt, 1, "Which?", desk.now)
    assert desk.result(attempt).questions[0].outcome.comment == ""
    assert desk.reviewing.waiting(desk.teacher, desk.course) == 4
    desk.reviewing.accept(desk.teacher, attempt, 1, desk.now)
    assert desk.result(attempt).questions[0].outcome.comment == "Which?"


def test_words_of_a_teacher_have_a_limit(desk):
    review, attempt = desk.reviewing, desk.attempts[0]
    long = "x" * 2_001
    assert refused(review.comment, desk.teacher, attempt, 1, long, desk.now) == "long_comment"
    assert refused(review.grade, desk.teacher, attempt, 1, 1.0, desk.now, long) == "long_comment"
    assert refused(review.grade, desk.teacher, attempt, 1, 1.0, desk.now, "", long) == "long_comment"


def test_what_is_not_graded_yet_takes_no_comment(room):
    quiz = room.quiz(asked(SHORTS))
    attempt = room.start(quiz)
    room.answer(attempt, 1, "a port")
    room.close(quiz)
    assert refused(room.reviewing.comment, room.teacher, attempt, 1, "Hm", room.now) == "not_graded_yet"


def test_also_right_shows_whose_marks_move_and_moves_just_those(desk):
    review, teacher = desk.reviewing, desk.teacher
    review.grade(teacher, desk.attempts[2], 1, 0.25, desk.now, "No")
    before = desk.house.storage.memory
    moves = review.also_right_preview(teacher, desk.attempts[1], 1)
    assert desk.house.storage.memory is before
    assert [(one.name, one.given, one.before, one.after, one.by_teacher) for one in moves] == [
        ("Binh", "My Port", None, 4.0, False),
        ("Chi", "my port", 1.0, 4.0, True),
    ]
    assert review.also_right(teacher, desk.attempts[1], 1, desk.now, moves) == moves
    assert desk.shares(desk.attempts[1])[1] == desk.shares(desk.attempts[2])[1] == (1.0, "teacher", True)
    assert desk.shares(desk.attempts[0])[1] == (0.5, "proposal", False)
    assert desk.shares(desk.attempts[0])[2] == (None, "proposal", False)
    script = review.script(teacher, desk.attempts[2], 1)
    assert script.accepted == ("Sarn", "My Port")
    assert (script.in_force.reason, script.in_force.comment, script.in_force.name) == (
        ALSO_RIGHT,
        "No",
        "Mira",
    )
    assert review.also_right_preview(teacher, desk.attempts[1], 1) == []


def test_marks_that_no_teacher_gave_are_told_apart_from_those_that_one_did(room):
    quiz = room.quiz(asked([Kind.SHORT] * 2), release_from=0.6)
    attempt = room.taken(quiz, {1: "a harbour", 2: "a harbour"})
    room.reviewing.comment(room.teacher, attempt, 1, "Which one?", room.now)
    room.reviewing.grade(room.teacher, attempt, 2, 0.5, room.now)
    preview = [room.reviewing.also_right_preview(room.teacher, attempt, number) for number in (1, 2)]
    assert [[(one.before, one.by_teacher) for one in moves] for moves in preview] == [
        [(0.5, False)],
        [(0.5, True)],
    ]


def test_marks_that_a_teacher_gave_meanwhile_are_looked_at_once_more(room):
    quiz = room.quiz(asked([Kind.SHORT]), release_from=0.6)
    attempt = room.taken(quiz, {1: "a harbour"})
    shown = room.reviewing.also_right_preview(room.teacher, attempt, 1)
    room.reviewing.grade(room.teacher, attempt, 1, 0.5, room.now)
    also_right = room.reviewing.also_right
    assert refused(also_right, room.teacher, attempt, 1, room.now, shown) == "marks_changed"


def test_what_was_accepted_counts_from_then_on(desk):
    desk.reviewing.also_right(desk.teacher, desk.attempts[1], 1, desk.now)
    attempt = desk.taken(desk.quiz_id, {1: "MY PORT"})
    assert desk.shares(attempt)[1] == (1.0, "rule", True)


def test_also_right_reaches_every_version_that_has_the_question(desk):
    with desk.house.storage.begin(write=True) as work:
        first, second = work.quizzes.items(desk.quiz_id)
        work.quizzes.order_items(desk.quiz_id, [second.id, first.id])
        work.quizzes.judge_item(first.id, ItemState.APPROVED)
        work.commit()
    desk.publish(desk.quiz_id)
    later = desk.taken(desk.quiz_id, {2: "my port", 1: "my port"})
    moves = desk.reviewing.also_right(desk.teacher, later, 2, desk.now)
    assert [(one.attempt_id, one.number) for one in moves] == [
        (desk.attempts[1], 1),
        (desk.attempts[2], 1),
        (later, 2),
    ]


def test_other_marks_than_were_shown_are_not_moved(desk):
    shown = desk.reviewing.also_right_preview(desk.teacher, desk.attempts[1], 1)
    desk.taken(desk.quiz_id, {1: "my port"})
    arguments = (desk.teacher, desk.attempts[1], 1, desk.now)
    before = desk.house.storage.memory
    assert refused(desk.reviewing.also_right, *arguments, shown[:1]) == "marks_changed"
    assert refused(desk.reviewing.also_right, *arguments, shown) == "marks_changed"
    assert desk.house.storage.memory is before


def test_only_words_can_be_also_right(room):
    attempt = room.taken(room.quiz(), {1: 0, 4: ""})
    preview = room.reviewing.also_right_preview
    for number in (1, 4, 5):
        assert refused(preview, room.teacher, attempt, number) == "not_in_words"
    assert refused(preview, room.teacher, attempt, 9) == "no_question"
    long = room.taken(room.quiz(), {4: "x" * 2_001})
    assert refused(preview, room.teacher, long, 4) == "long_answer"


def test_the_desk_is_for_teachers_of_the_course(desk):
    review, attempt = desk.reviewing, desk.attempts[0]
    for act in (review.waiting, review.desk):
        with pytest.raises(NotAllowed):
            act(desk.pupil, desk.course)
    for actor in (desk.pupil, desk.stranger()):
        for key in (attempt, 999):
            assert {
                refused(review.script, actor, key, 1),
                refused(review.accept, actor, key, 1, desk.now),
                refused(review.grade, actor, key, 1, 1.0, desk.now),
                refused(review.comment, actor, key, 1, "x", desk.now),
                refused(review.also_right_preview, actor, key, 1),
                refused(review.also_right, actor, key, 1, desk.now),
            } == {"no_attempt"}


def test_a_question_that_is_not_there_cannot_be_reviewed(desk):
    review, attempt = desk.reviewing, desk.attempts[0]
    assert refused(review.script, desk.teacher, attempt, 9) == "no_question"
    assert refused(review.grade, desk.teacher, attempt, 9, 1.0, desk.now) == "no_question"


def test_a_grade_that_a_rule_released_is_not_on_the_desk(room):
    room.taken(room.quiz(asked(SHORTS), release_from=0.5), {1: "a harbour", 2: "nowhere"})
    assert lying(room) == [("An", 2, "nowhere")]
