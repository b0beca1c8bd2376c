"""Taking a quiz in any order of acts: one attempt runs, the last answer counts, and it ends once."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from studyhall.domain.attempts import Attempt, Ending
from studyhall.domain.errors import Refused
from studyhall.domain.people import Role
from studyhall.domain.tasks import Kind
from studyhall.services.sheets import Receipt
from tests.conftest import NOW
from tests.services.classroom import Classroom, asked
from tests.services.conftest import House

MINUTES, CLOSES = 10, NOW + timedelta(minutes=45)
NUMBERS = st.integers(1, 2)
PUPILS = st.integers(0, 1)


def done(act, *arguments):
    """What an act gives, or None and the code with which it is refused."""
    try:
        return act(*arguments), ""
    except Refused as error:
        return None, error.code


class Taken(RuleBasedStateMachine):
    """Two pupils, a quiz of two questions with a time limit and a closing time, and all that can happen.

    `last` is the model: for each attempt the answers that were acknowledged, by question.
    """

    def __init__(self) -> None:
        super().__init__()
        self.room = Classroom(House())
        kinds = asked([Kind.MCQ, Kind.TRUE_FALSE])
        self.quiz = self.room.quiz(kinds, minutes=MINUTES, attempts=0, closes_at=CLOSES)
        self.pupils = [self.room.pupil, self.room.house.member("Binh", Role.STUDENT)]
        self.last: dict[int, dict[int, object]] = {}
        self.receipts: dict[int, Receipt] = {}
        self.ended: dict[int, tuple[datetime, Ending]] = {}

    def attempts(self, pupil: int | None = None) -> list[Attempt]:
        with self.room.house.storage.begin() as work:
            return work.attempts.of(self.quiz, None if pupil is None else self.pupils[pupil])

    def newest(self, pupil: int) -> Attempt | None:
        return next(reversed(self.attempts(pupil)), None)

    def over(self, attempt: Attempt) -> bool:
        return not attempt.running or attempt.overdue(self.room.now)

    @rule(pupil=PUPILS, tabs=st.integers(1, 2))
    def start(self, pupil: int, tabs: int) -> None:
        before = self.newest(pupil)
        began = set()
        for _ in range(tabs):
            attempt, refusal = done(self.room.start, self.quiz, self.pupils[pupil])
            assert refusal in {"", "quiz_closed"}
            began |= {attempt} if attempt else set()
        assert len(began) <= 1
        if before and not self.over(before) and began:
            assert began == {before.id}
        for attempt in began:
            self.last.setdefault(attempt, {})

    @precondition(lambda self: self.last)
    @rule(pupil=PUPILS, number=NUMBERS, given=st.integers(0, 2), back=st.integers(0, 2))
    def answer(self, pupil: int, number: int, given: int, back: int) -> None:
        """An answer in the newest attempt, or from a tab that still shows an earlier one."""
        mine = self.attempts(pupil)
        if not mine:
            return
        attempt = mine[max(0, len(mine) - 1 - back)]
        told = given if number == 1 else given == 1
        over = self.over(attempt)
        _, refusal = done(self.room.answer, attempt.id, number, told, self.pupils[pupil])
        assert refusal == ("attempt_over" if over else "")
        if not over:
            self.last[attempt.id][number] = told

    @precondition(lambda self: self.last)
    @rule(pupil=PUPILS, tabs=st.integers(1, 2))
    def submit(self, pupil: int, tabs: int) -> None:
        attempt = self.newest(pupil)
        if attempt is None:
            return
        for _ in range(tabs):
            receipt = self.room.submit(attempt.id, self.pupils[pupil])
            assert self.receipts.setdefault(attempt.id, receipt) == receipt

    @rule(minutes=st.sampled_from([0.5, 3, 9.9, 10, 20]))
    def pass_time(self, minutes: float) -> None:
        self.room.later(minutes=minutes)

    @rule(pupil=PUPILS)
    def look(self, pupil: int) -> None:
        attempt = self.newest(pupil)
        if attempt is not None:
            sheet = self.room.sheet(attempt.id, self.pupils[pupil])
            assert bool(sheet.questions) != self.over(attempt)
            shown = {one.number: one.given for one in sheet.questions if one.given is not None}
            assert shown == ({} if self.over(attempt) else self.last[attempt.id])

    @rule(pupil=PUPILS, minutes=st.sampled_from([0, 5, 30]))
    def extend(self, pupil: int, minutes: int) -> None:
        self.room.taking.extend(self.room.teacher, self.quiz, self.pupils[pupil], minutes, self.room.now)

    @rule()
    def work(self) -> None:
        self.room.taking.end_overdue(self.room.now)
        self.room.house.grading.grade_ended(self.room.now)
        assert not any(one.overdue(self.room.now) for one in self.attempts())

    @rule(again=st.booleans())
    def close(self, again: bool) -> None:
        self.room.close(self.quiz)
        assert not any(one.running for one in self.attempts())
        if again:
            with self.room.house.storage.begin(write=True) as work:
                work.quizzes.close(self.quiz, None)
                work.commit()

    @invariant()
    def one_attempt_runs(self) -> None:
        for pupil in (0, 1):
            mine = self.attempts(pupil)
            assert sum(one.running for one in mine) <= 1
            assert [one.number for one in mine] == list(range(1, len(mine) + 1))
            assert all(not one.running for one in mine[:-1])

    @invariant()
    def what_was_acknowledged_is_there_and_nothing_came_after_the_end(self) -> None:
        for attempt in self.attempts():
            stored = self.room.responses(attempt.id)
            assert {one.number: one.given for one in stored} == self.last[attempt.id]
            if attempt.ended_at is not None:
                assert all(one.at <= attempt.ended_at for one in stored)

    @invariant()
    def an_attempt_ends_once_and_is_graded_once(self) -> None:
        for attempt in self.attempts():
            if attempt.ended_at is None or attempt.ending is None:
                continue
            ended = (attempt.ended_at, attempt.ending)
            assert self.ended.setdefault(attempt.id, ended) == ended
            assert attempt.deadline is None or attempt.ended_at <= attempt.deadline
            grades = self.room.grades(attempt.id)
            assert [one.given.number for one in grades] == [1, 2]
            given = self.last[attempt.id]
            assert [one.given.share for one in grades] == [
                float(given.get(1) == 1),
                float(given.get(2) is True),
            ]


Taken.TestCase.settings = settings(
    max_examples=25,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
TestTaken = Taken.TestCase
