"""What a teacher does with a quiz: looking questions over, weighing, ordering, publishing, closing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from studyhall.domain.attempts import Ending
from studyhall.domain.conversation import SourceState
from studyhall.domain.errors import Absent, NotAllowed, Refused
from studyhall.domain.people import Role
from studyhall.domain.quizzes import Feedback, ItemState, QuizState, Rules
from studyhall.domain.tasks import Kind
from studyhall.services.approving import Approving
from tests.conftest import NOW
from tests.making import question


@pytest.fixture
def desk(house):
    """A teacher with a quiz of three questions in a course, and how they do things."""
    house.add("The lighthouse of Kerrin was finished in 1887.")
    return Desk(house)


class Desk:
    def __init__(self, house):
        self.house = house
        self.approving = Approving(house.storage)
        self.course = house.course()
        self.teacher = house.member("Mira", Role.TEACHER)
        self.pupil = house.member("An", Role.STUDENT)
        self.quiz = self.approving.create(self.teacher, self.course, " Lights\n of Kerrin ", NOW)
        self.items = [self.added(kind) for kind in (Kind.MCQ, Kind.TRUE_FALSE, Kind.CLOZE)]

    def added(self, kind):
        with self.house.storage.begin(write=True) as work:
            item = work.quizzes.add_item(self.quiz, question(kind), (), NOW)
            work.commit()
        return item

    @property
    def draft(self):
        return self.approving.draft(self.teacher, self.quiz)

    def states(self):
        return [item.state for item in self.draft.items]

    def refused(self, act, *arguments):
        with pytest.raises(Refused) as caught:
            act(self.teacher, *arguments)
        return caught.value.code


def test_a_quiz_begins_as_a_draft_in_which_every_question_waits(desk):
    assert desk.draft.quiz.title == "Lights of Kerrin"
    assert desk.draft.quiz.state is QuizState.DRAFT
    assert desk.draft.quiz.waiting == 3
    assert desk.states() == [ItemState.PROPOSED] * 3
    assert [quiz.id for quiz in desk.approving.quizzes(desk.teacher, desk.course)] == [desk.quiz]


def test_a_question_is_approved_rejected_with_a_reason_and_looked_at_again(desk):
    first, second, _ = desk.items
    desk.approving.approve(desk.teacher, first)
    desk.approving.reject(desk.teacher, second, "too\neasy")
    assert desk.states() == [ItemState.APPROVED, ItemState.REJECTED, ItemState.PROPOSED]
    assert desk.draft.items[1].reason == "too easy"
    desk.approving.reconsider(desk.teacher, second)
    assert desk.draft.items[1].state is ItemState.PROPOSED
    assert desk.draft.items[1].reason == ""


def test_only_what_a_teacher_approved_is_published_in_their_order_with_their_points(desk):
    first, second, third = desk.items
    desk.approving.approve(desk.teacher, first)
    desk.approving.approve(desk.teacher, third)
    desk.approving.reject(desk.teacher, second, "no")
    desk.approving.weigh(desk.teacher, third, 5)
    desk.approving.move(desk.teacher, third, -1)
    version = desk.approving.publish(desk.teacher, desk.quiz, NOW)
    with desk.house.storage.begin() as work:
        posed_then = work.versions.posed(version)
    assert [(one.task.kind, one.points) for one in posed_then] == [(Kind.CLOZE, 5), (Kind.MCQ, 1)]
    assert desk.draft.quiz.state is QuizState.PUBLISHED


def test_nothing_is_published_that_nobody_approved(desk):
    assert desk.refused(desk.approving.publish, desk.quiz, NOW) == "nothing_approved"


def test_a_published_version_never_changes_and_an_edit_makes_the_next(desk):
    for item in desk.items:
        desk.approving.approve(desk.teacher, item)
    first = desk.approving.publish(desk.teacher, desk.quiz, NOW)
    assert desk.refused(desk.approving.publish, desk.quiz, NOW) == "unchanged"
    with desk.house.storage.begin() as work:
        before = work.versions.posed(first), work.versions.get(first)
    desk.approving.weigh(desk.teacher, desk.items[0], 9)
    desk.approving.describe(desk.teacher, desk.quiz, "Another title", Rules(minutes=10))
    assert desk.draft.quiz.changed
    second = desk.approving.publish(desk.teacher, desk.quiz, NOW + timedelta(hours=1))
    with desk.house.storage.begin() as work:
        assert (work.versions.posed(first), work.versions.get(first)) == before
        assert work.versions.get(second).number == 2
        assert work.versions.posed(second)[0].points == 9
    assert [version.number for version in desk.draft.versions] == [2, 1]


def test_moving_further_than_the_ends_goes_to_the_ends(desk):
    first, second, third = desk.items
    desk.approving.move(desk.teacher, first, 7)
    assert [item.id for item in desk.draft.items] == [second, third, first]
    desk.approving.move(desk.teacher, first, -7)
    assert [item.id for item in desk.draft.items] == [first, second, third]


@pytest.mark.parametrize(
    ("rules", "code"),
    [
        (Rules(minutes=0), "time_limit"),
        (Rules(minutes=2_000), "time_limit"),
        (Rules(attempts=-1), "attempts"),
        (Rules(opens_at=NOW, closes_at=NOW), "closes_before_opening"),
        (Rules(feedback=Feedback.AFTER_CLOSING), "no_closing_time"),
        (Rules(release_from=1.5), "confidence"),
    ],
)
def test_rules_that_nobody_could_take_a_quiz_by_are_refused(desk, rules, code):
    assert desk.refused(desk.approving.describe, desk.quiz, "Lights", rules) == code
    assert desk.draft.quiz.rules == Rules()


def test_a_quiz_that_would_be_closed_already_is_not_published(desk):
    desk.approving.approve(desk.teacher, desk.items[0])
    over = replace(Rules(), closes_at=NOW - timedelta(minutes=1))
    desk.approving.describe(desk.teacher, desk.quiz, "Lights", over)
    assert desk.refused(desk.approving.publish, desk.quiz, NOW) == "closes_in_the_past"


@pytest.mark.parametrize(("title", "code"), [(" \u200b", "empty_title"), ("x" * 121, "long_title")])
def test_a_title_is_one_line_and_not_too_long(desk, title, code):
    assert desk.refused(desk.approving.describe, desk.quiz, title, Rules()) == code


@pytest.mark.parametrize("points", [0, 101])
def test_points_are_from_one_to_a_hundred(desk, points):
    assert desk.refused(desk.approving.weigh, desk.items[0], points) == "points"


def test_a_quiz_is_removed_unless_somebody_has_begun_it(desk):
    desk.approving.approve(desk.teacher, desk.items[0])
    version = desk.approving.publish(desk.teacher, desk.quiz, NOW)
    with desk.house.storage.begin(write=True) as work:
        work.attempts.start(version, desk.pupil, 1, 7, NOW, None)
        work.commit()
    assert desk.draft.attempts == 1
    assert desk.approving.begun(desk.teacher, desk.course) == {desk.quiz: 1}
    assert desk.refused(desk.approving.remove, desk.quiz) == "has_attempts"
    other = desk.approving.create(desk.teacher, desk.course, "Other", NOW)
    desk.approving.remove(desk.teacher, other)
    with pytest.raises(Absent):
        desk.approving.draft(desk.teacher, other)


def test_a_quiz_that_is_closed_by_hand_ends_for_everybody_and_can_be_opened_again(desk):
    assert desk.refused(desk.approving.close, desk.quiz, NOW) == "not_published"
    desk.approving.approve(desk.teacher, desk.items[0])
    version = desk.approving.publish(desk.teacher, desk.quiz, NOW)
    with desk.house.storage.begin(write=True) as work:
        attempt = work.attempts.start(version, desk.pupil, 1, 7, NOW, None)
        work.commit()
    later = NOW + timedelta(minutes=5)
    desk.approving.close(desk.teacher, desk.quiz, later)
    assert (desk.draft.quiz.state, desk.draft.quiz.closed_at) == (QuizState.CLOSED, later)
    with desk.house.storage.begin() as work:
        ended = work.attempts.get(attempt)
        assert (ended.ended_at, ended.ending) == (later, Ending.CLOSED)
        # What a rule grades is graded with it.
        assert [grade.given.share for grade in work.grades.of(attempt)] == [0.0]
    desk.approving.reopen(desk.teacher, desk.quiz)
    assert desk.draft.quiz.state is QuizState.PUBLISHED


def test_the_words_that_prove_a_question_are_told_to_be_gone_with_their_source(desk):
    kept = desk.approving.evidence(desk.teacher, desk.items[0])
    assert kept.citation.quote == "They landed at Sarn."
    assert kept.state is SourceState.REMOVED


def acts(desk, quiz, item):
    approving = desk.approving
    return [
        lambda who: approving.draft(who, quiz),
        lambda who: approving.describe(who, quiz, "Mine", Rules()),
        lambda who: approving.approve(who, item),
        lambda who: approving.reject(who, item, "no"),
        lambda who: approving.reconsider(who, item),
        lambda who: approving.weigh(who, item, 2),
        lambda who: approving.move(who, item, 1),
        lambda who: approving.publish(who, quiz, NOW),
        lambda who: approving.close(who, quiz, NOW),
        lambda who: approving.reopen(who, quiz),
        lambda who: approving.evidence(who, item),
        lambda who: approving.remove(who, quiz),
    ]


def test_pupils_may_do_nothing_of_it_and_to_others_it_is_not_there(desk):
    desk.house.add("Elsewhere it rained.", course="Other")
    stranger = desk.house.member("Boris", Role.TEACHER, "Other")
    told = set()
    for act in acts(desk, desk.quiz, desk.items[0]):
        with pytest.raises(NotAllowed):
            act(desk.pupil)
        with pytest.raises(Absent) as caught:
            act(stranger)
        told.add(str(caught.value))
    for act in acts(desk, 999, 999):
        with pytest.raises(Absent) as caught:
            act(desk.teacher)
        told.add(str(caught.value))
    assert told == {"there is no such quiz; choose one from the list."}
    assert desk.states() == [ItemState.PROPOSED] * 3
