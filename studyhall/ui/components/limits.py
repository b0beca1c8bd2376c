"""The daily limit of a course: what it comes to in answers and in dollars, and changing it."""

from __future__ import annotations

import streamlit as st

from studyhall.domain.errors import StudyHallError
from studyhall.domain.metering import LEAST_DAILY, MOST_DAILY, Model, Terms, Tokens
from studyhall.ui.components.figures import count, dollars, unknown_cost
from studyhall.ui.components.notices import show_error
from studyhall.ui.components.popovers import finish
from studyhall.ui.components.words import plain
from studyhall.ui.session import Here, t

ANSWER_TOKENS = 4_000
"""About what one answer takes: its passages, the question and what is written."""
_STEP = 10_000


def chosen_limit(here: Here, model: Model, terms: Terms) -> int:
    """The limit that is typed in, with what that many tokens of this model come to."""
    limit = int(
        st.number_input(
            t("Tokens a day, at most"),
            LEAST_DAILY,
            MOST_DAILY,
            terms.daily_tokens,
            _STEP,
            key=f"daily_tokens_{here.at.id}",
            help=t("A token is a piece of a word. One answer takes about 4,000, most of them for reading."),
        )
    )
    answers = limit // ANSWER_TOKENS
    told = (
        t(
            "{tokens} tokens are enough for about {answers} answers.",
            tokens=count(limit),
            answers=count(answers),
        )
        if answers > 1
        else t("{tokens} tokens are hardly enough for one answer.", tokens=count(limit))
    )
    st.caption(plain(f"{told} {_costs(model, limit)}"))
    return limit


def show_set_limit(here: Here, terms: Terms, limit: int) -> None:
    """The button that makes `limit` the course's."""
    if st.button(t("Change the limit"), disabled=limit == terms.daily_tokens, key="set_limit"):
        try:
            here.hall.consenting.set_limit(here.person.id, here.at, limit)
        except StudyHallError as error:
            show_error(error)
        else:
            finish(t("The limit is changed."))


def _costs(model: Model, limit: int) -> str:
    """At most, since all of them may be of the dearer kind: read, or written."""
    costs = [cost for one in (Tokens(limit), Tokens(0, limit)) if (cost := model.cost(one)) is not None]
    if not costs:
        return unknown_cost("STUDYHALL_PRICE_INPUT, STUDYHALL_PRICE_OUTPUT")
    return t("They cost at most {dollars}.", dollars=dollars(max(costs)))
