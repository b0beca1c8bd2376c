"""The class: who is in it, the code to join with, a class list to bring in, new passwords."""

from __future__ import annotations

from html import escape

import streamlit as st

from studyhall.domain.errors import StudyHallError
from studyhall.ui import serving
from studyhall.ui.components.copying import show_copying
from studyhall.ui.components.frame import show_person
from studyhall.ui.components.members import show_member
from studyhall.ui.components.notices import show_error
from studyhall.ui.components.passwords import keep_given, show_given
from studyhall.ui.components.popovers import finish
from studyhall.ui.session import Here, here, keep_course, t

_ROUND = "class_round"
"""Counts what was sent, so that other fields, empty ones, take the place of those."""


def render(here: Here) -> None:
    """Show the join code, the class list, and who is there."""
    show_person(here)
    st.title(t("Class"), anchor=False)
    show_given()
    try:
        _join_code(here)
        _class_list(here)
        members = here.hall.classes.members(here.person.id, here.at.id)
        st.header(t("Members ({count})", count=len(members)), anchor=False)
        for member in members:
            show_member(here, member)
        _new_course(here)
        show_copying(here)
    except StudyHallError as error:
        show_error(error)


def _join_code(here: Here) -> None:
    code = here.hall.classes.join_code(here.person.id, here.at.id)
    with st.container(border=True, key="join_code"):
        if code is None:
            st.write(t("Nobody can join by themselves. Open the class to get a code for the board."))
            if st.button(t("Open the class"), type="primary"):
                here.hall.classes.open(here.person.id, here.at.id)
                st.rerun()
            return
        st.write(
            t("Write this on the board. Pupils choose “Join a class” and type it with a name and a password.")
        )
        label = t("Class code")
        st.html(f'<p class="code" aria-label="{escape(label)}">{code}</p>')
        with st.container(horizontal=True):
            if st.button(t("New code")):
                here.hall.classes.open(here.person.id, here.at.id)
                st.rerun()
            if st.button(t("Close the class")):
                here.hall.classes.close(here.person.id, here.at.id)
                st.rerun()


def _class_list(here: Here) -> None:
    count = st.session_state.setdefault(_ROUND, 0)
    with st.expander(t("Bring in a class list"), icon=":material/list_alt:"):
        st.write(
            t("One name a line, or a CSV file. Each pupil gets a password to change at the first sign-in.")
        )
        names = st.text_area(t("Names"), key=f"class_names_{count}", height=140, max_chars=40_000)
        file = st.file_uploader(
            t("Or a CSV file"), ["csv", "txt"], key=f"class_file_{count}", max_upload_size=1
        )
        text = file.getvalue().decode("utf-8-sig", "replace") if file else names
        if st.button(t("Make accounts"), disabled=not text.strip()):
            keep_given(here.hall.classes.add_list(here.person.id, here.at.id, text, serving.now()))
            st.session_state[_ROUND] += 1
            st.rerun()


def _new_course(here: Here) -> None:
    count = st.session_state[_ROUND]
    with (
        st.expander(t("Make another course"), icon=":material/library_add:"),
        st.form("new_course", border=False),
    ):
        title = st.text_input(t("Title of the course"), max_chars=200, key=f"course_title_{count}")
        if st.form_submit_button(t("Make it")):
            course = here.hall.classes.make(here.person.id, title, serving.now())
            keep_course(course)
            st.session_state[_ROUND] += 1
            finish(t("“{title}” is made. This is its class.", title=course.title))


if __name__ == "__main__":
    render(here())
