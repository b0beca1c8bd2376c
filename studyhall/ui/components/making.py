"""Having questions made: the form for a new quiz, and the one for more questions in a quiz."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from studyhall.domain.errors import StudyHallError
from studyhall.domain.quizzes import LONGEST_TITLE, Brief, Making
from studyhall.ui import serving
from studyhall.ui.components.briefing import brief_fields, show_who_writes, topic_field
from studyhall.ui.components.notices import show_error
from studyhall.ui.components.words import day
from studyhall.ui.session import Here, t

_ROUND = "making_round"
"""Counts what was asked for, so that fresh fields take the place of those that were sent."""


def show_making(here: Here, *, expanded: bool) -> None:
    """The form for a new quiz; when it is sent, the page of that quiz is shown."""
    key = f"new_{st.session_state.setdefault(_ROUND, 0)}"
    with st.expander(t("Make a quiz"), icon=":material/add:", expanded=expanded):
        topic = topic_field(key)
        usual = topic.strip() or t("Quiz of {date}", date=day(serving.now()))
        usual = usual[:LONGEST_TITLE]
        title = st.text_input(t("Title"), key=f"title_{key}", max_chars=LONGEST_TITLE, placeholder=usual)
        brief = brief_fields(here, key, topic)
        show_who_writes(here)
        if st.button(t("Make questions"), type="primary", key=f"make_{key}"):
            _ask(
                here,
                lambda: here.hall.quizzing.make(
                    here.person.id, here.at, title.strip() or usual, brief, serving.now()
                ),
            )


def show_more(here: Here, quiz_id: int) -> None:
    """The form for more questions in a quiz."""
    key = f"more_{quiz_id}_{st.session_state.setdefault(_ROUND, 0)}"
    with st.expander(t("More questions"), icon=":material/add:"):
        brief: Brief = brief_fields(here, key, topic_field(key))
        show_who_writes(here)
        if st.button(t("Make questions"), type="primary", key=f"make_{key}"):
            _ask(here, lambda: here.hall.quizzing.more(here.person.id, quiz_id, brief, serving.now()))


def _ask(here: Here, asking: Callable[[], Making]) -> None:
    try:
        making = asking()
    except StudyHallError as error:
        show_error(error)
        return
    here.hall.worker.wake()
    st.session_state[_ROUND] += 1
    st.switch_page("views/quiz.py", query_params={"course": here.at.slug, "quiz": str(making.quiz_id)})
