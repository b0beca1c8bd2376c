"""A question that can be asked once more: by which button, and where its answer is shown then."""

from __future__ import annotations

from typing import NamedTuple

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from studyhall.domain.conversation import Exchange
from studyhall.domain.evidence import Status
from studyhall.domain.metering import Model
from studyhall.services.engines import MODEL
from studyhall.ui.session import t


class Again(NamedTuple):
    """A button that asks once more."""

    label: str
    key: str

    @classmethod
    def of_unanswered(cls, exchange: int) -> Again:
        """The one below a question that has no answer."""
        return cls(t("Ask again"), f"again_{exchange}")

    @property
    def clicked(self) -> bool:
        """Whether this run is because of it; known before it is shown."""
        return bool(st.session_state.get(self.key))

    def show(self) -> None:
        """Show it."""
        st.button(self.label, key=self.key, icon=":material/refresh:")


class Asked(NamedTuple):
    """A stored question that is being answered, and where; `again` asks it when this breaks off."""

    exchange_id: int
    again: Again
    place: DeltaGenerator


def asked_again(exchange: Exchange, model: Model | None) -> Again | None:
    """How somebody may ask their question again: without an answer, or where `model` did not give it."""
    if exchange.answer is None:
        return Again.of_unanswered(exchange.id)
    unsure = exchange.answer.engine == MODEL and exchange.answer.status is Status.NOT_FOUND
    if model is not None and (exchange.answer.trouble or unsure):
        return Again(t("Ask the model again"), f"model_again_{exchange.id}")
    return None
