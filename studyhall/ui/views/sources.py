"""The sources of a course: what there is, and for teachers adding, changing and removing."""

from __future__ import annotations

import streamlit as st

from studyhall.domain.errors import StudyHallError
from studyhall.domain.people import Role
from studyhall.ports import SourceSummary
from studyhall.ui.components.adding import show_adding, show_jobs
from studyhall.ui.components.describing import description_fields
from studyhall.ui.components.frame import show_person
from studyhall.ui.components.notices import show_error
from studyhall.ui.components.popovers import popover, shut
from studyhall.ui.components.words import plain, shown_language, shown_side
from studyhall.ui.session import Here, here, t


def render(here: Here) -> None:
    """Show the list, and above it, to a teacher, the way to add to it."""
    show_person(here)
    st.title(t("Sources"), anchor=False)
    teaches = here.role is Role.TEACHER
    sources = here.hall.library.sources(here.person.id, here.at)
    sides = {source.description.side for source in sources} if teaches else None
    if sides is not None:
        show_adding(here, sides, expanded=not sources)
        show_jobs(here)
    if not sources:
        st.write(
            t("There is nothing here yet. Add the texts that your pupils shall study.")
            if teaches
            else t("There is nothing here yet. Your teacher adds the sources.")
        )
        return
    wanted = st.text_input(
        t("Find a source"), key="find_source", placeholder=t("part of its title or author")
    )
    shown = [source for source in sources if _matches(source, wanted)]
    if not shown:
        st.write(t("No source is called so."))
    for source in shown:
        _show(here, source, sides)


def _matches(source: SourceSummary, wanted: str) -> bool:
    told_of = f"{source.description.title} {source.description.author} {source.file}".casefold()
    return all(word in told_of for word in wanted.casefold().split())


def _show(here: Here, source: SourceSummary, sides: set[str] | None) -> None:
    """A card; with the `sides` of the course for who may change it."""
    told_of = source.description
    with st.container(border=True, key=f"source_{source.document_id}"):
        place = {"course": here.at.slug, "document": source.document_id}
        st.page_link("views/reader.py", label=f"**{plain(told_of.title)}**", query_params=place)
        passages = t("passages: {count}", count=source.passages)
        parts = (
            shown_side(told_of.side),
            shown_language(told_of.language),
            told_of.author,
            told_of.date,
            passages,
        )
        st.caption(" · ".join(plain(part) for part in parts if part))
        if sides is not None:
            with st.container(horizontal=True):
                _change(here, source, sides)
                _remove(here, source)


def _change(here: Here, source: SourceSummary, sides: set[str]) -> None:
    document, title = source.document_id, source.description.title
    key = f"change_{document}"
    box = popover(t("Change"), key, about=t("Change what is told of “{title}”", title=title), type="tertiary")
    if box is None:
        return
    with box, st.form(f"form_{key}", border=False):
        told = description_fields(document, sides, source.description)
        if not st.form_submit_button(t("Save"), type="primary"):
            return
        try:
            here.hall.library.describe(here.person.id, document, told)
        except StudyHallError as error:
            show_error(error)
        else:
            # The index follows in the background, or with the next search.
            here.hall.worker.wake()
            shut(key, t("“{title}” is changed.", title=told.title))


def _remove(here: Here, source: SourceSummary) -> None:
    document, title = source.document_id, source.description.title
    key = f"remove_{document}"
    box = popover(t("Remove"), key, about=t("Remove “{title}”", title=title), type="tertiary")
    if box is None:
        return
    with box:
        st.write(t("Answers that quote it keep their quotations, marked “source removed”."))
        if st.button(t("Remove this source"), key=f"sure_{key}"):
            try:
                here.hall.library.remove(here.person.id, document)
            except StudyHallError as error:
                show_error(error)
            else:
                here.hall.worker.wake()
                shut(key, t("“{title}” is removed.", title=title))


if __name__ == "__main__":
    render(here())
