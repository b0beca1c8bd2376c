"""Attempts, answers and grades in memory."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from studyhall.domain.attempts import Attempt, Ending, Response
from studyhall.domain.errors import Refused
from studyhall.domain.grades import Grade, NewGrade, proposed
from studyhall.domain.questions import Given
from studyhall.ports import Attempts, Grades
from tests.fakes.memory import Memory


class FakeAttempts(Attempts):
    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def start(
        self,
        version_id: int,
        person_id: int,
        number: int,
        seed: int,
        now: datetime,
        deadline: datetime | None,
    ) -> int:
        version = self._memory.versions[version_id]
        if any(held.running or held.number == number for held in self.of(version.quiz_id, person_id)):
            raise Refused("an attempt at this quiz runs", "go on with it", code="attempt_running")
        key = self._memory.next_id("attempt")
        self._memory.attempts[key] = Attempt(
            key,
            version.quiz_id,
            version_id,
            version.course_id,
            person_id,
            number,
            seed,
            now,
            deadline,
        )
        return key

    def get(self, attempt_id: int) -> Attempt | None:
        return self._memory.attempts.get(attempt_id)

    def of(self, quiz_id: int, person_id: int | None = None) -> list[Attempt]:
        return [
            held
            for held in self._memory.attempts.values()
            if held.quiz_id == quiz_id and person_id in (None, held.person_id)
        ]

    def running(self, person_id: int, course_id: int | None = None) -> list[Attempt]:
        return [
            held
            for held in self._memory.attempts.values()
            if held.running and held.person_id == person_id and course_id in (None, held.course_id)
        ]

    def overdue(self, now: datetime) -> list[Attempt]:
        late = [held for held in self._memory.attempts.values() if held.overdue(now)]
        return sorted(late, key=lambda held: (held.deadline, held.id))

    def postpone(self, attempt_id: int, deadline: datetime | None) -> None:
        held = self._memory.attempts.get(attempt_id)
        if held is not None and held.running:
            self._memory.attempts[attempt_id] = replace(held, deadline=deadline)

    def respond(self, attempt_id: int, number: int, given: Given, now: datetime, final: bool = False) -> int:
        key = self._memory.next_id("response")
        self._memory.responses[key] = Response(key, attempt_id, number, given, now, final)
        return key

    def responses(self, attempt_id: int) -> list[Response]:
        return [held for held in self._memory.responses.values() if held.attempt_id == attempt_id]

    def keep_place(self, attempt_id: int, place: int, flagged: Collection[int]) -> None:
        held = self._memory.attempts[attempt_id]
        self._memory.attempts[attempt_id] = replace(held, place=place, flagged=frozenset(flagged))

    def forget(self, ended_before: datetime) -> int:
        held = self._memory.attempts.values()
        too_old = [one for one in held if one.ended_at is not None and one.ended_at < ended_before]
        for one in too_old:
            self._memory.beginnings[one.quiz_id, one.person_id] = one.number
        self._memory.drop_attempts(lambda one: one not in too_old)
        return len(too_old)

    def begun(self, quiz_id: int, person_id: int) -> int:
        numbers = [held.number for held in self.of(quiz_id, person_id)]
        return max([*numbers, self._memory.beginnings.get((quiz_id, person_id), 0)])

    def end(self, attempt_id: int, ending: Ending, at: datetime) -> bool:
        held = self._memory.attempts.get(attempt_id)
        if held is None or not held.running:
            return False
        self._memory.attempts[attempt_id] = replace(held, ended_at=at, ending=ending)
        return True


class FakeGrades(Grades):
    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def add(self, grade: NewGrade, now: datetime) -> int:
        key = self._memory.next_id("grade")
        self._memory.grades[key] = Grade(key, now, grade)
        return key

    def of(self, attempt_id: int) -> list[Grade]:
        return [held for held in self._memory.grades.values() if held.given.attempt_id == attempt_id]

    def of_quiz(self, quiz_id: int) -> list[Grade]:
        attempts = self._memory.attempts
        return [
            held
            for held in self._memory.grades.values()
            if attempts[held.given.attempt_id].quiz_id == quiz_id
        ]

    def ungraded(self, limit: int) -> list[int]:
        graded = {(held.given.attempt_id, held.given.number) for held in self._memory.grades.values()}
        waiting = [
            held
            for held in self._memory.attempts.values()
            if held.ended_at
            and any((held.id, posed.number) not in graded for posed in self._memory.posed[held.version_id])
        ]
        oldest = sorted(waiting, key=lambda held: (held.ended_at, held.id))
        return [held.id for held in oldest[: max(limit, 0)]]

    def waiting(self, course_id: int) -> int:
        ended = [
            held for held in self._memory.attempts.values() if held.course_id == course_id and held.ended_at
        ]
        return sum(len(proposed(self.of(held.id))) for held in ended)
