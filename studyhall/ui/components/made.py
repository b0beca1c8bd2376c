"""What has come of having questions made: how far it is, what was left out and why, and what to do then."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from studyhall.domain.jobs import Job, JobState
from studyhall.domain.quizzes import Item, Making, Version
from studyhall.domain.tasks import Fault
from studyhall.ui.components.items import questions_told
from studyhall.ui.components.question_words import left_out
from studyhall.ui.components.words import plain
from studyhall.ui.problems import explained
from studyhall.ui.session import Here, leave_if_over, t

_LOOK = 1.0
"""Seconds between two looks at a job that is being done."""
_HIDDEN = "hidden_makings"


Makings = Sequence[tuple[Job, Making]]
"""The jobs that made a quiz, newest first."""


def show_active(here: Here, quiz_id: int, makings: Makings) -> None:
    """Jobs that are being done: they are looked at again and again, and the page is run when they end."""
    if any(job.active for job, _ in makings):
        st.fragment(_show_active, run_every=_LOOK)(here, quiz_id)


def show_ended(makings: Makings, versions: Sequence[Version]) -> None:
    """What came of the newest job, until it is hidden or the quiz is published."""
    job, making = next(iter(makings), (None, None))
    if job and making and job.ended_at and making.replaces is None:
        published = max((version.published_at for version in versions), default=job.ended_at)
        if published <= job.ended_at:
            _show_ended(job, making)


def show_replacing(makings: Makings, item: Item) -> None:
    """What became of making another question in the place of this one."""
    job, making = next((one for one in makings if one[1].replaces == item.id), (None, None))
    if job is None or making is None:
        return
    if job.active:
        st.info(t("Another question is being made in the place of this one."), icon=":material/autorenew:")
    else:
        _show_ended(job, making)


def being_replaced(makings: Makings) -> set[int]:
    """The ids of questions that another one is being made for."""
    return {making.replaces for job, making in makings if job.active and making.replaces is not None}


def replaced(makings: Makings) -> set[int]:
    """The ids of those that another one was made for."""
    return {making.replaces for job, making in makings if making.kept and making.replaces is not None}


def new_items(makings: Makings, items: Sequence[Item]) -> list[Item]:
    """Those that the newest job has added to others, in the order in which they came."""
    job, making = next(iter(makings), (None, None))
    if job is None or making is None or job.active or not 0 < making.kept < len(items):
        return []
    return sorted(items, key=lambda item: item.id)[-making.kept :]


def _show_active(here: Here, quiz_id: int) -> None:
    leave_if_over(here)
    active = [one for one in here.hall.quizzing.makings(here.person.id, quiz_id) if one[0].active]
    if not active:
        st.rerun()
    for job, making in active:
        _show_progress(here, job, making)


def _show_progress(here: Here, job: Job, making: Making) -> None:
    with st.container(border=True, key=f"making_{job.id}"):
        told = t("{done} of {all} questions are there", done=making.kept, all=making.brief.count)
        if making.replaces:
            told = t("Another question is being made")
        st.progress(min(making.kept / making.brief.count, 1.0), told)
        st.caption(t("This goes on when you leave the page. You can look at those that are there."))
        with st.container(horizontal=True):
            # The page shows them when it is run again: what somebody types meanwhile is left alone.
            if not making.replaces and st.button(t("Show the new ones"), key=f"show_new_{job.id}"):
                st.rerun()
            stopping = t("Stopping…") if job.stopping else t("Stop")
            if st.button(stopping, disabled=job.stopping, key=f"stop_{job.id}"):
                here.hall.quizzing.stop(here.person.id, job.id)
                st.rerun(scope="fragment")


def _show_ended(job: Job, making: Making) -> None:
    fewer = making.kept < making.brief.count
    # That what was asked before is not asked again is worth telling only where it leaves too few.
    dropped = [fault for fault in making.dropped if fewer or fault != Fault.REPEATED]
    if not (fewer or dropped or job.trouble) or job.id in st.session_state.get(_HIDDEN, ()):
        return
    with st.container(border=True, key=f"made_{job.id}"):
        if job.trouble:
            st.error(plain(explained(job.code, job.trouble)))
        if fewer:
            st.warning(plain(_fewer(job, making)), icon=":material/info:")
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(plain(left_out(dropped)), width="stretch")
            st.button(
                t("Hide"), help=t("Hide what became of these questions"), on_click=_hide, args=(job.id,),
                key=f"hide_{job.id}", type="tertiary",
            )  # fmt: skip


def _fewer(job: Job, making: Making) -> str:
    """That there are fewer than were asked for, and what to do."""
    told = _counted(making)
    if job.state is JobState.STOPPED:
        then = t("You stopped it; ask for more below.")
    elif job.trouble:
        then = t("Ask for more below to go on.")
    elif making.replaces:
        then = t("There is no other of its kind in that source: ask for one of another kind below.")
    else:
        then = t("The sources have no more to ask: choose more of them, more kinds, or any difficulty.")
    return f"{told} {then}"


def _counted(making: Making) -> str:
    asked = questions_told(making.brief.count)
    if making.kept == 0:
        return t("You asked for {questions}, and none was made.", questions=asked)
    if making.kept == 1:
        return t("You asked for {questions}, and one was made.", questions=asked)
    return t("You asked for {questions}, and {made} were made.", questions=asked, made=making.kept)


def _hide(job_id: int) -> None:
    st.session_state[_HIDDEN] = {*st.session_state.get(_HIDDEN, ()), job_id}
