"""Before an attempt is handed in: what is not answered yet, and the last question whether to do it."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import streamlit as st

from studyhall.services.sheets import Sheet, ShownQuestion
from studyhall.ui.components.clock import is_ending
from studyhall.ui.components.words import plain
from studyhall.ui.components.working import Working, turn_mark
from studyhall.ui.session import Here, leave_if_over, t

_SHORT = 60


def show_summary(
    here: Here, sheet: Sheet, working: Working, going: Callable[[int], None] | None = None
) -> None:
    """How many are answered, the others with a way to each, and the button that ends it all.

    `going` leads to a place; without it the questions are on the same page.
    """
    title, turned = t("Before you hand it in"), turn_mark() if going else ""
    st.html(f'<h2 class="{turned}">{escape(title)}</h2>')
    st.write(
        t("{answered} of {all} questions are answered.", answered=sheet.answered, all=len(sheet.questions))
    )
    for place, question in enumerate(sheet.questions):
        if wants := _wants(question, working.saving.unsaved):
            _lead_back(place, f"{place + 1} · {wants} · {_short(question.prompt)}", going)
    with st.container(horizontal=True):
        if going:
            st.button(t("Back to the questions"), key="back_to_all", on_click=going, args=(sheet.place,))
        _hand_in(here, sheet, working)


def _lead_back(place: int, label: str, going: Callable[[int], None] | None) -> None:
    if going:
        st.button(plain(label), key=f"back_to_{place}", type="tertiary", on_click=going, args=(place,))
    else:
        st.html(f'<a class="back" href="#question-{place + 1}">{escape(label)}</a>')


def _wants(question: ShownQuestion, unsaved: frozenset[int]) -> str:
    """Why somebody might want to look at it once more."""
    told = (
        t("not saved") if question.number in unsaved else "",
        "" if question.answered else "○ " + t("not answered"),
        "⚑ " + t("to come back to") if question.flagged else "",
    )
    return " · ".join(filter(None, told))


def _short(prompt: str) -> str:
    return prompt if len(prompt) <= _SHORT else prompt[: _SHORT - 1].rsplit(" ", 1)[0] + "…"


def _hand_in(here: Here, sheet: Sheet, working: Working) -> None:
    if st.button(t("Hand in"), type="primary", key="hand_in") and not is_ending(sheet):
        st.dialog(t("Hand in?"))(_window)(here, sheet, working)


def _window(here: Here, sheet: Sheet, working: Working) -> None:
    leave_if_over(here)
    open_ones = len(sheet.questions) - sheet.answered
    if open_ones:
        st.write(t("Not answered yet: {count}.", count=open_ones))
    st.write(t("After this you cannot change anything."))
    if st.button(t("Hand it in now"), type="primary", key="hand_in_now", on_click=working.hand_in):
        # The page finds that it has ended, and leads on to the result.
        st.rerun()
