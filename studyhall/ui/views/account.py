"""Somebody's own account: another password, another class, an end to other sign-ins, and what is theirs."""

from __future__ import annotations

import streamlit as st

from studyhall.domain.errors import StudyHallError
from studyhall.ui import serving, session
from studyhall.ui.components.belongings import show_belongings
from studyhall.ui.components.frame import show_person
from studyhall.ui.components.notices import show_error
from studyhall.ui.components.passwords import change_form
from studyhall.ui.components.popovers import finish
from studyhall.ui.components.words import plain
from studyhall.ui.session import Here, here, keep_course, t


def render(here: Here) -> None:
    """Show the forms."""
    show_person(here)
    st.title(t("My account"), anchor=False)
    if st.query_params.get("done") == "password":
        st.success(t("Your password is changed. Everywhere else you are signed out."))
    st.write(t("You are {name}.", name=plain(here.person.name)))
    if here.course is None:
        st.info(t("You are in no class yet. Join one with the code that your teacher has."))
    _join(here)
    if not here.person.sample:
        _password()
        if st.button(t("Sign out everywhere")):
            here.hall.accounts.sign_out_everywhere(here.person.id)
            st.rerun()
    show_belongings(here)


def _join(here: Here) -> None:
    with st.form("join_another", clear_on_submit=True):
        code = st.text_input(t("Class code"), max_chars=20)
        if not st.form_submit_button(t("Join a class")) or not code.strip():
            return
    try:
        address = session.address()
        course = here.hall.accounts.join_signed_in(here.person.id, code, address, serving.now())
    except StudyHallError as error:
        show_error(error)
        return
    keep_course(course)
    finish(t("You are in: {course}", course=course.title))


def _password() -> None:
    with st.expander(t("Change my password"), expanded=st.query_params.get("form") == "password"):
        st.html(change_form(t("Password until now")))


if __name__ == "__main__":
    render(here())
