"""What waits for a teacher: pupils' answers in quizzes, and the chat's that they marked."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from studyhall.domain.errors import StudyHallError
from studyhall.domain.wording import N_
from studyhall.ui import serving
from studyhall.ui.components.desk import Desk
from studyhall.ui.components.frame import show_person
from studyhall.ui.components.judging import show_judging
from studyhall.ui.components.marking import show_marking
from studyhall.ui.components.notices import show_error
from studyhall.ui.components.scripts import show_history, show_script
from studyhall.ui.session import Here, here, keep_address, t

_PART = "part"


def render(here: Here) -> None:
    """Show the part that is chosen; reading the other would count as reading pupils' conversations."""
    show_person(here)
    st.title(t("Review"), anchor=False)
    asked, parts = st.query_params.get(_PART, ""), list(_PARTS)
    chosen = st.segmented_control(
        t("What to review"), parts, default=asked if asked in _PARTS else parts[0], required=True,
        format_func=lambda part: t(_PARTS[part][0]), key="review_part", label_visibility="collapsed",
    )  # fmt: skip
    part = chosen if chosen in _PARTS else parts[0]
    keep_address(_PART, part)
    try:
        _PARTS[part][1](here)
    except StudyHallError as error:
        show_error(error)


def _scripts(here: Here) -> None:
    desk = Desk(here)
    if not desk.scripts:
        st.write(t("No answer waits for you."))
        return
    script = desk.choose()
    show_script(here, script)
    show_marking(here, script, desk.done, names_hidden=desk.names_hidden)
    show_history(script)


def _chat(here: Here) -> None:
    show_judging(here, here.hall.judging.waiting(here.person.id, here.at, serving.now()))


_PARTS: dict[str, tuple[str, Callable[[Here], None]]] = {
    "quizzes": (N_("Answers in quizzes"), _scripts),
    "chat": (N_("Answers of the chat"), _chat),
}


if __name__ == "__main__":
    render(here())
