"""A question that is being answered: what there is of the answer so far, and the way to ask once more."""

from __future__ import annotations

from html import escape
from time import monotonic, sleep

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from studyhall.domain.errors import StudyHallError
from studyhall.ports import Draft
from studyhall.ui import serving
from studyhall.ui.components.answers import sentences
from studyhall.ui.components.asking import Asked
from studyhall.ui.components.notices import show_error
from studyhall.ui.session import Here, t
from studyhall.ui.turns import paused

_PACE = 0.08
"""Seconds between two sentences of a new answer that is there at once: enough to see it come."""
_UNNOTICED = 1.0
"""Seconds after which somebody who waits is told something else."""
_LONG = 10.0
"""Seconds after which they might think that it has stopped."""


class Growing:
    """The place where an answer grows; `begun` once there is something of it."""

    def __init__(self, place: DeltaGenerator) -> None:
        self._place = place
        self._started = monotonic()
        self.begun = False
        self._progress(t("Looking through the sources…"))

    def tell(self, draft: Draft) -> None:
        """Show what there is so far.

        It is shown again where nothing is new: this is where Streamlit ends a script that was stopped, and
        with it the writing.
        """
        if draft.text:
            self.begun = True
            *_, shown = sentences(draft.text, draft.citations)
            self._place.html(shown)
        elif monotonic() - self._started < _UNNOTICED:
            self._progress(t("Looking through the sources…"))
        elif monotonic() - self._started < _LONG:
            self._progress(t("Writing an answer…"))
        else:
            self._progress(
                t("Still waiting for the language model. If it does not come, the sources are quoted.")
            )

    def _progress(self, told: str) -> None:
        self._place.html(f'<div class="answer waiting" role="status">{escape(told)}</div>')


def show_answering(here: Here, asked: Asked, *, stoppable: bool) -> None:
    """Show an answer as it grows; when it is whole, the page is run again and shows it as it is kept.

    One that is `stoppable` may be stopped in the middle: what is said then is there from the beginning, and
    the style sheet hides it until the script has ended, since nothing can be shown after a stop.
    """
    with asked.place:
        place = st.empty()
        growing = Growing(place)
        stopped = st.container(key=f"stopped_{asked.exchange_id}") if stoppable else None
    if stopped:
        with stopped:
            said = st.caption(t("Stopped. This is not the whole answer, and it is not kept."))
            asked.again.show()
    with paused():
        try:
            reply = here.hall.tutoring.finish(
                here.person.id, here.at, asked.exchange_id, serving.now(), telling=growing.tell
            )
        except StudyHallError as error:
            with place:
                show_error(error)
            if stopped:
                said.empty()
            else:
                with asked.place:
                    asked.again.show()
            return
        if reply.answer.trouble or not growing.begun:
            for grown in sentences(reply.answer.text, reply.answer.citations):
                place.html(grown)
                sleep(_PACE)
    st.rerun()
