"""What keeps everything: repositories in a unit of work, which is one transaction; here those of sources."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import NamedTuple

from studyhall.domain.courses import Course
from studyhall.domain.documents import Description, Document, Passage, Span
from studyhall.domain.evidence import Citation
from studyhall.domain.health import Damage, Problem
from studyhall.ports.conversing import Conversations, Exchanges, Reviews
from studyhall.ports.metering import CourseTerms, Usage
from studyhall.ports.people import Memberships, People, Sessions
from studyhall.ports.quizzes import Attempts, Grades, Makings, Quizzes, Versions
from studyhall.ports.searching import IndexedPassage, Vector
from studyhall.ports.working import Jobs


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

    @abstractmethod
    def get(self, course_id: int) -> Course | None:
        """The course with this id."""

    @abstractmethod
    def join_code(self, course_id: int) -> str | None:
        """What pupils join the course with; None while its class is closed."""

    @abstractmethod
    def set_join_code(self, course_id: int, code: str | None) -> None:
        """Open the class with a new code, or close it. Raises Refused when the code is another course's."""

    @abstractmethod
    def with_join_code(self, code: str) -> Course | None:
        """The course that this code opens."""


class Documents(ABC):
    """The sources of courses."""

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
    def counts(self, course_id: int) -> tuple[int, int]:
        """How many documents and passages a course has."""

    @abstractmethod
    def damage(self, document_id: str) -> Damage | None:
        """What is not as it was stored in a document that is there; None when its text and passages are."""

    @abstractmethod
    def quoted(self, citation: Citation) -> str | None:
        """What stands at a citation's place in the version that it names; None when that is gone."""


class Passages(ABC):
    """The passages of documents, with their vectors."""

    @abstractmethod
    def some(self, ids: Sequence[int]) -> list[Passage]:
        """Those of the passages that are there, in the order asked for."""

    @abstractmethod
    def of(self, document_id: str) -> list[Passage]:
        """A document's passages, in order."""

    @abstractmethod
    def holding(self, citation: Citation) -> Passage | None:
        """The passage in which a citation lies, of the version that it names; None when there is none."""

    @abstractmethod
    def revision(self, course_id: int) -> int:
        """The course's revision now; 0 for one that is not there."""

    @abstractmethod
    def changes(self, course_id: int, since: int) -> Changes:
        """The passages that came and went after revision `since`."""

    @abstractmethod
    def indexed(self, ids: Sequence[int], embedder: str) -> list[IndexedPassage]:
        """What an index needs of those of the passages that have a vector of `embedder`."""

    @abstractmethod
    def ids(self, course_id: int) -> list[int]:
        """The ids of all passages of a course, ascending."""

    @abstractmethod
    def vectors(self, ids: Sequence[int], embedder: str) -> list[StoredVector]:
        """The vectors of those of the passages that have a whole one: finite numbers, all of one length."""

    @abstractmethod
    def lacking(self, course_id: int, embedder: str, limit: int) -> list[int]:
        """The ids of at most `limit` passages of a course that have no vector of `embedder`, ascending."""

    @abstractmethod
    def put_vectors(self, vectors: Sequence[StoredVector], embedder: str) -> None:
        """Store vectors in place of those that were missing or damaged."""


class UnitOfWork(ABC):
    """One transaction: leaving without `commit` undoes everything."""

    people: People
    sessions: Sessions
    memberships: Memberships
    courses: Courses
    documents: Documents
    passages: Passages
    conversations: Conversations
    exchanges: Exchanges
    reviews: Reviews
    jobs: Jobs
    quizzes: Quizzes
    makings: Makings
    versions: Versions
    attempts: Attempts
    grades: Grades
    terms: CourseTerms
    usage: Usage

    @abstractmethod
    def leave_no_trace(self) -> None:
        """Have what this transaction removes leave nothing in the files, once the storage is scrubbed."""

    @abstractmethod
    def commit(self) -> None:
        """Make what was written last. Raises StorageFailure, for a full disk too."""


class Storage(ABC):
    """Opens units of work on the database."""

    @abstractmethod
    def begin(self, *, write: bool = False) -> AbstractContextManager[UnitOfWork]:
        """A unit of work; only one may write at a time, others wait. Raises StorageFailure."""

    @abstractmethod
    def problems(self) -> list[Problem]:
        """What is wrong inside the database; empty when it is sound."""

    @abstractmethod
    def repair(self) -> None:
        """Remove rows that belong to nothing. Doing it again changes nothing."""

    @abstractmethod
    def scrub(self) -> bool:
        """Leave nothing in the files of what was removed so; False while the database is in use.

        Doing it again changes nothing. Raises StorageFailure.
        """

    @abstractmethod
    def close(self) -> None:
        """Let go of the database."""
