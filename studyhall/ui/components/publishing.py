"""Publishing a quiz, closing and opening it, removing it: each with what it means before it is done."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from studyhall.domain.errors import StudyHallError
from studyhall.domain.quizzes import ItemState, Quiz, QuizState, Rules
from studyhall.domain.wording import N_
from studyhall.services.approving import Draft
from studyhall.ui import serving
from studyhall.ui.components.items import points_told, questions_told
from studyhall.ui.components.notices import show_error
from studyhall.ui.components.popovers import finish, popover, shut
from studyhall.ui.components.words import moment
from studyhall.ui.session import Here, t

_STATES = {
    QuizState.DRAFT: (N_("draft: pupils do not see it"), "edit_note"),
    QuizState.PUBLISHED: (N_("published"), "visibility"),
    QuizState.CLOSED: (N_("closed"), "lock"),
}


def state_told(quiz: Quiz) -> str:
    """What became of a quiz, and when pupils can take it, on one line of Markdown."""
    label, icon = _STATES[quiz.state]
    told = [f":material/{icon}: {t(label)}"]
    opens, closes, now = quiz.rules.opens_at, quiz.rules.closes_at, serving.now()
    if opens:
        when = moment(opens)
        told.append(t("opened {when}", when=when) if opens <= now else t("opens {when}", when=when))
    if closes:
        when = moment(closes)
        told.append(t("closed {when}", when=when) if closes <= now else t("closes {when}", when=when))
    return " · ".join(told)


def show_publishing(here: Here, draft: Draft, title: str, rules: Rules) -> None:
    """What is published now, what would be, and the buttons; `title` and `rules` as they are typed in now."""
    quiz = draft.quiz
    st.header(t("Publish"), anchor=False)
    typed = (title, rules) != (quiz.title, quiz.rules)
    new = quiz.version_id is None or quiz.changed or typed
    if new:
        _show_summary(draft)
    else:
        st.write(_standing(quiz))
        _show_waiting(draft)
    with st.container(horizontal=True):
        label = t("Publish") if quiz.version_id is None else t("Publish the changes")
        if new and st.button(label, type="primary", disabled=not quiz.approved, key=f"publish_{quiz.id}"):
            told = t("The quiz is published.")
            _do(lambda: _publish(here, quiz, (title, rules) if typed else None), told)
        if quiz.state is QuizState.PUBLISHED:
            _close(here, quiz)
        elif quiz.closed_at is not None and st.button(t("Open again"), key=f"reopen_{quiz.id}"):
            _do(lambda: here.hall.approving.reopen(here.person.id, quiz.id), t("The quiz is open again."))
        if not draft.attempts:
            _remove(here, quiz)


def _standing(quiz: Quiz) -> str:
    if quiz.state is QuizState.PUBLISHED:
        return t("Pupils of this course see it under “Quizzes”, as it stands here.")
    return t("It is closed: pupils find what they did under “Quizzes”, and can no longer take it.")


def _publish(here: Here, quiz: Quiz, typed: tuple[str, Rules] | None) -> None:
    """Publish it with what was typed in and not saved yet."""
    if typed:
        here.hall.approving.describe(here.person.id, quiz.id, *typed)
    here.hall.approving.publish(here.person.id, quiz.id, serving.now())


def show_standing(draft: Draft) -> None:
    """What is published, and whether the draft has changed since."""
    quiz = draft.quiz
    st.caption(state_told(quiz))
    if quiz.version_id is not None and quiz.changed:
        number = max((version.number for version in draft.versions), default=1)
        st.info(
            t(
                "Changed since version {number} was published. Pupils get the changes when you publish them.",
                number=number,
            ),
            icon=":material/published_with_changes:",
        )


def _show_summary(draft: Draft) -> None:
    approved = [item for item in draft.items if item.state is ItemState.APPROVED]
    points = sum(item.points for item in approved)
    if not approved:
        st.write(t("No question is approved yet. Approve at least one, then the quiz can be published."))
        return
    told = (questions_told(len(approved)), points_told(points))
    st.write(t("To be published: {questions}, {points}.", questions=told[0], points=told[1]))
    _show_waiting(draft)
    st.write(
        t(
            "Pupils of this course then see it under “Quizzes”, without what is right. Whoever is in the "
            "middle of it goes on with the version that they began."
        )
    )


def _show_waiting(draft: Draft) -> None:
    waiting = sum(item.state is ItemState.PROPOSED for item in draft.items)
    if waiting:
        st.write(t("Not looked at yet, and so left out: {count}.", count=waiting))


def _close(here: Here, quiz: Quiz) -> None:
    key = f"close_{quiz.id}"
    box = popover(t("Close now"), key, icon=":material/lock:")
    if box is None:
        return
    with box:
        st.write(
            t("Nobody can begin or go on: what was answered until now is handed in. You can open it again.")
        )
        if st.button(t("Close the quiz"), key=f"sure_{key}"):
            now = serving.now()
            _do(
                lambda: here.hall.approving.close(here.person.id, quiz.id, now), t("The quiz is closed."), key
            )


def _remove(here: Here, quiz: Quiz) -> None:
    key = f"remove_quiz_{quiz.id}"
    box = popover(t("Remove"), key, icon=":material/delete:")
    if box is None:
        return
    with box:
        st.write(t("The quiz is removed with its questions. Nobody has begun it."))
        if st.button(t("Remove this quiz"), key=f"sure_{key}"):
            try:
                here.hall.approving.remove(here.person.id, quiz.id)
            except StudyHallError as error:
                show_error(error)
            else:
                st.switch_page("views/quizzes.py", query_params={"course": here.at.slug})


def _do(act: Callable[[], object], done: str, key: str = "") -> None:
    """Do it, and say so on the page as it is then, with the popover of this key shut."""
    try:
        act()
    except StudyHallError as error:
        show_error(error)
    else:
        if key:
            shut(key, done)
        finish(done)
