"""The conversations of whoever is here: a list to choose from, and what can be done with the open one."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from studyhall.domain.conversation import Conversation
from studyhall.domain.errors import StudyHallError
from studyhall.ui.components.words import moment, plain
from studyhall.ui.problems import told
from studyhall.ui.session import Here, t

_TALK = "talk"
_SHOWN = 30


def chosen_talk(here: Here) -> int | None:
    """The conversation in the address, or the one open before, if it is theirs in this course.

    It stands in the address afterwards, so that a refresh keeps it.
    """
    asked = st.query_params.get(_TALK) or st.session_state.get(_TALK, "")
    own = {str(talk.id) for talk in here.hall.conversing.mine(here.person.id, here.at)}
    talk = int(asked) if asked in own else None
    choose_talk(talk)
    return talk


def choose_talk(talk: int | None) -> None:
    """Open another conversation, or a new one for None, from the next run on."""
    if talk is None:
        st.query_params.pop(_TALK, None)
        st.session_state.pop(_TALK, None)
    else:
        st.query_params[_TALK] = st.session_state[_TALK] = str(talk)


def show_talks(here: Here, talk: int | None) -> None:
    """The list in the sidebar."""
    mine = here.hall.conversing.mine(here.person.id, here.at)
    with st.sidebar:
        st.button(
            t("New conversation"),
            key="new_talk",
            icon=":material/edit_square:",
            on_click=choose_talk,
            args=(None,),
            width="stretch",
        )
        with st.container(key="talks"):
            for one in mine[:_SHOWN]:
                _entry(one, opened=one.id == talk)
        if talk is not None:
            _manage(here, next(one for one in mine if one.id == talk))


def _entry(one: Conversation, *, opened: bool) -> None:
    st.button(
        plain(one.title), key=f"talk_{one.id}", type="secondary" if opened else "tertiary", width="stretch",
        on_click=choose_talk, args=(one.id,), disabled=opened,
    )  # fmt: skip


def _manage(here: Here, talk: Conversation) -> None:
    with st.popover(t("This conversation"), width="stretch", key="manage_talk"):
        with st.form("rename_talk", border=False):
            title = st.text_input(t("Name"), talk.title, max_chars=120, key=f"title_{talk.id}")
            if st.form_submit_button(t("Rename")):
                _try(lambda: here.hall.conversing.rename(here.person.id, talk.id, title))
        for name, when in here.hall.conversing.readings(here.person.id, talk.id):
            st.caption(t("Read by {name}, {when}", name=plain(name), when=moment(when)))
        st.link_button(t("Keep a copy"), f"/keep/{talk.id}", width="stretch")
        sure = st.checkbox(t("Delete it for good"), key=f"sure_{talk.id}")
        if st.button(t("Delete"), disabled=not sure, key=f"delete_{talk.id}", width="stretch"):
            choose_talk(None)
            _try(lambda: here.hall.conversing.remove(here.person.id, talk.id))


def _try(act: Callable[[], None]) -> None:
    try:
        act()
    except StudyHallError as error:
        st.error(told(error))
    else:
        st.rerun()
