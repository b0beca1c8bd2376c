"""One source, whole: its headings, the cited words marked, a search in it, a version for paper."""

from __future__ import annotations

import re
from html import escape

import streamlit as st

from studyhall.domain.documents import Document
from studyhall.domain.errors import StudyHallError
from studyhall.domain.tokens import fold
from studyhall.ui.addresses import number_in
from studyhall.ui.components.frame import show_person
from studyhall.ui.components.notices import show_error
from studyhall.ui.components.words import plain, shown_side
from studyhall.ui.printing import blocks
from studyhall.ui.session import Here, here, t

_HITS = 20
_AROUND = 90


def render(here: Here) -> None:
    """Show the document that the address names."""
    show_person(here)
    _ways_back(here)
    asked = st.query_params.get("document", "")
    try:
        document = here.hall.library.read(here.person.id, asked)
    except StudyHallError as error:
        show_error(error)
        return
    cited = _cited(document)
    st.title(plain(document.description.title), anchor=False)
    parts = (
        shown_side(document.description.side),
        document.description.author,
        document.description.date,
        document.description.licence,
    )
    st.caption(" · ".join(plain(part) for part in parts if part))
    found = {f"found-{number}": place for number, place in enumerate(_tools(document, cited), 1)}
    if cited:
        _show_cited(document, cited)
    _show_text(document, ({"cited": cited} if cited else {}) | found)


def _ways_back(here: Here) -> None:
    course = {"course": here.at.slug}
    with st.container(horizontal=True, key="ways_back"):
        if st.button(t("All sources"), icon=":material/arrow_back:", type="tertiary", key="to_sources"):
            st.switch_page("views/sources.py", query_params=course)
        if st.button(t("My conversation"), icon=":material/chat:", type="tertiary", key="to_study"):
            st.switch_page("views/study.py", query_params=course)


def _cited(document: Document) -> tuple[int, int] | None:
    start, end = (number_in(st.query_params.get(name, "")) for name in ("start", "end"))
    if start is None or end is None:
        return None
    found = start, min(end, len(document.body.text))
    return found if found[0] < found[1] else None


def _tools(document: Document, cited: tuple[int, int] | None) -> list[tuple[int, int]]:
    """The way to search and to print; gives the places that were found."""
    place = f"?start={cited[0]}&end={cited[1]}#cited" if cited else ""
    with st.container(horizontal=True, vertical_alignment="bottom", key="reader_tools"):
        wanted = st.text_input(t("Search in this source"), key="search_inside", max_chars=100)
        st.link_button(t("Print"), f"/print/{document.id}{place}")
    if not wanted.strip():
        return []
    hits = _places(document.body.text, wanted.split())
    _show_hits(document.body.text, hits)
    return hits[:_HITS]


def _places(text: str, wanted: list[str]) -> list[tuple[int, int]]:
    """Where all of `wanted` stands, compared without case and diacritics, word by word."""
    asked = [fold(word) for word in wanted]
    spans = [(found.start(), found.end(), fold(found.group())) for found in re.finditer(r"\w+", text)]
    count = len(asked)
    return [
        (spans[at][0], spans[at + count - 1][1])
        for at in range(len(spans) - count + 1)
        if all(said.startswith(word) for word, (*_, said) in zip(asked, spans[at : at + count], strict=True))
    ]


def _show_hits(text: str, hits: list[tuple[int, int]]) -> None:
    """The first places with the words around them, each leading to itself in the text below."""
    if not hits:
        st.caption(t("These words do not stand in this source."))
        return
    st.caption(t("places: {count}", count=len(hits)))
    rows = []
    for number, (start, end) in enumerate(hits[:_HITS], 1):
        before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
        words = f"…{escape(before)}<mark>{escape(text[start:end])}</mark>{escape(after)}…"
        rows.append(f'<li><a href="#found-{number}">{words}</a></li>')
    st.html(f'<ol class="hits">{"".join(rows)}</ol>')


def _show_cited(document: Document, cited: tuple[int, int]) -> None:
    quote = escape(document.body.text[cited[0] : cited[1]])
    label, lead = escape(t("The quoted words")), escape(t("Go to these words in the text"))
    st.html(
        f'<div class="source" role="note" aria-label="{label}"><mark>{quote}</mark></div>'
        f'<p class="lead"><a href="#cited">{lead}</a></p>'
    )


def _show_text(document: Document, marks: dict[str, tuple[int, int]]) -> None:
    language = escape(document.description.language)
    parts = [
        f"<h{min(level + 1, 6)}>{text}</h{min(level + 1, 6)}>" if level else f"<p>{text}</p>"
        for level, text in blocks(document, marks)
    ]
    st.html(f'<article class="reader" lang="{language}">{"".join(parts)}</article>')


if __name__ == "__main__":
    render(here())
