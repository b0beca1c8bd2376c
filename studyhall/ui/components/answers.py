"""An answer on a page: its sentences, a button for each quotation, and the words that the button opens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from studyhall.domain.conversation import Complaint, Exchange, KeptAnswer, KeptCitation, Mark, SourceState
from studyhall.domain.documents import NEUTRAL
from studyhall.domain.errors import StudyHallError
from studyhall.domain.evidence import Citation, Status
from studyhall.domain.wording import N_
from studyhall.services.engines import MODEL
from studyhall.ui import serving
from studyhall.ui.components.asking import Again
from studyhall.ui.components.modelled import told_after, told_before
from studyhall.ui.components.notices import show_error
from studyhall.ui.components.popovers import popover, shut
from studyhall.ui.components.quotations import show_citation, told_of_place
from studyhall.ui.components.reviewed import show_review
from studyhall.ui.components.words import answered, plain, show_words, shown_side
from studyhall.ui.problems import told_of
from studyhall.ui.session import Here, t

_COMPLAINTS = {
    Complaint.WRONG: N_("It is wrong"),
    Complaint.OFF_THE_POINT: N_("It does not answer my question"),
    Complaint.ONE_SIDED: N_("It tells one side only"),
    Complaint.HARD_TO_READ: N_("It is hard to read"),
    Complaint.OTHER: N_("Something else"),
}


def sentences(text: str, citations: Iterable[Citation]) -> Iterator[str]:
    """An answer as HTML, growing by a line at a time."""
    languages = {citation.key: citation.language for citation in citations}
    lines = text.splitlines()
    for count in range(1, len(lines) + 1):
        yield answered(lines[:count], languages)


def show_question(question: str) -> None:
    """What was asked."""
    with st.chat_message("user", avatar=":material/person:"):
        show_words(question)


def answer_place() -> DeltaGenerator:
    """What an answer is shown in."""
    return st.chat_message("assistant", avatar=":material/menu_book:")


def show_exchange(here: Here, exchange: Exchange, *, own: bool, again: Again | None = None) -> None:
    """A question with its answer; `own` where the asker looks at it, who may ask it `again`."""
    show_question(exchange.question)
    with answer_place():
        if exchange.answer is not None:
            if not (own and exchange.taken_back):
                _show_answer(here, exchange, exchange.answer, again, own=own)
            if exchange.review:
                show_review(exchange.review)
        elif again:
            st.write(t("This question has no answer: it was stopped, or the page was left before the end."))
            again.show()
        else:
            st.caption(t("not answered"))
        if exchange.mark and not own:
            st.warning(_complained(exchange.mark), icon=":material/thumb_down:")


def _show_answer(
    here: Here, exchange: Exchange, answer: KeptAnswer, again: Again | None, *, own: bool
) -> None:
    *_, whole = ("", *sentences(answer.text, (kept.citation for kept in answer.citations)))
    # One element, since each is a message to the browser of every pupil in a class.
    st.html(told_before(answer) + whole + told_after(answer))
    if answer.trouble and not own:
        # For a teacher, who can do something about it.
        st.caption(plain(told_of(answer.trouble)))
    if answer.status is Status.DISPUTED:
        quoted = t("The sources tell this differently; each is quoted.")
        written = t("Where a sentence rests on the sources of one side alone, it says whose.")
        st.caption(written if answer.engine == MODEL else quoted)
    with st.container(horizontal=True, gap="small", key=f"citations_{exchange.id}"):
        if again:
            again.show()
        for kept in answer.citations:
            _citation_button(here, exchange, kept)
        _copy(exchange.id, answer)
        if own:
            _judge(here, exchange)
    if own and exchange.mark:
        reason = t(_COMPLAINTS[exchange.mark.complaint])
        st.caption(t("You said: {reason}. Your teacher sees it.", reason=reason))


def _citation_button(here: Here, exchange: Exchange, kept: KeptCitation) -> None:
    citation = kept.citation
    side = f" ({shown_side(citation.side)})" if citation.side not in ("", NEUTRAL) else ""
    gone = "" if kept.state is SourceState.CURRENT else " :material/history:"
    label = plain(f"{citation.key} · {_short(citation.title)}{side}") + gone
    if st.button(
        label, key=f"open_{exchange.id}_{citation.key}", help=t("Show the quoted words in their source")
    ):
        show_citation(here, kept)


def _short(title: str, most: int = 38) -> str:
    return title if len(title) <= most else title[: most - 1].rsplit(" ", 1)[0] + "…"


def _told_plainly(answer: KeptAnswer) -> str:
    """An answer as text to be taken along, with where each quotation stands."""
    places = (
        f"[{kept.citation.key}] {kept.citation.title}"
        + (f" · {told}" if (told := told_of_place(kept.citation)) else "")
        for kept in answer.citations
    )
    made = t("Written by a language model from these sources:") if answer.engine == MODEL else ""
    return "\n".join((answer.text, "", *filter(None, (made,)), *places)).strip()


def _copy(exchange: int, answer: KeptAnswer) -> None:
    """The answer with its quotations as plain text, to be taken along."""
    opened = popover(t("Copy"), f"copy_{exchange}", icon=":material/content_copy:")
    if opened:
        with opened:
            st.code(_told_plainly(answer), language=None, wrap_lines=True)


def _complained(mark: Mark) -> str:
    """What somebody found wrong with an answer, in the language of this run."""
    return ": ".join(filter(None, (t(_COMPLAINTS[mark.complaint]), plain(mark.remark))))


def _judge(here: Here, exchange: Exchange) -> None:
    asked, key = t("Not content with this answer?"), f"down_{exchange.id}"
    down = popover(t("Not good"), key, about=asked, icon=":material/thumb_down:")
    if not down:
        return
    with down, st.form(f"complaint_{exchange.id}", border=False):
        reason = st.radio(
            t("What is wrong with it?"), list(Complaint), format_func=lambda c: t(_COMPLAINTS[c]),
            key=f"reason_{exchange.id}",
        )  # fmt: skip
        remark = st.text_input(t("Anything to add?"), max_chars=500, key=f"remark_{exchange.id}")
        if not st.form_submit_button(t("Tell the teacher"), type="primary") or reason is None:
            return
        try:
            told = Complaint(reason), remark
            here.hall.conversing.mark(here.person.id, exchange.id, *told, serving.now())
        except StudyHallError as error:
            show_error(error)
        else:
            shut(key, t("Thank you. Your teacher sees it."))
