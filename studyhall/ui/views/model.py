"""The language model of a course, for its teachers: what goes where, switching it, and what it used."""

from __future__ import annotations

import streamlit as st

from studyhall.domain.errors import StudyHallError
from studyhall.ui.components.consent import show_consent
from studyhall.ui.components.frame import show_person
from studyhall.ui.components.limits import chosen_limit, show_set_limit
from studyhall.ui.components.meaning import show_meaning
from studyhall.ui.components.notices import show_error
from studyhall.ui.components.setting_up import show_how_to_set_up
from studyhall.ui.components.usage import show_usage
from studyhall.ui.session import Here, here, t


def render(here: Here) -> None:
    """Show whether it is on and what that means, or how to set one up where none is."""
    show_person(here)
    st.title(t("Language model"), anchor=False)
    consenting = here.hall.consenting
    try:
        terms = consenting.terms(here.person.id, here.at)
        if consenting.chat is None:
            show_how_to_set_up(here)
        else:
            show_consent(here, consenting.chat, terms)
        if consenting.embeddings:
            show_meaning(here, consenting.embeddings, terms)
        if consenting.chat or consenting.embeddings:
            show_usage(here, terms)
        if consenting.embeddings and not consenting.chat:
            show_set_limit(here, terms, chosen_limit(here, consenting.embeddings, terms))
    except StudyHallError as error:
        show_error(error)


if __name__ == "__main__":
    render(here())
