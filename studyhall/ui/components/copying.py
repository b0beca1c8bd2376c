"""Copying a course for the next year, for its teachers."""

from __future__ import annotations

import streamlit as st

from studyhall.domain.errors import StudyHallError
from studyhall.ui import serving
from studyhall.ui.components.notices import show_error
from studyhall.ui.components.popovers import finish
from studyhall.ui.session import Here, keep_course, t
from studyhall.ui.turns import paused


def show_copying(here: Here) -> None:
    """What a copy has and has not, and the way to make one."""
    with (
        st.expander(t("Copy this course for next year"), icon=":material/content_copy:"),
        st.form("copy_course", border=False),
    ):
        st.write(
            t(
                "The copy has the same sources, and the quizzes as drafts. Nobody of this class is in it but "
                "you, and no language model is switched on in it."
            )
        )
        # Another field in each course: what was typed for one is no title for the next.
        title = st.text_input(t("Title of the copy"), max_chars=200, key=f"copy_title_{here.at.id}")
        if not st.form_submit_button(t("Copy it")):
            return
    try:
        with st.spinner(t("Copying…")), paused():
            made = here.hall.copying.copy(here.person.id, here.at, title, serving.now())
    except StudyHallError as error:
        show_error(error)
        return
    here.hall.worker.wake()
    keep_course(made)
    finish(t("“{title}” is made. This is its class.", title=made.title))
