"""A shelf that was written whole stays trusted, however often and by whoever it is opened and read."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from studyhall.index import state as states
from studyhall.index.shelf import FolderShelves
from tests.index.shelving import fill, passage, shelf_of, whole

LOOK = """
import sys
from pathlib import Path
from studyhall.index.shelf import FolderShelves
from tests.index.shelving import passage, shelf_of, whole
shelves = FolderShelves(Path(sys.argv[1]))
shelf = shelf_of(shelves)
assert shelf.revision() == 5
assert shelf.search("number2", passage(2).vector, 3).hits
assert whole(shelf, int(sys.argv[2]))
shelves.close()
"""


def generation(folder: Path) -> int:
    held = states.load(next(folder.rglob("state.json")).parent)
    return -1 if held is None else held.generation


# Chroma writes its files at 1,000 passages, and then what came since at each further thousand.
@pytest.mark.parametrize("count", [1, 3, 30, 110, 999, 1_000, 1_200])
def test_opening_and_reading_leaves_a_shelf_trusted(count, tmp_path):
    folder = tmp_path / "index"
    fill(folder, count)
    for opening in range(20):
        shelves = FolderShelves(folder)
        shelf = shelf_of(shelves)
        assert shelf.revision() == 5, opening
        assert shelf.search("number1", passage(1).vector, 3).hits[0].passage_id == 1
        if opening % 2:
            assert whole(shelf, count)
        shelves.close()
    assert generation(folder) == 1


@pytest.mark.parametrize("count", [3, 110])
def test_other_processes_leave_a_shelf_trusted(count, tmp_path):
    folder = tmp_path / "index"
    fill(folder, count)
    for _ in range(5):
        subprocess.run([sys.executable, "-c", LOOK, str(folder), str(count)], check=True)
    assert generation(folder) == 1


def test_a_shelf_that_grows_stays_trusted(tmp_path):
    folder = tmp_path / "index"
    fill(folder, 990)
    for count in (995, 999, 1_000, 1_001, 1_300, 1_990, 2_010):
        shelves = FolderShelves(folder)
        shelf = shelf_of(shelves)
        before = shelf.revision()
        shelf.apply([passage(key) for key in range(1, count + 1) if key > max(990, before)], [], count)
        shelves.close()
        for _ in range(2):
            shelves = FolderShelves(folder)
            shelf = shelf_of(shelves)
            assert shelf.revision() == count
            assert whole(shelf, count)
            shelves.close()
    assert generation(folder) == 1


@pytest.mark.parametrize("name", ["header.bin", "length.bin", "data_level0.bin", "link_lists.bin"])
def test_damaged_files_that_chroma_does_not_read_yet_do_no_harm(name, tmp_path):
    folder = tmp_path / "index"
    fill(folder, 30)
    path = next(folder.rglob(name))
    path.write_bytes(b"\xff" * path.stat().st_size)
    shelves = FolderShelves(folder)
    assert shelf_of(shelves).revision() == 5
    assert whole(shelf_of(shelves), 30)
    shelves.close()
    path.write_bytes(b"\xff" * 17)
    shelves = FolderShelves(folder)
    assert shelf_of(shelves).revision() == -1
    shelves.close()


def test_a_file_that_says_there_is_more_to_read_is_noticed(tmp_path):
    folder = tmp_path / "index"
    fill(folder, 30)
    (next(folder.rglob("data_level0.bin")).parent / "index_metadata.pickle").write_bytes(b"\x80")
    shelves = FolderShelves(folder)
    assert shelf_of(shelves).revision() == -1
    shelves.close()
