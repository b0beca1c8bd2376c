"""The quizzes of a course as their teachers list them."""

from __future__ import annotations

import streamlit as st

from studyhall.domain.quizzes import Quiz
from studyhall.ui.components.publishing import state_told
from studyhall.ui.components.words import plain
from studyhall.ui.session import Here, t


def show_quiz_card(here: Here, quiz: Quiz, begun: int) -> None:
    """A card that leads to the quiz; `begun` counts the attempts at it."""
    with st.container(border=True, key=f"quiz_card_{quiz.id}"):
        place = {"course": here.at.slug, "quiz": str(quiz.id)}
        st.page_link("views/quiz.py", label=f"**{plain(quiz.title)}**", query_params=place)
        st.caption(f"{state_told(quiz)}  \n{plain(_counted(quiz, begun))}")


def _counted(quiz: Quiz, begun: int) -> str:
    told = [
        t("not looked at yet: {count}", count=quiz.waiting),
        t("approved: {count}", count=quiz.approved),
    ]
    if quiz.version_id is not None:
        told.append(t("attempts: {count}", count=begun))
        if quiz.changed:
            told.append(t("changed since it was published"))
    return " · ".join(told)
