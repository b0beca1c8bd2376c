"""A house on fakes: everything in memory, every part at hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest

from studyhall.domain.courses import Course
from studyhall.domain.documents import Description, NewSource
from studyhall.domain.evidence import Answer
from studyhall.ports import WriterRequest
from studyhall.services.accounts import Accounts
from studyhall.services.courses import Courses
from studyhall.services.indexing import Indexing
from studyhall.services.library import Added, Library
from studyhall.services.retrieval import Retrieval
from studyhall.services.tutoring import Tutoring
from studyhall.services.upkeep import Upkeep
from tests.conftest import NOW
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.engine import FakeEngine
from tests.fakes.reader import FakeReader, reading_of
from tests.fakes.shelves import FakeShelf, FakeShelves
from tests.fakes.storage import FakeStorage


class InterruptedEngine(FakeEngine):
    """Calls `before` in the middle of writing an answer."""

    def __init__(self) -> None:
        super().__init__("first")
        self.before = lambda: None
        write = self.writer.write

        def interrupted(request: WriterRequest) -> Answer:
            self.before()
            return write(request)

        self.writer.write = interrupted


@dataclass
class House:
    storage: FakeStorage = field(default_factory=FakeStorage)
    reader: FakeReader = field(default_factory=lambda: FakeReader({}))
    embedder: FakeEmbedder = field(default_factory=FakeEmbedder)
    shelves: FakeShelves = field(default_factory=FakeShelves)
    engine: InterruptedEngine = field(default_factory=InterruptedEngine)
    now: datetime = NOW

    def __post_init__(self) -> None:
        self.actor = Accounts(self.storage).operator(self.now).id
        self.courses = Courses(self.storage)
        self.library = Library(self.storage, self.reader, self.embedder)
        self.indexing = Indexing(self.storage, self.shelves, self.embedder)
        self.retrieval = Retrieval(self.storage, self.indexing, self.embedder)
        self.tutoring = Tutoring(self.storage, self.retrieval, {"first": self.engine})
        self.upkeep = Upkeep(self.storage, self.indexing, self.reader, self.embedder)

    def add(self, text: str, name: str = "notes.txt", course: str = "History", **told: str) -> Added:
        self.reader.readings[name] = reading_of(text, title=name)
        file = self.library.fetch(Path(name))
        return self.library.add(self.actor, course, NewSource(file, name, Description(**told)), self.now)

    def course(self, name: str = "History") -> Course:
        return self.courses.find(self.actor, name)

    def shelf(self) -> FakeShelf:
        return self.shelves.shelf(self.course(), self.embedder.name, self.embedder.dimensions)


@pytest.fixture
def house() -> House:
    return House()
