"""One source, whole: its headings, the cited words marked, a search in it, a version for paper."""

from __future__ import annotations

import re
from html import escape

import streamlit as st

from studyhall.domain.documents import Document
from studyhall.domain.errors import StudyHallError
from studyhall.domain.tokens import fold
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
    if st.button(t("All sources"), icon=":material/arrow_back:", type="tertiary", key="to_sources"):
        st.switch_page("views/sources.py", query_params={"course": here.at.slug})
    asked = st.query_params.get("document", "")
    try:
        document = here.hall.library.read(here.person.id, asked)
    except StudyHallError as error:
        show_error(error)
        return
    cited = _cited(document)
    st.header(plain(document.description.title), anchor=False)
    parts = (
        shown_side(document.description.side),
        document.description.author,
        document.description.date,
        document.description.licence,
    )
    st.caption(" · ".join(plain(part) for part in parts if part))
    _tools(document, cited)
    if cited:
        _show_cited(document, cited)
    _show_text(document, cited)


def _cited(document: Document) -> tuple[int, int] | None:
    start, end = (st.query_params.get(name, "") for name in ("start", "end"))
    if not (start.isascii() and start.isdigit() and end.isascii() and end.isdigit()):
        return None
    found = int(start), min(int(end), len(document.body.text))
    return found if found[0] < found[1] else None


def _tools(document: Document, cited: tuple[int, int] | None) -> None:
    place = f"?start={cited[0]}&end={cited[1]}#cited" if cited else ""
    with st.container(horizontal=True, vertical_alignment="bottom", key="reader_tools"):
        wanted = st.text_input(t("Search in this source"), key="search_inside", max_chars=100)
        st.link_button(t("Print"), f"/print/{document.id}{place}")
    if wanted.strip():
        _show_hits(document, wanted.strip())


def _show_hits(document: Document, wanted: str) -> None:
    """The places where all of `wanted` stands, compared without case and diacritics, word by word."""
    text = document.body.text
    asked = [fold(word) for word in wanted.split()]
    spans = [(found.start(), found.end(), fold(found.group())) for found in re.finditer(r"\w+", text)]
    count = len(asked)
    hits = [
        (spans[at][0], spans[at + count - 1][1])
        for at in range(len(spans) - count + 1)
        if all(said.startswith(word) for word, (*_, said) in zip(asked, spans[at:], strict=False))
    ]
    st.caption(t("places: {count}", count=len(hits)))
    rows = []
    for start, end in hits[:_HITS]:
        before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
        rows.append(f"<li>…{escape(before)}<mark>{escape(text[start:end])}</mark>{escape(after)}…</li>")
    st.html(f'<ol class="hits">{"".join(rows)}</ol>')


def _show_cited(document: Document, cited: tuple[int, int]) -> None:
    quote = escape(document.body.text[cited[0] : cited[1]])
    label = escape(t("The quoted words"))
    st.html(f'<div class="source" role="note" aria-label="{label}"><mark>{quote}</mark></div>')


def _show_text(document: Document, cited: tuple[int, int] | None) -> None:
    language = escape(document.description.language)
    parts = [
        f"<h{min(level + 2, 6)}>{text}</h{min(level + 2, 6)}>" if level else f"<p>{text}</p>"
        for level, text in blocks(document, cited)
    ]
    st.html(f'<article class="reader" lang="{language}">{"".join(parts)}</article>')


if __name__ == "__main__":
    render(here())
