"""Finding the passages of a course that may answer a question."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import NamedTuple

from studyhall.domain.courses import Course
from studyhall.domain.documents import Passage
from studyhall.domain.errors import IndexFailure, ModelFailure
from studyhall.domain.evidence import Evidence, Found
from studyhall.domain.tokens import term, words
from studyhall.ports import Meter, Shelf, ShelfSearch, Storage, UnitOfWork, Vector
from studyhall.services.indexing import Indexing
from studyhall.services.jobs import traced
from studyhall.services.shelving import InUse, Shelving

LIMIT = 12


class Hidden(NamedTuple):
    """What a search must not find; `spare` are how many more it takes to have others in its place."""

    hides: Callable[[Passage], bool]
    spare: int


_log = logging.getLogger(__name__)


class Retrieval:
    """Searches a course's shelf; what SQL no longer holds is never found, however far the index is behind."""

    def __init__(self, storage: Storage, indexing: Indexing, shelving: Shelving) -> None:
        self._storage = storage
        self._indexing = indexing
        self._shelving = shelving
        self._logged = ""

    def search(
        self,
        course: Course,
        question: str,
        limit: int = LIMIT,
        meter: Meter | None = None,
        hidden: Hidden | None = None,
    ) -> Found:
        """The passages nearest to the question, best first, at most `limit`. Raises IndexFailure.

        In place of what is `hidden` come others that are as near.
        A model is asked for the question's vector only where `meter` counts it: for what a person asked. In a
        course that is searched by meaning any other search, and one whose vector fails, is by words alone.
        """
        using = self._shelving.in_use(course)
        owned = self._indexing.catch_up(course, using=using)
        shelf = self._indexing.shelf(course, using)
        vector = self._vector(using, question, meter) if owned else None
        searched = self._searched(course, using, question, vector, limit + (hidden.spare if hidden else 0))
        terms = list(dict.fromkeys(term(word.text) for word in words(question)))
        frequencies = shelf.frequencies(terms)
        with self._storage.begin() as work:
            passages = {p.id: p for p in work.passages.some([hit.passage_id for hit in searched.hits])}
            documents, count = work.documents.counts(course.id)
            waiting = 0 if owned else _waiting(work, course, shelf, count)
        every = [
            Evidence(passages[hit.passage_id], hit.score, hit.words, hit.vectors)
            for hit in searched.hits
            if hit.passage_id in passages
        ]
        kept = [piece for piece in every if not (hidden and hidden.hides(piece.passage))]
        # What has none of the question's words is near nothing that it asks.
        withheld = tuple(rank for rank, one in enumerate(every[:limit]) if one.words and one not in kept)
        return Found(tuple(kept[:limit]), searched.mode, count, documents, frequencies, waiting, withheld)

    def frequencies(self, course: Course, terms: Sequence[str]) -> tuple[dict[str, int], int]:
        """In how many of a course's passages each term stands, and how many passages there are."""
        shelf = self._indexing.shelf(course, self._shelving.in_use(course))
        return shelf.frequencies(terms), shelf.count()

    def _vector(self, using: InUse, question: str, meter: Meter | None) -> Vector | None:
        """The question's vector; None where words have to do."""
        if using.embedder.model is None:
            return using.embedder.embed_question(question)
        if meter is None:
            return None
        try:
            vector = using.embedder.embed_question(question, meter)
        except ModelFailure as failure:
            self._log_once(failure.code)
            return None
        if len(vector) != using.dimensions:
            self._log_once(f"{len(vector)} numbers, not {using.dimensions}")
            return None
        self._logged = ""
        return vector

    def _searched(
        self, course: Course, using: InUse, question: str, vector: Vector | None, limit: int
    ) -> ShelfSearch:
        shelf = self._indexing.shelf(course, using)
        try:
            return shelf.search(question, vector, limit)
        except IndexFailure as failure:
            if not self._indexing.owned:
                raise self._indexing.not_owned() if self._indexing.trouble else failure from failure
            # Where it arose, but not what was said: native code may say what was asked.
            _log.error("a search failed; the shelf is built anew: %s", traced(failure))
        self._indexing.rebuild(course, using=using)
        return shelf.search(question, vector, limit)

    def _log_once(self, why: str) -> None:
        """What goes wrong at every question must not fill the log."""
        if why != self._logged:
            _log.warning("a question has no vector (%s), and words alone are searched", why)
        self._logged = why


def _waiting(work: UnitOfWork, course: Course, shelf: Shelf, count: int) -> int:
    """How many of the course's passages its shelf, which another process writes, does not hold yet."""
    held = shelf.revision()
    if held < 0:
        # It is being written just now.
        return max(0, count - shelf.count())
    return len(work.passages.changes(course.id, held).added)
