"""What every keeper of published versions keeps to: SQL in a real SQLite file, and the fake in memory."""

from __future__ import annotations

import pytest

from studyhall.domain.flaws import Flaw
from studyhall.domain.questions import LONGEST_TEXT
from studyhall.domain.quizzes import ItemState, QuizState, Rules
from studyhall.domain.tasks import Kind, Unfit
from tests.contracts.desks import MINUTE, opened
from tests.making import question

ASKED = [question(prompt=f"{letter}?") for letter in "ABC"]


@pytest.fixture
def desk(storage, now):
    return opened(storage, now)


def prompts(desk, version):
    return [posed.task.prompt for posed in desk.see(lambda work: work.versions.posed(version))]


def test_a_version_has_the_approved_questions_in_their_order(desk, now):
    quiz = desk.quiz(rules=Rules(minutes=20))
    first, second, third, waiting = desk.add(quiz, *ASKED, question(prompt="D?"))
    with desk.storage.begin(write=True) as work:
        for item in (first, third):
            work.quizzes.judge_item(item, ItemState.APPROVED)
        work.quizzes.judge_item(second, ItemState.REJECTED)
        work.quizzes.weigh_item(third, 5)
        work.quizzes.order_items(quiz, [waiting, third, second, first])
        work.commit()
    version = desk.publish(quiz)
    with desk.storage.begin() as work:
        held, posed = work.versions.get(version), work.versions.posed(version)
        settled = work.versions.settled(version)
    assert (held.quiz_id, held.course_id, held.number, held.title) == (quiz, desk.course, 1, "The landing")
    assert (held.rules, held.published_at, held.published_by) == (Rules(minutes=20), now, desk.teacher)
    assert [(one.number, one.task.prompt, one.points) for one in posed] == [(1, "C?", 5), (2, "A?", 1)]
    assert [one.posed for one in settled] == posed
    assert all(one.solution == ASKED[0].solution for one in settled)


def test_a_version_never_changes_and_the_next_one_is_beside_it(desk):
    quiz, first = desk.published(*ASKED)
    before = desk.see(lambda work: work.versions.settled(first))
    items = desk.order(quiz)
    with desk.storage.begin(write=True) as work:
        work.quizzes.edit_item(items[0], question(Kind.SHORT, "Other?"), (Flaw.VAGUE,), desk.now)
        work.quizzes.judge_item(items[0], ItemState.APPROVED)
        work.quizzes.judge_item(items[1], ItemState.REJECTED)
        work.quizzes.weigh_item(items[2], 9)
        work.quizzes.order_items(quiz, items[::-1])
        work.quizzes.describe(quiz, "Other", Rules(minutes=1))
        work.commit()
    assert desk.see(lambda work: work.versions.settled(first)) == before
    second = desk.publish(quiz, MINUTE)
    with desk.storage.begin() as work:
        assert [(one.id, one.number) for one in work.versions.of(quiz)] == [(second, 2), (first, 1)]
        assert work.versions.of(quiz)[1] == work.versions.get(first)
        assert (work.versions.get(first).title, work.versions.get(first).rules) == ("The landing", Rules())
        assert work.versions.settled(first) == before
        assert work.quizzes.get(quiz).version_id == second
    assert (prompts(desk, first), prompts(desk, second)) == (["A?", "B?", "C?"], ["C?", "Other?"])


def test_a_quiz_is_a_draft_then_published_then_closed_and_open_again(desk, now):
    quiz = desk.quiz()
    states = [desk.get(quiz).state]
    desk.add(quiz, approved=True)
    version = desk.publish(quiz)
    states.append(desk.get(quiz).state)
    for closed_at in (now, None):
        desk.do(lambda work, at=closed_at: work.quizzes.close(quiz, at))
        states.append(desk.get(quiz).state)
        assert (desk.get(quiz).closed_at, desk.get(quiz).version_id) == (closed_at, version)
    assert states == [QuizState.DRAFT, QuizState.PUBLISHED, QuizState.CLOSED, QuizState.PUBLISHED]


CHANGES = {
    "title": lambda work, quiz, items: work.quizzes.describe(quiz, "Other", Rules()),
    "rules": lambda work, quiz, items: work.quizzes.describe(quiz, "The landing", Rules(shuffle=False)),
    "points": lambda work, quiz, items: work.quizzes.weigh_item(items[1], 2),
    "order": lambda work, quiz, items: work.quizzes.order_items(quiz, items[::-1]),
    "one less": lambda work, quiz, items: work.quizzes.judge_item(items[2], ItemState.REJECTED),
    "none left": lambda work, quiz, items: [
        work.quizzes.judge_item(item, ItemState.PROPOSED) for item in items
    ],
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_draft_that_is_not_as_it_was_published_has_changed(desk, change):
    quiz, _ = desk.published(*ASKED)
    other, _ = desk.published(*ASKED)
    assert not desk.get(quiz).changed
    desk.do(lambda work: change(work, quiz, desk.order(quiz)))
    assert desk.get(quiz).changed
    assert [one.changed for one in desk.see(lambda work: work.quizzes.of(desk.course))] == [False, True]
    assert not desk.get(other).changed
    desk.publish(quiz)
    assert not desk.get(quiz).changed


def test_one_question_for_another_is_a_change_and_what_waits_is_none(desk):
    quiz, _ = desk.published(*ASKED)
    items = desk.order(quiz)
    desk.add(quiz)
    desk.do(lambda work: work.quizzes.order_items(quiz, [*desk.order(quiz)[3:], *items]))
    assert not desk.get(quiz).changed
    # The same words again are another question.
    desk.do(lambda work: work.quizzes.edit_item(items[1], ASKED[1], (), desk.now))
    desk.do(lambda work: work.quizzes.judge_item(items[1], ItemState.APPROVED))
    assert (desk.get(quiz).changed, desk.get(quiz).approved) == (True, 3)


def test_a_change_that_is_taken_back_is_none(desk):
    quiz, _ = desk.published(*ASKED)
    items = desk.order(quiz)
    for order, changed in ((items[::-1], True), (items, False)):
        desk.do(lambda work, ids=order: work.quizzes.order_items(quiz, ids))
        assert desk.get(quiz).changed is changed


def test_what_is_also_right_stands_beside_the_key_from_then_on(desk):
    quiz, version = desk.published(question(Kind.SHORT, accepted=("Sarn",)), question(Kind.SHORT))
    first, second = (one.question_id for one in desk.see(lambda work: work.versions.posed(version)))

    def accepted():
        with desk.storage.begin() as work:
            return [one.solution.accepted for one in work.versions.settled(version)]

    for text in ("cảng Sarn", "the port", "cảng Sarn", "Sarn"):
        desk.do(lambda work, right=text: work.versions.accept(first, right, desk.teacher, desk.now))
    assert accepted() == [("Sarn", "cảng Sarn", "the port"), ()]
    assert desk.items(quiz)[0].question.solution.accepted == accepted()[0]
    assert desk.see(lambda work: work.quizzes.item(desk.order(quiz)[0])) == desk.items(quiz)[0]
    assert not desk.get(quiz).changed
    # The next version asks the same question.
    again = desk.publish(quiz)
    assert desk.see(lambda work: work.versions.settled(again))[0].solution.accepted == accepted()[0]
    assert second != first


@pytest.mark.parametrize(("kind", "text"), [(Kind.MCQ, "Sarn"), (Kind.SHORT, "x" * (LONGEST_TEXT + 1))])
def test_what_cannot_be_right_is_not_accepted(desk, kind, text):
    _, version = desk.published(question(kind))
    (before,) = desk.see(lambda work: work.versions.settled(version))
    with pytest.raises(Unfit):
        desk.do(lambda work: work.versions.accept(before.posed.question_id, text, desk.teacher, desk.now))
    assert desk.see(lambda work: work.versions.settled(version)) == [before]


def test_somebody_has_more_minutes_than_others(desk):
    quiz, other = desk.quiz(), desk.quiz()
    for person, minutes in ((desk.pupil, 5), (desk.second, 10), (desk.pupil, 15), (desk.second, 0)):
        desk.do(lambda work, who=person, more=minutes: work.versions.allow(quiz, who, more))
    with desk.storage.begin() as work:
        assert work.versions.allowances(quiz) == {desk.pupil: 15}
        assert work.versions.allowances(other) == {}


def test_what_a_teacher_did_stands_when_they_are_gone(desk, now):
    quiz, version = desk.published(question(Kind.SHORT))
    (asked,) = desk.see(lambda work: work.versions.posed(version))
    desk.do(lambda work: work.versions.accept(asked.question_id, "Sarn", desk.teacher, now))
    desk.do(lambda work: work.people.remove(desk.teacher))
    with desk.storage.begin() as work:
        assert work.versions.get(version).published_by is None
        assert work.versions.settled(version)[0].solution.accepted == ("Sarn",)
        assert work.quizzes.get(quiz).state is QuizState.PUBLISHED
    assert desk.storage.problems() == []
