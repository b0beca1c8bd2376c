"""The study page: ask the course, read the answer, open its words; every question is kept."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from html import escape
from time import sleep

import streamlit as st

from studyhall.domain.conversation import Conversation, Exchange
from studyhall.domain.errors import StudyHallError
from studyhall.domain.people import Role
from studyhall.ui import serving
from studyhall.ui.components.answers import answer_place, sentences, show_exchange, show_question
from studyhall.ui.components.frame import show_person
from studyhall.ui.components.notices import show_error
from studyhall.ui.components.talks import choose_talk, chosen_talk, show_talks
from studyhall.ui.components.words import moment, plain
from studyhall.ui.session import Here, here, language, t
from studyhall.ui.turns import paused

_PACE = 0.08
"""Seconds between two sentences of a new answer: enough to see it come, too little to wait for."""


def render(here: Here) -> None:
    """Show the conversation that is open, or an empty one with questions to begin with."""
    mine = here.hall.conversing.mine(here.person.id, here.at)
    talk = chosen_talk(mine)
    show_talks(here, mine, talk)
    show_person(here)
    exchanges = _talk_so_far(here, talk) if talk else ()
    # No limit here: the browser would drop a longer paste without a word, where the service says it.
    asked = st.chat_input(t("Ask the sources of this course"), key="question", submit_mode="stop")
    if not exchanges and not asked:
        asked = _empty(here)
    if asked:
        _ask(here, talk.id if talk else None, asked)


def _talk_so_far(here: Here, talk: Conversation) -> Sequence[Exchange]:
    opened = here.hall.conversing.open(here.person.id, talk.id, serving.now())
    st.html(f'<h1 class="unseen">{escape(talk.title)}</h1>')
    for exchange in opened.exchanges:
        show_exchange(here, exchange, own=True, unanswered=partial(_unanswered, here, exchange.id))
    if opened.readings:
        name, when = opened.readings[0]
        st.caption(t("Read by {name}, {when}", name=plain(name), when=moment(when)))
    return opened.exchanges


def _empty(here: Here) -> str | None:
    """What an empty conversation shows; gives the suggestion that was chosen."""
    suggestions = here.hall.suggesting.questions(here.at, language())
    if not suggestions and not here.hall.library.sources(here.person.id, here.at):
        st.title(plain(here.at.title), anchor=False)
        _no_sources(here)
        return None
    told = t("Ask about the sources of this course. Every answer quotes them, and every quotation opens.")
    read = t("Teachers of this course can read the conversations in it.")
    # One element, since each is a message to the browser of every pupil in a class.
    st.html(f'<h1>{escape(here.at.title)}</h1><p>{escape(told)}</p><p class="hint">{escape(read)}</p>')
    chosen = None
    for number, question in enumerate(suggestions):
        if st.button(plain(question), key=f"suggestion_{number}", icon=":material/chat:"):
            chosen = question
    return chosen


def _no_sources(here: Here) -> None:
    if here.role is Role.TEACHER:
        st.write(t("This course has no sources yet. Add the first ones, then you and your pupils can ask."))
        st.page_link("views/sources.py", label=t("Add documents"), query_params={"course": here.at.slug})
    else:
        st.write(
            t("This course has no sources yet. When your teacher has added some, you can ask about them.")
        )


def _unanswered(here: Here, exchange: int) -> None:
    st.write(t("This question has no answer yet: something came between."))
    if st.button(t("Ask again"), key=f"again_{exchange}"):
        _answer(here, exchange)


def _ask(here: Here, talk: int | None, question: str) -> None:
    show_question(question)
    try:
        pending = here.hall.tutoring.begin(here.person.id, here.at, question, serving.now(), talk)
    except StudyHallError as error:
        show_error(error)
        return
    choose_talk(pending.conversation_id)
    with answer_place():
        _answer(here, pending.exchange_id)


def _answer(here: Here, exchange: int) -> None:
    """Answer a question that is stored, sentence by sentence; then the page is shown as it now is."""
    place = st.empty()
    place.html(f'<div class="answer" role="status">{escape(t("Looking through the sources…"))}</div>')
    with paused():
        try:
            reply = here.hall.tutoring.finish(here.person.id, here.at, exchange, serving.now())
        except StudyHallError as error:
            with place:
                show_error(error)
            st.button(t("Ask again"), key=f"again_after_{exchange}")
            return
        for grown in sentences(reply.answer.text, reply.answer.citations):
            place.html(grown)
            sleep(_PACE)
    st.rerun()


if __name__ == "__main__":
    render(here())
