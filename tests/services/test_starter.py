"""The starter course goes in whole or not at all."""

from __future__ import annotations

import pytest

from studyhall.domain.errors import BadFile, Misconfigured
from studyhall.readers.files import FileReader
from studyhall.services.library import Library
from studyhall.services.starter import Starter, starter_course
from studyhall.settings import KNOWLEDGE


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "kerrin"
    made.mkdir()
    (made / "course.toml").write_text('title = "Kerrin"\nquestions = ["Where is Kerrin?"]\n')
    (made / "one.md").write_text("# One\n\nKerrin lies in the sea.\n")
    (made / "two.md").write_text("# Two\n\nKerrin has a lighthouse.\n")
    return made


@pytest.fixture
def starter(house, folder):
    return Starter(house.storage, Library(house.storage, FileReader(), house.embedder), folder)


def silent(_done, _all):
    """Progress that nobody watches."""


def test_an_empty_data_folder_gets_the_course(house, starter):
    assert starter.needed()
    seen = []
    course = starter.prepare(house.actor, house.now, lambda done, every: seen.append((done, every)))
    assert (course.slug, course.title) == ("kerrin", "Kerrin")
    assert seen == [(1, 2), (2, 2)]
    assert not starter.needed()
    assert [s.description.title for s in house.library.sources(house.actor, course)] == ["One", "Two"]


def test_a_file_that_cannot_be_read_leaves_no_half_of_it(house, starter, folder):
    (folder / "three.md").touch()
    with pytest.raises(BadFile):
        starter.prepare(house.actor, house.now, silent)
    assert starter.needed()


def test_the_second_of_two_first_starts_gives_way(house, starter):
    starter.prepare(house.actor, house.now, silent)
    assert starter.prepare(house.actor, house.now, silent) is None


@pytest.mark.parametrize(
    "content", [None, "title = 3 4", 'title = "No questions"', 'title = "None"\nquestions = []']
)
def test_a_course_that_cannot_be_read_is_said(folder, content):
    if content is None:
        (folder / "course.toml").unlink()
    else:
        (folder / "course.toml").write_text(content)
    with pytest.raises(Misconfigured, match="STUDYHALL_STARTER"):
        starter_course(folder)


def test_the_course_that_comes_along():
    course = starter_course(KNOWLEDGE / "nagorno-karabakh")
    assert len(course.files) >= 8
    assert sum(path.name.endswith(".vi.md") for path in course.files) >= 3
    for path in course.files:
        text = path.read_text(encoding="utf-8")
        _, front, body = text.split("---\n", 2)
        told = dict(line.split(": ", 1) for line in front.splitlines())
        assert set(told) == {"title", "author", "side", "language", "date", "licence"}
        assert 500 <= len(body.split()) <= 1_200, path.name
