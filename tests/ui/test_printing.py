"""A document as a page of its own: all of it, with the cited words marked, and nothing that runs."""

from __future__ import annotations

import html
import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from studyhall.domain.documents import Section
from studyhall.ui.printing import blocks, marked, printed
from tests.making import document

PIECES = st.lists(st.text("ab<>&\"' é\n", min_size=1, max_size=30), min_size=1, max_size=6)


def shown(told: list[tuple[int, str]]) -> str:
    return html.unescape(re.sub(r"</?mark[^>]*>", "", " ".join(text for _, text in told)))


@given(PIECES, st.integers(0, 90), st.integers(0, 90))
def test_all_of_a_document_is_shown_in_order_with_what_is_cited_marked(pieces, start, end):
    made, _ = document(1, "\n\n".join(pieces))
    cited = (start, min(end, len(made.body.text)))
    told = blocks(made, {"cited": cited})
    assert shown(told).split() == made.body.text.split()
    inside = "".join(re.findall(r"<mark[^>]*>(.*?)</mark>", " ".join(text for _, text in told), re.DOTALL))
    quote = made.body.text[cited[0] : cited[1]] if cited[0] < cited[1] else ""
    assert html.unescape(inside).split() == quote.split() or "".join(
        html.unescape(inside).split()
    ) == "".join(quote.split())


def test_headings_are_headings():
    made, _ = document(1, "One\n\nText of one.\n\nTwo\n\nText of two.")
    text = made.body.text
    sections = tuple(Section(2, text.index(name), text.index(name) + 3) for name in ("One", "Two"))
    made = replace(made, body=replace(made.body, sections=sections))
    assert blocks(made, {}) == [(2, "One"), (0, "Text of one."), (2, "Two"), (0, "Text of two.")]


def test_a_mark_is_where_the_words_are():
    assert (
        marked("to be <or> not", 100, {"cited": (106, 110)}) == 'to be <mark id="cited">&lt;or&gt;</mark> not'
    )
    assert marked("to be", 100, {"cited": (200, 210)}) == "to be"
    assert marked("to be", 100, {}) == "to be"
    two = {"found-1": (3, 8), "cited": (0, 5)}
    assert marked("to be or not", 0, two) == '<mark id="cited">to be</mark><mark id="found-1"> or</mark> not'


def test_a_printed_document_runs_and_fetches_nothing():
    evil = '<script>alert(1)</script> <img src="https://example.com/x.png"> "quoted"'
    made, _ = document(1, evil, title=evil, side=evil, language='"><b>')
    told = printed(made, (0, 8))
    assert set(re.findall(r"<(\w+)", told)) == {
        "html", "head", "meta", "title", "style", "body", "h1", "p", "mark"
    }  # fmt: skip
    assert told.count(html.escape(evil)) >= 2
