"""The conversations of whoever is here: a list to choose from, and what can be done with the open one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from studyhall.domain.conversation import Conversation
from studyhall.domain.errors import StudyHallError
from studyhall.ui.components.notices import show_error
from studyhall.ui.components.popovers import popover, shut
from studyhall.ui.components.words import plain
from studyhall.ui.session import Here, keep_address, t

_TALK, _MANAGE = "talk", "manage_talk"
_SHOWN = 8


def chosen_talk(mine: Sequence[Conversation]) -> Conversation | None:
    """The one of these conversations in the address, or the one that was open before.

    It stands in the address afterwards, so that a refresh keeps it.
    """
    asked = st.query_params.get(_TALK) or st.session_state.get(_TALK, "")
    talk = next((one for one in mine if str(one.id) == asked), None)
    choose_talk(talk.id if talk else None)
    return talk


def choose_talk(talk: int | None) -> None:
    """Open another conversation, or a new one for None, from the next run on."""
    keep_address(_TALK, None if talk is None else str(talk))


def show_talks(here: Here, mine: Sequence[Conversation], talk: Conversation | None) -> None:
    """The list in the sidebar."""
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
                _entry(one, opened=one is talk)
            if len(mine) > _SHOWN:
                _older(mine[_SHOWN:], talk)
        if talk is not None:
            _manage(here, talk)


def _older(mine: Sequence[Conversation], talk: Conversation | None) -> None:
    """Earlier conversations, shown when they are asked for: every button on a page takes its time."""
    older = popover(t("Earlier conversations"), "older_talks", width="stretch")
    if older:
        with older:
            for one in mine:
                _entry(one, opened=one is talk)


def _entry(one: Conversation, *, opened: bool) -> None:
    st.button(
        plain(one.title), key=f"talk_{one.id}", type="secondary" if opened else "tertiary", width="stretch",
        on_click=choose_talk, args=(one.id,),
    )  # fmt: skip


def _manage(here: Here, talk: Conversation) -> None:
    manage = popover(t("This conversation"), _MANAGE, width="stretch")
    if not manage:
        return
    with manage:
        with st.form("rename_talk", border=False):
            title = st.text_input(t("Name"), talk.title, max_chars=120, key=f"title_{talk.id}")
            if st.form_submit_button(t("Rename")):
                _try(lambda: here.hall.conversing.rename(here.person.id, talk.id, title), t("Renamed."))
        st.link_button(t("Keep a copy"), f"/keep/{talk.id}", width="stretch")
        sure = st.checkbox(t("Delete it for good"), key=f"sure_{talk.id}")
        if st.button(t("Delete"), disabled=not sure, key=f"delete_{talk.id}", width="stretch"):
            _try(lambda: here.hall.conversing.remove(here.person.id, talk.id), t("Deleted."))


def _try(act: Callable[[], None], done: str) -> None:
    try:
        act()
    except StudyHallError as error:
        show_error(error)
    else:
        shut(_MANAGE, done)
