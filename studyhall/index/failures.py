"""The one place where what the native indexes raise becomes IndexFailure."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EDQUOT, ENOSPC
from pathlib import Path

from studyhall.domain.errors import IndexFailure

REPAIR = "run `studyhall doctor --repair`"
DISK_FULL = "disk_full"
NOT_INDEXED = "not_indexed"
# What operating systems, tantivy and SQLite say of a full disk.
_FULL = ("no space left", "os error 28", "disk is full", "quota exceeded")
# With less than this the disk counts as full: what failed may have been removed again already.
_ROOM = 1 << 18


@contextmanager
def translated(act: str) -> Iterator[None]:
    """Turns whatever an index raises while it is `act` (opened, read, written) into IndexFailure.

    Both libraries raise many types, bare `Exception` and `ValueError` among them, so no list would do.
    """
    try:
        yield
    except IndexFailure:
        raise
    except Exception as error:
        raise IndexFailure(f"the search index could not be {act}", REPAIR) from error
    except BaseException as error:
        # A panic of native code derives from BaseException, and its class cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise IndexFailure(f"the search index could not be {act}", REPAIR) from error


@contextmanager
def space_watched(folder: Path) -> Iterator[None]:
    """Makes an IndexFailure for a full disk say so; Chroma loses the reason, so the disk is asked."""
    try:
        yield
    except IndexFailure as failure:
        if failure.code == DISK_FULL or not (_tells_full(failure) or _is_full(folder)):
            raise
        told = "the search index could not be written, because the disk is full"
        raise IndexFailure(told, "free some space and try again", code=DISK_FULL) from failure


def not_indexed() -> IndexFailure:
    """What a search raises where there is nothing to search."""
    return IndexFailure("the course is not indexed yet", "try again in a moment", code=NOT_INDEXED)


def _tells_full(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, OSError) and error.errno in (ENOSPC, EDQUOT):
            return True
        if any(words in str(error).lower() for words in _FULL):
            return True
        error = error.__cause__ or error.__context__
    return False


def _is_full(folder: Path) -> bool:
    there = next((place for place in (folder, *folder.parents) if place.is_dir()), folder)
    try:
        return shutil.disk_usage(there).free < _ROOM
    except OSError:
        return False
