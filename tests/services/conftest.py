"""A house on fakes: everything in memory, every part at hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

import pytest

from studyhall.domain.courses import Course
from studyhall.domain.documents import Description, NewSource
from studyhall.domain.evidence import Answer, Citation, Reason, Status
from studyhall.ports import AnswerWriter, Engine, WriterRequest
from studyhall.services.accounts import Accounts
from studyhall.services.courses import Courses
from studyhall.services.indexing import Indexing
from studyhall.services.library import Added, Library
from studyhall.services.retrieval import Retrieval
from studyhall.services.tutoring import Tutoring
from studyhall.services.upkeep import Upkeep
from tests.conftest import NOW
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.reader import FakeReader, reading_of
from tests.fakes.shelves import FakeShelf, FakeShelves
from tests.fakes.storage import FakeStorage


class FirstPassageWriter(AnswerWriter):
    """Quotes the best passage whole; `before` is called in the middle of writing."""

    def __init__(self) -> None:
        self.requests: list[WriterRequest] = []
        self.before = lambda: None

    def write(self, request: WriterRequest) -> Answer:
        self.requests.append(request)
        self.before()
        if not request.found.evidence:
            return Answer("Nothing.", Status.NOT_FOUND, request.language, "first", reason=Reason.NOTHING_NEAR)
        best = request.found.evidence[0].passage
        cited = Citation(
            "S1",
            best.document_id,
            best.version,
            best.title,
            best.side,
            best.language,
            best.start,
            best.end,
            best.text,
        )
        return Answer(f"“{best.text}” [S1]", Status.GROUNDED, request.language, "first", (cited,))


class FirstPassageEngine(Engine):
    name = "first"

    def __init__(self) -> None:
        self.writer = FirstPassageWriter()

    @property
    def answers(self) -> AnswerWriter:
        return self.writer


@dataclass
class House:
    storage: FakeStorage = field(default_factory=FakeStorage)
    reader: FakeReader = field(default_factory=lambda: FakeReader({}))
    embedder: FakeEmbedder = field(default_factory=FakeEmbedder)
    shelves: FakeShelves = field(default_factory=FakeShelves)
    engine: FirstPassageEngine = field(default_factory=FirstPassageEngine)
    now: datetime = NOW

    def __post_init__(self) -> None:
        self.actor = Accounts(self.storage).operator(self.now).id
        self.courses = Courses(self.storage)
        self.library = Library(self.storage, self.reader, self.embedder)
        self.indexing = Indexing(self.storage, self.shelves, self.embedder)
        self.retrieval = Retrieval(self.storage, self.indexing, self.embedder)
        self.tutoring = Tutoring(self.storage, self.retrieval, {"first": self.engine})
        self.upkeep = Upkeep(self.storage, self.indexing, self.embedder)

    def add(self, text: str, name: str = "notes.txt", course: str = "History", **told: str) -> Added:
        self.reader.readings[name] = reading_of(text, title=name)
        file = self.library.fetch(_path(name))
        return self.library.add(self.actor, course, NewSource(file, name, Description(**told)), self.now)

    def course(self, name: str = "History") -> Course:
        return self.courses.find(self.actor, name)

    def shelf(self) -> FakeShelf:
        return self.shelves.shelf(self.course(), self.embedder.name, self.embedder.dimensions)


def _path(name: str):
    from pathlib import Path

    return Path("somewhere") / name


@pytest.fixture
def house() -> House:
    return House()
