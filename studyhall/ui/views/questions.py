"""What pupils ask, for their teachers: conversations to read, each reading noted."""

from __future__ import annotations

import streamlit as st

from studyhall.domain.errors import StudyHallError
from studyhall.services.conversing import Opened
from studyhall.ui import serving
from studyhall.ui.addresses import number_in
from studyhall.ui.components.answers import show_exchange
from studyhall.ui.components.frame import show_person
from studyhall.ui.components.notices import show_error
from studyhall.ui.components.words import moment, plain
from studyhall.ui.session import Here, here, t

_READING = "reading"


def render(here: Here) -> None:
    """Show the list of conversations, or the one that was opened."""
    show_person(here)
    opened = number_in(st.query_params.get("opened", ""))
    if opened is not None:
        _show_one(here, opened)
    else:
        st.session_state.pop(_READING, None)
        _show_all(here)


def _show_all(here: Here) -> None:
    st.title(t("Pupils' questions"), anchor=False)
    st.caption(t("Pupils know that you can read this. When you open a conversation, they see that you did."))
    talks = here.hall.conversing.of_course(here.person.id, here.at)
    if not talks:
        st.write(t("Nobody has asked anything yet."))
    for talk, name in talks:
        with st.container(border=True, key=f"asked_{talk.id}"):
            label = f"{plain(talk.title)}"
            if st.button(label, key=f"open_talk_{talk.id}", type="tertiary"):
                st.query_params["opened"] = str(talk.id)
                st.rerun()
            when = moment(talk.used_at)
            told = [plain(name), when, t("questions: {count}", count=talk.exchanges)]
            if talk.marked:
                told.append(":material/thumb_down: " + t("not good: {count}", count=talk.marked))
            st.caption(" · ".join(told))


def _show_one(here: Here, talk: int) -> None:
    if st.button(t("All questions"), icon=":material/arrow_back:", type="tertiary", key="to_questions"):
        st.query_params.pop("opened", None)
        st.rerun()
    try:
        opened = _opened(here, talk)
    except StudyHallError as error:
        show_error(error)
        return
    st.title(plain(opened.conversation.title), anchor=False)
    st.caption(plain(opened.owner))
    for exchange in opened.exchanges:
        show_exchange(here, exchange, own=False)


def _opened(here: Here, talk: int) -> Opened:
    """The conversation as it is now; that it was opened is noted once, and not at every run."""
    if st.session_state.get(_READING) == talk:
        return here.hall.conversing.open_again(here.person.id, talk)
    opened = here.hall.conversing.open(here.person.id, talk, serving.now())
    # One's own is opened without a note.
    st.session_state[_READING] = None if opened.own else talk
    return opened


if __name__ == "__main__":
    render(here())
