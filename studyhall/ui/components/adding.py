"""Adding documents: the form for a teacher, and what the jobs in the background have come to."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from studyhall.domain.documents import Description
from studyhall.domain.errors import StudyHallError
from studyhall.domain.jobs import Job, JobState, NewUpload, Upload, UploadState
from studyhall.domain.wording import N_
from studyhall.ui import serving
from studyhall.ui.components.describing import description_fields
from studyhall.ui.components.notices import show_error
from studyhall.ui.components.words import plain
from studyhall.ui.problems import explained
from studyhall.ui.session import Here, leave_if_over, t

KINDS = ["pdf", "docx", "html", "htm", "md", "txt"]
_LOOK = 1.0
"""Seconds between two looks at a job that is being done."""
_JOBS_SHOWN = 3
_BECAME = {
    UploadState.WAITING: N_("waits"),
    UploadState.ADDED: N_("is in"),
    UploadState.REPLACED: N_("has replaced its earlier version"),
    UploadState.DESCRIBED: N_("was there; its description is new"),
    UploadState.UNCHANGED: N_("was there already"),
    UploadState.REFUSED: N_("could not be taken in"),
}
_HIDDEN = "hidden_jobs"


def show_adding(here: Here, sides: Iterable[str], *, expanded: bool) -> None:
    """The form, with the `sides` that the course has; what is sent becomes a job."""
    with st.expander(t("Add documents"), icon=":material/add:", expanded=expanded):
        count = st.session_state.setdefault("adding_round", 0)
        files = st.file_uploader(
            t("PDF, Word, web page, Markdown or text; several at once, at most 25 MB each"),
            KINDS, accept_multiple_files=True, max_upload_size=25, key=f"files_{count}",
        )  # fmt: skip
        several = len(files) > 1
        st.caption(
            t(
                "What you tell here is told of all {count} files. You can change it later for each.",
                count=len(files),
            )
            if several
            else t("What you tell here goes before what a file says of itself. All of it may stay empty.")
        )
        description = description_fields(f"adding_{count}", sides, Description(), titled=len(files) == 1)
        if st.button(t("Add"), type="primary", disabled=not files, key=f"add_{count}"):
            _submit(here, [NewUpload(file.name, file.getvalue(), description) for file in files])


def _submit(here: Here, uploads: list[NewUpload]) -> None:
    try:
        here.hall.adding.submit(here.person.id, here.at, uploads, serving.now())
    except StudyHallError as error:
        show_error(error)
        return
    here.hall.worker.wake()
    # Another uploader takes the place of this one, so that its files are let go of.
    st.session_state["adding_round"] += 1
    st.rerun()


def show_jobs(here: Here) -> None:
    """The newest jobs; while one is being done they are looked at again and again."""
    jobs = here.hall.adding.jobs(here.person.id, here.at, _JOBS_SHOWN)
    busy = any(job.active for job in jobs)
    st.fragment(_show_jobs, run_every=_LOOK if busy else None)(here, busy=busy)


def _show_jobs(here: Here, *, busy: bool) -> None:
    leave_if_over(here)
    jobs = here.hall.adding.jobs(here.person.id, here.at, _JOBS_SHOWN)
    if busy and not any(job.active for job in jobs):
        st.rerun()
    ended = next((job for job in jobs if not job.active), None)
    for job in jobs:
        # What was refused earlier is settled by whatever was added since.
        if job.active or (
            job is ended and _troubled(job) and job.id not in st.session_state.get(_HIDDEN, ())
        ):
            _show_job(here, job)


def _troubled(job: Job) -> bool:
    return bool(job.trouble) or any(one.state is UploadState.REFUSED for one in job.uploads)


def _hide(job_id: int) -> None:
    st.session_state[_HIDDEN] = {*st.session_state.get(_HIDDEN, ()), job_id}


def _show_job(here: Here, job: Job) -> None:
    with st.container(border=True, key=f"job_{job.id}"):
        if job.active:
            done = t("{done} of {all} files are done", done=job.done, all=len(job.uploads))
            st.progress(job.done / max(len(job.uploads), 1), done)
            st.caption(t("This goes on when you leave the page."))
            stopping = t("Stopping after this file") if job.stopping else t("Stop")
            if st.button(stopping, disabled=job.stopping, key=f"stop_{job.id}"):
                here.hall.adding.stop(here.person.id, job.id)
                st.rerun(scope="fragment")
        elif job.state is JobState.STOPPED:
            st.caption(t("Stopped. What is in stays in."))
        if job.trouble:
            st.error(plain(explained(job.code, job.trouble)))
        for upload in job.uploads:
            _show_upload(upload)
        if not job.active:
            st.button(t("Hide"), help=t("Hide what became of these files"), on_click=_hide, args=(job.id,),
                      key=f"hide_{job.id}")  # fmt: skip


def _show_upload(upload: Upload) -> None:
    became = t(_BECAME[upload.state])
    if upload.state is UploadState.REFUSED:
        why = plain(explained(upload.code, upload.reason))
        st.markdown(f":material/error: **{plain(upload.name)}** {became}. {why}")
    elif upload.state is UploadState.WAITING:
        st.markdown(f":material/hourglass_empty: {plain(upload.name)} {became}")
    else:
        st.markdown(f":material/check: {plain(upload.name)} {became}")
