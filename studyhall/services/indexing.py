"""Keeping the disposable indexes in step with SQL: by what changed, or by building them anew."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from threading import RLock

from studyhall.domain.courses import Course
from studyhall.domain.errors import IndexFailure
from studyhall.ports import Changes, Embedder, IndexedPassage, Shelf, Shelves, Storage, UnitOfWork

BATCH = 500
# Beyond this many changes at once, new indexes are built beside the old ones instead.
MANY = 5_000

Progress = Callable[[int, int], None]

_log = logging.getLogger(__name__)


def _silent(_done: int, _all: int) -> None:
    """Progress that nobody watches."""


class Indexing:
    """Brings shelves up to date; only the process that owns the index folders writes them."""

    def __init__(self, storage: Storage, shelves: Shelves, embedder: Embedder) -> None:
        self._storage = storage
        self._shelves = shelves
        self._embedder = embedder
        # By course: one thread at a time brings a shelf up to date.
        self._changing: dict[int, RLock] = {}

    @property
    def owned(self) -> bool:
        """Whether this process owns the index folders."""
        return self._shelves.owned

    @property
    def trouble(self) -> str:
        """Why no process can own the index folders; empty when one can."""
        return self._shelves.trouble

    def shelf(self, course: Course) -> Shelf:
        """The course's shelf under the embedder in use."""
        return self._shelves.shelf(course, self._embedder.name, self._embedder.dimensions)

    def catch_up(self, course: Course, progress: Progress = _silent) -> bool:
        """Bring the course's shelf to the newest revision; False where another process has to do it.

        `progress` is told how many passages of how many are in. A shelf that cannot be trusted, or fails
        while it is written, is built anew from SQL, with no embedding call.
        """
        if not self._shelves.owned:
            return False
        changing = self._lock(course)
        # While another thread is at it, what was there before can be searched.
        if changing.acquire(blocking=self.shelf(course).count() == 0):
            try:
                self._bring_up_to_date(course, progress)
            finally:
                changing.release()
        return True

    def _bring_up_to_date(self, course: Course, progress: Progress) -> None:
        shelf = self.shelf(course)
        since = shelf.revision()
        with self._storage.begin() as work:
            changes = work.passages.changes(course.id, since)
            if changes.revision == since:
                return
            if (
                0 <= since < changes.revision
                and len(changes.added) <= MANY
                and self._applied(work, shelf, changes)
            ):
                progress(len(changes.added), len(changes.added))
                return
        self.rebuild(course, progress)

    def catch_up_all(self) -> None:
        """Bring every course's shelf to the newest revision; one that fails holds up none of the others.

        Raises the last IndexFailure when all were tried.
        """
        with self._storage.begin() as work:
            every = work.courses.all()
        failure: IndexFailure | None = None
        for course in every:
            try:
                self.catch_up(course)
            except IndexFailure as error:
                failure = error
        if failure is not None:
            raise failure

    def rebuild(self, course: Course, progress: Progress = _silent) -> int:
        """Build the course's shelf anew from SQL; gives the number of passages. Raises IndexFailure.

        Shelves that nothing uses any more, of courses, embedders or cuttings that are gone, go with it.
        """
        if not self._shelves.owned:
            raise self.not_owned()
        with self._lock(course), self._storage.begin() as work:
            ids = work.passages.ids(course.id)
            revision = work.passages.revision(course.id)
            _log.info("building the indexes of course %d anew: %d passages", course.id, len(ids))
            self.shelf(course).rebuild(self._batches(work, ids, progress), revision)
            every = work.courses.all()
        self._shelves.forget_others([(one, self._embedder.name, self._embedder.dimensions) for one in every])
        return len(ids)

    def not_owned(self) -> IndexFailure:
        """Why this process cannot write the indexes."""
        if self._shelves.trouble:
            return IndexFailure(self._shelves.trouble, "mend that, then try again")
        return IndexFailure(
            "another Study Hall process is using the indexes", "stop it first, then try again", code="busy"
        )

    def _lock(self, course: Course) -> RLock:
        return self._changing.setdefault(course.id, RLock())

    def _applied(self, work: UnitOfWork, shelf: Shelf, changes: Changes) -> bool:
        added = work.passages.indexed(changes.added, self._embedder.name)
        try:
            shelf.apply(added, changes.removed, changes.revision)
        except IndexFailure:
            _log.exception("a shelf could not be written, and is built anew")
            return False
        return True

    def _batches(
        self, work: UnitOfWork, ids: Sequence[int], progress: Progress
    ) -> Iterator[Sequence[IndexedPassage]]:
        for start in range(0, len(ids), BATCH):
            some = ids[start : start + BATCH]
            yield work.passages.indexed(some, self._embedder.name)
            progress(start + len(some), len(ids))
