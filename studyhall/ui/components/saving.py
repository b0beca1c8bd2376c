"""Answers on their way to the database: stored when they are given, and what could not be stored is kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from html import escape

import streamlit as st

from studyhall.domain.errors import StudyHallError
from studyhall.domain.questions import Given
from studyhall.services.sheets import ShownQuestion
from studyhall.ui import serving
from studyhall.ui.components.words import hour
from studyhall.ui.problems import told
from studyhall.ui.session import Here, is_over, t


@dataclass(frozen=True)
class _Unsaved:
    given: Given
    why: str


class Saving:
    """Stores the answers of an attempt, and tells of each whether it is stored."""

    def __init__(self, here: Here, attempt_id: int) -> None:
        self._here = here
        self._attempt = attempt_id
        self._saved: dict[int, datetime] = st.session_state.setdefault(f"saved_{attempt_id}", {})
        self._unsaved: dict[int, _Unsaved] = st.session_state.setdefault(f"unsaved_{attempt_id}", {})

    def store(self, number: int, given: Given) -> None:
        """Store an answer; where that fails it is kept here, with the reason."""
        # Called before the page runs, which is where it is found out who is here.
        if is_over(self._here):
            return
        here, moment = self._here, serving.now()
        try:
            at = here.hall.taking.answer(here.person.id, self._attempt, number, given, moment)
        except StudyHallError as error:
            self._unsaved[number] = _Unsaved(given, told(error))
        else:
            self._unsaved.pop(number, None)
            self._saved[number] = at

    def as_answered(self, question: ShownQuestion) -> ShownQuestion:
        """The question with what was answered last, stored or not."""
        unsaved = self._unsaved.get(question.number)
        return replace(question, given=unsaved.given) if unsaved else question

    @property
    def unsaved(self) -> frozenset[int]:
        """The numbers of the questions whose last answer is not stored."""
        return frozenset(self._unsaved)

    def show(self, question: ShownQuestion, held: Given | None) -> None:
        """Whether its answer is stored, and where it is not, why and how to try again.

        There is a line for it before there is anything to say, so that no button moves away under a click.
        `held` is what its fields hold: the page hides the line while there are other words in them.
        """
        unsaved = self._unsaved.get(question.number)
        if unsaved is None:
            at = self._saved.get(question.number)
            line = t("Saved at {time}", time=hour(at)) if at else t("Saved")
            said = f"✓ {escape(line)}" if question.given is not None else "&nbsp;"
            words = f' data-held="{escape(held)}"' if isinstance(held, str) else ""
            st.html(f'<p class="saved" role="status"{words}>{said}</p>')
            return
        lost = t("This answer is not saved. {why}", why=unsaved.why)
        st.html(f'<p class="trouble" role="alert">{escape(lost)}</p>')
        st.button(
            t("Save again"),
            key=f"save_again_{question.number}",
            icon=":material/refresh:",
            on_click=self.store,
            args=(question.number, unsaved.given),
        )
