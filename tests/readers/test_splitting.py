"""Passages: whole sentences, in order, apart, within a section, with nothing lost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyhall.domain.alignment import Alignment
from studyhall.domain.documents import Body, PageStart, Section, Span
from studyhall.domain.sentences import quotations, sentences
from studyhall.readers.splitting import CHUNKING, LIMIT, Sizes, split

SMALL = Sizes(enough=60, target=90, limit=120, scrap=20)
SENTENCES = st.sampled_from(
    [
        "Dr. Smith met Mr. A. B. Jones at 5 p.m. in the old town. ",
        "“They left. Nobody stayed,” she said. ",
        'Ông nói: "Tôi không biết. Tôi sẽ hỏi." ',
        "Năm 1994, TP. Huế có 25.000 người.\n\n",
        "İzmir’de yağmur yağdı. ",
        "👨‍👩‍👧 came. ",
        "Short.\n\n",
        "A much longer sentence, which goes on and on, past this comma; then past that one, until it is "
        "longer than any passage may be, " + "and longer, " * 8 + "and ends. ",
        "no end at all\n\n",
        "1. First item.\n\n",
    ]
)


def body(text: str, *sections: Section, pages: tuple[PageStart, ...] = ()) -> Body:
    return Body(text, text, Alignment.identity(len(text)), sections, pages)


def pieces(made: Body, sizes: Sizes = SMALL) -> list[str]:
    return [made.text[span.start : span.end] for span in split(made, sizes)]


@settings(max_examples=150, deadline=None)
@given(st.lists(SENTENCES, max_size=14).map("".join))
def test_every_sentence_lies_in_exactly_one_passage(text: str) -> None:
    spans = split(body(text), SMALL)
    for span in spans:
        piece = text[span.start : span.end]
        assert piece == piece.strip() != ""
        assert len(piece) <= SMALL.limit
    for sentence in sentences(text, SMALL.limit):
        if sentence.end - sentence.start <= SMALL.limit:
            assert sum(s.start <= sentence.start and sentence.end <= s.end for s in spans) == 1
    covered = "".join(text[span.start : span.end] for span in spans)
    assert "".join(covered.split()) == "".join(text.split())


@settings(max_examples=100, deadline=None)
@given(st.lists(SENTENCES, max_size=14).map("".join))
def test_no_quotation_that_fits_is_cut(text: str) -> None:
    spans = split(body(text), SMALL)
    for quotation in quotations(text, SMALL.limit):
        assert any(s.start <= quotation.start and quotation.end <= s.end for s in spans)


def test_no_abbreviation_is_cut() -> None:
    text = "Dr. Smith met Prof. J. K. Jones of the U.S. Navy. " * 6
    assert all(piece.endswith("Navy.") for piece in pieces(body(text)))


def test_headings_stand_in_no_passage_and_none_is_crossed() -> None:
    text = "One\n\nA text.\n\nTwo\n\nB text.\n\nThree\n\nC text."
    at = [Section(1, 0, 3), Section(2, 14, 17), Section(1, 28, 33)]
    made = split(body(text, *at))
    assert [(text[s.start : s.end], s.heading) for s in made] == [
        ("A text.", ("One",)),
        ("B text.", ("One", "Two")),
        ("C text.", ("Three",)),
    ]


def test_a_passage_has_the_page_of_its_start() -> None:
    text = "A text that begins here and goes on over there."
    assert split(body(text, pages=(PageStart(1, 0), PageStart(2, 20)))) == (Span(0, len(text), 1),)


@settings(max_examples=200, deadline=None)
@given(st.lists(SENTENCES, max_size=14).map("".join), st.data())
def test_every_sentence_of_a_passage_starts_on_its_page(text: str, data: st.DataObject) -> None:
    starts = data.draw(st.lists(st.integers(0, max(len(text) - 1, 0)), max_size=8, unique=True).map(sorted))
    made = body(text, pages=tuple(PageStart(number, start) for number, start in enumerate([0, *starts], 1)))
    known = {sentence.start for sentence in sentences(text, SMALL.limit)}
    for span in split(made, SMALL):
        assert span.page == made.page_at(span.start)
        held = {start for start in known if span.start <= start < span.end}
        assert {made.page_at(start) for start in held} <= {span.page}


def test_pages_of_little_text_give_passages_of_their_own() -> None:
    text = "One is here. Two goes on and so. Three.\n\nFour."
    at = [PageStart(n, text.index(word)) for n, word in enumerate(("One", "goes", "Three", "Four"), 1)]
    assert [(text[s.start : s.end], s.page) for s in split(body(text, pages=tuple(at)))] == [
        ("One is here. Two goes on and so.", 1),
        ("Three.", 3),
        ("Four.", 4),
    ]


def test_short_paragraphs_are_merged_and_long_ones_closed_where_they_end() -> None:
    paragraphs = ["Seven little words stand in this one."] * 6
    assert pieces(body("\n\n".join(paragraphs))) == [
        "\n\n".join(paragraphs[:2]), "\n\n".join(paragraphs[2:4]), "\n\n".join(paragraphs[4:])
    ]  # fmt: skip


def test_a_last_scrap_joins_what_stands_before() -> None:
    text = "A sentence that is long enough to close a passage by itself, surely.\n\nThe end."
    assert pieces(body(text)) == [text]


def test_a_sentence_longer_than_a_passage_is_cut_outside_its_quotation() -> None:
    quotation = "“" + "so many words; and more, " * 4 + "no end”"
    text = "They went along the road, " * 5 + quotation + " and that was all, it seems, " * 5 + "in the end."
    made = pieces(body(text))
    assert all(len(piece) <= SMALL.limit for piece in made)
    assert any(quotation in piece for piece in made)
    assert "".join("".join(made).split()) == "".join(text.split())


def test_rows_of_a_table_are_not_cut() -> None:
    rows = [f"Town {n} | {n * 1000} people | founded in 18{n}" for n in range(10, 30)]
    made = pieces(body("\n".join(rows)))
    assert [row for piece in made for row in piece.split("\n")] == rows


def test_there_are_no_passages_where_there_is_nothing() -> None:
    assert split(body("")) == ()
    assert split(body("Title", Section(1, 0, 5))) == ()


@pytest.mark.parametrize("part", ["900", str(LIMIT)])
def test_the_name_of_the_chunking_tells_its_sizes(part: str) -> None:
    assert part in CHUNKING
