"""The questions of an attempt by number: which are answered, which one wants to come back to."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import streamlit as st

from studyhall.services.sheets import Sheet, ShownQuestion
from studyhall.ui.session import t


def signs_of(question: ShownQuestion) -> str:
    """What stands beside a question's number: a tick, a circle for none, a flag."""
    return ("✓" if question.answered else "○") + ("⚑" if question.flagged else "")


def show_overview(sheet: Sheet, going: Callable[[int], None]) -> None:
    """The numbers, to go to a question by; `going` is told to which place."""
    if not sheet.one_at_a_time:
        _show_links(sheet)
        return
    key = f"overview_{sheet.attempt_id}"
    st.session_state[key] = sheet.place
    st.pills(
        t("Questions"),
        range(len(sheet.questions)),
        key=key,
        format_func=lambda at: f"{at + 1} {signs_of(sheet.questions[at])}",
        on_change=lambda: _go(key, going),
        label_visibility="collapsed",
    )
    _legend()


def _go(key: str, going: Callable[[int], None]) -> None:
    place = st.session_state[key]
    # The one that is open can be pressed as well, and is then chosen no more.
    if place is not None:
        going(place)


def _show_links(sheet: Sheet) -> None:
    links = "".join(
        f'<li><a href="#question-{at}">{at} {signs_of(question)}</a></li>'
        for at, question in enumerate(sheet.questions, 1)
    )
    label = t("Questions")
    st.html(f'<nav aria-label="{escape(label)}"><ul class="numbers">{links}</ul></nav>')
    _legend()


def _legend() -> None:
    told = ("✓ " + t("answered"), "○ " + t("not answered"), "⚑ " + t("to come back to"))
    st.caption(" · ".join(told))
