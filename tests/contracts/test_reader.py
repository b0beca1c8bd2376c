"""What every reader keeps to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from studyhall.domain.documents import version_of
from studyhall.domain.errors import BadFile
from studyhall.ports import Reader
from studyhall.readers.files import FileReader
from tests.fakes.reader import FakeReader, reading_of

TEXTS = {
    "harbour.txt": "The harbour was built in 1902. It was rebuilt in 1950.\n\nShips came from everywhere.",
    "cảng.txt": "Cảng được xây dựng vào năm 1902. Tàu thuyền đến từ khắp nơi.",
}

Made = Callable[[Path], Reader]


def _files(folder: Path) -> Reader:
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return FileReader()


def _fake(folder: Path) -> Reader:
    return FakeReader({name: reading_of(text) for name, text in TEXTS.items()})


@pytest.fixture(params=[_files, _fake], ids=["files", "fake"])
def reader(request: pytest.FixtureRequest, tmp_path: Path) -> Reader:
    return request.param(tmp_path)


@pytest.mark.parametrize("name", TEXTS)
def test_gives_a_reading_whose_passages_are_slices_of_its_text(
    reader: Reader, tmp_path: Path, name: str
) -> None:
    file = reader.fetch(tmp_path / name)
    reading = reader.read(file)
    assert file.content.decode() == TEXTS[name]
    assert reading.version == file.version == version_of(TEXTS[name].encode())
    assert reading.spans
    words = " ".join(reading.body.text[span.start : span.end] for span in reading.spans).split()
    assert words == TEXTS[name].split()


@pytest.mark.parametrize("name", TEXTS)
def test_always_tells_a_title_and_a_language(reader: Reader, tmp_path: Path, name: str) -> None:
    description = reader.read(reader.fetch(tmp_path / name)).description
    assert description.title
    assert description.language == ("vi" if name == "cảng.txt" else "en")


def test_leads_back_to_the_original(reader: Reader, tmp_path: Path) -> None:
    body = reader.read(reader.fetch(tmp_path / "harbour.txt")).body
    start, end = body.alignment.to_original(body.text.index("rebuilt"), len(body.text))
    assert body.original[start:end].startswith("rebuilt in 1950.")


def test_the_same_file_reads_the_same_twice(reader: Reader, tmp_path: Path) -> None:
    file = reader.fetch(tmp_path / "harbour.txt")
    assert reader.read(file) == reader.read(file)


def test_refuses_a_file_that_is_not_there_with_a_sentence(reader: Reader, tmp_path: Path) -> None:
    with pytest.raises(BadFile, match=r"“nowhere\.txt” is not there") as caught:
        reader.fetch(tmp_path / "nowhere.txt")
    assert caught.value.code == "missing"
    assert not caught.value.message.endswith(".")
