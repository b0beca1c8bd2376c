"""Keeping the disposable indexes in step with SQL: by what changed, or by building them anew."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from threading import RLock

from studyhall.domain.courses import Course
from studyhall.domain.errors import IndexFailure
from studyhall.ports import Changes, IndexedPassage, Shelf, Shelves, Storage, UnitOfWork
from studyhall.services.shelving import InUse, Shelving

BATCH = 500
# Beyond this many changes at once, new indexes are built beside the old ones instead.
MANY = 5_000

Progress = Callable[[int, int], None]

_log = logging.getLogger(__name__)


def batches(ids: Sequence[int], size: int = BATCH) -> Iterator[Sequence[int]]:
    """The ids in order, `size` at a time."""
    for start in range(0, len(ids), size):
        yield ids[start : start + size]


def _silent(_done: int, _all: int) -> None:
    """Progress that nobody watches."""


class Indexing:
    """Brings shelves up to date; only the process that owns the index folders writes them."""

    def __init__(self, storage: Storage, shelves: Shelves, shelving: Shelving) -> None:
        self._storage = storage
        self._shelves = shelves
        self._shelving = shelving
        # By shelf: one thread at a time brings it up to date.
        self._changing: dict[tuple[int, str, int], RLock] = {}

    @property
    def owned(self) -> bool:
        """Whether this process owns the index folders."""
        return self._shelves.owned

    @property
    def trouble(self) -> str:
        """Why no process can own the index folders; empty when one can."""
        return self._shelves.trouble

    def shelf(self, course: Course, using: InUse | None = None) -> Shelf:
        """The course's shelf of some vectors; of those in use where none are told."""
        using = using or self._shelving.in_use(course)
        return self._shelves.shelf(course, using.embedder.name, using.dimensions)

    def catch_up(self, course: Course, progress: Progress = _silent, using: InUse | None = None) -> bool:
        """Bring a shelf of the course to the newest revision; False where another process has to do it.

        `progress` is told how many passages of how many are in. A shelf that cannot be trusted, or fails
        while it is written, is built anew from SQL, with no embedding call. One whose vectors are not all
        there is left as it is.
        """
        if not self._shelves.owned:
            return False
        using = using or self._shelving.in_use(course)
        changing = self._lock(course, using)
        # While another thread is at it, what was there before can be searched.
        if changing.acquire(blocking=self.shelf(course, using).count() == 0):
            try:
                self._bring_up_to_date(course, using, progress)
            finally:
                changing.release()
        return True

    def build(self, course: Course, using: InUse) -> bool:
        """Bring a shelf that is not in use yet to the newest revision, beside the one that is.

        False when the course changed meanwhile. Raises IndexFailure.
        """
        if not self._shelves.owned:
            raise self.not_owned()
        with self._lock(course, using):
            self._bring_up_to_date(course, using, _silent)
        with self._storage.begin() as work:
            return self.shelf(course, using).revision() == work.passages.revision(course.id)

    def _bring_up_to_date(self, course: Course, using: InUse, progress: Progress) -> None:
        shelf = self.shelf(course, using)
        since = shelf.revision()
        with self._storage.begin() as work:
            changes = work.passages.changes(course.id, since)
            # Taken over with a vector missing, that passage would never be told to the shelf.
            if changes.revision == since or not self._shelving.complete(work, course, using.embedder):
                return
            if (
                0 <= since < changes.revision
                and len(changes.added) <= MANY
                and self._applied(work, using, shelf, changes)
            ):
                progress(len(changes.added), len(changes.added))
                return
        self.rebuild(course, progress, using)

    def catch_up_all(self) -> None:
        """Bring every course's shelves to the newest revision; one that fails holds up none of the others.

        Raises the last IndexFailure when all were tried.
        """
        with self._storage.begin() as work:
            every = work.courses.all()
        failure: IndexFailure | None = None
        for course in every:
            for using in self._shelving.kept_in_step(course):
                try:
                    self.catch_up(course, using=using)
                except IndexFailure as error:
                    failure = error
        if failure is not None:
            raise failure

    def rebuild(self, course: Course, progress: Progress = _silent, using: InUse | None = None) -> int:
        """Build a shelf of the course anew from SQL, or all that are kept; gives the number of passages.

        Shelves that nothing uses any more, of courses, embedders or cuttings that are gone, go with it.
        Raises IndexFailure.
        """
        if not self._shelves.owned:
            raise self.not_owned()
        count = 0
        for each in [using] if using else self._shelving.kept_in_step(course):
            count = self._rebuilt(course, each, progress)
        with self._storage.begin() as work:
            kept = self._shelving.kept(work)
        self._shelves.forget_others(kept)
        return count

    def _rebuilt(self, course: Course, using: InUse, progress: Progress) -> int:
        with self._lock(course, using), self._storage.begin() as work:
            if not self._shelving.complete(work, course, using.embedder):
                raise IndexFailure("the sources changed while they were indexed", "try again", code="changed")
            ids = work.passages.ids(course.id)
            revision = work.passages.revision(course.id)
            _log.info("building an index of course %d anew: %d passages", course.id, len(ids))
            self.shelf(course, using).rebuild(self._batches(work, using, ids, progress), revision)
        return len(ids)

    def not_owned(self) -> IndexFailure:
        """Why this process cannot write the indexes."""
        if self._shelves.trouble:
            return IndexFailure(self._shelves.trouble, "mend that, then try again")
        return IndexFailure(
            "another Study Hall process is using the indexes", "stop it first, then try again", code="busy"
        )

    def _lock(self, course: Course, using: InUse) -> RLock:
        return self._changing.setdefault((course.id, using.embedder.name, using.dimensions), RLock())

    def _applied(self, work: UnitOfWork, using: InUse, shelf: Shelf, changes: Changes) -> bool:
        try:
            shelf.apply(_indexed(work, changes.added, using), changes.removed, changes.revision)
        except IndexFailure:
            _log.exception("a shelf could not be written, and is built anew")
            return False
        return True

    def _batches(
        self, work: UnitOfWork, using: InUse, ids: Sequence[int], progress: Progress
    ) -> Iterator[Sequence[IndexedPassage]]:
        done = 0
        for some in batches(ids):
            yield _indexed(work, some, using)
            done += len(some)
            progress(done, len(ids))


def _indexed(work: UnitOfWork, ids: Sequence[int], using: InUse) -> list[IndexedPassage]:
    """What a shelf is told of passages; a vector of another size is left to `doctor` to find."""
    found = work.passages.indexed(ids, using.embedder.name)
    return [passage for passage in found if len(passage.vector) == using.dimensions]
