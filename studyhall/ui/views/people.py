"""The class: who is in it, the code to join with, a class list to bring in, new passwords."""

from __future__ import annotations

import streamlit as st

from studyhall.domain.errors import StudyHallError
from studyhall.domain.people import Member, Role
from studyhall.domain.wording import N_
from studyhall.ui import serving
from studyhall.ui.components.frame import show_person
from studyhall.ui.components.notices import show_error
from studyhall.ui.components.passwords import keep_given, show_given
from studyhall.ui.components.words import plain
from studyhall.ui.session import Here, here, keep_course, t

_ROLES = {Role.STUDENT: N_("student"), Role.TEACHER: N_("teacher")}


def render(here: Here) -> None:
    """Show the join code, the class list, and who is there."""
    show_person(here)
    st.header(t("Class"), anchor=False)
    show_given()
    try:
        _join_code(here)
        _class_list(here)
        members = here.hall.classes.members(here.person.id, here.at.id)
        st.subheader(t("Members ({count})", count=len(members)), anchor=False)
        for member in members:
            _member(here, member)
        _new_course(here)
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
        st.html(f'<p class="code" aria-label="{t("Class code")}">{code}</p>')
        with st.container(horizontal=True):
            if st.button(t("New code")):
                here.hall.classes.open(here.person.id, here.at.id)
                st.rerun()
            if st.button(t("Close the class")):
                here.hall.classes.close(here.person.id, here.at.id)
                st.rerun()


def _class_list(here: Here) -> None:
    with st.expander(t("Bring in a class list"), icon=":material/list_alt:"):
        st.write(t("One name a line, or a CSV file. Each pupil gets a password to be used once; print them."))
        names = st.text_area(t("Names"), key="class_names", height=140, max_chars=40_000)
        file = st.file_uploader(t("Or a CSV file"), ["csv", "txt"], key="class_file", max_upload_size=1)
        text = file.getvalue().decode("utf-8-sig", "replace") if file else names
        if st.button(t("Make accounts"), disabled=not text.strip()):
            keep_given(here.hall.classes.add_list(here.person.id, here.at.id, text, serving.now()))
            st.rerun()


def _member(here: Here, member: Member) -> None:
    person = member.person
    with st.container(horizontal=True, vertical_alignment="center", key=f"member_{person.id}"):
        new = " · " + t("has not signed in yet") if member.one_time else ""
        st.markdown(f"{plain(person.name)} · {t(_ROLES[member.role])}{new}", width="stretch")
        if person.id != here.person.id and not person.sample:
            with st.popover(t("Change"), key=f"change_{person.id}"):
                _change(here, member)


def _change(here: Here, member: Member) -> None:
    classes, person = here.hall.classes, member.person
    if member.role is Role.STUDENT and st.button(t("New password"), key=f"reset_{person.id}"):
        keep_given([classes.reset_password(here.person.id, here.at.id, person.id, serving.now())])
        st.rerun()
    other = Role.TEACHER if member.role is Role.STUDENT else Role.STUDENT
    if st.button(t("Make {role}", role=t(_ROLES[other])), key=f"role_{person.id}"):
        classes.set_role(here.person.id, here.at.id, person.id, other, serving.now())
        st.rerun()
    if st.button(t("Take out of the class"), key=f"out_{person.id}"):
        classes.remove_member(here.person.id, here.at.id, person.id)
        st.rerun()


def _new_course(here: Here) -> None:
    with (
        st.expander(t("Make another course"), icon=":material/library_add:"),
        st.form("new_course", border=False),
    ):
        title = st.text_input(t("Title of the course"), max_chars=200)
        if st.form_submit_button(t("Make it")) and title.strip():
            course = here.hall.classes.make(here.person.id, title, serving.now())
            keep_course(course)
            st.rerun()


if __name__ == "__main__":
    render(here())
