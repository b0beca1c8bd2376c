"""Word of the quiz that waits for a pupil, where they come to the course, and the way to it."""

from __future__ import annotations

import streamlit as st

from studyhall.ui import serving
from studyhall.ui.components.words import plain
from studyhall.ui.session import Here, t


def show_invitation(here: Here) -> None:
    """The attempt that they are in, or a quiz that is open to them; nothing where there is neither."""
    waiting = here.hall.taking.inviting(here.person.id, here.at, serving.now())
    if waiting is None:
        return
    place, title = {"course": here.at.slug}, plain(waiting.title)
    if waiting.running is None:
        label = t("The quiz “{title}” is open", title=title)
        st.page_link("views/quizzes.py", label=label, icon=":material/quiz:", query_params=place)
    else:
        label = t("Go on with the quiz “{title}”", title=title)
        place["attempt"] = str(waiting.running)
        st.page_link("views/attempt.py", label=label, icon=":material/quiz:", query_params=place)
