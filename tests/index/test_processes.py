"""One process owns the shelves; others read words beside it, and one of them takes over when it ends."""

from __future__ import annotations

import subprocess
import sys
from threading import Thread

import pytest

from studyhall.domain.errors import IndexFailure
from studyhall.domain.evidence import SearchMode
from studyhall.index.shelf import FolderShelves
from tests.index.shelving import fill, passage, shelf_of, whole

# Does on each line of standard input what it says, and answers with one line.
CHILD = """
import sys
from pathlib import Path
from studyhall.index.shelf import FolderShelves
from tests.index.shelving import passage, shelf_of
shelves = FolderShelves(Path(sys.argv[1]))
print(shelves.owned, flush=True)
shelf = shelf_of(shelves)
for line in sys.stdin:
    act, *numbers = line.split()
    if act == "apply":
        shelf.apply([passage(int(numbers[0]))], [], int(numbers[1]))
    if act == "rebuild":
        shelf.rebuild(iter([[passage(key) for key in range(1, int(numbers[0]) + 1)]]), int(numbers[1]))
    print(shelf.revision(), flush=True)
shelves.close()
"""


class Child:
    """Another process with the same folder; `owns` is what it was told."""

    def __init__(self, folder) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", CHILD, str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.owns = self.process.stdout.readline().strip() == "True"

    def act(self, line: str) -> int:
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def end(self) -> None:
        self.process.stdin.close()
        self.process.wait(30)
        self.process.stdout.close()

    def kill(self) -> None:
        self.process.kill()
        self.end()


@pytest.fixture
def folder(tmp_path):
    fill(tmp_path / "index", 10)
    return tmp_path / "index"


@pytest.fixture
def shelves(folder):
    made = FolderShelves(folder)
    yield made
    made.close()


@pytest.fixture
def child(folder):
    """The owner, started before the shelves of this process are asked."""
    made = Child(folder)
    yield made
    if made.process.poll() is None:
        made.end()


def test_a_reader_sees_words_and_news(child, shelves):
    assert child.owns
    assert not shelves.owned
    shelf = shelf_of(shelves)
    assert shelf.revision() == 5
    found = shelf.search("number3", passage(3).vector, 2)
    assert found.mode is SearchMode.WORDS
    assert found.hits[0].passage_id == 3
    assert child.act("apply 11 6") == 6
    assert (shelf.revision(), shelf.count()) == (6, 11)
    assert shelf.search("number11", None, 1).hits[0].passage_id == 11
    assert child.act("rebuild 4 7") == 7
    assert (shelf.revision(), shelf.count()) == (7, 4)
    assert shelf.frequencies(["4", "11"]) == {"4": 1, "11": 0}
    with pytest.raises(IndexFailure):
        shelf.apply([passage(12)], [], 8)


def test_whoever_stays_takes_over(child, shelves):
    shelf = shelf_of(shelves)
    assert shelf.search("number3", passage(3).vector, 2).mode is SearchMode.WORDS
    child.act("apply 11 6")
    child.end()
    assert shelves.owned
    assert shelf.search("number3", passage(3).vector, 2).mode is SearchMode.FULL
    shelf.apply([passage(12)], [], 8)
    assert whole(shelf, 12)


def test_a_killed_owner_is_followed(child, shelves):
    child.act("apply 11 6")
    child.kill()
    assert shelves.owned
    shelf = shelf_of(shelves)
    assert shelf.revision() == 6
    assert whole(shelf, 11)


def test_only_one_of_two_owns(shelves, folder):
    assert shelves.owned
    other = Child(folder)
    assert not other.owns
    assert other.act("look") == 5
    other.end()


def test_letting_go_lets_another_own(folder):
    first = FolderShelves(folder)
    assert first.owned
    first.close()
    assert not first.owned
    second = FolderShelves(folder)
    assert second.owned
    second.close()


def test_threads_search_while_the_shelf_changes(shelves):
    shelf = shelf_of(shelves)
    wrong: list[object] = []

    def search() -> None:
        for key in list(range(1, 11)) * 5:
            hits = shelf.search(f"number{key}", passage(key).vector, 3).hits
            if hits[0].passage_id != key:
                wrong.append((key, hits))

    threads = [Thread(target=search) for _ in range(3)]
    for thread in threads:
        thread.start()
    for key in range(11, 16):
        shelf.apply([passage(key)], [], key)
    shelf.rebuild(iter([[passage(key) for key in range(1, 16)]]), 20)
    for thread in threads:
        thread.join()
    assert wrong == []
    assert whole(shelf, 15)
