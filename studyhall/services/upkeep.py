"""Checking the data folder and mending it."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence

from studyhall.domain.courses import Course
from studyhall.domain.errors import StudyHallError
from studyhall.domain.health import Problem
from studyhall.ports import Embedder, Storage, StoredVector, Vector
from studyhall.services.indexing import BATCH, Indexing, Progress
from studyhall.services.policies import allowed

_REPAIR = "run doctor --repair"

_log = logging.getLogger(__name__)


class Upkeep:
    """What an operator does so that the data stays whole."""

    def __init__(self, storage: Storage, indexing: Indexing, embedder: Embedder) -> None:
        self._storage = storage
        self._indexing = indexing
        self._embedder = embedder

    def check(self, actor: int) -> list[Problem]:
        """Every problem of the database, the vectors and the indexes; empty when all is sound."""
        found = self._storage.problems()
        if found:
            return found
        for course in self._courses(actor, "check the data"):
            missing = self._without_vector(course)
            if missing:
                told = f"{len(missing)} passages of {course.slug} have no vector"
                found.append(Problem(told, _REPAIR))
            found += [Problem(f"{course.slug}: {told}", _REPAIR) for told in self._index_problems(course)]
        return found

    def repair(self, actor: int) -> None:
        """Mend what can be mended: passages from their documents, vectors, and the indexes from SQL."""
        courses = self._courses(actor, "repair the data")
        self._storage.repair()
        for course in courses:
            self._embed(self._without_vector(course))
            if self._indexing.owned and self._index_problems(course):
                self._indexing.rebuild(course)

    def reindex(self, actor: int, course: Course, progress: Progress) -> int:
        """Build a course's indexes anew from SQL; gives the number of passages."""
        self._courses(actor, "repair the data")
        return self._indexing.rebuild(course, progress)

    def _courses(self, actor: int, act: str) -> list[Course]:
        with self._storage.begin() as work:
            allowed(work, actor, act)
            return work.courses.all()

    def _without_vector(self, course: Course) -> list[int]:
        missing: list[int] = []
        with self._storage.begin() as work:
            for some in _batches(work.passages.ids(course.id)):
                held = {stored.passage_id for stored in work.passages.vectors(some, self._embedder.name)}
                missing += [key for key in some if key not in held]
        return missing

    def _embed(self, missing: Sequence[int]) -> None:
        for some in _batches(missing):
            with self._storage.begin() as work:
                passages = work.passages.some(some)
            vectors = self._embedder.embed_passages([passage.text for passage in passages])
            with self._storage.begin(write=True) as work:
                stored = [StoredVector(p.id, v) for p, v in zip(passages, vectors, strict=True)]
                work.passages.put_vectors(stored, self._embedder.name)
                work.commit()

    def _index_problems(self, course: Course) -> list[str]:
        """What the course's shelf lacks of what SQL holds; nothing where another process owns it."""
        try:
            if not self._indexing.catch_up(course):
                return []
            return self._compared(course)
        except StudyHallError as error:
            _log.exception("the indexes could not be checked")
            return [error.message]

    def _compared(self, course: Course) -> list[str]:
        expected: dict[int, Vector] = {}
        with self._storage.begin() as work:
            for some in _batches(work.passages.ids(course.id)):
                expected |= {s.passage_id: s.vector for s in work.passages.vectors(some, self._embedder.name)}
        return self._indexing.shelf(course).check(expected)


def _batches(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), BATCH):
        yield ids[start : start + BATCH]
