"""A course to be searched by meaning, on a house of fakes, with its teacher."""

from __future__ import annotations

from datetime import timedelta

from studyhall.domain.errors import ModelFailure, Trouble
from studyhall.domain.jobs import Job
from studyhall.domain.metering import Terms
from studyhall.domain.people import Role
from studyhall.services.filling import AT_ONCE
from tests.fakes.embedder import FakeMeaning
from tests.services.conftest import House

HOST = "models.example"
PASSAGES = 2 * AT_ONCE + 5
DOWN = ModelFailure(Trouble.DOWN, "the model does not answer", "try again in a moment")


class Desk:
    """A course of three batches of passages, and its teacher."""

    def __init__(self) -> None:
        self.house = house = House(meaning=FakeMeaning())
        house.add("\n\n".join(f"Ship {number} met a storm." for number in range(PASSAGES)))
        self.course = house.course()
        self.teacher = house.member("Ann", Role.TEACHER)

    def start(self) -> int:
        return self.house.embedding.start(self.teacher, self.course, HOST, self.house.now)

    def run(self, stopped=lambda: False) -> Job:
        assert self.house.embedding.run_next(lambda: self.house.now, stopped)
        return self.newest()

    def newest(self) -> Job:
        return self.house.embedding.jobs(self.teacher, self.course, 1)[0]

    def queue(self) -> bool:
        return self.house.embedding.queue_lacking(self.house.now)

    @property
    def terms(self) -> Terms:
        return self.house.storage.memory.terms.get(self.course.id, Terms())

    def vectors(self) -> int:
        return sum(name == self.house.meaning.name for _, name in self.house.storage.memory.vectors)

    def shelf(self):
        return self.house.shelves.shelf(self.course, self.house.meaning.name, 26)

    def by_meaning(self) -> bool:
        return self.house.shelving.in_use(self.course).embedder is self.house.meaning

    def in_the_middle(self, action, call: int = 2) -> None:
        """Have something happen while the model is called for the `call`-th time."""
        count = len(self.house.meaning.calls) + call

        def before() -> None:
            if len(self.house.meaning.calls) == count:
                action()

        self.house.meaning.before = before

    def fail(self) -> None:
        self.house.meaning.failing = DOWN

    def later(self, by: timedelta) -> None:
        self.house.now += by
