"""A folder of shelves with one full shelf, and ways to open it."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from studyhall.domain.courses import Course
from studyhall.domain.errors import IndexFailure
from studyhall.index.embeddings import unit
from studyhall.index.shelf import FolderShelves
from studyhall.ports import IndexedPassage, Shelf

COURSE = Course(1, "history", "History")
DIMENSIONS = 8


def passage(key: int, text: str = "") -> IndexedPassage:
    numbers = random.Random(key)
    vector = unit([numbers.gauss(0, 1) for _ in range(DIMENSIONS)])
    return IndexedPassage(key, text or f"Passage number{key} tells of village{key % 7}.", "Villages", vector)


def shelf_of(shelves: FolderShelves) -> Shelf:
    return shelves.shelf(COURSE, "eight", DIMENSIONS)


def fill(folder: Path, count: int, revision: int = 5) -> None:
    """Build a shelf of passages 1 to `count` and let go of it."""
    shelves = FolderShelves(folder)
    shelf_of(shelves).rebuild(iter([[passage(key) for key in range(1, count + 1)]]), revision)
    shelves.close()


def whole(shelf: Shelf, count: int) -> bool:
    return shelf.check({key: passage(key).vector for key in range(1, count + 1)}) == []


def rebuilt(shelf: Shelf) -> bool:
    """Whether the shelf can be built anew."""
    shelf.rebuild(iter([[passage(key) for key in range(1, 4)]]), 6)
    return shelf.revision() == 6 and whole(shelf, 3)


def not_searched(shelf: Shelf) -> bool:
    """Whether a search says that nothing is indexed yet."""
    with pytest.raises(IndexFailure) as failed:
        shelf.search("number1", passage(1).vector, 3)
    return failed.value.code == "not_indexed"
