"""What a shelf's folder says about itself: its generation, its revision, and how its files looked."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from zlib import crc32

from studyhall.domain.errors import IndexFailure

SCHEMA = 1
"""Raised whenever what is written to an index changes; shelves of another schema are rebuilt."""
_FILE = "state.json"
_CHUNK = 1 << 20


@dataclass(frozen=True)
class State:
    """`clean` is false from before the first write of a change until after its last.

    `files` are the size and CRC-32 of each file of the generation whose damage native code would not
    survive; `sample` are ids whose vectors are read when the shelf is opened.
    """

    generation: int
    revision: int
    clean: bool
    count: int = 0
    sample: tuple[int, ...] = ()
    files: dict[str, tuple[int, int]] = field(default_factory=dict)
    schema: int = SCHEMA


def load(folder: Path) -> State | None:
    """The state in `folder`; None when it is missing, unreadable or of another schema."""
    try:
        held = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        if held["schema"] != SCHEMA:
            return None
        return State(
            generation=int(held["generation"]),
            revision=int(held["revision"]),
            clean=held["clean"] is True,
            count=int(held["count"]),
            sample=tuple(int(passage) for passage in held["sample"]),
            files={str(name): (int(size), int(crc)) for name, (size, crc) in held["files"].items()},
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def save(folder: Path, state: State) -> None:
    """Replace the state in one step, on disk when this returns. Raises IndexFailure."""
    fresh = folder / f"{_FILE}.new"
    try:
        with fresh.open("w", encoding="utf-8") as file:
            json.dump(asdict(state), file)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(folder / _FILE)
    except OSError as error:
        raise IndexFailure("the state of a search index could not be written", "check the disk") from error


def discard(folder: Path) -> None:
    """Remove the state: the shelf holds nothing. Raises IndexFailure."""
    try:
        (folder / _FILE).unlink(missing_ok=True)
    except OSError as error:
        raise IndexFailure("the state of a search index could not be removed", "check the disk") from error


def stamp(folder: Path) -> tuple[int, int, int]:
    """Changes whenever the state is saved; zeros when there is none."""
    try:
        found = (folder / _FILE).stat()
    except OSError:
        return (0, 0, 0)
    return (found.st_mtime_ns, found.st_size, found.st_ino)


def fingerprints(generation: Path) -> dict[str, tuple[int, int]]:
    """Size and CRC-32 of the generation's files, by relative path.

    Left out: SQLite's, which change when merely opened and whose damage SQLite itself reports, and locks.
    """
    found = {}
    for path in sorted(generation.rglob("*")):
        if path.is_file() and ".sqlite3" not in path.name and path.suffix != ".lock":
            found[path.relative_to(generation).as_posix()] = (path.stat().st_size, _crc(path))
    return found


def _crc(path: Path) -> int:
    value = 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            value = crc32(chunk, value)
    return value
