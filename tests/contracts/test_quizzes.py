"""What every keeper of quizzes keeps to: SQL in a real SQLite file, and the fake in memory."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studyhall.domain.flaws import Flaw
from studyhall.domain.jobs import JobKind, JobState
from studyhall.domain.questions import Difficulty
from studyhall.domain.quizzes import Brief, Feedback, ItemState, Making, QuizState, Rules
from studyhall.domain.tasks import Kind
from tests.contracts.desks import MINUTE, opened
from tests.drawing import questions
from tests.making import question

APPROVED, REJECTED, PROPOSED = ItemState.APPROVED, ItemState.REJECTED, ItemState.PROPOSED


@pytest.fixture
def desk(storage, now):
    return opened(storage, now)


def some_rules(now):
    return Rules(20, now, now + 60 * MINUTE, 3, Feedback.AFTER_CLOSING, False, False, 0.85)


def judge(desk, item, state, reason=""):
    desk.do(lambda work: work.quizzes.judge_item(item, state, reason))


def test_a_new_quiz_is_an_empty_draft(desk, now):
    quiz = desk.get(desk.quiz(rules=some_rules(now)))
    assert (quiz.course_id, quiz.title, quiz.state) == (desk.course, "The landing", QuizState.DRAFT)
    assert (quiz.rules, quiz.created_at) == (some_rules(now), now)
    assert (quiz.version_id, quiz.closed_at, quiz.waiting, quiz.approved) == (None, None, 0, 0)
    assert not quiz.changed
    assert desk.items(quiz.id) == []


def test_what_is_not_there_is_none(desk):
    with desk.storage.begin() as work:
        assert work.quizzes.get(9) is work.quizzes.item(9) is work.makings.get(9) is work.versions.get(9)
        assert work.quizzes.get(9) is None
        for nothing in (work.quizzes.of, work.quizzes.items, work.quizzes.prompts, work.quizzes.made_by):
            assert nothing(9) == []
        for nothing in (work.makings.of, work.versions.of, work.versions.posed, work.versions.settled):
            assert nothing(9) == []
        assert work.versions.allowances(9) == {}


def test_a_quiz_gets_another_title_and_other_rules(desk, now):
    first, other = desk.quiz(), desk.quiz()
    desk.do(lambda work: work.quizzes.describe(first, "Đổ bộ", some_rules(now)))
    assert [(desk.get(one).title, desk.get(one).rules) for one in (first, other)] == [
        ("Đổ bộ", some_rules(now)),
        ("The landing", Rules()),
    ]


def test_the_quizzes_of_a_course_are_counted_each_for_itself_newest_first(desk):
    empty, busy, elsewhere = desk.quiz("Empty"), desk.quiz("Busy"), desk.quiz("Else", course=desk.other)
    items = desk.add(busy, *[question()] * 4)
    desk.add(elsewhere, approved=True)
    for item, state in zip(items, (APPROVED, APPROVED, REJECTED), strict=False):
        judge(desk, item, state)
    found = desk.see(lambda work: work.quizzes.of(desk.course))
    assert [(quiz.id, quiz.waiting, quiz.approved) for quiz in found] == [(busy, 1, 2), (empty, 0, 0)]
    assert found == [desk.get(busy), desk.get(empty)]


@given(asked=st.lists(questions(), min_size=1, max_size=3), flaws=st.sets(st.sampled_from(Flaw)))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_a_question_comes_back_as_it_was_stored(desk, asked, flaws):
    with desk.storage.begin(write=True) as work:
        quiz = work.quizzes.create(desk.course, "Any", Rules(), desk.teacher, desk.now)
        for one in asked:
            work.quizzes.judge_item(work.quizzes.add_item(quiz, one, flaws, desk.now), APPROVED)
        held = work.quizzes.items(quiz)
        version = work.versions.publish(quiz, desk.teacher, desk.now)
        posed, settled = work.versions.posed(version), work.versions.settled(version)
    assert [item.question for item in held] == asked
    assert all(set(item.flaws) == flaws for item in held)
    assert [(one.task, one.language) for one in posed] == [(one.task, one.language) for one in asked]
    assert [(one.posed, one.solution) for one in settled] == [
        (mine, one.solution) for mine, one in zip(posed, asked, strict=True)
    ]
    # True equals 1 and is another answer.
    for item, one in zip(held, asked, strict=True):
        assert type(item.question.solution.key) is type(one.solution.key)


def test_an_item_says_what_is_thought_of_it(desk):
    quiz = desk.quiz()
    (first, second) = desk.add(quiz, question(), question(Kind.SHORT))
    desk.do(lambda work: work.quizzes.weigh_item(second, 3))
    judge(desk, second, REJECTED, "Said twice.")
    untouched, judged = desk.items(quiz)
    assert (untouched.state, untouched.reason, untouched.points) == (PROPOSED, "", 1)
    assert (judged.state, judged.reason, judged.points, judged.quiz_id) == (REJECTED, "Said twice.", 3, quiz)
    assert desk.see(lambda work: work.quizzes.item(second)) == judged
    judge(desk, second, APPROVED)
    assert desk.see(lambda work: work.quizzes.item(second)).reason == ""
    assert untouched.id == first


def test_a_new_question_stands_at_the_end_or_behind_another(desk):
    quiz, other = desk.quiz(), desk.quiz()
    first, second = desk.add(quiz, question(), question())
    (strange,) = desk.add(other)

    def behind(item):
        return desk.do(lambda work: work.quizzes.add_item(quiz, question(), (), desk.now, after=item))

    third = behind(first)
    fourth = behind(third)
    assert desk.order(quiz) == [first, third, fourth, second]
    assert desk.order(quiz)[-1] != behind(second) == desk.order(quiz)[-1]
    last = behind(strange)
    assert (desk.order(quiz)[-1], desk.order(other)) == (last, [strange])


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ([2, 1, 0], [2, 1, 0, 3]),
        ([3], [3, 0, 1, 2]),
        ([3, 3, 1, 3], [3, 1, 0, 2]),
        ([], [0, 1, 2, 3]),
        ([4, 1], [1, 0, 2, 3]),
    ],
)
def test_items_are_put_in_order_and_those_not_named_stay_behind(desk, named, expected):
    quiz, other = desk.quiz(), desk.quiz()
    (strange,) = desk.add(other)
    items = desk.add(quiz, *[question()] * 4)
    places = dict(enumerate([*items, strange]))
    desk.do(lambda work: work.quizzes.order_items(quiz, [places[n] for n in named]))
    assert desk.order(quiz) == [items[n] for n in expected]
    assert desk.order(other) == [strange]
    desk.do(lambda work: work.quizzes.order_items(other, []))


def test_an_edited_question_is_another_one_and_waits_again(desk):
    quiz = desk.quiz()
    first, second = desk.add(quiz, question(), question(), approved=True)
    before = desk.see(lambda work: work.quizzes.item(first))
    judge(desk, first, REJECTED, "Unclear.")
    desk.do(lambda work: work.quizzes.weigh_item(first, 2))
    better = question(Kind.SHORT, "Where was the harbour?", accepted=("Sarn",))
    desk.do(lambda work: work.quizzes.edit_item(first, better, [Flaw.VAGUE], desk.now))
    after = desk.see(lambda work: work.quizzes.item(first))
    assert after.question == better
    assert (after.state, after.reason, after.points, after.flaws) == (PROPOSED, "", 2, (Flaw.VAGUE,))
    assert after.question_id != before.question_id
    assert desk.order(quiz) == [first, second]


def test_what_is_asked_in_a_course_already(desk):
    first, second = desk.quiz(), desk.quiz()
    other = desk.quiz(course=desk.other)
    asked = desk.add(first, question(prompt="A?"), question(prompt="B?"))
    desk.add(second, question(prompt="C?"))
    desk.add(other, question(prompt="D?"))
    judge(desk, asked[0], REJECTED)
    judge(desk, asked[1], APPROVED)
    assert desk.see(lambda work: work.quizzes.prompts(desk.course)) == ["B?", "C?"]


def brief():
    return Brief(
        5, (Kind.SHORT, Kind.MCQ), "vi", "đổ bộ", ("d1", "d2"), ("A", "B"), Difficulty.HARD, False, 2**40
    )


@pytest.mark.parametrize("wanted", [Brief(3), brief()])
def test_what_a_job_is_to_make_comes_back(desk, now, wanted):
    quiz = desk.quiz()
    (item,) = desk.add(quiz)
    making = Making(0, quiz, wanted, replaces=item)
    job = desk.do(lambda work: work.makings.add(making, desk.course, desk.teacher, now))
    with desk.storage.begin() as work:
        assert work.makings.get(job) == replace(making, job_id=job)
        held = work.jobs.get(job)
        assert work.jobs.next(JobKind.MAKING) == held
        assert work.jobs.next(JobKind.ADDING) is None
    assert (held.kind, held.state, held.course_id, held.person_id) == (
        JobKind.MAKING, JobState.WAITING, desk.course, desk.teacher
    )  # fmt: skip


def test_what_has_come_of_a_job_is_kept(desk, now):
    quiz, other = desk.quiz(), desk.quiz()
    first, strange, second = (
        desk.do(lambda work, of=of: work.makings.add(Making(0, of, Brief(2)), desk.course, desk.teacher, now))
        for of in (quiz, other, quiz)
    )
    items = desk.add(quiz, question(), question(), job=first)
    desk.do(lambda work: work.makings.note(first, 2, ["bad_key", "bad_key"]))
    with desk.storage.begin() as work:
        assert [making.job_id for making in work.makings.of(quiz)] == [second, first]
        assert (work.makings.get(first).kept, work.makings.get(first).dropped) == (2, ("bad_key", "bad_key"))
        assert (work.makings.get(strange).kept, work.makings.get(strange).dropped) == (0, ())
        assert (work.quizzes.made_by(first), work.quizzes.made_by(second)) == (items, [])


def test_questions_stay_when_the_job_that_made_them_is_forgotten(desk, now):
    quiz = desk.quiz()
    job = desk.do(lambda work: work.makings.add(Making(0, quiz, Brief(2)), desk.course, desk.teacher, now))
    items = desk.add(quiz, job=job)
    desk.do(lambda work: work.jobs.move(job, JobState.DONE, now))
    desk.do(lambda work: work.jobs.forget(now + MINUTE))
    with desk.storage.begin() as work:
        assert (work.makings.get(job), work.makings.of(quiz), work.quizzes.made_by(job)) == (None, [], [])
    assert desk.order(quiz) == items
    again = desk.do(lambda work: work.makings.add(Making(0, quiz, Brief(2)), desk.course, desk.teacher, now))
    assert again > job


def test_a_removed_quiz_leaves_nothing_and_takes_nothing_else(desk, now):
    quiz, version = desk.published(question(), question(Kind.SHORT))
    kept, standing = desk.published()
    job = desk.do(lambda work: work.makings.add(Making(0, quiz, Brief(2)), desk.course, desk.teacher, now))
    desk.start(version)
    desk.do(lambda work: work.versions.allow(quiz, desk.pupil, 5))
    desk.do(lambda work: work.quizzes.remove(quiz))
    with desk.storage.begin() as work:
        assert [held.id for held in work.quizzes.of(desk.course)] == [kept]
        assert work.quizzes.items(quiz) == work.versions.of(quiz) == work.attempts.of(quiz) == []
        assert (work.versions.posed(version), work.versions.allowances(quiz)) == ([], {})
        assert (work.makings.get(job), len(work.versions.settled(standing))) == (None, 1)
    assert desk.quiz() > kept
    assert desk.storage.problems() == []
