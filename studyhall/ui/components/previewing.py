"""A draft as a pupil would be shown it: nothing that is answered here is kept."""

from __future__ import annotations

import streamlit as st

from studyhall.ui import serving
from studyhall.ui.components.items import points_told
from studyhall.ui.components.posed import show_posed
from studyhall.ui.session import Here, t


def show_preview(here: Here, quiz_id: int) -> None:
    """All questions that are not rejected, as one pupil gets them."""
    sheet = here.hall.taking.preview(here.person.id, quiz_id, serving.now())
    if not sheet.questions:
        st.write(t("There is no question that pupils could get. Make some under “Questions”."))
        return
    st.caption(
        t(
            "This is how a pupil is shown it, with the questions that you have not looked at yet. Nothing "
            "that you answer here is kept."
        )
    )
    for number, question in enumerate(sheet.questions, 1):
        heading = t("Question {number} of {count}", number=number, count=len(sheet.questions))
        st.header(heading, anchor=False)
        st.caption(points_told(question.points))
        show_posed(question, key=f"preview_{quiz_id}")
