"""The quizzes of a course for whoever takes them: open now, to come, and done."""

from __future__ import annotations

from functools import partial

import streamlit as st

from studyhall.domain.attempts import Ending
from studyhall.domain.errors import StudyHallError
from studyhall.domain.quizzes import Feedback
from studyhall.domain.wording import N_
from studyhall.services.sheets import Offer, Past, Phase
from studyhall.ui import serving
from studyhall.ui.components.figures import points
from studyhall.ui.components.words import moment, plain
from studyhall.ui.problems import told
from studyhall.ui.session import Here, is_over, leave_if_over, t

_BEGUN, _REFUSED = "begun", "begin_refused"
_FEEDBACK = {
    Feedback.AT_ONCE: N_("You see after each question what is right."),
    Feedback.AFTER_SUBMISSION: N_("You see what is right when you have handed it in."),
    Feedback.AFTER_CLOSING: N_("You see what is right when the quiz has closed."),
}
_ENDED = {
    Ending.SUBMITTED: N_("handed in {when}"),
    Ending.TIME_OVER: N_("ended by itself {when}, when the time was over"),
    Ending.CLOSED: N_("ended {when}, when the teacher closed it"),
}


def show_offered(here: Here) -> None:
    """All of them, each under what can be done with it now."""
    if begun := st.session_state.pop(_BEGUN, None):
        _open(here, "attempt", begun)
    if refused := st.session_state.pop(_REFUSED, ""):
        st.error(plain(refused))
    offers = here.hall.taking.offered(here.person.id, here.at, serving.now())
    if not offers:
        st.write(t("There is no quiz yet. Your teacher makes them."))
        return
    shut = [offer for offer in offers if not offer.can_begin]
    groups = {
        t("Open now"): [offer for offer in offers if offer.can_begin],
        t("To come"): [offer for offer in shut if offer.phase is Phase.NOT_YET],
        t("Done or over"): [offer for offer in shut if offer.phase is not Phase.NOT_YET],
    }
    for title, group in groups.items():
        if group:
            st.header(title, anchor=False)
            for offer in group:
                _show(here, offer)


def _show(here: Here, offer: Offer) -> None:
    with st.container(border=True, key=f"offer_{offer.quiz_id}"):
        st.markdown(f"**{plain(offer.title)}**")
        st.caption(plain(" · ".join(_facts(offer))))
        if offer.running is not None:
            if st.button(t("Go on"), type="primary", key=f"go_on_{offer.quiz_id}"):
                _open(here, "attempt", offer.running)
        elif offer.can_begin:
            _start(here, offer)
        for past in reversed(offer.ended):
            _show_past(here, past)


def _facts(offer: Offer) -> list[str]:
    """What can be told of a quiz in a line: of its newest version, unless only earlier ones were taken."""
    facts = []
    if offer.can_begin or not offer.ended or any(not past.earlier for past in offer.ended):
        facts = [t("questions: {count}", count=offer.questions), t("points: {count}", count=offer.points)]
    facts.append(t("{count} minutes", count=offer.minutes) if offer.minutes else t("no time limit"))
    if offer.can_begin and offer.attempts_left is not None and offer.attempts > 1:
        facts.append(t("attempts left: {count}", count=offer.attempts_left))
    if offer.phase is Phase.NOT_YET and offer.window.opens_at:
        facts.append(t("opens {when}", when=moment(offer.window.opens_at)))
    if offer.window.closes_at:
        closed = offer.phase is Phase.CLOSED
        when = moment(offer.window.closes_at)
        facts.append(t("closed {when}", when=when) if closed else t("closes {when}", when=when))
    return facts


def _start(here: Here, offer: Offer) -> None:
    about = t("Start “{title}”", title=plain(offer.title))
    if st.button(t("Start"), type="primary", key=f"start_{offer.quiz_id}", help=about):
        st.dialog(about)(_window)(here, offer)


def _window(here: Here, offer: Offer) -> None:
    leave_if_over(here)
    for sentence in _meaning(offer):
        st.write(sentence)
    begun = partial(_begin, here, offer.quiz_id)
    if st.button(t("Begin now"), type="primary", key="begin_now", on_click=begun):
        # The page leads on, or says why not.
        st.rerun()


def _begin(here: Here, quiz_id: int) -> None:
    if is_over(here):
        return
    try:
        st.session_state[_BEGUN] = here.hall.taking.start(here.person.id, quiz_id, serving.now())
    except StudyHallError as error:
        st.session_state[_REFUSED] = told(error)


def _meaning(offer: Offer) -> list[str]:
    """What it means to begin, in sentences."""
    if offer.minutes:
        limit = t("You have {count} minutes. Once you begin, the time runs, also while this page is closed.",
                  count=offer.minutes)  # fmt: skip
    else:
        limit = t("There is no time limit: you can stop, and go on later.")
    meaning = [limit]
    if offer.window.closes_at:
        meaning.append(t("It closes {when}, whoever is still at it.", when=moment(offer.window.closes_at)))
    if offer.attempts_left == 1:
        meaning.append(
            t("This is your only attempt.") if offer.attempts == 1 else t("This is your last attempt.")
        )
    elif offer.attempts_left is not None:
        meaning.append(t("Attempts left: {count}.", count=offer.attempts_left))
    return [*meaning, t(_FEEDBACK[offer.feedback])]


def _show_past(here: Here, past: Past) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"past_{past.attempt_id}"):
        parts = [t(_ENDED[past.ending], when=moment(past.ended_at))]
        if past.score is not None:
            parts.insert(0, t("{score} of {points} points", score=points(past.score), points=past.points))
        if past.earlier:
            parts.append(
                t("an earlier version, questions: {questions}, points: {points}", questions=past.questions,
                  points=past.points)
            )  # fmt: skip
        if past.waiting:
            parts.append(t("answers that wait for your teacher: {count}", count=past.waiting))
        st.markdown(plain(" · ".join(parts)), width="stretch")
        if st.button(t("Result"), key=f"result_{past.attempt_id}"):
            _open(here, "result", past.attempt_id)


def _open(here: Here, view: str, attempt: int) -> None:
    st.switch_page(f"views/{view}.py", query_params={"course": here.at.slug, "attempt": str(attempt)})
