"""Readings between processes: what comes out is what went in."""

from __future__ import annotations

import re

import pytest

from studyhall.domain.errors import BadFile
from studyhall.readers.kinds import Kind
from studyhall.readers.parsing import parse
from studyhall.readers.wire import CrashedError, packed, packed_crash, packed_refusal, unpacked
from tests.readers.made import Line, lines, pdf


def test_a_reading_comes_out_as_it_went_in() -> None:
    reading = parse(
        "---\ntitle: T\n---\n# Một\n\nVăn bản.[1] ![x](y) 👨‍👩‍👧".encode(), Kind.MARKDOWN, "a.md", 1000
    )
    assert unpacked(packed(reading)) == reading
    pages = parse(
        pdf([[Line("Title", size=20), *lines(["A sentence stands here."], top=600)]]), Kind.PDF, "a.pdf", 1000
    )
    assert unpacked(packed(pages)) == pages


def test_a_refusal_and_a_crash_are_raised() -> None:
    with pytest.raises(BadFile, match=r"^why; what now\.$") as caught:
        unpacked(packed_refusal(BadFile("why", "what now", code="odd")))
    assert caught.value.code == "odd"
    with pytest.raises(CrashedError, match="ValueError"):
        unpacked(packed_crash(ValueError()))


def test_a_crash_tells_its_type_and_place_and_no_words_of_the_document() -> None:
    try:
        ["fine"].index("a secret of the document")
    except ValueError as error:
        data = packed_crash(error)
    with pytest.raises(CrashedError) as caught:
        unpacked(data)
    place = "test_a_crash_tells_its_type_and_place_and_no_words_of_the_document"
    assert re.fullmatch(rf"ValueError < readers/test_wire\.py:\d+ in {place}", str(caught.value))


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"refused": 1}', b"\xff"])
def test_anything_else_is_no_reading(data: bytes) -> None:
    with pytest.raises((ValueError, TypeError, KeyError)):
        unpacked(data)
