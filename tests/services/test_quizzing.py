"""Questions made in the background: stored one by one, stopped, gone on with, and nothing asked twice."""

from __future__ import annotations

import pytest

from studyhall.domain.errors import Absent, ModelFailure, NotAllowed, Refused, Trouble
from studyhall.domain.jobs import JobState
from studyhall.domain.people import Role
from studyhall.domain.quizzes import Brief, ItemState
from studyhall.domain.tasks import Kind
from studyhall.engines.offline.engine import OfflineEngine
from studyhall.services.composing import Composed, Composing
from studyhall.services.quizzing import Quizzing
from tests.conftest import NOW

TEXT = "\n\n".join(
    f"The lighthouse of {place} was finished in {year} by {keeper}. It stands on the coast of Sarn."
    for place, year, keeper in (
        ("Kerrin", 1851, "Ann Lee"),
        ("Odo", 1863, "Jon Marsh"),
        ("Mira", 1877, "Ida Holm"),
        ("Belm", 1889, "Per Dahl"),
        ("Tarn", 1892, "Eva Lund"),
        ("Vessel", 1904, "Olof Berg"),
    )
)


class Maker:
    """A teacher of a course about lighthouses, and the service on the engine that follows rules."""

    def __init__(self, house):
        house.add(TEXT)
        self.house = house
        self.engine = OfflineEngine()
        composing = Composing(house.storage, house.retrieval, {"offline": self.engine})
        self.composing = composing
        self.quizzing = Quizzing(house.storage, composing)
        self.course = house.course()
        self.teacher = house.member("Mira", Role.TEACHER)
        self.pupil = house.member("An", Role.STUDENT)

    def clock(self):
        return NOW

    def make(self, count=4, **brief):
        return self.quizzing.make(self.teacher, self.course, "Lights", Brief(count, **brief), NOW)

    def run(self, stopped=lambda: False):
        return self.quizzing.run_next(self.clock, stopped)

    def items(self, quiz):
        with self.house.storage.begin() as work:
            return work.quizzes.items(quiz)

    def job(self, making):
        with self.house.storage.begin() as work:
            return work.jobs.get(making.job_id), work.makings.get(making.job_id)


@pytest.fixture
def maker(house):
    return Maker(house)


def test_a_job_fills_the_quiz_with_questions_that_wait_for_a_teacher(maker):
    making = maker.make(4)
    assert maker.run()
    items = maker.items(making.quiz_id)
    assert len(items) == 4
    assert {item.state for item in items} == {ItemState.PROPOSED}
    job, made = maker.job(making)
    assert (job.state, job.steps_done, job.steps, made.kept) == (JobState.DONE, 4, 4, 4)
    assert not maker.run()


def test_fewer_questions_than_asked_for_end_the_job_well(maker):
    making = maker.make(90)
    maker.run()
    job, made = maker.job(making)
    assert job.state is JobState.DONE
    assert 4 <= made.kept == len(maker.items(making.quiz_id)) < 90


def test_what_is_made_before_a_stop_stays(maker):
    making = maker.make(6)
    _after(maker, 2, lambda: maker.quizzing.stop(maker.teacher, making.job_id))
    maker.run()
    assert maker.job(making)[0].state is JobState.STOPPED
    # The one at hand is finished.
    assert len(maker.items(making.quiz_id)) == 3


def test_a_job_that_was_left_goes_on_and_asks_nothing_twice(maker):
    making = maker.make(6)
    left = []
    _after(maker, 2, lambda: left.append(True))
    maker.run(stopped=lambda: bool(left))
    assert maker.job(making)[0].state is JobState.RUNNING
    # The one at hand is finished.
    assert len(maker.items(making.quiz_id)) == 3
    maker.run()
    prompts = [item.question.task.prompt for item in maker.items(making.quiz_id)]
    assert maker.job(making)[0].state is JobState.DONE
    assert len(prompts) == len(set(prompts)) == maker.job(making)[1].kept >= 4


def test_a_model_that_fails_in_the_middle_loses_nothing_that_is_there(maker):
    making = maker.make(6)
    _after(maker, 3, lambda: _raise(ModelFailure(Trouble.DOWN, "it is down", "try later")))
    maker.run()
    job, made = maker.job(making)
    assert (job.state, job.code) == (JobState.FAILED, "model_down")
    assert len(maker.items(making.quiz_id)) == made.kept == 3


def test_more_questions_are_other_questions(maker):
    making = maker.make(3, kinds=(Kind.MCQ, Kind.CLOZE))
    maker.run()
    maker.quizzing.more(maker.teacher, making.quiz_id, Brief(3, (Kind.MCQ, Kind.CLOZE)), NOW)
    maker.run()
    prompts = [item.question.task.prompt for item in maker.items(making.quiz_id)]
    assert len(prompts) == len(set(prompts)) > 3
    assert len(maker.quizzing.makings(maker.teacher, making.quiz_id)) == 2


def test_one_job_at_a_time_makes_questions_for_a_quiz(maker):
    making = maker.make(3)
    with pytest.raises(Refused) as caught:
        maker.quizzing.more(maker.teacher, making.quiz_id, Brief(3), NOW)
    assert caught.value.code == "making_active"


def test_another_stands_where_the_rejected_one_stood(maker):
    making = maker.make(3, kinds=(Kind.CLOZE,))
    maker.run()
    first, second, third = maker.items(making.quiz_id)
    maker.quizzing.another(maker.teacher, second.id, "too easy", 1, NOW)
    maker.run()
    items = maker.items(making.quiz_id)
    assert [item.id for item in items[:2]] == [first.id, second.id]
    assert items[1].state is ItemState.REJECTED
    assert items[1].reason == "too easy"
    assert items[3].id == third.id
    assert items[2].question.kind is Kind.CLOZE
    assert items[2].question.task != second.question.task


def test_what_a_teacher_may_not_do_any_more_is_not_done_for_them(maker):
    making = maker.make(3)
    maker.house.storage.memory.memberships[maker.course.id, maker.teacher] = (Role.STUDENT, NOW)
    maker.run()
    assert maker.job(making)[0].code == "not_allowed"
    assert maker.items(making.quiz_id) == []


def test_whoever_may_not_any_more_in_the_middle_is_made_nothing_from_then_on(maker):
    making = maker.make(6)
    _after(
        maker,
        2,
        lambda: maker.house.storage.memory.memberships.update(
            {(maker.course.id, maker.teacher): (Role.STUDENT, NOW)}
        ),
    )
    maker.run()
    job, made = maker.job(making)
    assert (job.state, job.code) == (JobState.FAILED, "not_allowed")
    # The one at hand is finished.
    assert len(maker.items(making.quiz_id)) == made.kept == 3


def test_questions_composed_before_are_kept_as_a_draft(maker):
    made = [
        one
        for one in maker.composing.compose(maker.teacher, maker.course, Brief(3), NOW)
        if isinstance(one, Composed)
    ]
    quiz = maker.quizzing.keep(maker.teacher, maker.course, "Lights", made, NOW)
    assert [item.question for item in maker.items(quiz)] == [one.question for one in made]


def test_pupils_make_nothing_and_to_others_it_is_not_there(maker):
    making = maker.make(2)
    maker.run()
    item = maker.items(making.quiz_id)[0].id
    maker.house.add("Elsewhere it rained.", course="Other")
    stranger = maker.house.member("Boris", Role.TEACHER, "Other")
    acts = [
        lambda who: maker.quizzing.more(who, making.quiz_id, Brief(1), NOW),
        lambda who: maker.quizzing.another(who, item, "", 0, NOW),
        lambda who: maker.quizzing.makings(who, making.quiz_id),
        lambda who: maker.quizzing.stop(who, making.job_id),
        lambda who: maker.quizzing.make(who, maker.course, "Lights", Brief(1), NOW),
        lambda who: maker.quizzing.keep(who, maker.course, "Lights", [], NOW),
        lambda who: maker.quizzing.jobs(who, maker.course),
    ]
    for act in acts:
        with pytest.raises(NotAllowed):
            act(maker.pupil)
        with pytest.raises(Absent):
            act(stranger)


def _after(maker, count, act):
    """Do something once, when so many questions are stored."""
    write = maker.engine.questions.write

    def watched(request):
        for number, written in enumerate(write(request)):
            if number == count:
                maker.engine.questions.write = write
                act()
            yield written

    maker.engine.questions.write = watched


def _raise(error):
    raise error
