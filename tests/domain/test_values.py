"""The constructors are the gate: values that break their rule cannot be made."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyhall.domain.courses import slug_of
from studyhall.domain.documents import Description, PageStart, Section, Span, document_id
from studyhall.domain.errors import BadFile, Refused, StudyHallError, Unavailable
from studyhall.domain.evidence import Account, Answer, Citation, Reason, Status
from studyhall.domain.text import normalised
from tests.making import body, passage, reading

CITED = Citation("S1", "d", "v", "T", "", "en", 5, 8, "yes")
GROUNDED = Answer("“yes” [S1]", Status.GROUNDED, "en", "offline", (CITED,))


def test_a_quotation_is_as_long_as_its_span():
    for change in ({"end": 9}, {"quote": ""}, {"quote": "no"}):
        with pytest.raises(ValueError, match="span"):
            replace(CITED, **change)


@pytest.mark.parametrize(
    "change",
    [
        {"text": "no mark"},
        {"text": "a strange mark [S1] [S2]"},
        {"citations": (CITED, CITED)},
        {"reason": Reason.NOTHING_NEAR},
        {"status": Status.NOT_FOUND},
        {"status": Status.DISPUTED},
        {"accounts": (Account("armenian", "yes [S1]", ("S1",)),)},
        {"citations": (), "text": ""},
    ],
)
def test_an_answer_that_contradicts_itself_cannot_be_made(change):
    with pytest.raises(ValueError, match="answer"):
        replace(GROUNDED, **change)


def test_not_found_is_a_value():
    answer = Answer("Nothing.", Status.NOT_FOUND, "en", "offline", reason=Reason.NOTHING_NEAR)
    assert answer.citations == ()


def test_a_passage_is_as_long_as_its_span():
    with pytest.raises(ValueError, match="as long"):
        replace(passage("words"), end=99)


def test_a_body_is_nfc():
    text = unicodedata.normalize("NFD", "đèo Omar")
    with pytest.raises(ValueError, match="NFC"):
        body(text)


@pytest.mark.parametrize("spans", [[Span(0, 0)], [Span(0, 5), Span(3, 6)], [Span(0, 99)]])
def test_passages_neither_overlap_nor_leave_the_text(spans):
    with pytest.raises(ValueError, match="passage"):
        replace(reading("Some text."), spans=tuple(spans))


def test_headings_govern_what_follows_until_one_of_their_level():
    text = "A\nB\none\nC\ntwo\nD\nthree"
    sections = tuple(
        Section(level, text.index(name), text.index(name) + 1)
        for name, level in (("A", 1), ("B", 2), ("C", 2), ("D", 1))
    )
    made = replace(body(text), sections=sections)
    assert made.heading_path(text.index("one")) == ("A", "B")
    assert made.heading_path(text.index("two")) == ("A", "C")
    assert made.heading_path(text.index("three")) == ("D",)


def test_pages_begin_where_they_begin():
    made = replace(body("one two"), pages=(PageStart(3, 0), PageStart(4, 4)))
    assert [made.page_at(0), made.page_at(3), made.page_at(4)] == [3, 3, 4]
    assert body("one").page_at(0) is None


def test_what_is_told_goes_before_what_was_read():
    read = Description(title="From the file", language="en")
    assert read.overlaid(Description(title="Told", side="neutral")) == Description(
        "Told", "", "neutral", "en"
    )


def test_a_source_keeps_its_id_and_differs_by_course():
    assert document_id(1, "a.md") == document_id(1, "a.md") != document_id(2, "a.md")


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("The First Nagorno-Karabakh War, 1988–1994", "the-first-nagorno-karabakh-war-1988-1994"),
        ("Lịch sử Đàng Trong", "lich-su-dang-trong"),
        ("  İzmir!  ", "izmir"),
    ],
)
def test_a_slug_is_readable(title, slug):
    assert slug_of(title) == slug


def test_a_title_without_letters_is_refused():
    with pytest.raises(Refused, match="title"):
        slug_of("…")


@given(st.text())
def test_what_is_typed_becomes_nfc_without_invisible_characters(text):
    made = normalised(text)
    assert unicodedata.is_normalized("NFC", made)
    assert made == made.strip()
    assert normalised(made) == made
    made.encode()


def test_an_error_is_one_sentence():
    error = BadFile("notes.pdf is empty", "add a file that has text", code="empty")
    assert str(error) == "notes.pdf is empty; add a file that has text."
    assert (error.code, error.retry) == ("empty", False)
    assert Unavailable("x", "y").retry


def test_every_error_has_a_code_of_its_own():
    def below(kind):
        return [kind, *(found for child in kind.__subclasses__() for found in below(child))]

    kinds = below(StudyHallError)
    assert len({kind.code for kind in kinds}) == len(kinds) >= 9
