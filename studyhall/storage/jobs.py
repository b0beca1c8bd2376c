"""Jobs in SQL, with the bytes of the files that some still have to read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from studyhall.domain.documents import Description
from studyhall.domain.jobs import Job, JobKind, JobState, NewUpload, Upload, UploadState
from studyhall.ports import Jobs
from studyhall.storage.database import new_id
from studyhall.storage.tables import jobs, uploads

_WORK_LEFT = (JobState.WAITING.value, JobState.RUNNING.value)


class SqlJobs(Jobs):
    """Jobs, on one connection."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def add(self, course_id: int, person_id: int, uploads: Sequence[NewUpload], now: datetime) -> int:
        """A new job that waits, to add files; gives its id."""
        job_id = add_job(self._connection, JobKind.ADDING, course_id, person_id, now)
        for upload in uploads:
            self._add_upload(job_id, upload)
        return job_id

    def add_embedding(self, course_id: int, person_id: int, now: datetime) -> int:
        """A new job that waits, to embed a course's passages; gives its id."""
        return add_job(self._connection, JobKind.EMBEDDING, course_id, person_id, now)

    def _add_upload(self, job_id: int, upload: NewUpload) -> None:
        # One statement a file: together they would be copied into one list of parameters.
        self._connection.execute(
            uploads.insert().values(
                job_id=job_id,
                name=upload.name,
                told=vars(upload.told),
                content=upload.content,
                state=UploadState.WAITING.value,
            )
        )

    def get(self, job_id: int) -> Job | None:
        """The job as far as it is."""
        return next(iter(self._read(sa.select(jobs).where(jobs.c.id == job_id))), None)

    def of(self, course_id: int, kind: JobKind, limit: int) -> list[Job]:
        """The newest jobs of a course and a kind, newest first."""
        newest = sa.select(jobs).where(jobs.c.course_id == course_id, jobs.c.kind == kind.value)
        return self._read(newest.order_by(jobs.c.id.desc()).limit(max(limit, 0)))

    def next(self, kind: JobKind) -> Job | None:
        """The job to work on: one that a process left in the middle, or else the one that waits longest."""
        waiting = (
            sa.select(jobs)
            .where(jobs.c.state.in_(_WORK_LEFT), jobs.c.kind == kind.value)
            .order_by(jobs.c.state != JobState.RUNNING.value, jobs.c.asked_at, jobs.c.id)
        )
        return next(iter(self._read(waiting.limit(1))), None)

    def advance(self, job_id: int, done: int, steps: int) -> None:
        """Store how many steps of how many are done."""
        self._connection.execute(
            jobs.update().where(jobs.c.id == job_id).values(steps_done=done, steps=steps)
        )

    def content(self, upload_id: int) -> bytes | None:
        """The bytes of a file that is still to be read."""
        found: bytes | None = self._connection.scalar(
            sa.select(uploads.c.content).where(uploads.c.id == upload_id)
        )
        return found

    def move(self, job_id: int, state: JobState, now: datetime, trouble: str = "", code: str = "") -> None:
        """Set a job's state; one that has no work left is ended now, and its files' bytes go."""
        ended = state.value not in _WORK_LEFT
        self._connection.execute(
            jobs.update()
            .where(jobs.c.id == job_id)
            .values(state=state.value, trouble=trouble, code=code, ended_at=now if ended else None)
        )
        if ended:
            self._connection.execute(uploads.update().where(uploads.c.job_id == job_id).values(content=None))

    def stop(self, job_id: int) -> None:
        """Ask for a job to stop; one that has ended is left as it is."""
        active = (jobs.c.id == job_id) & jobs.c.state.in_(_WORK_LEFT)
        self._connection.execute(jobs.update().where(active).values(stopping=True))

    def finish(self, upload: Upload) -> None:
        """Store what became of a file, and let go of its bytes."""
        self._connection.execute(
            uploads.update()
            .where(uploads.c.id == upload.id)
            .values(
                state=upload.state.value,
                reason=upload.reason,
                code=upload.code,
                document_id=upload.document_id,
                passages=upload.passages,
                content=None,
            )
        )

    def forget(self, ended_before: datetime) -> None:
        """Remove the jobs that ended before a moment."""
        self._connection.execute(jobs.delete().where(jobs.c.ended_at < ended_before))

    def _read(self, wanted: sa.Select[*tuple[Any, ...]]) -> list[Job]:
        rows = self._connection.execute(wanted).all()
        shown = [column for column in uploads.c if column.name != "content"]
        files = sa.select(*shown).where(uploads.c.job_id.in_([row.id for row in rows]))
        held: dict[int, list[Upload]] = {row.id: [] for row in rows}
        for row in self._connection.execute(files.order_by(uploads.c.id)) if rows else ():
            held[row.job_id].append(_upload(row))
        return [_job(row, tuple(held[row.id])) for row in rows]


def add_job(connection: sa.Connection, kind: JobKind, course_id: int, person_id: int, now: datetime) -> int:
    """A new job that waits; gives its id."""
    made = jobs.insert().values(
        course_id=course_id, person_id=person_id, kind=kind.value, state=JobState.WAITING.value, asked_at=now
    )
    return new_id(connection, made)


def _job(row: sa.Row[*tuple[Any, ...]], files: tuple[Upload, ...]) -> Job:
    return Job(
        row.id,
        row.course_id,
        row.person_id,
        JobState(row.state),
        row.stopping,
        row.trouble,
        row.asked_at,
        row.ended_at,
        files,
        row.code,
        JobKind(row.kind),
        row.steps,
        row.steps_done,
    )


def _upload(row: sa.Row[*tuple[Any, ...]]) -> Upload:
    return Upload(
        row.id,
        row.name,
        Description(**row.told),
        UploadState(row.state),
        row.reason,
        row.document_id,
        row.passages,
        row.code,
    )
