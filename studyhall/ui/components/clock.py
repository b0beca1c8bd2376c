"""The time that is left of an attempt, as the server counts it."""

from __future__ import annotations

from html import escape

import streamlit as st

from studyhall.domain.errors import StudyHallError
from studyhall.domain.wording import N_
from studyhall.services.sheets import Sheet
from studyhall.ui import serving
from studyhall.ui.components.words import moment
from studyhall.ui.session import Here, leave_if_over, t

_CALM, _LAST_MINUTE, _ENDING = 15, 60, 4
"""Seconds between two looks; from when on each second counts; and what a word on its way may take."""
_FAR, _RARELY = 3 * 3600, 600
"""From how many seconds on nobody watches the clock: the moment of the end is told instead."""
_ANNOUNCED = (
    (10, N_("10 seconds left.")),
    (60, N_("1 minute left.")),
    (300, N_("5 minutes left.")),
)


def show_clock(here: Here, sheet: Sheet) -> None:
    """The time left, where there is a limit; it looks at the server again and again by itself."""
    if sheet.seconds_left is None:
        return
    if is_ending(sheet):
        # It takes the focus: only when a field is left does a browser send what was typed into it.
        st.dialog(t("The time is over"), dismissible=False)(_say_that_it_ends)()
    with st.container(key="clock"):
        step = _step(sheet.seconds_left)
        st.fragment(_show, run_every=step)(here, sheet.attempt_id, step)


def is_ending(sheet: Sheet) -> bool:
    """Whether these are the last seconds: there is a window then, and can be no other."""
    return sheet.seconds_left is not None and sheet.seconds_left <= _ENDING


def _step(left: int) -> int:
    """Seconds until the clock is looked at next: a look falls on the beginning of the last minute."""
    if left > _FAR:
        return min(_RARELY, left - _FAR)
    return 1 if left <= _LAST_MINUTE else min(_CALM, left - _LAST_MINUTE)


def _show(here: Here, attempt_id: int, step: int) -> None:
    leave_if_over(here)
    try:
        sheet = here.hall.taking.sheet(here.person.id, attempt_id, serving.now())
    except StudyHallError:
        # The page says it, in place of all else.
        st.rerun()
    left = sheet.seconds_left
    if left is None or sheet.ended_at or _step(left) != step or _begins_to_end(attempt_id, left):
        st.rerun()
    if left > _FAR and sheet.deadline:
        until = t("until {when}", when=moment(sheet.deadline))
        st.html(f'<p class="clock">{escape(until)}</p>')
        return
    lasting = "clock last" if left <= _LAST_MINUTE else "clock"
    about = t("{minutes} minutes and {seconds} seconds left", minutes=left // 60, seconds=left % 60)
    said = t("{time} left", time=shown_time(left))
    st.html(f'<p class="{lasting}" role="timer" aria-label="{escape(about)}">{escape(said)}</p>')
    _announce(attempt_id, left)


def shown_time(seconds: int) -> str:
    """Hours, where there are any, minutes and seconds."""
    hours, minutes = divmod(seconds // 60, 60)
    return f"{hours}:{minutes:02}:{seconds % 60:02}" if hours else f"{minutes}:{seconds % 60:02}"


def _announce(attempt_id: int, left: int) -> None:
    """Say aloud, once each, that little time is left."""
    key = f"announced_{attempt_id}"
    at, said = next(((at, said) for at, said in _ANNOUNCED if left <= at), (0, ""))
    if said and st.session_state.get(key) != at:
        st.session_state[key] = at
        st.toast(t(said), icon=":material/timer:")


def _begins_to_end(attempt_id: int, left: int) -> bool:
    """Whether the last seconds begin with this look."""
    key = f"ending_{attempt_id}"
    begins = left <= _ENDING and not st.session_state.get(key)
    st.session_state[key] = left <= _ENDING
    return begins


def _say_that_it_ends() -> None:
    st.write(t("Your answers are saved and handed in."))
