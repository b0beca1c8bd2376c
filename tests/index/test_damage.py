"""A damaged shelf is not trusted, raises nothing when asked, and can be rebuilt."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from studyhall.domain.errors import IndexFailure
from studyhall.index.shelf import FolderShelves
from tests.index.shelving import fill, passage, shelf_of, whole

# More than Chroma keeps in its log alone, so that all of its files are there.
COUNT = 1_050


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("built") / "index"
    fill(folder, COUNT)
    return folder


@pytest.fixture
def folder(built, tmp_path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "index"))


@pytest.fixture
def opened(folder):
    shelves: list[FolderShelves] = []

    def again():
        while shelves:
            shelves.pop().close()
        shelves.append(FolderShelves(folder))
        return shelf_of(shelves[0])

    yield again
    while shelves:
        shelves.pop().close()


def delete(path: Path) -> None:
    path.unlink()


def empty(path: Path) -> None:
    path.write_bytes(b"")


def truncate(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


def garble(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(b"\xff\x00garbage" * (len(content) // 9 + 1))


def parts(built: Path) -> list[Path]:
    found = [path.relative_to(built) for path in built.rglob("*") if path.is_file()]
    return [path for path in found if path.suffix != ".lock"]


def test_an_undamaged_copy_is_trusted(opened):
    shelf = opened()
    assert shelf.revision() == 5
    assert whole(shelf, COUNT)


@pytest.mark.parametrize("damage", [delete, empty, truncate, garble])
def test_each_damaged_file_is_noticed(damage, built, tmp_path):
    names = parts(built)
    assert {"data_level0.bin", "chroma.sqlite3", "meta.json", "state.json"} <= {name.name for name in names}
    for number, name in enumerate(names):
        folder = Path(shutil.copytree(built, tmp_path / str(number)))
        damage(folder / name)
        shelves = FolderShelves(folder)
        shelf = shelf_of(shelves)
        assert shelf.revision() == -1, name
        assert shelf.check({1: passage(1).vector}), name
        with pytest.raises(IndexFailure) as failed:
            shelf.search("village3", passage(1).vector, 3)
        assert failed.value.code == "not_indexed", name
        assert shelf.count() == 0, name
        shelves.close()


def test_a_damaged_shelf_can_be_rebuilt(folder, opened):
    truncate(next(folder.rglob("data_level0.bin")))
    shelf = opened()
    assert shelf.revision() == -1
    shelf.rebuild(iter([[passage(key) for key in range(1, 4)]]), 6)
    assert shelf.revision() == 6
    assert whole(shelf, 3)
    assert whole(opened(), 3)


def test_a_deleted_folder_is_an_empty_shelf(folder, opened):
    shutil.rmtree(folder)
    assert opened().revision() == -1


@pytest.mark.parametrize("state", ['{"schema": 0}', "[]", "null", '{"schema": 1}', "{", "\x00"])
def test_another_state_is_not_trusted(state, folder, opened):
    next(folder.rglob("state.json")).write_text(state)
    shelf = opened()
    assert shelf.revision() == -1
    assert shelf.count() == 0


def test_a_shelf_left_in_the_middle_of_a_change_answers_by_its_words_only(folder, opened):
    state = next(folder.rglob("state.json"))
    state.write_text(json.dumps(json.loads(state.read_text()) | {"clean": False}))
    shelf = opened()
    assert shelf.revision() == -1
    assert shelf.search("village3", passage(1).vector, 3).mode == "words"
    with pytest.raises(IndexFailure):
        shelf.apply([passage(2_000)], [], 6)


def test_a_change_that_breaks_off_leaves_the_shelf_untrusted(opened, monkeypatch):
    shelf = opened()
    assert shelf.revision() == 5

    def broken(*_):
        raise OSError("no space left")

    monkeypatch.setattr("studyhall.index.lexical.Writer.put", broken)
    with pytest.raises(IndexFailure):
        shelf.apply([passage(2_000)], [], 6)
    monkeypatch.undo()
    assert shelf.revision() == -1
    assert opened().revision() == -1


def test_what_an_interrupted_rebuild_left_is_dropped(folder, opened):
    home = next(folder.rglob("state.json")).parent
    shutil.copytree(home / "generation-1", home / "generation-7")
    shelf = opened()
    assert shelf.revision() == 5
    assert not (home / "generation-7").exists()


def test_rebuilding_drops_the_generation_before(folder, opened):
    shelf = opened()
    assert shelf.search("village3", passage(1).vector, 3).mode == "words+vectors"
    for revision in (6, 7):
        shelf.rebuild(iter([[passage(1), passage(2)]]), revision)
        assert shelf.revision() == revision
        assert whole(shelf, 2)
    home = next(folder.rglob("state.json")).parent
    assert [path.name for path in home.glob("generation-*")] == ["generation-3"]


def test_check_notices_a_vector_that_only_the_index_has_changed(opened):
    shelf = opened()
    expected = {key: passage(key).vector for key in range(1, COUNT + 1)}
    assert shelf.check(expected | {7: passage(8).vector})
    assert shelf.check(expected | {7: passage(7).vector[:-1]})
