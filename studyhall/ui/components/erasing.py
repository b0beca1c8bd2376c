"""Everybody who is here, for admins: taking along what is somebody's, and erasing them."""

from __future__ import annotations

import streamlit as st

from studyhall.domain.errors import StudyHallError
from studyhall.domain.people import Person
from studyhall.ui.components.notices import show_error
from studyhall.ui.components.popovers import finish
from studyhall.ui.components.words import plain
from studyhall.ui.session import Here, t
from studyhall.ui.turns import paused

_ROUND = "erasing_round"
"""Counts who was erased, so that an empty field takes the place of the one with their name."""


def show_people(here: Here) -> None:
    """Somebody to choose, and what can be done about them."""
    st.header(t("People"), anchor=False)
    everybody = {person.id: person for person, _ in here.hall.enrolling.everybody(here.person.id)}
    count = st.session_state.setdefault(_ROUND, 0)
    chosen = st.selectbox(
        t("Choose somebody"),
        list(everybody),
        index=None,
        format_func=lambda key: everybody[key].name,
        key=f"somebody_{count}",
    )
    if chosen in everybody:
        st.caption(t("Where you download what others asked, they see that you read it."))
        st.link_button(t("Download all that is theirs"), f"/export/{chosen}", icon=":material/download:")
        _erase(here, everybody[chosen])


def _erase(here: Here, person: Person) -> None:
    with st.form("erase_somebody", border=True):
        st.markdown(
            t(
                "Erasing **{name}** removes the account with all that they asked and answered, for good. "
                "What they added to courses stays there, without their name.",
                name=plain(person.name),
            )
        )
        name = st.text_input(
            t("Type their name, to erase nobody else"), max_chars=60, key=f"erase_{person.id}"
        )
        if not st.form_submit_button(t("Erase them")):
            return
    try:
        with st.spinner(t("Erasing…")), paused():
            here.hall.erasing.erase(here.person.id, person.id, name)
    except StudyHallError as error:
        show_error(error)
    else:
        st.session_state[_ROUND] += 1
        finish(t("{name} is erased.", name=person.name))
