"""Shelves in memory, with the rules of the real ones: untrusted until rebuilt, one owner."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from math import isclose

from studyhall.domain.courses import Course
from studyhall.domain.errors import IndexFailure
from studyhall.domain.evidence import Hit, SearchMode
from studyhall.domain.tokens import term, words
from studyhall.ports import IndexedPassage, Shelf, ShelfSearch, Shelves, Vector

UNTRUSTED = -1


class FakeShelf(Shelf):
    """`passages` are what it holds; `failing` makes the next write break off half way; `rebuilds` counts.

    `built` says whether there is anything to search.
    """

    def __init__(self, shelves: FakeShelves) -> None:
        self._shelves = shelves
        self._revision = UNTRUSTED
        self.passages: dict[int, IndexedPassage] = {}
        self.failing = False
        self.built = False
        self.rebuilds = 0

    def revision(self) -> int:
        return self._revision

    def apply(self, added: Sequence[IndexedPassage], removed: Sequence[int], revision: int) -> None:
        self._must_own()
        if self._revision == UNTRUSTED:
            raise IndexFailure("the search index cannot be trusted", "rebuild it")
        self._revision = UNTRUSTED
        for passage in removed:
            self.passages.pop(passage, None)
        self._break()
        self.passages |= {passage.id: passage for passage in added}
        self._revision = revision

    def rebuild(self, passages: Iterator[Sequence[IndexedPassage]], revision: int) -> None:
        self._must_own()
        fresh = {passage.id: passage for batch in passages for passage in batch}
        self._break()
        self.passages, self._revision = fresh, revision
        self.built = True
        self.rebuilds += 1

    def check(self, expected: Mapping[int, Vector]) -> list[str]:
        if not self._shelves.owned:
            return [self._shelves.trouble or "another process owns the indexes"]
        if self._revision == UNTRUSTED:
            return ["the index was not completely written"]
        return [
            *(f"passage {passage} is missing" for passage in expected.keys() - self.passages.keys()),
            *(f"passage {passage} is too much" for passage in self.passages.keys() - expected.keys()),
            *(f"vector {i} differs" for i, v in expected.items() if not self._same(i, v)),
        ]

    def count(self) -> int:
        return len(self.passages)

    def search(self, question: str, vector: Vector | None, limit: int) -> ShelfSearch:
        if not self.built:
            raise IndexFailure("the course is not indexed yet", "try again in a moment", code="not_indexed")
        full = vector is not None and self._shelves.owned and self._revision != UNTRUSTED
        asked = {term(word.text) for word in words(question)}
        hits = [self._hit(passage, asked, vector if full else None) for passage in self.passages.values()]
        hits = sorted((hit for hit in hits if hit.score > 0), key=lambda hit: (-hit.score, hit.passage_id))
        return ShelfSearch(tuple(hits[: max(limit, 0)]), SearchMode.FULL if full else SearchMode.WORDS)

    def frequencies(self, terms: Sequence[str]) -> dict[str, int]:
        held = [{term(word.text) for word in words(passage.text)} for passage in self.passages.values()]
        return {asked: sum(asked in one for one in held) for asked in terms}

    def move(self, shelves: FakeShelves) -> None:
        """Belong to the shelves of another process."""
        self._shelves = shelves

    def _hit(self, passage: IndexedPassage, asked: set[str], vector: Vector | None) -> Hit:
        held = {term(word.text) for word in words(passage.text)}
        share = len(asked & held) / max(len(asked), 1)
        if vector is None:
            return Hit(passage.id, share, share)
        cosine = max(0.0, sum(a * b for a, b in zip(vector, passage.vector, strict=True)))
        return Hit(passage.id, 0.5 * share + 0.5 * min(1.0, cosine), share, min(1.0, cosine))

    def _same(self, passage: int, vector: Vector) -> bool:
        if passage not in self.passages:
            return True
        held = self.passages[passage].vector
        return len(held) == len(vector) and all(
            isclose(a, b, abs_tol=1e-5) for a, b in zip(held, vector, strict=True)
        )

    def _break(self) -> None:
        if self.failing:
            self.failing = False
            raise IndexFailure("the index broke", "try again")

    def _must_own(self) -> None:
        if not self._shelves.owned:
            raise IndexFailure(
                self._shelves.trouble or "another process owns the indexes", "wait until it ends"
            )


class FakeShelves(Shelves):
    """`owner` says whether this process may own them, `broken` why nobody can.

    `left` are the shelves that an earlier process left behind, which this one has not been asked for.
    """

    def __init__(self, *, owner: bool = True, broken: str = "") -> None:
        self.owner = owner
        self.broken = broken
        self.closed = False
        self.shelves: dict[tuple[int, str, str, int], FakeShelf] = {}
        self.left: dict[tuple[int, str, str, int], FakeShelf] = {}

    @property
    def owned(self) -> bool:
        return self.owner and not self.broken and not self.closed

    @property
    def trouble(self) -> str:
        return self.broken

    def shelf(self, course: Course, embedder: str, dimensions: int) -> FakeShelf:
        asked = (course.id, course.key, embedder, dimensions)
        if asked not in self.shelves:
            self.shelves[asked] = self.left.pop(asked, None) or FakeShelf(self)
        return self.shelves[asked]

    def forget_others(self, kept: Collection[tuple[Course, str, int]]) -> int:
        if not self.owned:
            return 0
        staying = {(course.id, course.key, embedder, dimensions) for course, embedder, dimensions in kept}
        gone = self.left.keys() - staying
        for one in gone:
            del self.left[one]
        return len(gone)

    def hand_over(self, other: FakeShelves) -> None:
        """Leave behind for `other`, another process, what this one had."""
        for told, shelf in (self.left | self.shelves).items():
            shelf.move(other)
            other.left[told] = shelf

    def close(self) -> None:
        self.closed = True
