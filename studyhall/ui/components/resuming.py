"""What a page that was open before holds, when its browser comes to a session that knows nothing of it.

The server forgets a session when it is started anew, and when a browser was away for minutes. The page stays,
and its first message brings all its fields, before there are callbacks to tell of them: those that were
changed since, and those that show what may have been answered anew on another page meanwhile.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from secrets import token_hex
from typing import Any

import streamlit as st

from studyhall.services.sheets import Sheet

Held = dict[int, int]
"""Which answer a page shows to each question, by the number of the question: its id, 0 for none."""


def held_by_page(sheet: Sheet) -> Held | None:
    """What the page showed before this session began, if it was there; None at every later run.

    A field that nobody sees goes with the page: it holds which answers are laid out, and the browser sends it
    along with the others.
    """
    key, laid = f"laid_{sheet.attempt_id}", _laid(sheet)
    if key in st.session_state:
        st.session_state[key] = laid
        _unseen(key)
        return None
    mine = f"{token_hex(4)} {laid}"
    told = _unseen(key, value=mine)
    if told == mine:
        return None
    return {int(number): int(answer) for number, answer in re.findall(r"\b(\d{1,9}):(\d{1,18})\b", told)}


def _unseen(key: str, **how: Any) -> str:
    held: str = st.text_input("·", key=key, label_visibility="collapsed", **how)
    return held


def _laid(sheet: Sheet) -> str:
    shown = sheet.questions[sheet.place :][:1] if sheet.one_at_a_time else sheet.questions
    return " ".join(f"{question.number}:{question.answer_id}" for question in shown)


def at_held(sheet: Sheet, held: Held) -> Sheet:
    """The sheet at the question that the page shows, wherever another page has gone meanwhile."""
    for place, question in enumerate(sheet.questions):
        if sheet.one_at_a_time and question.number in held:
            return replace(sheet, place=place)
    return sheet


def press(label: str, *, key: str, act: Callable[[], None], **how: Any) -> None:
    """A button; the press that a new session is told of first is done too, though it knew no act then."""
    known = key in st.session_state
    if st.button(label, key=key, on_click=act, **how) and not known:
        act()
        st.rerun()
