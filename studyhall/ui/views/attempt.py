"""A quiz that is being taken: its questions, the time that is left, and handing it in."""

from __future__ import annotations

from functools import partial

import streamlit as st

from studyhall.domain.errors import StudyHallError
from studyhall.services.sheets import Sheet
from studyhall.ui import serving
from studyhall.ui.addresses import number_in
from studyhall.ui.components.clock import show_clock
from studyhall.ui.components.frame import show_person
from studyhall.ui.components.handing_in import show_summary
from studyhall.ui.components.notices import show_error
from studyhall.ui.components.overview import show_overview
from studyhall.ui.components.pausing import send_after_a_pause
from studyhall.ui.components.resuming import at_held, held_by_page, press
from studyhall.ui.components.words import plain
from studyhall.ui.components.working import Working, turn
from studyhall.ui.session import Here, here, keep_address, t

_ATTEMPT = "attempt"
_SUMMARY = "attempt_summary"
"""In the session: the attempt whose summary is open."""


def render(here: Here) -> None:
    """Show where the pupil is in it; once it has ended, its result."""
    show_person(here)
    # A click on a link out of a field can take the attempt out of the address, and the page stays.
    told = st.query_params.get(_ATTEMPT) or st.session_state.get(_ATTEMPT, "")
    attempt = number_in(told) or 0
    try:
        sheet = here.hall.taking.sheet(here.person.id, attempt, serving.now())
    except StudyHallError as error:
        show_error(error)
        st.page_link("views/quizzes.py", label=t("Quizzes"), query_params={"course": here.at.slug})
        return
    if sheet.ended_at:
        st.session_state.pop(_ATTEMPT, None)
        st.switch_page("views/result.py", query_params={"course": here.at.slug, "attempt": str(attempt)})
    keep_address(_ATTEMPT, str(attempt))
    st.title(plain(sheet.title), anchor=False)
    st.caption(
        t("While this quiz is open the chat says nothing about it. The sources can be read all the same.")
    )
    show_clock(here, sheet)
    held = held_by_page(sheet)
    working = Working(here, sheet, held)
    if held and (at := at_held(sheet, held)).place != sheet.place:
        working.stay(at.place)
        sheet = at
    working.show_trouble()
    if not sheet.one_at_a_time:
        _show_all(here, sheet, working)
    elif st.session_state.get(_SUMMARY) == attempt:
        show_summary(here, sheet, working, lambda place: _go(working, place))
    else:
        _show_one(sheet, working)
    if working.behind:
        st.rerun()
    send_after_a_pause()


def _show_all(here: Here, sheet: Sheet, working: Working) -> None:
    show_overview(sheet, working.go)
    for place in range(len(sheet.questions)):
        working.show(place)
    show_summary(here, sheet, working)


def _show_one(sheet: Sheet, working: Working) -> None:
    place, last = sheet.place, len(sheet.questions) - 1
    show_overview(sheet, working.go)
    working.show(place)
    # The button that leads on is always the same, so that it is still there when a field was left for it.
    leads_on = t("Next") if place < last else t("Look it over and hand it in")
    with st.container(horizontal=True):
        press(t("Back"), key="back", disabled=place == 0, act=partial(working.go, place - 1))
        summarise = partial(_summarise, sheet.attempt_id)
        act = partial(working.go, place + 1) if place < last else summarise
        press(leads_on, key="next", type="primary", act=act)
    if place < last:
        press(t("Look it over and hand it in"), key="summary", type="tertiary", act=summarise)


def _summarise(attempt: int) -> None:
    turn()
    st.session_state[_SUMMARY] = attempt


def _go(working: Working, place: int) -> None:
    st.session_state.pop(_SUMMARY, None)
    working.go(place)


if __name__ == "__main__":
    render(here())
