"""What keeps a shelf from working: doubts, locks that cannot be had, full disks; and folders of others."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from studyhall.domain.errors import IndexFailure
from studyhall.domain.evidence import SearchMode
from studyhall.index.chroma import VectorIndex
from studyhall.index.shelf import FolderShelves
from tests.index.shelving import not_searched, passage, rebuilt, shelf_of, whole

COUNT = 5


class Usage(NamedTuple):
    total: int = 1 << 40
    used: int = 1 << 40
    free: int = 0


def test_distrust_is_logged_once_with_its_reason(home, shelf, distrust):
    next(home.rglob("meta.json")).write_text("{}")
    for _ in range(3):
        assert shelf.revision() == -1
        assert not_searched(shelf)
    assert len(distrust()) == 1
    assert distrust()[0].endswith("the files of a search index are not as they were written")


def test_a_change_that_broke_off_leaves_the_words(shelf, distrust, monkeypatch):
    def broken(*_):
        raise RuntimeError("broken")

    assert shelf.search("number2", passage(2).vector, 3).mode is SearchMode.FULL
    monkeypatch.setattr("studyhall.index.lexical.Writer.put", broken)
    with pytest.raises(IndexFailure):
        shelf.apply([passage(9)], [], 6)
    monkeypatch.undo()
    found = shelf.search("number2", passage(2).vector, 3)
    assert (found.mode, found.hits[0].passage_id) == (SearchMode.WORDS, 2)
    assert (shelf.revision(), shelf.count()) == (-1, COUNT)
    assert len(distrust()) == 1
    assert distrust()[0].endswith("a change to it broke off")
    assert rebuilt(shelf)


def test_a_reader_beside_an_owner_is_told_that_nothing_is_indexed_yet(tmp_path):
    owner, reader = FolderShelves(tmp_path / "index"), FolderShelves(tmp_path / "index")
    assert owner.owned
    assert not reader.owned
    assert reader.trouble == ""
    assert not_searched(shelf_of(reader))
    shelf_of(owner).rebuild(iter([[passage(1)]]), 1)
    assert shelf_of(reader).search("number1", None, 3).hits
    owner.close()
    reader.close()


def a_locked_name(folder: Path) -> None:
    (folder / "owner.lock").unlink()
    (folder / "owner.lock").mkdir()


def no_folder(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.write_text("x")


@pytest.mark.parametrize(
    ("broken", "why"), [(a_locked_name, "Is a directory"), (no_folder, "File exists")], ids=["lock", "folder"]
)
def test_a_lock_that_cannot_be_had_is_a_trouble_and_no_other_process(broken, why, folder, shelves, shelf):
    broken(folder)
    assert not shelves.owned
    assert why in shelves.trouble
    assert "another process" not in shelves.trouble
    assert str(folder) not in shelves.trouble
    assert why in shelf.check({})[0]
    for act in (lambda: shelf.apply([], [], 6), lambda: shelf.rebuild(iter([]), 6)):
        with pytest.raises(IndexFailure, match=why):
            act()
    assert shelves.forget_others([]) == 0


@pytest.mark.parametrize("number", ["EROFS", "EACCES", "ENOSPC", "ENOLCK"])
def test_other_reasons_for_no_lock_are_told_until_they_are_gone(number, shelves, monkeypatch):
    def refused(*_, **__):
        raise OSError(getattr(errno, number), "refused", "/a/place")

    monkeypatch.setattr("filelock.FileLock.acquire", refused)
    assert not shelves.owned
    assert os.strerror(getattr(errno, number)) in shelves.trouble
    monkeypatch.undo()
    assert shelves.trouble == ""
    assert shelves.owned


def full(*_, **__):
    raise ValueError("An IO error occurred: 'No space left on device (os error 28)'")


def unclear(*_, **__):
    raise ValueError("Failed to apply logs to the hnsw segment writer")


def disk_full(act) -> bool:
    with pytest.raises(IndexFailure, match="free some space and try again") as failed:
        act()
    return failed.value.code == "disk_full"


def full_file(*_):
    raise OSError(errno.ENOSPC, "full")


COLLECTION = "chromadb.api.models.Collection.Collection"


@pytest.mark.parametrize(
    ("place", "failing"),
    [
        ("studyhall.index.lexical.Writer.put", full),
        ("studyhall.index.state.os.fsync", full_file),
        (f"{COLLECTION}.query", full),
        (f"{COLLECTION}.upsert", full),
    ],
)
def test_a_full_disk_is_told(place, failing, shelf, home, monkeypatch):
    assert shelf.revision() == 5
    monkeypatch.setattr(place, failing)
    assert disk_full(lambda: shelf.rebuild(iter([[passage(1)]]), 6))
    assert shelf.revision() == 5
    assert [path.name for path in home.glob("generation-*")] == ["generation-1"]
    assert disk_full(lambda: shelf.apply([passage(9)], [1], 6))
    monkeypatch.undo()
    assert rebuilt(shelf)


def test_the_disk_is_asked_where_the_reason_was_lost(shelf, monkeypatch):
    monkeypatch.setattr("studyhall.index.lexical.Writer.put", unclear)
    with pytest.raises(IndexFailure) as failed:
        shelf.rebuild(iter([[passage(1)]]), 6)
    assert failed.value.code == "index"
    monkeypatch.setattr("shutil.disk_usage", lambda _: Usage())
    assert disk_full(lambda: shelf.rebuild(iter([[passage(1)]]), 6))


def test_a_full_disk_at_opening_is_no_reason_to_throw_the_shelf_away(shelf, monkeypatch):
    monkeypatch.setattr(f"{COLLECTION}.count", full)
    monkeypatch.setattr("shutil.disk_usage", lambda _: Usage())
    assert shelf.revision() == -1
    assert disk_full(lambda: shelf.search("number1", passage(1).vector, 3))
    monkeypatch.undo()
    assert shelf.revision() == 5
    assert whole(shelf, COUNT)


def test_a_place_that_could_not_be_opened_can_be_as_soon_as_its_trouble_is_gone(tmp_path):
    (tmp_path / "chroma.sqlite3").mkdir()
    for _ in range(3):
        with pytest.raises(IndexFailure):
            VectorIndex(tmp_path)
    (tmp_path / "chroma.sqlite3").rmdir()
    index = VectorIndex(tmp_path)
    assert index.count() == 0
    index.close()


def test_only_folders_of_shelves_are_forgotten(folder, shelves):
    for name in ("kept", "course-1-notes", "course-9-0123456789ab"):
        (folder / name).mkdir()
    (folder / "course-9-0123456789ab" / "state.json").mkdir()
    elsewhere = folder.parent / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "state.json").write_text("x")
    (folder / "course-7-0123456789ab").write_text("x")
    (folder / "course-8-0123456789ab").symlink_to(elsewhere)
    assert shelves.forget_others([]) == 4
    assert sorted(path.name for path in folder.iterdir()) == ["course-1-notes", "kept", "owner.lock"]
    assert (elsewhere / "state.json").exists()
