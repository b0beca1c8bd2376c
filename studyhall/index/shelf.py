"""A course's shelf in a folder: words and vectors, rebuilt rather than trusted after any doubt."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path
from threading import RLock

from filelock import FileLock, Timeout

from studyhall.domain.courses import Course
from studyhall.domain.errors import IndexFailure
from studyhall.domain.evidence import SearchMode
from studyhall.index import state as states
from studyhall.index.embeddings import is_spelling
from studyhall.index.failures import REPAIR
from studyhall.index.fusion import fuse
from studyhall.index.generation import Generation, differences, drop, folder_of, numbers, opened
from studyhall.index.state import State
from studyhall.ports import IndexedPassage, Shelf, ShelfSearch, Shelves, Vector

UNTRUSTED = -1
# Each index is asked for at least so many, so that ranking can choose.
_LEAST = 40
# What the vectors weigh. Where they only tell spelling, which the words tell already, 0 to 0.2 measured the
# same within two points of recall@1 and 0.3 worse; the weight of meaning is a customary one, not measured.
SPELLING_WEIGHT, MEANING_WEIGHT = 0.1, 0.5


class FolderShelf(Shelf):
    """The shelf in `folder`, for vectors of the named embedder; `owned` says whether it may be written.

    The state file names the generation in use. It is marked unclean before the first write of a change
    and clean after the last, so a process that dies in between leaves a shelf that answers -1. One lock
    guards what is open and is held for a search at most; another lets one change through at a time.
    """

    def __init__(self, folder: Path, embedder: str, owned: Callable[[], bool]) -> None:
        self._folder = folder
        self._owned = owned
        self._weight = SPELLING_WEIGHT if is_spelling(embedder) else MEANING_WEIGHT
        self._lock = RLock()
        self._changing = RLock()
        self._generation: Generation | None = None
        self._as_owner = False
        self._stamp = (0, 0, 0)

    def revision(self) -> int:
        with self._lock:
            try:
                held = states.load(self._folder)
                if held is None or not held.clean or self._current() is None:
                    return UNTRUSTED
            except IndexFailure:
                return UNTRUSTED
            return held.revision

    def apply(self, added: Sequence[IndexedPassage], removed: Sequence[int], revision: int) -> None:
        with self._changing:
            self._must_own()
            held = states.load(self._folder)
            generation = self._current()
            if held is None or not held.clean or generation is None:
                raise IndexFailure("the search index cannot be trusted", REPAIR)
            states.save(self._folder, replace(held, clean=False))
            staying = {passage.id for passage in added}
            generation.write(added, [passage for passage in removed if passage not in staying])
            states.save(self._folder, generation.seal(held.generation, revision))

    def rebuild(self, passages: Iterator[Sequence[IndexedPassage]], revision: int) -> None:
        with self._changing:
            self._must_own()
            before = numbers(self._folder)
            number = max(before, default=0) + 1
            fresh = Generation(folder_of(self._folder, number), owned=True, create=True)
            try:
                for batch in passages:
                    fresh.write(batch, ())
                sealed = fresh.seal(number, revision)
                with self._lock:
                    states.save(self._folder, sealed)
                    self._put(fresh)
            except BaseException:
                fresh.close()
                drop(self._folder, number)
                raise
            for old in before:
                drop(self._folder, old)

    def check(self, expected: Mapping[int, Vector]) -> list[str]:
        with self._changing:
            if not self._owned():
                return ["another process owns the search indexes, so they were not checked"]
            try:
                held = states.load(self._folder)
                generation = self._current()
                if held is None or not held.clean or generation is None or generation.vectors is None:
                    return ["the search index was not completely written"]
                return differences(generation, expected)
            except IndexFailure as failure:
                return [failure.message]

    def count(self) -> int:
        with self._lock:
            generation = self._current()
            return 0 if generation is None else generation.words.passages

    def search(self, question: str, vector: Vector | None, limit: int) -> ShelfSearch:
        with self._lock:
            generation = self._current()
            vectors = generation.vectors if generation is not None and vector is not None else None
            mode = SearchMode.WORDS if vectors is None else SearchMode.FULL
            if generation is None or limit < 1:
                return ShelfSearch((), mode)
            size = max(limit, _LEAST)
            near = {} if vectors is None or vector is None else vectors.search(vector, size)
            words = generation.words.search(question, size, tuple(near))
            return ShelfSearch(tuple(fuse(words, near, self._weight)[:limit]), mode)

    def frequencies(self, terms: Sequence[str]) -> dict[str, int]:
        with self._lock:
            generation = self._current()
            if generation is None:
                return dict.fromkeys(terms, 0)
            return {term: generation.words.frequency("terms", term) for term in terms}

    def close(self) -> None:
        """Let go of the indexes; they are opened again when asked."""
        with self._changing, self._lock:
            self._put(None)

    def _must_own(self) -> None:
        if not self._owned():
            raise IndexFailure("another process owns the search indexes", "stop it, or wait until it ends")

    def _current(self) -> Generation | None:
        """What the state names, opened as this process may; None when there is nothing."""
        with self._lock:
            owned, stamp, generation = self._owned(), states.stamp(self._folder), self._generation
            if stamp == self._stamp and owned == self._as_owner:
                return generation
            held = states.load(self._folder)
            names = None if held is None else folder_of(self._folder, held.generation)
            if generation is not None and owned == self._as_owner and generation.folder == names:
                generation.words.refresh()
                self._stamp = stamp
                return generation
            self._put(None if held is None else self._open(held, owned))
            return self._generation

    def _open(self, held: State, owned: bool) -> Generation:
        if not owned:
            return opened(self._folder, held, owned=False)
        for number in numbers(self._folder):
            if number != held.generation:
                drop(self._folder, number)
        try:
            return opened(self._folder, held, owned=True)
        except IndexFailure:
            # Not to be opened again, not even for its words: native code may not survive it.
            states.discard(self._folder)
            raise

    def _put(self, generation: Generation | None) -> None:
        if self._generation is not None and self._generation is not generation:
            self._generation.close()
        self._generation = generation
        self._as_owner = self._owned()
        self._stamp = states.stamp(self._folder)


class FolderShelves(Shelves):
    """All shelves below `folder`, each in a folder of its own for a course, embedder and chunking."""

    def __init__(self, folder: Path, chunking: str = "") -> None:
        self._folder = folder
        self._chunking = chunking
        self._guard = RLock()
        self._shelves: dict[str, FolderShelf] = {}
        self._closed = False
        # Not thread-local: any thread may ask, and the process as a whole owns.
        self._owner = FileLock(folder / "owner.lock", thread_local=False)

    @property
    def owned(self) -> bool:
        with self._guard:
            if self._closed:
                return False
            return self._owner.is_locked or self._acquired()

    def shelf(self, course: Course, embedder: str, dimensions: int) -> Shelf:
        told = "\n".join((course.key, embedder, str(dimensions), self._chunking))
        name = f"course-{course.id}-{blake2b(told.encode(), digest_size=6).hexdigest()}"
        with self._guard:
            if name not in self._shelves:
                self._shelves[name] = FolderShelf(self._folder / name, embedder, lambda: self.owned)
            return self._shelves[name]

    def close(self) -> None:
        for shelf in self._shelves.values():
            shelf.close()
        with self._guard:
            self._closed = True
            self._owner.release()

    def _acquired(self) -> bool:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._owner.acquire(blocking=False)
        except (Timeout, OSError):
            return False
        return True
