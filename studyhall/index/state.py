"""What a shelf's folder says about itself: its generation, its revision, and how its files looked."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from zlib import crc32

from studyhall.domain.errors import IndexFailure
from studyhall.index.failures import REPAIR

SCHEMA = 1
"""Raised whenever what is written to an index changes; shelves of another schema are rebuilt."""
_FILE = "state.json"
_CHUNK = 1 << 20
# No number is larger than SQL can take, and no state of a real shelf as large as this.
_LARGEST_NUMBER, _LARGEST_FILE = 2**62, 1 << 24
# Chroma's vectors of a folder are in its files only where this one is; until then they are in SQLite alone.
_WRITTEN = "index_metadata.pickle"

Stamp = tuple[int, int, int]


@dataclass(frozen=True)
class State:
    """`clean` is false from before the first write of a change until after its last.

    `files` are what `fingerprints` gives of the generation, whose damage native code would not survive;
    `sample` are ids whose vectors are read when the shelf is opened.
    """

    generation: int
    revision: int
    clean: bool
    count: int = 0
    sample: tuple[int, ...] = ()
    files: dict[str, tuple[int, int]] = field(default_factory=dict)
    schema: int = SCHEMA


def load(folder: Path) -> State | None:
    """The state in `folder`; None when there is none. Raises IndexFailure when it cannot be used."""
    path = folder / _FILE
    try:
        if not os.path.lexists(path):
            return None
        return _state(json.loads(_text(path)))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        told = f"the state of a search index cannot be read ({type(error).__name__})"
        raise IndexFailure(told, REPAIR) from error


def _text(path: Path) -> str:
    # Nothing but a file is opened: reading a pipe would never end.
    if not path.is_file() or path.stat().st_size > _LARGEST_FILE:
        raise ValueError("not a file, or too large")
    return path.read_text(encoding="utf-8")


def _state(held: Any) -> State:
    """What was read, with every number looked at; raises ValueError and its like."""
    if held["schema"] != SCHEMA:
        raise ValueError("another schema")
    return State(
        generation=_number(held["generation"]),
        revision=_number(held["revision"]),
        clean=held["clean"] is True,
        count=_number(held["count"]),
        sample=tuple(_number(passage) for passage in held["sample"]),
        files={name: (_number(size), _number(crc)) for name, (size, crc) in held["files"].items()},
    )


def _number(value: object) -> int:
    if type(value) is not int or not 0 <= value <= _LARGEST_NUMBER:
        raise ValueError("not a number that a state can hold")
    return value


def save(folder: Path, state: State) -> None:
    """Replace the state in one step, on disk when this returns. Raises IndexFailure."""
    fresh = folder / f"{_FILE}.new"
    try:
        for path in (fresh, folder / _FILE):
            if path.is_symlink() or not path.is_file():
                remove(path)
        with fresh.open("w", encoding="utf-8") as file:
            json.dump(asdict(state), file)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(folder / _FILE)
    except OSError as error:
        raise IndexFailure("the state of a search index could not be written", "check the disk") from error


def discard(folder: Path) -> None:
    """Remove the state: the shelf holds nothing. Raises IndexFailure."""
    remove(folder / _FILE)


def remove(path: Path) -> None:
    """Remove whatever is at `path`: a file, a folder or nothing. Raises IndexFailure."""
    try:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    except OSError as error:
        raise IndexFailure("a part of a search index could not be removed", "check the disk") from error


def stamp(folder: Path) -> Stamp:
    """Changes whenever the state is saved; zeros when there is none."""
    try:
        found = (folder / _FILE).stat()
    except OSError:
        return (0, 0, 0)
    return (found.st_mtime_ns, found.st_size, found.st_ino)


def fingerprints(generation: Path) -> dict[str, tuple[int, int]]:
    """Size and CRC-32 of the generation's files, by relative path.

    Left out: SQLite's, which change when merely opened and whose damage SQLite itself reports, and locks.
    Of Chroma's files that hold nothing yet the CRC-32 is 0: Chroma never reads them, and writes them anew at
    each opening, with whatever was in its memory.
    """
    found = {}
    for path in sorted(generation.rglob("*")):
        if path.is_file() and ".sqlite3" not in path.name and path.suffix != ".lock":
            crc = _crc(path) if path.suffix != ".bin" or (path.parent / _WRITTEN).is_file() else 0
            found[path.relative_to(generation).as_posix()] = (path.stat().st_size, crc)
    return found


def _crc(path: Path) -> int:
    value = 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            value = crc32(chunk, value)
    return value
