"""A question of an attempt that is being worked on: its fields, whether it is saved, a flag, a check."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from html import escape

import streamlit as st

from studyhall.domain.errors import StudyHallError
from studyhall.domain.questions import Given, is_empty
from studyhall.domain.quizzes import Feedback
from studyhall.services.sheets import Sheet, ShownQuestion
from studyhall.ui import serving
from studyhall.ui.components.outcome import show_outcome
from studyhall.ui.components.posed import changed, given_now, show_posed
from studyhall.ui.components.quotations import Quoted
from studyhall.ui.components.resuming import Held, press
from studyhall.ui.components.saving import Saving
from studyhall.ui.components.words import plain
from studyhall.ui.problems import told
from studyhall.ui.session import Here, is_over, t

_TROUBLE, _TURNS = "attempt_trouble", "attempt_turns"


class Working:
    """What somebody can do with the questions of their sheet. Its methods are called before the page runs."""

    def __init__(self, here: Here, sheet: Sheet, held: Held | None = None) -> None:
        self._here = here
        self._taking = here.hall.taking
        self._sheet = sheet
        self._key = f"attempt_{sheet.attempt_id}"
        self.saving = Saving(here, sheet.attempt_id)
        self._quoted = Quoted(here)
        self._held = held or {}
        self.behind = False

    def go(self, place: int) -> None:
        """Go to another place, and remember it."""
        turn()
        self.stay(place)

    def stay(self, place: int) -> None:
        """Remember at which place the page is."""
        self._do(self._taking.keep_place, place)

    def _flag(self, number: int, key: str) -> None:
        self._do(self._taking.flag, number, st.session_state[key])

    def _check(self, question: ShownQuestion) -> None:
        # A click that follows at once on an answer may come along with it, and is then told of before it.
        given = given_now(question, key=self._key)
        if given is not None and not is_empty(given):
            self.saving.store(question.number, given)
        # What could not be stored is not what would be checked.
        if question.number not in self.saving.unsaved:
            self._do(self._taking.check, question.number)

    def hand_in(self) -> None:
        """End the attempt."""
        self._do(self._taking.submit)

    def _do(self, act: Callable[..., object], *what: object) -> None:
        if is_over(self._here):
            return
        try:
            act(self._here.person.id, self._sheet.attempt_id, *what, serving.now())
        except StudyHallError as error:
            st.session_state[_TROUBLE] = told(error)

    def show_trouble(self) -> None:
        """What the last click could not do."""
        if trouble := st.session_state.pop(_TROUBLE, ""):
            st.error(plain(trouble))

    def show(self, place: int) -> None:
        """The question at a place."""
        question = self.saving.as_answered(self._sheet.questions[place])
        turned = turn_mark() if self._sheet.one_at_a_time else ""
        _heading(place, len(self._sheet.questions), question, turned)
        if question.outcome:
            show_outcome(self._here, question, question.outcome, self._quoted)
            return
        # What the page holds comes after the answer that it showed, but not after one of another page.
        held = self._held.get(question.number) == question.answer_id
        show_posed(question, key=self._key, storing=self.saving.store, held=held)
        if held:
            self._take(question)
        self.saving.show(question, given_now(question, key=self._key))
        with st.container(horizontal=True, vertical_alignment="center"):
            if self._sheet.feedback is Feedback.AT_ONCE:
                press(
                    t("Check"),
                    key=f"check_{question.number}",
                    help=t("After this the answer stays as it is."),
                    act=partial(self._check, question),
                )
            self._show_flag(question)

    def _take(self, question: ShownQuestion) -> None:
        """Store what the page holds, where that is something else."""

        def store(number: int, given: Given) -> None:
            self.saving.store(number, given)
            self.behind = True

        given = given_now(question, key=self._key)
        if given is not None:
            changed(question, store, given)

    def _show_flag(self, question: ShownQuestion) -> None:
        key = f"flag_{self._sheet.attempt_id}_{question.number}"
        st.session_state[key] = question.flagged
        label = "⚑ " + t("Come back to this one")
        st.checkbox(label, key=key, on_change=self._flag, args=(question.number, key))


def turn() -> None:
    """Have the page show the beginning of what it turns to."""
    st.session_state[_TURNS] = st.session_state.get(_TURNS, 0) + 1


def turn_mark() -> str:
    """The class of the heading that is brought into sight; none before the first turn.

    Streamlit stays where somebody has scrolled to. The style sheet snaps to a heading of this class when
    the class changes, so two take turns.
    """
    turns = st.session_state.get(_TURNS)
    return f"turn-{turns % 2}" if turns else ""


def _heading(place: int, count: int, question: ShownQuestion, turned: str) -> None:
    told_of = t("Question {number} of {count}", number=place + 1, count=count)
    worth = t("points: {count}", count=question.points)
    named = f'id="question-{place + 1}" class="{turned}"'
    st.html(f"<h2 {named}>{escape(told_of)} <small>{escape(worth)}</small></h2>")
