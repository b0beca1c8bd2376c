"""Whatever odd thing stands in the place of a shelf's state or folder: it is not trusted, and replaced."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from tests.index.shelving import not_searched, passage, rebuilt


@pytest.mark.parametrize(
    "changed",
    [
        {"revision": 10**30},
        {"revision": 2**62 + 1},
        {"revision": -2},
        {"revision": True},
        {"revision": "5"},
        {"revision": 5.0},
        {"revision": float("nan")},
        {"revision": float("inf")},
        {"generation": -1},
        {"generation": 10**400},
        {"count": None},
        {"sample": ["1"]},
        {"sample": 7},
        {"sample": [10**40]},
        {"files": {"a": [float("nan"), 1]}},
        {"files": {"a": ["1", "2"]}},
        {"files": {"a": [1]}},
        {"files": ["a"]},
        {"schema": float("nan")},
    ],
    ids=lambda changed: str(changed)[:40],
)
def test_an_odd_number_in_the_state_is_not_trusted(changed, home, shelf, distrust):
    state = home / "state.json"
    state.write_text(json.dumps(json.loads(state.read_text()) | changed))
    assert shelf.revision() == -1
    assert shelf.count() == 0
    assert not_searched(shelf)
    assert shelf.check({1: passage(1).vector})
    assert len(distrust()) == 1
    assert "cannot be read" in distrust()[0]
    assert rebuilt(shelf)


def nested(path: Path) -> None:
    path.unlink()
    path.write_text("[" * 100_000 + "]" * 100_000)


def digits(path: Path) -> None:
    path.write_text(path.read_text().replace('"revision": 5', '"revision": ' + "9" * 5_000))


def large(path: Path) -> None:
    os.truncate(path, 1 << 32)


def a_folder(path: Path) -> None:
    path.unlink()
    (path / "in" / "it").mkdir(parents=True)


def a_folder_before_it(path: Path) -> None:
    a_folder(path)
    (path.parent / "state.json.new" / "in").mkdir(parents=True)


def a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def a_loop(path: Path) -> None:
    path.unlink()
    path.symlink_to(path)


def a_file_for_a_generation(path: Path) -> None:
    shutil.rmtree(path.parent / "generation-1")
    (path.parent / "generation-1").write_text("x")
    (path.parent / ("generation-" + "9" * 200)).mkdir()


def a_file_for_the_shelf(path: Path) -> None:
    shutil.rmtree(path.parent)
    path.parent.write_text("x")


@pytest.mark.parametrize(
    "odd",
    [
        nested,
        digits,
        large,
        a_folder,
        a_folder_before_it,
        a_pipe,
        a_loop,
        a_file_for_a_generation,
        a_file_for_the_shelf,
    ],
)
def test_whatever_stands_in_the_place_of_the_shelf_is_replaced(odd, home, shelf):
    odd(home / "state.json")
    assert shelf.revision() == -1
    assert shelf.count() == 0
    assert not_searched(shelf)
    assert shelf.frequencies(["1"]) == {"1": 0}
    assert rebuilt(shelf)


def test_a_state_that_turns_odd_while_it_is_open(home, shelf):
    assert shelf.revision() == 5
    a_folder(home / "state.json")
    assert shelf.revision() == -1
    assert not_searched(shelf)
    assert rebuilt(shelf)
