"""One complete build of a shelf: a folder with the index of words and the index of vectors side by side."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from threading import RLock

from studyhall.domain.errors import IndexFailure
from studyhall.index import state as states
from studyhall.index.chroma import VectorIndex
from studyhall.index.failures import DISK_FULL, REPAIR, space_watched, translated
from studyhall.index.lexical import LexicalIndex
from studyhall.index.state import State
from studyhall.ports import IndexedPassage, Shelves, StoredVector, Vector

_SAMPLE = 5
# How far a number may come back from 32-bit floats.
_TOLERANCE = 1e-5
_PATTERN = re.compile(r"generation-(0|[1-9][0-9]{0,17})")

_log = logging.getLogger(__name__)


class Generation:
    """The indexes in one folder; `vectors` is None where this process does not own the shelves."""

    def __init__(self, folder: Path, *, owned: bool, create: bool = False) -> None:
        self.folder = folder
        self.words = LexicalIndex(folder / "words", create=create)
        self.vectors: VectorIndex | None = VectorIndex(folder / "vectors") if owned else None

    def close(self) -> None:
        """Let go of the files; a client that cannot even be closed is let go all the same."""
        if self.vectors is not None:
            with suppress(IndexFailure):
                self.vectors.close()

    def write(self, added: Sequence[IndexedPassage], removed: Sequence[int]) -> None:
        """Take ids out and put passages in, in both indexes. Raises IndexFailure."""
        vectors = self._owned()
        vectors.remove(removed)
        vectors.put([StoredVector(passage.id, passage.vector) for passage in added])
        with self.words.writing() as writer:
            writer.remove(removed)
            writer.put(added)

    def seal(self, number: int, revision: int) -> State:
        """The clean state of what was written, after reading some of it back. Raises IndexFailure."""
        vectors = self._owned()
        sample = vectors.sample(_SAMPLE)
        read = vectors.vectors(sample)
        # Chroma moves its log into its files when it is read; only then do the files stay as they are.
        for vector in list(read.values())[:1]:
            vectors.search(vector, 1)
        with translated("read"):
            files = states.fingerprints(self.folder)
        sealed = State(
            number, revision, clean=True, count=self.words.passages, sample=tuple(sample), files=files
        )
        self.verify(sealed)
        return sealed

    def verify(self, expected: State) -> None:
        """A cheap check: as many of both, and a few vectors can be read. Raises IndexFailure."""
        vectors = self._owned()
        same = self.words.passages == vectors.count() == expected.count
        if not same or len(vectors.vectors(expected.sample)) != len(expected.sample):
            raise IndexFailure("a search index is not what was written", REPAIR)

    def _owned(self) -> VectorIndex:
        if self.vectors is None:
            raise IndexFailure("another process owns the search indexes", "stop it, or wait until it ends")
        return self.vectors


class Held:
    """What this process has open of a shelf's folder, under one `lock`; distrust is written to the log."""

    def __init__(self, folder: Path, shelves: Shelves) -> None:
        self.lock = RLock()
        self._folder = folder
        self._shelves = shelves
        self._generation: Generation | None = None
        self._as_owner = False
        self._stamp: states.Stamp | None = (0, 0, 0)
        self._distrusted: states.Stamp | None = None

    def current(self) -> Generation | None:
        """What the state names, opened as this process may; None when it names none. Raises IndexFailure."""
        with self.lock:
            owned, stamp, generation = self._shelves.owned, states.stamp(self._folder), self._generation
            if stamp == self._stamp and owned == self._as_owner:
                return generation
            try:
                held = states.load(self._folder)
                names = None if held is None else folder_of(self._folder, held.generation)
                if generation is not None and owned == self._as_owner and generation.folder == names:
                    generation.words.refresh()
                    self._stamp = stamp
                    return generation
                self.put(None if held is None else self._opened(held, owned))
            except IndexFailure as failure:
                self.doubt(failure.message)
                raise
            return self._generation

    def put(self, generation: Generation | None) -> None:
        """Let go of what is open, for `generation`."""
        with self.lock:
            if self._generation is not None and self._generation is not generation:
                self._generation.close()
            self._generation = generation
            self._as_owner = self._shelves.owned
            self._stamp = states.stamp(self._folder)

    def doubt(self, reason: str) -> None:
        """Let go of what is open, so that the next one who asks opens what the state then allows."""
        with self.lock:
            self.distrust(reason)
            self.put(None)
            self._stamp = None

    def distrust(self, reason: str) -> None:
        """Write the reason to the log, once for each state that the folder has been in."""
        with self.lock:
            stamp = states.stamp(self._folder)
            if stamp != self._distrusted:
                self._distrusted = stamp
                _log.warning("the shelf %s is not trusted: %s", self._folder.name, reason)

    def _opened(self, held: State, owned: bool) -> Generation:
        """The generation that the state names; with its vectors where it is owned and clean.

        Of an unclean one only the words are used: tantivy shows its last commit, whatever happened, where
        Chroma may be damaged.
        """
        place = folder_of(self._folder, held.generation)
        if not owned:
            return Generation(place, owned=False)
        for number in numbers(self._folder):
            if number != held.generation:
                drop(self._folder, number)
        try:
            with space_watched(self._folder):
                if held.clean:
                    return _verified(place, held)
                self.distrust("a change to it broke off")
                return Generation(place, owned=False)
        except IndexFailure as failure:
            if failure.code != DISK_FULL:
                # Not to be opened again, not even for its words: native code may not survive it.
                self.distrust(failure.message)
                states.discard(self._folder)
                self._distrusted = states.stamp(self._folder)
            raise


def _verified(place: Path, held: State) -> Generation:
    """Opened after a look at its files: truncated ones could end the process when native code reads them."""
    with translated("read"):
        same = states.fingerprints(place) == held.files
    if not same:
        raise IndexFailure("the files of a search index are not as they were written", REPAIR)
    found = Generation(place, owned=True)
    try:
        found.verify(held)
    except IndexFailure:
        found.close()
        raise
    return found


def differences(generation: Generation, expected: Mapping[int, Vector]) -> list[str]:
    """How the indexes differ from `expected`, in words for an operator. Raises IndexFailure."""
    if generation.vectors is None:
        return ["the vectors are not open"]
    words = generation.words.ids()
    vectors = generation.vectors.vectors(list(expected))
    other = sum(
        any(abs(a - b) > _TOLERANCE for a, b in zip(vectors[i], vector, strict=True))
        if len(vectors[i]) == len(vector)
        else True
        for i, vector in expected.items()
        if i in vectors
    )
    counts = {
        "passages are not in the index of words": len(expected.keys() - words),
        "passages have no vector": len(expected.keys() - vectors.keys()),
        "passages have another vector than stored": other,
        "passages in the index of words are no longer in the course": len(words - expected.keys()),
        "vectors are of no passage of the course": generation.vectors.count() - len(vectors),
    }
    return [f"{count} {what}" for what, count in counts.items() if count]


def folder_of(folder: Path, number: int) -> Path:
    """Where generation `number` of a shelf lies."""
    return folder / f"generation-{number}"


def numbers(folder: Path) -> list[int]:
    """The numbers of all generations in a shelf's folder."""
    found = (_PATTERN.fullmatch(path.name) for path in folder.iterdir()) if folder.is_dir() else ()
    return sorted(int(match.group(1)) for match in found if match)


def drop(folder: Path, number: int) -> None:
    """Delete a generation that is not open; what cannot be deleted now is dropped at the next opening."""
    with suppress(IndexFailure):
        states.remove(folder_of(folder, number))
