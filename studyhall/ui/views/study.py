"""The study page: ask the course, read the answer, open its words; every question is kept."""

from __future__ import annotations

from html import escape

import streamlit as st

from studyhall.domain.conversation import Conversation
from studyhall.domain.errors import StudyHallError
from studyhall.domain.people import Role
from studyhall.ui import serving
from studyhall.ui.components.answering import show_answering
from studyhall.ui.components.answers import answer_place, show_exchange, show_question
from studyhall.ui.components.asking import Again, Asked, asked_again
from studyhall.ui.components.frame import show_person
from studyhall.ui.components.inviting import show_invitation
from studyhall.ui.components.modelled import InUse, models_in_use, told_at_first, told_on_the_way
from studyhall.ui.components.notices import show_error
from studyhall.ui.components.talks import choose_talk, chosen_talk, show_talks
from studyhall.ui.components.words import moment, plain
from studyhall.ui.session import Here, here, language, t


def render(here: Here) -> None:
    """Show the conversation that is open, or an empty one with questions to begin with."""
    mine = here.hall.conversing.mine(here.person.id, here.at)
    talk = chosen_talk(mine)
    show_talks(here, mine, talk)
    show_person(here)
    models = models_in_use(here)
    if models.moved and here.role is Role.TEACHER:
        st.warning(t("The language model runs elsewhere now, so nothing goes to it. Decide anew."))
        st.page_link("views/model.py", label=t("Language model"), query_params={"course": here.at.slug})
    empty, again = _talk_so_far(here, talk, models) if talk else (True, None)
    # No limit here: the browser would drop a longer paste without a word, where the service says it.
    asked = st.chat_input(t("Ask the sources of this course"), key="question", submit_mode="stop")
    if empty and not asked:
        asked = _empty(here, models)
    if asked:
        again = _ask(here, talk.id if talk else None, asked)
    if again:
        # After all else: it takes its time, and what is not shown yet could not be used meanwhile.
        show_answering(here, again, stoppable=models.chat is not None)


def _talk_so_far(here: Here, talk: Conversation, models: InUse) -> tuple[bool, Asked | None]:
    """Show it; gives whether it is empty, and the question of it that is asked once more."""
    opened = here.hall.conversing.open(here.person.id, talk.id, serving.now())
    st.html(f'<h1 class="unseen">{escape(talk.title)}</h1>')
    asked = None
    for exchange in opened.exchanges:
        again = asked_again(exchange, models.chat)
        if again and again.clicked:
            show_question(exchange.question)
            asked = Asked(exchange.id, again, answer_place())
        else:
            show_exchange(here, exchange, own=True, again=again)
    if opened.readings:
        name, when = opened.readings[0]
        st.caption(t("Read by {name}, {when}", name=plain(name), when=moment(when)))
    if told := told_on_the_way(models):
        # Beside the box that the next question is typed into, which is where the page opens.
        st.html(told)
    return not opened.exchanges, asked


def _empty(here: Here, models: InUse) -> str | None:
    """What an empty conversation shows; gives the suggestion that was chosen."""
    suggestions = here.hall.suggesting.questions_for(here.person.id, here.at, language(), serving.now())
    if not suggestions and not here.hall.library.sources(here.person.id, here.at):
        st.title(plain(here.at.title), anchor=False)
        _no_sources(here)
        return None
    told = t("Ask about the sources of this course. Every answer quotes them, and every quotation opens.")
    read = t("Teachers of this course can read the conversations in it.")
    # One element, since each is a message to the browser of every pupil in a class.
    st.html(
        f"<h1>{escape(here.at.title)}</h1><p>{escape(told)}</p>"
        f'<p class="hint">{escape(read)}</p>{told_at_first(models)}'
    )
    if here.role is Role.STUDENT:
        show_invitation(here)
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


def _ask(here: Here, talk: int | None, question: str) -> Asked | None:
    show_question(question)
    try:
        pending = here.hall.tutoring.begin(here.person.id, here.at, question, serving.now(), talk)
    except StudyHallError as error:
        show_error(error)
        return None
    choose_talk(pending.conversation_id)
    return Asked(pending.exchange_id, Again.of_unanswered(pending.exchange_id), answer_place())


if __name__ == "__main__":
    render(here())
