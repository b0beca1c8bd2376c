"""Quoted words where they stand in their source: in a window, or within a page."""

from __future__ import annotations

from html import escape

import streamlit as st

from studyhall.domain.conversation import KeptCitation, SourceState
from studyhall.domain.documents import Document
from studyhall.domain.errors import StudyHallError
from studyhall.domain.evidence import Citation
from studyhall.domain.wording import N_
from studyhall.ui.components.notices import show_error
from studyhall.ui.components.words import plain, shown_side
from studyhall.ui.printing import marked
from studyhall.ui.session import Here, leave_if_over, t

_AROUND = 220
"""How many characters of the document stand before and after the quoted words."""
_GONE = {
    SourceState.REMOVED: N_("This source was removed. These are the words as they were quoted."),
    SourceState.REPLACED: N_("This source has a newer version. These are the words as they were quoted."),
}


class Quoted:
    """The documents that a page quotes, each read once however often it is quoted."""

    def __init__(self, here: Here) -> None:
        self._here = here
        self._read: dict[str, Document] = {}

    def in_place(self, kept: KeptCitation, name: str = "cited") -> str:
        """The words marked in the text around them, as HTML; alone where their source has gone.

        `name` is what a link leads to them by. Raises StudyHallError.
        """
        citation = kept.citation
        if kept.state is not SourceState.CURRENT:
            words = f'<mark lang="{escape(citation.language)}">{escape(citation.quote)}</mark>'
            return f'<div class="source">{words}</div><p class="hint">{escape(t(_GONE[kept.state]))}</p>'
        key = citation.document_id
        if key not in self._read:
            self._read[key] = self._here.hall.library.read(self._here.person.id, key)
        return _in_place(self._read[key], citation, name)


def show_citation(here: Here, kept: KeptCitation) -> None:
    """A window with the quoted words where they stand."""
    dialog = st.dialog(t("In the source"), width="medium")
    dialog(_citation_window)(here, kept)


def _citation_window(here: Here, kept: KeptCitation) -> None:
    leave_if_over(here)
    citation = kept.citation
    st.markdown(f"**{plain(citation.title)}**")
    st.caption(plain(told_of_place(citation)))
    try:
        st.html(Quoted(here).in_place(kept))
    except StudyHallError as error:
        show_error(error)
        return
    if kept.state is not SourceState.CURRENT:
        return
    with st.container(horizontal=True):
        if st.button(t("Open the whole document"), key="open_reader"):
            st.switch_page("views/reader.py", query_params=reader_place(here, citation))
        link = f"/print/{citation.document_id}?start={citation.start}&end={citation.end}#cited"
        st.link_button(t("Print"), link)


def reader_place(here: Here, citation: Citation) -> dict[str, str]:
    """Where in the reader these words are, as a part of its address."""
    place = {"document": citation.document_id, "start": str(citation.start), "end": str(citation.end)}
    return {"course": here.at.slug} | place


def told_of_place(citation: Citation) -> str:
    """Whose account a quotation is of, and where it stands in its source."""
    path = " › ".join(heading for heading in citation.heading if heading != citation.title)
    page = t("page {page}", page=citation.page) if citation.page else ""
    return " · ".join(filter(None, (shown_side(citation.side), path, page)))


def _in_place(document: Document, citation: Citation, name: str) -> str:
    text = document.body.text
    start, end = _word_edge(text, citation.start - _AROUND, 1), _word_edge(text, citation.end + _AROUND, -1)
    before, after = "…" * (start > 0), "…" * (end < len(text))
    inner = marked(text[start:end], start, {name: (citation.start, citation.end)})
    return f'<div class="source" lang="{escape(citation.language)}">{before}{inner}{after}</div>'


def _word_edge(text: str, at: int, step: int) -> int:
    """The nearest end of a word from `at` on in this direction, within the text."""
    at = min(max(at, 0), len(text))
    while 0 < at < len(text) and not text[at - 1 : at + 1].isspace() and not text[at - (step > 0)].isspace():
        at += step
    return at
