"""Taking a quiz over SQLite: many tabs at once, a class that answers at once, and opening it again."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest

from studyhall.domain.attempts import Ending
from studyhall.domain.errors import Refused
from studyhall.domain.people import NewPerson, Role
from studyhall.domain.quizzes import ItemState, Rules
from studyhall.domain.tasks import Kind
from studyhall.services.grading import Grading
from studyhall.services.results import Results
from studyhall.services.reviewing import Reviewing
from studyhall.services.sheets import Receipt
from studyhall.services.taking import Taking
from studyhall.storage.unit_of_work import SqlStorage
from tests.conftest import NOW
from tests.fakes.engine import FakeEngine
from tests.services.classroom import asked

PUPILS, ROUNDS = 12, 10
KINDS = (Kind.MCQ, Kind.MULTI, Kind.TRUE_FALSE, Kind.SHORT, Kind.ORDER)
TABS = 4


class Class:
    """A class in a database file, with a published quiz."""

    def __init__(self, folder, **rules) -> None:
        self.url = f"sqlite:///{folder / 'studyhall.db'}"
        self.open()
        with self.storage.begin(write=True) as work:
            self.course = work.courses.add("history", "History", NOW)
            people = [work.people.add(NewPerson(f"Pupil {n}"), NOW).id for n in range(PUPILS + 1)]
            self.teacher, *self.pupils = people
            work.memberships.put(self.course.id, self.teacher, Role.TEACHER, NOW)
            for pupil in self.pupils:
                work.memberships.put(self.course.id, pupil, Role.STUDENT, NOW)
            self.quiz = work.quizzes.create(self.course.id, "Lights", Rules(**rules), self.teacher, NOW)
            for question in asked(KINDS):
                work.quizzes.judge_item(
                    work.quizzes.add_item(self.quiz, question, (), NOW), ItemState.APPROVED
                )
            work.versions.publish(self.quiz, self.teacher, NOW)
            work.commit()

    def open(self) -> None:
        self.storage, engine = SqlStorage(self.url), FakeEngine()
        self.grading = Grading(self.storage, {"offline": engine})
        self.taking, self.results = Taking(self.storage, self.grading), Results(self.storage)
        self.reviewing = Reviewing(self.storage, engine)

    def reopen(self) -> None:
        self.storage.close()
        self.open()


@pytest.fixture
def school(tmp_path):
    made = Class(tmp_path, attempts=2, minutes=10)
    yield made
    made.storage.close()


def at_once(count, act):
    """What an act gives, done in so many threads at the same moment; refusals as their codes."""
    ready = Barrier(count)

    def one(number):
        ready.wait()
        try:
            return act(number)
        except Refused as error:
            return error.code

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))


def test_starting_in_many_tabs_at_once_is_one_attempt(school):
    pupil = school.pupils[0]
    begun = at_once(TABS, lambda _: school.taking.start(pupil, school.quiz, NOW))
    assert len(set(begun)) == 1
    assert len(school.taking.offered(pupil, school.course, NOW)) == 1
    with school.storage.begin() as work:
        assert [one.id for one in work.attempts.of(school.quiz)] == [begun[0]]


def test_submitting_in_many_tabs_and_at_the_deadline_is_one_end(school):
    pupil, late = school.pupils[0], NOW + timedelta(minutes=10)
    attempt = school.taking.start(pupil, school.quiz, NOW)
    school.taking.answer(pupil, attempt, 4, "a harbour", NOW)
    acts = [
        lambda: school.taking.submit(pupil, attempt, late - timedelta(seconds=1)),
        lambda: school.taking.submit(pupil, attempt, late),
        lambda: school.taking.end_overdue(late),
        lambda: school.grading.grade_ended(late),
    ]
    told = at_once(TABS, lambda number: acts[number]())
    receipts = {one for one in told if isinstance(one, Receipt)}
    assert len(receipts) == 1
    assert receipts.pop().ending in {Ending.SUBMITTED, Ending.TIME_OVER}
    school.grading.grade_ended(late)
    with school.storage.begin() as work:
        assert sorted(one.given.number for one in work.grades.of(attempt)) == [1, 2, 3, 4, 5]


def test_a_class_that_answers_at_once_loses_and_doubles_nothing(school):
    attempts = {pupil: school.taking.start(pupil, school.quiz, NOW) for pupil in school.pupils}

    def work_through(number):
        pupil = school.pupils[number]
        for turn in range(ROUNDS):
            told = (f"answer {turn} of {pupil}", NOW + timedelta(seconds=turn))
            assert school.taking.answer(pupil, attempts[pupil], 4, *told) == told[1]
            school.taking.answer(pupil, attempts[pupil], 4, *told)

    assert at_once(PUPILS, work_through) == [None] * PUPILS
    school.reopen()
    with school.storage.begin() as work:
        for pupil, attempt in attempts.items():
            stored = [(one.given, one.at) for one in work.attempts.responses(attempt)]
            assert stored == [
                (f"answer {turn} of {pupil}", NOW + timedelta(seconds=turn)) for turn in range(ROUNDS)
            ]


def test_after_reopening_an_attempt_goes_on_where_it_was(school):
    pupil = school.pupils[0]
    attempt = school.taking.start(pupil, school.quiz, NOW)
    number = school.taking.sheet(pupil, attempt, NOW).questions[1].number
    given = {1: 2, 2: (0, 3), 3: False, 4: "words", 5: (2, 1, 0)}[number]
    school.taking.answer(pupil, attempt, number, given, NOW)
    school.taking.keep_place(pupil, attempt, 1, NOW)
    school.taking.flag(pupil, attempt, number, True, NOW)
    before = school.taking.sheet(pupil, attempt, NOW)
    school.reopen()
    assert school.taking.sheet(pupil, attempt, NOW) == before
    assert before.questions[1].given == given


def test_from_taking_to_reviewing_over_sql(school):
    pupil = school.pupils[0]
    attempt = school.taking.start(pupil, school.quiz, NOW)
    school.taking.answer(pupil, attempt, 4, "a harbour", NOW)
    school.taking.submit(pupil, attempt, NOW)
    assert school.reviewing.waiting(school.teacher, school.course) == 1
    (script,) = school.reviewing.desk(school.teacher, school.course)
    moves = school.reviewing.also_right_preview(school.teacher, attempt, 4)
    assert school.reviewing.also_right(school.teacher, attempt, 4, NOW, moves) == moves
    assert (script.given, moves[0].after) == ("a harbour", 1.0)
    assert school.results.result(pupil, attempt, NOW).score == 1.0
    rows = school.results.results(school.teacher, school.quiz).rows
    assert [(row.name, row.score) for row in rows][:2] == [("Pupil 1", 1.0), ("Pupil 10", None)]
