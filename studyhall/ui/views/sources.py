"""The sources of a course: what there is, and for teachers adding and removing."""

from __future__ import annotations

import streamlit as st

from studyhall.domain.errors import StudyHallError
from studyhall.domain.people import Role
from studyhall.ports import SourceSummary
from studyhall.ui.components.adding import show_adding, show_jobs
from studyhall.ui.components.frame import show_person
from studyhall.ui.components.notices import show_error
from studyhall.ui.components.words import plain, shown_language, shown_side
from studyhall.ui.session import Here, here, t


def render(here: Here) -> None:
    """Show the list, and above it, to a teacher, the way to add to it."""
    show_person(here)
    st.header(t("Sources"), anchor=False)
    teaches = here.role is Role.TEACHER
    sources = here.hall.library.sources(here.person.id, here.at)
    if teaches:
        show_adding(here, expanded=not sources)
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
        _show(here, source, teaches=teaches)


def _matches(source: SourceSummary, wanted: str) -> bool:
    told_of = f"{source.description.title} {source.description.author} {source.file}".casefold()
    return all(word in told_of for word in wanted.casefold().split())


def _show(here: Here, source: SourceSummary, *, teaches: bool) -> None:
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
        if teaches:
            _remove(here, source)


def _remove(here: Here, source: SourceSummary) -> None:
    key = source.document_id
    with st.popover(t("Remove"), key=f"remove_{key}", type="tertiary"):
        st.write(t("Answers that quote it keep their quotations, marked “source removed”."))
        if st.button(t("Remove this source"), key=f"sure_remove_{key}"):
            try:
                course = here.hall.library.remove(here.person.id, key)
                here.hall.indexing.catch_up(course)
            except StudyHallError as error:
                show_error(error)
            else:
                st.rerun()


if __name__ == "__main__":
    render(here())
