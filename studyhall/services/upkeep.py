"""Checking the data folder and mending it."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime

from studyhall.domain.courses import Course
from studyhall.domain.errors import StudyHallError
from studyhall.domain.health import Damage, Problem
from studyhall.ports import Reader, Storage, StoredVector, Vector
from studyhall.services.indexing import Indexing, Progress, batches
from studyhall.services.policies import allowed
from studyhall.services.shelving import InUse, Shelving

_REPAIR = "run doctor --repair"
_START_AGAIN = "have a teacher of the course start searching by meaning again"

_log = logging.getLogger(__name__)


class Upkeep:
    """What an operator does so that the data stays whole."""

    def __init__(self, storage: Storage, indexing: Indexing, reader: Reader, shelving: Shelving) -> None:
        self._storage = storage
        self._indexing = indexing
        self._reader = reader
        self._shelving = shelving
        self._embedder = shelving.spelling.embedder

    def check(self, actor: int) -> list[Problem]:
        """Every problem of the database, its documents, vectors and indexes; empty when all is sound."""
        with self._storage.begin() as work:
            allowed(work, actor, "check the data")
        found = self._storage.problems()
        if any(problem.grave for problem in found):
            return found
        if self._indexing.trouble:
            found.append(Problem(self._indexing.trouble, "mend that, then run doctor again"))
        for course in self._courses():
            found += [_told(course, damage) for damage in self._damages(course)]
            found += self._vector_problems(course)
            found += [Problem(f"{course.slug}: {told}", _REPAIR) for told in self._index_problems(course)]
        return found

    def repair(self, actor: int, now: datetime) -> None:
        """Mend what can be mended: passages from their documents, vectors, and the indexes from SQL."""
        with self._storage.begin() as work:
            allowed(work, actor, "repair the data")
        if any(problem.grave for problem in self._storage.problems()):
            return
        self._storage.repair()
        for course in self._courses():
            for damage in self._damages(course):
                if damage.mendable:
                    self._cut_anew(damage.document_id, now)
            self._embed(self._without_vector(course, self._shelving.spelling))
            if self._indexing.owned and self._index_problems(course):
                self._indexing.rebuild(course)

    def reindex(self, actor: int, course: Course, progress: Progress) -> int:
        """Build a course's indexes anew from SQL; gives the number of passages."""
        with self._storage.begin() as work:
            allowed(work, actor, "repair the data")
        return self._indexing.rebuild(course, progress)

    def _courses(self) -> list[Course]:
        with self._storage.begin() as work:
            return work.courses.all()

    def _damages(self, course: Course) -> list[Damage]:
        with self._storage.begin() as work:
            keys = [summary.document_id for summary in work.documents.summaries(course.id)]
            return [damage for damage in map(work.documents.damage, keys) if damage]

    def _cut_anew(self, key: str, now: datetime) -> None:
        with self._storage.begin() as work:
            document = work.documents.get(key)
        if document is None:
            return
        spans = self._reader.cut(document.body)
        vectors = self._embedder.embed_passages([document.body.text[s.start : s.end] for s in spans])
        with self._storage.begin(write=True) as work:
            if work.documents.get(key) == document:
                work.documents.put(document, spans, vectors, self._embedder.name, now)
                work.commit()

    def _vector_problems(self, course: Course) -> list[Problem]:
        found = []
        for using in self._shelving.kept_in_step(course):
            missing = len(self._without_vector(course, using))
            if missing:
                passages = "1 passage has" if missing == 1 else f"{missing} passages have"
                # What costs money is not made anew unasked.
                mendable = using == self._shelving.spelling
                kind, repair = ("", _REPAIR) if mendable else (f" of {using.embedder.name}", _START_AGAIN)
                found.append(Problem(f"{course.slug}: {passages} no vector{kind}", repair))
        return found

    def _without_vector(self, course: Course, using: InUse) -> list[int]:
        missing: list[int] = []
        with self._storage.begin() as work:
            for some in batches(work.passages.ids(course.id)):
                stored = work.passages.vectors(some, using.embedder.name)
                held = {key for key, vector in stored if len(vector) == using.dimensions}
                missing += [key for key in some if key not in held]
        return missing

    def _embed(self, missing: Sequence[int]) -> None:
        for some in batches(missing):
            with self._storage.begin() as work:
                passages = work.passages.some(some)
            vectors = self._embedder.embed_passages([passage.text for passage in passages])
            with self._storage.begin(write=True) as work:
                stored = [StoredVector(p.id, v) for p, v in zip(passages, vectors, strict=True)]
                work.passages.put_vectors(stored, self._embedder.name)
                work.commit()

    def _index_problems(self, course: Course) -> list[str]:
        """What the course's shelves lack of what SQL holds; nothing where another process owns them."""
        try:
            return [
                told
                for using in self._shelving.kept_in_step(course)
                if self._indexing.catch_up(course, using=using)
                for told in self._compared(course, using)
            ]
        except StudyHallError as error:
            _log.exception("the indexes could not be checked")
            return [error.message]

    def _compared(self, course: Course, using: InUse) -> list[str]:
        expected: dict[int, Vector] = {}
        with self._storage.begin() as work:
            for some in batches(work.passages.ids(course.id)):
                held = work.passages.vectors(some, using.embedder.name)
                expected |= {key: vector for key, vector in held if len(vector) == using.dimensions}
        return self._indexing.shelf(course, using).check(expected)


def _told(course: Course, damage: Damage) -> Problem:
    if damage.mendable:
        return Problem(f"{course.slug}: passages of “{damage.title}” are not as they were stored", _REPAIR)
    what = f"{course.slug}: the text of “{damage.title}” ({damage.document_id}) is not as it was stored"
    return Problem(what, "add its file again, or remove it")
