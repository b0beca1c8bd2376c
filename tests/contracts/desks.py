"""Where trials of quizzes begin: a storage with courses, people and what they do, each act committed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from studyhall.domain.people import NewPerson
from studyhall.domain.questions import Question
from studyhall.domain.quizzes import Item, ItemState, Quiz, Rules
from studyhall.ports import Storage, UnitOfWork
from tests.making import question

MINUTE = timedelta(minutes=1)
Made = TypeVar("Made")


@dataclass
class Desk:
    """Two courses, a teacher and two pupils."""

    storage: Storage
    now: datetime
    course: int
    other: int
    teacher: int
    pupil: int
    second: int

    def do(self, act: Callable[[UnitOfWork], Made]) -> Made:
        with self.storage.begin(write=True) as work:
            made = act(work)
            work.commit()
        return made

    def see(self, look: Callable[[UnitOfWork], Made]) -> Made:
        with self.storage.begin() as work:
            return look(work)

    def quiz(self, title: str = "The landing", rules: Rules | None = None, course: int = 0) -> int:
        return self.do(
            lambda work: work.quizzes.create(
                course or self.course, title, rules or Rules(), self.teacher, self.now
            )
        )

    def add(self, quiz: int, *asked: Question, approved: bool = False, job: int | None = None) -> list[int]:
        with self.storage.begin(write=True) as work:
            added = [work.quizzes.add_item(quiz, one, (), self.now, job) for one in asked or (question(),)]
            for item in added if approved else ():
                work.quizzes.judge_item(item, ItemState.APPROVED)
            work.commit()
        return added

    def get(self, quiz: int) -> Quiz:
        return self.see(lambda work: work.quizzes.get(quiz))

    def items(self, quiz: int) -> list[Item]:
        return self.see(lambda work: work.quizzes.items(quiz))

    def order(self, quiz: int) -> list[int]:
        return [item.id for item in self.items(quiz)]

    def publish(self, quiz: int, later: timedelta = timedelta()) -> int:
        return self.do(lambda work: work.versions.publish(quiz, self.teacher, self.now + later))

    def published(self, *asked: Question, title: str = "The landing", course: int = 0) -> tuple[int, int]:
        """A quiz of these questions, and its version."""
        quiz = self.quiz(title, course=course)
        self.add(quiz, *asked, approved=True)
        return quiz, self.publish(quiz)

    def start(self, version: int, pupil: int = 0, number: int = 1, deadline: datetime | None = None) -> int:
        return self.do(
            lambda work: work.attempts.start(version, pupil or self.pupil, number, 7, self.now, deadline)
        )


def opened(storage: Storage, now: datetime) -> Desk:
    with storage.begin(write=True) as work:
        courses = [work.courses.add(slug, slug.title(), now).id for slug in ("history", "geography")]
        people = [work.people.add(NewPerson(name, "hash"), now).id for name in ("Lan", "Aram", "Leyla")]
        work.commit()
    return Desk(storage, now, *courses, *people)
