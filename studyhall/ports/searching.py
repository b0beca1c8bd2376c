"""What finds passages: embedders, and the disposable indexes on their shelves."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from studyhall.domain.courses import Course
from studyhall.domain.evidence import Hit, SearchMode
from studyhall.domain.metering import Model
from studyhall.ports.metering import Meter

Vector = Sequence[float]


class Embedder(ABC):
    """Turns texts into vectors of unit length, all of one size. One that calls a model tells its `model`."""

    name: str
    """Tells vectors of different models, settings or sizes apart; they are never mixed."""
    dimensions: int
    """How many numbers a vector has. Of a model's those of the last reply, 0 before the first: a reply may be
    wrong, so a course keeps to the size in its terms, and to that of the vectors that are stored."""
    model: Model | None = None

    @abstractmethod
    def embed_passages(self, texts: Sequence[str], meter: Meter | None = None) -> list[list[float]]:
        """One vector for each text, in order. Raises ModelFailure."""

    @abstractmethod
    def embed_question(self, text: str, meter: Meter | None = None) -> list[float]:
        """The vector to search passages with. Raises ModelFailure."""

    def close(self) -> None:  # noqa: B027 - most hold nothing
        """Let go of what it holds."""


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

        Repeating an `apply` changes nothing. Raises IndexFailure, with the code "disk_full" where that is
        why; the shelf then answers -1 for its revision until it is rebuilt, unless nothing was written yet.
        """

    @abstractmethod
    def rebuild(self, passages: Iterator[Sequence[IndexedPassage]], revision: int) -> None:
        """Replace everything by the batches in `passages`; searches meanwhile use what was there before.

        Whatever stands in the way inside the shelf's own folder is removed. Raises IndexFailure, with the
        code "disk_full" where that is why; what was there before then stays.
        """

    @abstractmethod
    def check(self, expected: Mapping[int, Vector]) -> list[str]:
        """What is wrong, in words for an operator: reads the vectors of `expected` and finds its words.

        An empty list means that the passages of `expected` are there with those vectors, and no others.
        """

    @abstractmethod
    def count(self) -> int:
        """How many passages the indexes hold; 0 when there are none or they cannot be opened."""

    @abstractmethod
    def search(self, question: str, vector: Vector | None, limit: int) -> ShelfSearch:
        """At most `limit` passages near the question; words alone where `vector` is None or not owned here.

        No hits means that an index was searched and has nothing near. Where none can be, because nothing
        was built yet or it cannot be opened, raises IndexFailure with the code "not_indexed". After a change
        that broke off, the words may still be searched. Raises IndexFailure when an index cannot be read.
        """

    @abstractmethod
    def frequencies(self, terms: Sequence[str]) -> dict[str, int]:
        """In how many passages each term (of `domain.tokens.term`) stands; 0 where `count` is 0."""


class Shelves(ABC):
    """All shelves of this data folder. One process at a time owns them; others only read words."""

    @property
    @abstractmethod
    def owned(self) -> bool:
        """Whether this process may write the indexes and read vectors; tries to become the owner."""

    @property
    @abstractmethod
    def trouble(self) -> str:
        """Why no process could own the indexes, in a sentence for an operator without a full stop.

        Empty when this process owns them, and when it does not because another one does.
        """

    @abstractmethod
    def shelf(self, course: Course, embedder: str, dimensions: int) -> Shelf:
        """The shelf of a course for vectors of the named embedder; the same object for the same question."""

    @abstractmethod
    def forget_others(self, kept: Collection[tuple[Course, str, int]]) -> int:
        """Delete the shelves of no (course, embedder, dimensions) in `kept`; gives how many went.

        Does nothing where this process is not the owner, and leaves alone what it was asked for by `shelf`.
        """

    @abstractmethod
    def close(self) -> None:
        """Let go of the indexes, so that another process can own them."""
