"""The chat's answers that wait for a teacher: each with its question and words, and what to say of it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from studyhall.domain.errors import StudyHallError
from studyhall.domain.reviews import LONGEST_CORRECTION, Opinion
from studyhall.domain.wording import N_
from studyhall.services.judging import Waiting
from studyhall.ui import serving
from studyhall.ui.components.answers import show_exchange
from studyhall.ui.components.choices import begin_choice
from studyhall.ui.components.notices import show_error
from studyhall.ui.components.popovers import finish
from studyhall.ui.components.words import moment, plain
from studyhall.ui.session import Here, t

_OPINIONS = {
    Opinion.GOOD: (N_("Good"), N_("The pupil sees that it holds.")),
    Opinion.NEEDS_WORK: (N_("Needs work"), N_("The pupil sees that it could be better.")),
    Opinion.WRONG: (N_("Wrong"), N_("The pupil sees that it is wrong, and your correction.")),
    Opinion.HARMFUL: (N_("Harmful"), N_("The pupil no longer sees the answer, but that you took it back.")),
}


def show_judging(here: Here, waiting: Sequence[Waiting]) -> None:
    """All that wait, each with the form to judge it by."""
    if not waiting:
        st.write(t("No answer waits for you."))
        return
    st.caption(t("Pupils see that you read their question, and what you say of the answer."))
    for one in waiting:
        with st.container(border=True, key=f"judged_{one.exchange.id}"):
            st.caption(f"{plain(one.pupil)} · {moment(one.exchange.asked_at)}")
            show_exchange(here, one.exchange, own=False)
            _form(here, one)


def _form(here: Here, one: Waiting) -> None:
    key = one.exchange.id
    with st.form(f"judge_{key}", border=False):
        begin_choice(f"opinion_{key}", None)
        opinion = st.radio(
            t("What do you think of this answer?"),
            list(Opinion),
            index=None,
            format_func=lambda opinion: t(_OPINIONS[opinion][0]),
            captions=[t(caption) for _, caption in _OPINIONS.values()],
            key=f"opinion_{key}",
        )
        # Longer than what is stored, so that the browser drops nothing without a word.
        correction = st.text_area(
            t("What is right, in your words"), max_chars=2 * LONGEST_CORRECTION, key=f"correction_{key}"
        )
        if not st.form_submit_button(t("Tell the pupil"), type="primary"):
            return
    if opinion is None:
        st.warning(t("Choose one first."))
        return
    try:
        here.hall.judging.judge(here.person.id, key, opinion, correction, serving.now())
    except StudyHallError as error:
        show_error(error)
    else:
        finish(t("{name} sees it below the answer now.", name=one.pupil))
