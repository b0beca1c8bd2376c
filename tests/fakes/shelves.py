"""Shelves in memory, with the rules of the real ones: untrusted until rebuilt, one owner."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import isclose

from studyhall.domain.courses import Course
from studyhall.domain.errors import IndexFailure
from studyhall.domain.evidence import Hit, SearchMode
from studyhall.domain.tokens import term, words
from studyhall.ports import IndexedPassage, Shelf, ShelfSearch, Shelves, Vector

UNTRUSTED = -1


class FakeShelf(Shelf):
    """`passages` are what it holds; `failing` makes the next write break off half way; `rebuilds` counts."""

    def __init__(self, shelves: FakeShelves) -> None:
        self._shelves = shelves
        self._revision = UNTRUSTED
        self.passages: dict[int, IndexedPassage] = {}
        self.failing = False
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
        self.rebuilds += 1

    def check(self, expected: Mapping[int, Vector]) -> list[str]:
        if not self._shelves.owned:
            return ["another process owns the indexes"]
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
        full = vector is not None and self._shelves.owned
        asked = {term(word.text) for word in words(question)}
        hits = [self._hit(passage, asked, vector if full else None) for passage in self.passages.values()]
        hits = sorted((hit for hit in hits if hit.score > 0), key=lambda hit: (-hit.score, hit.passage_id))
        return ShelfSearch(tuple(hits[: max(limit, 0)]), SearchMode.FULL if full else SearchMode.WORDS)

    def frequencies(self, terms: Sequence[str]) -> dict[str, int]:
        held = [{term(word.text) for word in words(passage.text)} for passage in self.passages.values()]
        return {asked: sum(asked in one for one in held) for asked in terms}

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
            raise IndexFailure("another process owns the indexes", "wait until it ends")


class FakeShelves(Shelves):
    """`owner` says whether this process may own them."""

    def __init__(self, *, owner: bool = True) -> None:
        self.owner = owner
        self.closed = False
        self.shelves: dict[tuple[int, str, int], FakeShelf] = {}

    @property
    def owned(self) -> bool:
        return self.owner and not self.closed

    def shelf(self, course: Course, embedder: str, dimensions: int) -> FakeShelf:
        return self.shelves.setdefault((course.id, embedder, dimensions), FakeShelf(self))

    def close(self) -> None:
        self.closed = True
