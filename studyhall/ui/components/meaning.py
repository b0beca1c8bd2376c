"""Searching a course by meaning: what that sends where and takes, starting it, and how far it is."""

from __future__ import annotations

import streamlit as st

from studyhall.domain.errors import StudyHallError
from studyhall.domain.jobs import Job, JobState
from studyhall.domain.metering import Model, Terms
from studyhall.services.embedding import Estimate
from studyhall.ui import serving
from studyhall.ui.components.figures import count, dollars, unknown_cost
from studyhall.ui.components.modelled import model_name
from studyhall.ui.components.notices import show_error
from studyhall.ui.components.popovers import finish
from studyhall.ui.components.words import plain
from studyhall.ui.problems import explained
from studyhall.ui.session import Here, leave_if_over, t

_LOOK = 1.0
"""Seconds between two looks at a job that is being done."""


def show_meaning(here: Here, model: Model, terms: Terms) -> None:
    """How the course is searched, and the way to search it otherwise."""
    st.header(t("Search by meaning"), anchor=False)
    st.markdown(
        t(
            "Sources are found by their spelling: a question finds passages that use its words. By meaning "
            "it finds those too that say it in other words."
        )
    )
    job = _newest(here)
    if here.hall.shelving.agreed(terms):
        _show_agreed(here, model, terms, job)
        return
    if terms.embeddings_host and terms.embeddings_host != model.host:
        told = t(
            "It was started for {old}, but the model runs on {new} now. Nothing goes there before a teacher "
            "of this course has agreed to it anew.",
            old=terms.embeddings_host,
            new=model.host,
        )
        st.warning(plain(told))
    _show_what_goes(model)
    _start(here, model, terms, t("Search by meaning"))


def _newest(here: Here) -> Job | None:
    return next(iter(here.hall.embedding.jobs(here.person.id, here.at, 1)), None)


def _show_what_goes(model: Model) -> None:
    host, name = plain(model.host), plain(model_name(model))
    st.markdown(
        t("**{name}** runs on **{host}**. When you start this, this goes there:", name=name, host=host)
    )
    goes = (
        t("all passages of this course's sources, also of those that are added later"),
        t("each question that is asked, as it is typed"),
    )
    st.markdown("\n".join(f"- {line}" for line in goes))


def _start(here: Here, model: Model, terms: Terms, label: str) -> None:
    estimate = here.hall.embedding.estimate(here.person.id, here.at)
    st.caption(plain(" ".join(_told_of(estimate, terms))))
    # Its key holds the host that was read above: a click meant for another one is nobody's.
    if st.button(label, type="primary", key=f"start_meaning_{model.host}"):
        try:
            here.hall.embedding.start(here.person.id, here.at, model.host, serving.now())
        except StudyHallError as error:
            show_error(error)
        else:
            here.hall.worker.wake()
            finish(t("The passages are being read."))


def _told_of(estimate: Estimate, terms: Terms) -> list[str]:
    """What reading the passages takes, in sentences."""
    if not estimate.passages:
        return [t("There is no passage that was not read before: none is sent.")]
    told = [
        t(
            "To be read: {passages} passages, about {tokens} tokens.",
            passages=count(estimate.passages),
            tokens=count(estimate.tokens),
        )
    ]
    if estimate.cost is not None and estimate.most_cost is not None:
        costs = dollars(estimate.cost), dollars(estimate.most_cost)
        told.append(t("That costs about {likely}, at most {most}.", likely=costs[0], most=costs[1]))
    else:
        told.append(unknown_cost("STUDYHALL_EMBEDDINGS_PRICE"))
    if estimate.tokens > terms.daily_tokens:
        told.append(t("That is more than the limit of a day: it goes on day after day, or raise the limit."))
    return told


def _show_agreed(here: Here, model: Model, terms: Terms, job: Job | None) -> None:
    if job and job.active:
        st.fragment(_show_job, run_every=_LOOK)(here)
        return
    if terms.dimensions:
        st.success(t("This course is searched by meaning."), icon=":material/manage_search:")
    elif job:
        if job.trouble:
            st.error(plain(explained(job.code, job.trouble)))
        elif job.state is JobState.STOPPED:
            st.info(t("Stopped. What is read stays read, and the course is searched by spelling."))
        _start(here, model, terms, t("Go on"))
    leave = t("Back to spelling") if terms.dimensions else t("Give it up")
    if st.button(leave, key="leave_meaning"):
        try:
            here.hall.embedding.leave(here.person.id, here.at, serving.now())
        except StudyHallError as error:
            show_error(error)
        else:
            finish(t("This course is searched by spelling."))


def _show_job(here: Here) -> None:
    leave_if_over(here)
    job = _newest(here)
    if job is None or not job.active:
        st.rerun()
        return
    with st.container(border=True, key=f"job_{job.id}"):
        # How many there are is known once the first of them are read.
        told = t("The passages are being read.")
        if job.steps:
            told = t("{done} of {all} passages are read", done=count(job.steps_done), all=count(job.steps))
        st.progress(min(job.steps_done / max(job.steps, 1), 1.0), told)
        st.caption(
            t("This goes on when you leave the page. Spelling is searched until all passages are read.")
        )
        stopping = t("Stopping…") if job.stopping else t("Stop")
        if st.button(stopping, disabled=job.stopping, key=f"stop_{job.id}"):
            here.hall.embedding.stop(here.person.id, job.id)
            st.rerun(scope="fragment")
