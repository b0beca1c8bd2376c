"""Every socket of the house: what the services need, and adapters provide.

Ports are abstract classes, so that fakes in tests are subclasses too; one contract suite a port runs on
every adapter and every fake.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from studyhall.domain.conversation import Exchange
from studyhall.domain.courses import Course
from studyhall.domain.documents import Description, Document, Passage, Reading, Span
from studyhall.domain.evidence import Answer, Found, Hit, SearchMode
from studyhall.domain.people import Person

Vector = Sequence[float]


class Reader(ABC):
    """Makes a document of a file."""

    @abstractmethod
    def read(self, path: Path) -> Reading:
        """The cleaned text, structure, description and passages of the file at `path`.

        The description holds what the file itself tells; its title and language are always filled
        (from the first heading or the file's name, and by detection), its side may be empty.
        Raises BadFile, with a sentence for whoever added it; the file is never executed or trusted.
        """


class Embedder(ABC):
    """Turns texts into vectors of unit length."""

    name: str
    """Tells vectors of different models, settings or sizes apart; they are never mixed."""
    dimensions: int

    @abstractmethod
    def embed_passages(self, texts: Sequence[str]) -> list[list[float]]:
        """One vector of `dimensions` floats for each text, in order."""

    @abstractmethod
    def embed_question(self, text: str) -> list[float]:
        """The vector to search passages with."""


class IndexedPassage(NamedTuple):
    """What an index is told of a passage. `context` is the document's title and the heading path."""

    id: int
    text: str
    context: str
    vector: Vector


class ShelfSearch(NamedTuple):
    """`hits` are ordered best first; `mode` says which indexes were asked."""

    hits: tuple[Hit, ...]
    mode: SearchMode


class Shelf(ABC):
    """The indexes of one course under one embedder: words and vectors. Disposable, rebuilt from SQL."""

    @abstractmethod
    def revision(self) -> int:
        """The course revision that the indexes hold; -1 when they hold nothing or cannot be trusted."""

    @abstractmethod
    def apply(self, added: Sequence[IndexedPassage], removed: Sequence[int], revision: int) -> None:
        """Put `added` in, take the ids `removed` out, and remember `revision` when all of it is written.

        Repeating an `apply` changes nothing. Raises IndexFailure; the shelf then answers -1 for its
        revision until it is rebuilt.
        """

    @abstractmethod
    def rebuild(self, passages: Iterator[Sequence[IndexedPassage]], revision: int) -> None:
        """Replace everything by the batches in `passages`; searches meanwhile use what was there before."""

    @abstractmethod
    def check(self, expected: Mapping[int, Vector]) -> list[str]:
        """What is wrong, in words for an operator: reads the vectors of `expected` and finds its words.

        An empty list means that every passage of `expected` is there, with that vector.
        """

    @abstractmethod
    def count(self) -> int:
        """How many passages the indexes hold."""

    @abstractmethod
    def search(self, question: str, vector: Vector | None, limit: int) -> ShelfSearch:
        """At most `limit` passages near the question; words alone where `vector` is None or not owned here.

        Raises IndexFailure when an index cannot be read.
        """

    @abstractmethod
    def frequencies(self, terms: Sequence[str]) -> dict[str, int]:
        """In how many passages each term (of `domain.tokens.term`) stands."""


class Shelves(ABC):
    """All shelves of this data folder. One process at a time owns them; others only read words."""

    @property
    @abstractmethod
    def owned(self) -> bool:
        """Whether this process may write the indexes and read vectors; tries to become the owner."""

    @abstractmethod
    def shelf(self, course: Course, embedder: str, dimensions: int) -> Shelf:
        """The shelf of a course for vectors of the named embedder; the same object for the same question."""

    @abstractmethod
    def close(self) -> None:
        """Let go of the indexes, so that another process can own them."""


class WriterRequest(NamedTuple):
    """What an answer writer is given. `language` is the one to reply in."""

    question: str
    language: str
    found: Found


class AnswerWriter(ABC):
    """Writes an answer from evidence, and from nothing else."""

    @abstractmethod
    def write(self, request: WriterRequest) -> Answer:
        """An answer whose citations all lie in passages of `request.found.evidence`, or one not found."""


class Engine(ABC):
    """One way of doing the tasks: bundles the writers."""

    name: str

    @property
    @abstractmethod
    def answers(self) -> AnswerWriter:
        """Who writes answers."""


class StoredVector(NamedTuple):
    """A passage's vector as SQL holds it."""

    passage_id: int
    vector: Vector


class Changes(NamedTuple):
    """What happened to a course's passages after some revision, up to `revision`."""

    revision: int
    added: tuple[int, ...]
    removed: tuple[int, ...]


class SourceSummary(NamedTuple):
    """A line in the list of a course's sources."""

    document_id: str
    file: str
    version: str
    description: Description
    passages: int
    status: str


class People(ABC):
    """Who there is."""

    @abstractmethod
    def operator(self, now: datetime) -> Person:
        """The local operator, made at first use."""

    @abstractmethod
    def get(self, person_id: int) -> Person | None:
        """The person as the database has them now."""


class Courses(ABC):
    """The courses."""

    @abstractmethod
    def add(self, slug: str, title: str, now: datetime) -> Course:
        """A new course. Raises Refused when the slug is taken."""

    @abstractmethod
    def find(self, slug_or_title: str) -> Course | None:
        """The course with this slug, or else this title (compared without case)."""

    @abstractmethod
    def all(self) -> list[Course]:
        """Every course, by title."""


class Documents(ABC):
    """The sources of courses, their passages and vectors."""

    @abstractmethod
    def put(
        self,
        document: Document,
        spans: Sequence[Span],
        vectors: Sequence[Vector],
        embedder: str,
        now: datetime,
    ) -> None:
        """Store the document with its passages and their vectors, in place of an earlier version of it.

        `vectors[i]` belongs to `spans[i]`. Moves the course to its next revision.
        """

    @abstractmethod
    def describe(self, document: str, description: Description) -> None:
        """Replace what is told about a document; its passages are told to the indexes anew."""

    @abstractmethod
    def remove(self, document_id: str) -> bool:
        """Take a document out with its passages; False when it is not there."""

    @abstractmethod
    def get(self, document_id: str) -> Document | None:
        """The document, whole."""

    @abstractmethod
    def with_version(self, course_id: int, version: str) -> str | None:
        """The id of the course's document with exactly this content."""

    @abstractmethod
    def summaries(self, course_id: int) -> list[SourceSummary]:
        """The course's sources, by title."""

    @abstractmethod
    def passages(self, ids: Sequence[int]) -> list[Passage]:
        """Those of the passages that are there, in the order asked for."""

    @abstractmethod
    def passages_of(self, document_id: str) -> list[Passage]:
        """A document's passages, in order."""

    @abstractmethod
    def changes(self, course_id: int, since: int) -> Changes:
        """The passages that came and went after revision `since`."""

    @abstractmethod
    def indexed(self, ids: Sequence[int], embedder: str) -> list[IndexedPassage]:
        """What an index needs of those of the passages that have a vector of `embedder`."""

    @abstractmethod
    def passage_ids(self, course_id: int) -> list[int]:
        """The ids of all passages of a course, ascending."""

    @abstractmethod
    def vectors(self, ids: Sequence[int], embedder: str) -> list[StoredVector]:
        """The vectors of those of the passages that have one."""

    @abstractmethod
    def put_vectors(self, vectors: Sequence[StoredVector], embedder: str) -> None:
        """Store vectors that were missing."""


class Exchanges(ABC):
    """Questions and the answers they got."""

    @abstractmethod
    def ask(self, course_id: int, person_id: int, question: str, now: datetime) -> int:
        """Store a question before anything is computed; gives its id."""

    @abstractmethod
    def answer(self, exchange_id: int, answer: Answer, now: datetime) -> None:
        """Store the answer of a question, with the words it cites."""

    @abstractmethod
    def of(self, course_id: int, person_id: int, limit: int) -> list[Exchange]:
        """A person's newest exchanges in a course, newest first; each citation says if its source stands."""


class UnitOfWork(ABC):
    """One transaction: leaving without `commit` undoes everything."""

    people: People
    courses: Courses
    documents: Documents
    exchanges: Exchanges

    @abstractmethod
    def commit(self) -> None:
        """Make what was written last. Raises StorageFailure, for a full disk too."""


class Storage(ABC):
    """Opens units of work on the database."""

    @abstractmethod
    def begin(self, *, write: bool = False) -> AbstractContextManager[UnitOfWork]:
        """A unit of work; only one may write at a time, others wait. Raises StorageFailure."""

    @abstractmethod
    def problems(self) -> list[str]:
        """What is wrong inside the database, in words for an operator; empty when it is sound."""

    @abstractmethod
    def close(self) -> None:
        """Let go of the database."""
