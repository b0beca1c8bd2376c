"""Finding the passages of a course that may answer a question."""

from __future__ import annotations

import logging

from studyhall.domain.courses import Course
from studyhall.domain.errors import IndexFailure
from studyhall.domain.evidence import Evidence, Found
from studyhall.domain.tokens import term, words
from studyhall.ports import Embedder, Shelf, ShelfSearch, Storage, UnitOfWork
from studyhall.services.indexing import Indexing

LIMIT = 12

_log = logging.getLogger(__name__)


class Retrieval:
    """Searches a course's shelf; what SQL no longer holds is never found, however far the index is behind."""

    def __init__(self, storage: Storage, indexing: Indexing, embedder: Embedder) -> None:
        self._storage = storage
        self._indexing = indexing
        self._embedder = embedder

    def search(self, course: Course, question: str, limit: int = LIMIT) -> Found:
        """The passages nearest to the question, best first, at most `limit`. Raises IndexFailure."""
        owned = self._indexing.catch_up(course)
        searched = self._searched(course, question, limit, owned)
        shelf = self._indexing.shelf(course)
        terms = list(dict.fromkeys(term(word.text) for word in words(question)))
        frequencies = shelf.frequencies(terms)
        with self._storage.begin() as work:
            passages = {p.id: p for p in work.passages.some([hit.passage_id for hit in searched.hits])}
            documents, count = work.documents.counts(course.id)
            waiting = 0 if owned else _waiting(work, course, shelf, count)
        evidence = tuple(
            Evidence(passages[hit.passage_id], hit.score, hit.words, hit.vectors)
            for hit in searched.hits
            if hit.passage_id in passages
        )
        return Found(evidence, searched.mode, count, documents, frequencies, waiting)

    def _searched(self, course: Course, question: str, limit: int, owned: bool) -> ShelfSearch:
        vector = self._embedder.embed_question(question) if owned else None
        shelf = self._indexing.shelf(course)
        try:
            return shelf.search(question, vector, limit)
        except IndexFailure as failure:
            if not owned:
                raise self._indexing.not_owned() if self._indexing.trouble else failure from failure
            _log.exception("a search failed; the shelf is built anew")
        self._indexing.rebuild(course)
        return shelf.search(question, vector, limit)


def _waiting(work: UnitOfWork, course: Course, shelf: Shelf, count: int) -> int:
    """How many of the course's passages its shelf, which another process writes, does not hold yet."""
    held = shelf.revision()
    if held < 0:
        # It is being written just now.
        return max(0, count - shelf.count())
    return len(work.passages.changes(course.id, held).added)
