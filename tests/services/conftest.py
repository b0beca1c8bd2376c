"""A house on fakes: everything in memory, every part at hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from pathlib import Path

import pytest

from studyhall.domain.courses import Course
from studyhall.domain.documents import Description, NewSource
from studyhall.domain.evidence import Answer
from studyhall.domain.people import NewPerson, Role
from studyhall.ports import Telling, WriterRequest, untold
from studyhall.services.accounts import Accounts
from studyhall.services.adding import Adding
from studyhall.services.approving import Approving
from studyhall.services.classes import Classes
from studyhall.services.composing import Composing
from studyhall.services.consenting import Consenting
from studyhall.services.conversing import Conversing
from studyhall.services.copying import Copying
from studyhall.services.courses import Courses
from studyhall.services.editing import Editing
from studyhall.services.embedding import Embedding
from studyhall.services.enrolling import Enrolling, Place
from studyhall.services.erasing import Erasing
from studyhall.services.grading import Grading
from studyhall.services.indexing import Indexing
from studyhall.services.judging import Judging
from studyhall.services.library import Added, Library
from studyhall.services.packing import Packing
from studyhall.services.quizzing import Quizzing
from studyhall.services.results import Results
from studyhall.services.retaining import Retaining
from studyhall.services.retrieval import Retrieval
from studyhall.services.reviewing import Reviewing
from studyhall.services.shelving import Shelving
from studyhall.services.suggesting import Suggesting
from studyhall.services.taking import Taking
from studyhall.services.tutoring import Tutoring
from studyhall.services.upkeep import Upkeep
from studyhall.services.working import LOOK_SECONDS, Worker
from tests.conftest import NOW
from tests.fakes.embedder import FakeEmbedder, FakeMeaning
from tests.fakes.engine import FakeEngine
from tests.fakes.metering import FakeMeter
from tests.fakes.people import FakeHasher
from tests.fakes.reader import FakeReader, reading_of
from tests.fakes.shelves import FakeShelf, FakeShelves
from tests.fakes.storage import FakeStorage
from tests.services.classroom import Classroom


class InterruptedEngine(FakeEngine):
    """Calls `before` in the middle of writing an answer."""

    def __init__(self) -> None:
        super().__init__("first")
        self.before = lambda: None
        write = self.writer.write

        def interrupted(request: WriterRequest, telling: Telling = untold) -> Answer:
            self.before()
            return write(request, telling)

        self.writer.write = interrupted


@dataclass
class House:
    storage: FakeStorage = field(default_factory=FakeStorage)
    reader: FakeReader = field(default_factory=lambda: FakeReader({}))
    embedder: FakeEmbedder = field(default_factory=FakeEmbedder)
    meaning: FakeMeaning | None = None
    meter: FakeMeter = field(default_factory=FakeMeter)
    shelves: FakeShelves = field(default_factory=FakeShelves)
    engine: InterruptedEngine = field(default_factory=InterruptedEngine)
    hasher: FakeHasher = field(default_factory=FakeHasher)
    now: datetime = NOW

    def __post_init__(self) -> None:
        self.metered_for: list[tuple[int, datetime]] = []
        self.accounts = Accounts(self.storage, self.hasher)
        self.enrolling = Enrolling(self.storage, self.hasher)
        self.classes = Classes(self.storage, self.hasher)
        self.retaining = Retaining(self.storage)
        self.packing = Packing(self.storage)
        self.erasing = Erasing(self.storage, self.hasher)
        self.actor = self.accounts.operator(self.now).id
        self.courses = Courses(self.storage)
        self.copying = Copying(self.storage, self.embedder)
        self.library = Library(self.storage, self.reader, self.embedder)
        self.shelving = Shelving(self.storage, self.embedder, self.meaning)
        self.indexing = Indexing(self.storage, self.shelves, self.shelving)
        self.adding = Adding(self.storage, self.library, self.indexing, file_bytes=1_000)
        self.embedding = Embedding(self.storage, self.indexing, self.shelving, self.metered)
        self.retrieval = Retrieval(self.storage, self.indexing, self.shelving)
        self.tutoring = Tutoring(self.storage, self.retrieval, {"first": self.engine})
        self.composing = Composing(self.storage, self.retrieval, {"first": self.engine})
        self.quizzing = Quizzing(self.storage, self.composing)
        self.editing = Editing(self.storage)
        self.approving = Approving(self.storage)
        self.grading = Grading(self.storage, {"first": self.engine})
        self.seeds = count(1)
        self.taking = Taking(self.storage, self.grading, lambda: next(self.seeds))
        self.reviewing = Reviewing(self.storage, self.engine)
        self.results = Results(self.storage)
        self.consenting = Consenting(self.storage, None, None)
        self.conversing = Conversing(self.storage)
        self.judging = Judging(self.storage)
        self.suggesting = Suggesting(self.storage, self.tutoring, {"first": self.engine})
        self.upkeep = Upkeep(self.storage, self.indexing, self.reader, self.shelving)

    def worker(self, look_seconds: float = LOOK_SECONDS) -> Worker:
        """A worker of this house by its clock."""
        return Worker(
            self.adding,
            self.embedding,
            self.quizzing,
            self.indexing,
            self.taking,
            self.grading,
            self.retaining,
            lambda: self.now,
            look_seconds,
        )

    def metered(self, course_id: int, now: datetime) -> FakeMeter:
        self.metered_for.append((course_id, now))
        return self.meter

    def person(self, name: str, course: Course | None = None, role: Role = Role.STUDENT) -> int:
        """The id of somebody new with the password "a password": in a course, or an admin."""
        place = None if course is None else Place(course.id, role)
        self.enrolling.add(self.actor, name, "a password", place, self.now)
        with self.storage.begin() as work:
            return work.people.credentials(name).person.id

    def add(self, text: str, name: str = "notes.txt", course: str = "History", **told: str) -> Added:
        self.reader.readings[name] = reading_of(text, title=name)
        file = self.library.fetch(Path(name))
        return self.library.add(self.actor, course, NewSource(file, name, Description(**told)), self.now)

    def member(self, name: str, role: Role, course: str = "History") -> int:
        """Somebody new, who belongs to a course."""
        with self.storage.begin(write=True) as work:
            person = work.people.add(NewPerson(name), self.now).id
            work.commit()
        self.storage.memory.memberships[self.course(course).id, person] = (role, self.now)
        return person

    def course(self, name: str = "History") -> Course:
        return self.courses.find(self.actor, name)

    def shelf(self) -> FakeShelf:
        return self.shelves.shelf(self.course(), self.embedder.name, self.embedder.dimensions)


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture
def room(house) -> Classroom:
    return Classroom(house)
