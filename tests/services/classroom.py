"""A class that takes quizzes: a teacher, pupils, and quizzes as they are wanted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest

from studyhall.domain.errors import Refused
from studyhall.domain.people import NewPerson, Role
from studyhall.domain.questions import Given, Question
from studyhall.domain.quizzes import ItemState, Rules
from studyhall.domain.tasks import Kind
from studyhall.services.ending import end_running
from tests.making import question

KINDS = tuple(Kind)
WORDS = (Kind.SHORT, Kind.CLOZE)


def asked(kinds: Sequence[Kind] = KINDS, **values: object) -> list[Question]:
    """A question of each of these kinds."""
    return [question(kind, f"What of {place}? ____", **values) for place, kind in enumerate(kinds)]


class Classroom:
    """A course with a teacher and a pupil, and what they do in it, by the clock of the house."""

    def __init__(self, house) -> None:
        self.house = house
        house.add("The lighthouse of Kerrin was finished in 1887.")
        self.course = house.course()
        self.teacher = house.member("Mira", Role.TEACHER)
        self.pupil = house.member("An", Role.STUDENT)
        self.taking, self.reviewing, self.results = house.taking, house.reviewing, house.results

    @property
    def now(self):
        return self.house.now

    def stranger(self) -> int:
        """Somebody new who belongs to no course."""
        with self.house.storage.begin(write=True) as work:
            person = work.people.add(NewPerson("Stranger"), self.now).id
            work.commit()
        return person

    def later(self, **time: float) -> None:
        self.house.now += timedelta(**time)

    def draft(self, questions: Sequence[Question] | None = None, rules: Rules | None = None, points=1) -> int:
        """A quiz of these questions, all approved and not published; gives its id."""
        with self.house.storage.begin(write=True) as work:
            quiz = work.quizzes.create(
                self.course.id, "Lights", rules or Rules(shuffle=False), self.teacher, self.now
            )
            for one in asked() if questions is None else questions:
                item = work.quizzes.add_item(quiz, one, (), self.now)
                work.quizzes.judge_item(item, ItemState.APPROVED)
                work.quizzes.weigh_item(item, points)
            work.commit()
        return quiz

    def quiz(self, questions: Sequence[Question] | None = None, points: int = 1, **rules: object) -> int:
        """A published quiz of these questions, by these rules, not shuffled unless told; gives its id."""
        quiz = self.draft(questions, Rules(**{"shuffle": False} | rules), points)
        self.publish(quiz)
        return quiz

    def publish(self, quiz: int) -> None:
        with self.house.storage.begin(write=True) as work:
            work.versions.publish(quiz, self.teacher, self.now)
            work.commit()

    def close(self, quiz: int) -> list[int]:
        """Close a quiz by hand; gives the attempts that this ended."""
        with self.house.storage.begin(write=True) as work:
            work.quizzes.close(quiz, self.now)
            ended = end_running(work, quiz, self.now)
            work.commit()
        return ended

    def offer(self, pupil: int | None = None):
        """The one quiz that is on offer."""
        return self.taking.offered(pupil or self.pupil, self.course, self.now)[0]

    def start(self, quiz: int, pupil: int | None = None) -> int:
        return self.taking.start(pupil or self.pupil, quiz, self.now)

    def sheet(self, attempt: int, pupil: int | None = None):
        return self.taking.sheet(pupil or self.pupil, attempt, self.now)

    def answer(self, attempt: int, number: int, given: Given, pupil: int | None = None):
        return self.taking.answer(pupil or self.pupil, attempt, number, given, self.now)

    def submit(self, attempt: int, pupil: int | None = None):
        return self.taking.submit(pupil or self.pupil, attempt, self.now)

    def taken(self, quiz: int, answers: dict[int, Given], pupil: int | None = None) -> int:
        """An attempt that was submitted with these answers; gives its id."""
        attempt = self.start(quiz, pupil)
        for number, given in answers.items():
            self.answer(attempt, number, given, pupil)
        self.submit(attempt, pupil)
        return attempt

    def result(self, attempt: int, actor: int | None = None):
        return self.results.result(actor or self.pupil, attempt, self.now)

    def responses(self, attempt: int):
        with self.house.storage.begin() as work:
            return work.attempts.responses(attempt)

    def grades(self, attempt: int):
        with self.house.storage.begin() as work:
            return work.grades.of(attempt)

    def shares(self, attempt: int) -> dict[int, tuple[float | None, str, bool]]:
        """Of each grade of an attempt by number: the share, who graded, whether it counts."""
        return {
            one.given.number: (one.given.share, one.given.by.value, one.given.released)
            for one in self.grades(attempt)
        }


def refused(act, *arguments, **named) -> str:
    """The code with which an act is refused."""
    with pytest.raises(Refused) as caught:
        act(*arguments, **named)
    return caught.value.code
