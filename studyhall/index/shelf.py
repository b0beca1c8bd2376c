"""A course's shelf in a folder: words and vectors, rebuilt rather than trusted after any doubt."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
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
from studyhall.index.failures import DISK_FULL, REPAIR, not_indexed, space_watched
from studyhall.index.fusion import fuse
from studyhall.index.generation import Generation, Held, differences, drop, folder_of, numbers
from studyhall.ports import IndexedPassage, Shelf, ShelfSearch, Shelves, Vector

UNTRUSTED = -1
# Each index is asked for at least so many, so that ranking can choose.
_LEAST = 40
# What the vectors weigh. Where they only tell spelling, which the words tell already, 0 to 0.2 measured the
# same within two points of recall@1 and 0.3 worse; the weight of meaning is a customary one, not measured.
SPELLING_WEIGHT, MEANING_WEIGHT = 0.1, 0.5
_SHELF = re.compile(r"course-[0-9]+-[0-9a-f]{12}")


class FolderShelf(Shelf):
    """The shelf in `folder`, for vectors of the named embedder; its shelves say whether it may be written.

    The state file names the generation in use. It is marked unclean before the first write of a change
    and clean after the last, so a process that dies in between leaves a shelf that answers -1. One lock
    guards what is open and is held for a search at most; another lets one change through at a time.
    """

    def __init__(self, folder: Path, embedder: str, shelves: Shelves) -> None:
        self._folder = folder
        self._shelves = shelves
        self._weight = SPELLING_WEIGHT if is_spelling(embedder) else MEANING_WEIGHT
        self._held = Held(folder, shelves)
        self._lock = self._held.lock
        self._changing = RLock()

    def revision(self) -> int:
        with self._lock:
            try:
                held = states.load(self._folder)
                if held is None or not held.clean or self._held.current() is None:
                    return UNTRUSTED
            except IndexFailure as failure:
                self._held.distrust(failure.message)
                return UNTRUSTED
            return held.revision

    def apply(self, added: Sequence[IndexedPassage], removed: Sequence[int], revision: int) -> None:
        self._must_own()
        with self._changing, space_watched(self._folder):
            held = states.load(self._folder)
            generation = self._held.current()
            if held is None or not held.clean or generation is None:
                raise IndexFailure("the search index cannot be trusted", REPAIR)
            states.save(self._folder, replace(held, clean=False))
            staying = {passage.id for passage in added}
            try:
                generation.write(added, [passage for passage in removed if passage not in staying])
                states.save(self._folder, generation.seal(held.generation, revision))
            except BaseException:
                self._held.doubt("a change to it broke off")
                raise

    def rebuild(self, passages: Iterator[Sequence[IndexedPassage]], revision: int) -> None:
        self._must_own()
        with self._changing, space_watched(self._folder):
            if not self._folder.is_dir():
                states.remove(self._folder)
            before = numbers(self._folder)
            number = max(before, default=0) + 1
            try:
                self._replace(passages, number, revision)
            except BaseException:
                drop(self._folder, number)
                raise
            for old in before:
                drop(self._folder, old)

    def _replace(self, passages: Iterator[Sequence[IndexedPassage]], number: int, revision: int) -> None:
        fresh = Generation(folder_of(self._folder, number), owned=True, create=True)
        try:
            for batch in passages:
                fresh.write(batch, ())
            sealed = fresh.seal(number, revision)
            with self._lock:
                states.save(self._folder, sealed)
                self._held.put(fresh)
        except BaseException:
            fresh.close()
            raise

    def check(self, expected: Mapping[int, Vector]) -> list[str]:
        with self._changing:
            if not self._shelves.owned:
                why = self._shelves.trouble or "another process owns the search indexes"
                return [f"{why}, so they were not checked"]
            try:
                held = states.load(self._folder)
                generation = self._held.current()
                if held is None or not held.clean or generation is None or generation.vectors is None:
                    return ["the search index was not completely written"]
                return differences(generation, expected)
            except IndexFailure as failure:
                return [failure.message]

    def count(self) -> int:
        with self._lock:
            generation = self._readable()
            return 0 if generation is None else generation.words.passages

    def search(self, question: str, vector: Vector | None, limit: int) -> ShelfSearch:
        with self._lock:
            generation = self._readable()
            if generation is None:
                raise not_indexed()
            vectors = generation.vectors if vector is not None else None
            mode = SearchMode.WORDS if vectors is None else SearchMode.FULL
            if limit < 1:
                return ShelfSearch((), mode)
            size = max(limit, _LEAST)
            near = {} if vectors is None or vector is None else vectors.search(vector, size)
            words = generation.words.search(question, size, tuple(near))
            return ShelfSearch(tuple(fuse(words, near, self._weight)[:limit]), mode)

    def frequencies(self, terms: Sequence[str]) -> dict[str, int]:
        with self._lock:
            generation = self._readable()
            if generation is None:
                return dict.fromkeys(terms, 0)
            return {term: generation.words.frequency("terms", term) for term in terms}

    def close(self) -> None:
        """Let go of the indexes; they are opened again when asked."""
        with self._changing, self._lock:
            self._held.put(None)

    def _must_own(self) -> None:
        if not self._shelves.owned:
            if self._shelves.trouble:
                raise IndexFailure(self._shelves.trouble, "mend that, then try again")
            raise IndexFailure("another process owns the search indexes", "stop it, or wait until it ends")

    def _readable(self) -> Generation | None:
        """What can be searched; None when nothing can be opened. Raises IndexFailure for a full disk."""
        try:
            return self._held.current()
        except IndexFailure as failure:
            if failure.code == DISK_FULL:
                raise
            return None


class FolderShelves(Shelves):
    """All shelves below `folder`, each in a folder of its own for a course, embedder and chunking."""

    def __init__(self, folder: Path, chunking: str = "") -> None:
        self._folder = folder
        self._chunking = chunking
        self._guard = RLock()
        self._shelves: dict[str, FolderShelf] = {}
        self._closed = False
        self._trouble = ""
        # Not thread-local: any thread may ask, and the process as a whole owns.
        self._owner = FileLock(folder / "owner.lock", thread_local=False)

    @property
    def owned(self) -> bool:
        with self._guard:
            if self._closed:
                return False
            return self._owner.is_locked or self._acquired()

    @property
    def trouble(self) -> str:
        with self._guard:
            return "" if self.owned else self._trouble

    def shelf(self, course: Course, embedder: str, dimensions: int) -> Shelf:
        name = self._name(course, embedder, dimensions)
        with self._guard:
            if name not in self._shelves:
                self._shelves[name] = FolderShelf(self._folder / name, embedder, self)
            return self._shelves[name]

    def forget_others(self, kept: Collection[tuple[Course, str, int]]) -> int:
        with self._guard:
            if not self.owned:
                return 0
            staying = {self._name(*told) for told in kept} | self._shelves.keys()
            found = [path for path in self._folder.iterdir() if _SHELF.fullmatch(path.name)]
            gone = 0
            for path in found:
                if path.name not in staying:
                    with suppress(IndexFailure):
                        if path.is_dir() and not path.is_symlink():
                            # The state first: what is half deleted must not be trusted.
                            states.discard(path)
                        states.remove(path)
                        gone += 1
            return gone

    def close(self) -> None:
        for shelf in self._shelves.values():
            shelf.close()
        with self._guard:
            self._closed = True
            self._owner.release()

    def _name(self, course: Course, embedder: str, dimensions: int) -> str:
        told = "\n".join((course.key, embedder, str(dimensions), self._chunking))
        return f"course-{course.id}-{blake2b(told.encode(), digest_size=6).hexdigest()}"

    def _acquired(self) -> bool:
        self._trouble = ""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._owner.acquire(blocking=False)
        except Timeout:
            return False
        except (OSError, NotImplementedError) as error:
            why = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else "no locks here"
            self._trouble = f"the folder of the search indexes cannot be used ({why})"
            return False
        return True
