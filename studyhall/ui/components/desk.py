"""What lies on a teacher's desk: which answers, in which order, and which one is open."""

from __future__ import annotations

from collections.abc import Sequence
from time import monotonic

import streamlit as st

from studyhall.domain.wording import N_
from studyhall.services.reviewing import Sorting
from studyhall.services.scripts import Script
from studyhall.ui.addresses import number_in
from studyhall.ui.components.choices import begin_choice
from studyhall.ui.components.popovers import finish
from studyhall.ui.components.scripts import who
from studyhall.ui.session import Here, t

_SORTED = {Sorting.QUESTION: N_("By question"), Sorting.STUDENT: N_("By pupil")}
_OPEN, _COUNTED = "desk_open", "desk_counted"
_SHORT = 50
_COUNTED_FOR = 20.0
"""Seconds that the number in the menu is shown for before it is counted again: every page shows it."""


def waiting(here: Here) -> int:
    """How many answers wait for a teacher, as it was a moment ago."""
    course, count, at = st.session_state.get(_COUNTED, (0, 0, 0.0))
    if course != here.at.id or monotonic() - at > _COUNTED_FOR:
        count = here.hall.reviewing.waiting(here.person.id, here.at)
        st.session_state[_COUNTED] = (here.at.id, count, monotonic())
    return int(count)


class Desk:
    """The answers that somebody looks through."""

    def __init__(self, here: Here) -> None:
        """Shows how it can be sorted, and reads what lies on it."""
        with st.container(horizontal=True, vertical_alignment="center", key="desk_tools"):
            begin_choice("desk_sorting", Sorting.QUESTION)
            sorting = st.segmented_control(
                t("Sorted"), list(Sorting), required=True, key="desk_sorting",
                format_func=lambda one: t(_SORTED[one]), label_visibility="collapsed",
            )  # fmt: skip
            self.names_hidden = st.toggle(t("Hide names"), key="desk_names_hidden")
            self.settled = st.toggle(t("Show settled ones too"), key="desk_settled")
        self.scripts: Sequence[Script] = here.hall.reviewing.desk(
            here.person.id,
            here.at,
            sorting=Sorting(sorting or Sorting.QUESTION),
            names_hidden=self.names_hidden,
            quiz_id=number_in(st.query_params.get("quiz", "")),
            settled=self.settled,
        )

    @property
    def place(self) -> int:
        """Where in it the open answer lies: the one that was opened, or the first."""
        opened = st.session_state.get(_OPEN)
        return next((place for place, one in enumerate(self.scripts) if _id(one) == opened), 0)

    def choose(self) -> Script:
        """The ways to another answer; gives the one that is open."""
        st.session_state["desk_choice"] = place = self.place
        st.selectbox(
            t("Answer"), range(len(self.scripts)), format_func=self._label, key="desk_choice",
            on_change=lambda: self._open(st.session_state["desk_choice"]), filter_mode=None,
        )  # fmt: skip
        with st.container(horizontal=True):
            st.button(t("Back"), key="desk_back", on_click=self._open, args=(place - 1,), shortcut="Alt+B")
            st.button(t("Next"), key="desk_next", on_click=self._open, args=(place + 1,), shortcut="Alt+N")
        return self.scripts[place]

    def done(self, said: str) -> None:
        """Say what was done, and open the next one."""
        # What was settled is not on the desk any more, unless such are shown too.
        self._open(self.place + 1)
        st.session_state.pop(_COUNTED, None)
        finish(said)

    def _open(self, place: int) -> None:
        st.session_state[_OPEN] = _id(self.scripts[place % len(self.scripts)])

    def _label(self, place: int) -> str:
        script = self.scripts[place]
        prompt = script.task.prompt
        short = prompt if len(prompt) <= _SHORT else prompt[: _SHORT - 1].rsplit(" ", 1)[0] + "…"
        return f"{place + 1}/{len(self.scripts)} · {who(script)} · {short} · {script.title}"


def _id(script: Script) -> tuple[int, int]:
    return script.attempt_id, script.number
