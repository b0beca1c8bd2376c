"""Quizzes, what makes them and what was published of them, in memory."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from studyhall.domain.flaws import Flaw
from studyhall.domain.jobs import JobKind
from studyhall.domain.questions import Question
from studyhall.domain.quizzes import Item, ItemState, Making, Posed, Quiz, QuizState, Rules, Version
from studyhall.ports import Makings, Quizzes, Settled, Versions
from tests.fakes.jobs import FakeJobs
from tests.fakes.memory import Memory


class FakeQuizzes(Quizzes):
    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def create(self, course_id: int, title: str, rules: Rules, person_id: int, now: datetime) -> int:
        key = self._memory.next_id("quiz")
        self._memory.quizzes[key] = Quiz(key, course_id, title, QuizState.DRAFT, rules, now)
        return key

    def get(self, quiz_id: int) -> Quiz | None:
        held = self._memory.quizzes.get(quiz_id)
        return held and self._now(held)

    def of(self, course_id: int) -> list[Quiz]:
        held = [self._now(quiz) for quiz in self._memory.quizzes.values() if quiz.course_id == course_id]
        return sorted(held, key=lambda quiz: -quiz.id)

    def describe(self, quiz_id: int, title: str, rules: Rules) -> None:
        held = self._memory.quizzes[quiz_id]
        self._memory.quizzes[quiz_id] = replace(held, title=title, rules=rules)

    def close(self, quiz_id: int, now: datetime | None) -> None:
        self._memory.quizzes[quiz_id] = replace(self._memory.quizzes[quiz_id], closed_at=now)

    def remove(self, quiz_id: int) -> None:
        self._memory.drop_quizzes(lambda quiz: quiz.id != quiz_id)

    def items(self, quiz_id: int) -> list[Item]:
        # What was accepted since stands with the question.
        return [
            replace(item, question=self._memory.questions[item.question_id])
            for item in self._memory.items
            if item.quiz_id == quiz_id
        ]

    def item(self, item_id: int) -> Item | None:
        held = next((item for item in self._memory.items if item.id == item_id), None)
        return held and replace(held, question=self._memory.questions[held.question_id])

    def add_item(
        self,
        quiz_id: int,
        question: Question,
        flaws: Collection[Flaw],
        now: datetime,
        job_id: int | None = None,
        after: int | None = None,
    ) -> int:
        key, asked = self._memory.next_id("item"), self._ask(question)
        item = Item(key, quiz_id, asked, question, flaws=tuple(flaws))
        mine = (
            n for n, held in enumerate(self._memory.items, 1) if (held.id, held.quiz_id) == (after, quiz_id)
        )
        place = next(mine, None)
        self._memory.items.insert(place or len(self._memory.items), item)
        if job_id is not None:
            self._memory.item_jobs[key] = job_id
        return key

    def edit_item(self, item_id: int, question: Question, flaws: Collection[Flaw], now: datetime) -> None:
        self._change(
            item_id,
            question_id=self._ask(question),
            question=question,
            state=ItemState.PROPOSED,
            reason="",
            flaws=tuple(flaws),
        )

    def judge_item(self, item_id: int, state: ItemState, reason: str = "") -> None:
        self._change(item_id, state=state, reason=reason)

    def weigh_item(self, item_id: int, points: int) -> None:
        self._change(item_id, points=points)

    def order_items(self, quiz_id: int, item_ids: Sequence[int]) -> None:
        places = {key: place for place, key in reversed(list(enumerate(item_ids)))}
        mine = [item for item in self._memory.items if item.quiz_id == quiz_id]
        others = [item for item in self._memory.items if item.quiz_id != quiz_id]
        self._memory.items = others + sorted(mine, key=lambda item: places.get(item.id, len(item_ids)))

    def prompts(self, course_id: int) -> list[str]:
        mine = {quiz.id for quiz in self._memory.quizzes.values() if quiz.course_id == course_id}
        asked = [
            item
            for item in self._memory.items
            if item.quiz_id in mine and item.state is not ItemState.REJECTED
        ]
        return [item.question.task.prompt for item in sorted(asked, key=lambda item: item.id)]

    def made_by(self, job_id: int) -> list[int]:
        return sorted(item for item, job in self._memory.item_jobs.items() if job == job_id)

    def _ask(self, question: Question) -> int:
        key = self._memory.next_id("question")
        self._memory.questions[key] = question
        return key

    def _change(self, item_id: int, **values: object) -> None:
        self._memory.items = [
            replace(item, **values) if item.id == item_id else item for item in self._memory.items
        ]

    def _now(self, quiz: Quiz) -> Quiz:
        items = [item for item in self._memory.items if item.quiz_id == quiz.id]
        version = max(
            (one for one in self._memory.versions.values() if one.quiz_id == quiz.id),
            key=lambda one: one.number,
            default=None,
        )
        approved = [item for item in items if item.state is ItemState.APPROVED]
        counted = replace(
            quiz, waiting=sum(item.state is ItemState.PROPOSED for item in items), approved=len(approved)
        )
        if version is None:
            return counted
        draft = (quiz.title, quiz.rules, [(item.question_id, item.points) for item in approved])
        published = [(posed.question_id, posed.points) for posed in self._memory.posed[version.id]]
        return replace(
            counted,
            version_id=version.id,
            state=QuizState.CLOSED if quiz.closed_at else QuizState.PUBLISHED,
            changed=draft != (version.title, version.rules, published),
        )


class FakeMakings(Makings):
    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def add(self, making: Making, course_id: int, person_id: int, now: datetime) -> int:
        key = FakeJobs(self._memory).add(course_id, person_id, (), now)
        self._memory.jobs[key] = replace(self._memory.jobs[key], kind=JobKind.MAKING)
        self._memory.makings[key] = replace(making, job_id=key)
        return key

    def get(self, job_id: int) -> Making | None:
        return self._memory.makings.get(job_id)

    def of(self, quiz_id: int) -> list[Making]:
        mine = [making for making in self._memory.makings.values() if making.quiz_id == quiz_id]
        return sorted(mine, key=lambda making: -making.job_id)

    def note(self, job_id: int, kept: int, dropped: Sequence[str]) -> None:
        held = self._memory.makings.get(job_id)
        if held is not None:
            self._memory.makings[job_id] = replace(held, kept=kept, dropped=tuple(dropped))


class FakeVersions(Versions):
    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def publish(self, quiz_id: int, person_id: int, now: datetime) -> int:
        quiz = self._memory.quizzes[quiz_id]
        approved = [
            item
            for item in self._memory.items
            if item.quiz_id == quiz_id and item.state is ItemState.APPROVED
        ]
        key, number = self._memory.next_id("version"), len(self.of(quiz_id)) + 1
        self._memory.versions[key] = Version(
            key, quiz_id, quiz.course_id, number, quiz.title, quiz.rules, now, person_id
        )
        self._memory.posed[key] = tuple(
            Posed(place, item.question_id, item.question.task, item.question.language, item.points)
            for place, item in enumerate(approved, 1)
        )
        return key

    def get(self, version_id: int) -> Version | None:
        return self._memory.versions.get(version_id)

    def of(self, quiz_id: int) -> list[Version]:
        mine = [version for version in self._memory.versions.values() if version.quiz_id == quiz_id]
        return sorted(mine, key=lambda version: -version.number)

    def posed(self, version_id: int) -> list[Posed]:
        return list(self._memory.posed.get(version_id, ()))

    def settled(self, version_id: int) -> list[Settled]:
        return [
            Settled(posed, self._memory.questions[posed.question_id].solution)
            for posed in self.posed(version_id)
        ]

    def accept(self, question_id: int, text: str, person_id: int, now: datetime) -> None:
        held = self._memory.questions[question_id]
        accepted = tuple(dict.fromkeys((*held.solution.accepted, text)))
        self._memory.questions[question_id] = replace(
            held, solution=replace(held.solution, accepted=accepted)
        )

    def allow(self, quiz_id: int, person_id: int, minutes: int) -> None:
        if minutes:
            self._memory.allowances[quiz_id, person_id] = minutes
        else:
            self._memory.allowances.pop((quiz_id, person_id), None)

    def allowances(self, quiz_id: int) -> dict[int, int]:
        held = self._memory.allowances.items()
        return {person: minutes for (quiz, person), minutes in held if quiz == quiz_id}
