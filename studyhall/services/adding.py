"""Adding files to a course as a job, which outlives a rerun, a closed tab and a restart."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from studyhall.domain.courses import Course
from studyhall.domain.documents import Description, NewSource, SourceFile
from studyhall.domain.errors import BadFile, NotAllowed, Refused, Unavailable
from studyhall.domain.jobs import Job, JobKind, JobState, NewUpload, Upload, UploadState
from studyhall.domain.text import one_line
from studyhall.ports import Storage
from studyhall.services.indexing import Indexing
from studyhall.services.jobs import (
    KEPT,
    UNFORESEEN,
    Clock,
    JobBook,
    never,
    no_longer_allowed,
    standing,
    traced,
)
from studyhall.services.library import Library
from studyhall.services.policies import allowed

MOST_FILES = 50
_NAMELESS = "a file without a name"

_log = logging.getLogger(__name__)


class Adding:
    """Jobs that add files: asked for here, and worked on here by whoever calls `run_next`."""

    def __init__(self, storage: Storage, library: Library, indexing: Indexing, file_bytes: int) -> None:
        self._storage = storage
        self._library = library
        self._indexing = indexing
        self._file_bytes = file_bytes
        self._book = JobBook(storage, JobKind.ADDING)

    def submit(self, actor: int, course: Course, uploads: Sequence[NewUpload], now: datetime) -> int:
        """Ask for files to be added; gives the job's id. All of them are stored, or none.

        Raises Refused for no files or too many, BadFile for one that is too large, StorageFailure.
        """
        self._check(uploads)
        tidied = _told_apart([_tidied(upload) for upload in uploads])
        with self._storage.begin(write=True) as work:
            allowed(work, actor, "add a source", course.id)
            work.jobs.forget(now - KEPT)
            job = work.jobs.add(course.id, actor, tidied, now)
            work.commit()
        _log.info("job %d is to add %d files to course %d", job, len(tidied), course.id)
        return job

    def jobs(self, actor: int, course: Course, limit: int = 10) -> list[Job]:
        """The course's newest jobs that add files, newest first."""
        return self._book.of(actor, course, limit)

    def stop(self, actor: int, job_id: int) -> None:
        """Ask a job to stop after the file at hand; what it has added stays. Raises Absent."""
        self._book.stop(actor, job_id)

    def run_next(self, clock: Clock, stopped: Callable[[], bool] = never) -> bool:
        """Work on the next job until it ends; False when there is none.

        Once `stopped` says so, the job is left after the file at hand, for the next process to go on with.
        Raises StorageFailure when not even a job's end can be stored: then it is still there to be done.
        """
        return self._book.run_next(
            lambda job, course: self._run(job, course, clock, stopped), clock, "adding these files broke off"
        )

    def _run(self, job: Job, course: Course, clock: Clock, stopped: Callable[[], bool]) -> JobState | None:
        """How the job ended, to be stored by the caller; None when it is left as it is."""
        end = JobState.DONE
        for upload in job.uploads:
            if upload.state is not UploadState.WAITING:
                continue
            if stopped():
                return None
            with self._storage.begin() as work:
                state = standing(work, job)
                content = work.jobs.content(upload.id)
            if state is None:
                return None
            if state is JobState.STOPPED:
                end = state
                break
            self._finish(self._taken_in(job, course, upload, content, clock()))
        self._indexing.catch_up(course)
        return end

    def _taken_in(
        self, job: Job, course: Course, upload: Upload, content: bytes | None, now: datetime
    ) -> Upload:
        """What became of a file. Raises NotAllowed and Unavailable, after which no other can be added."""
        if content is None:
            return _refused(upload, f"“{upload.name}” is no longer here; add it again.", "missing")
        source = NewSource(SourceFile(upload.name, content), f"upload/{upload.name}", upload.told)
        try:
            added = self._library.add(job.person_id, course.slug, source, now)
        except NotAllowed as error:
            raise no_longer_allowed() from error
        except Unavailable:
            raise
        except Refused as error:
            return _refused(upload, str(error), error.code)
        except Exception as error:  # noqa: BLE001 - it is logged, and the file refused
            # One file that nobody foresaw does not keep the others out.
            _log.error("a file of job %d could not be taken in: %s", job.id, traced(error))
            return _refused(upload, f"“{upload.name}” could not be taken in, {UNFORESEEN}", "unforeseen")
        state = UploadState(added.outcome.value)
        return replace(upload, state=state, document_id=added.document_id, passages=added.passages)

    def _finish(self, upload: Upload) -> None:
        with self._storage.begin(write=True) as work:
            work.jobs.finish(upload)
            work.commit()

    def _check(self, uploads: Sequence[NewUpload]) -> None:
        if not uploads:
            raise Refused("no file was chosen", "choose at least one", code="no_files")
        if len(uploads) > MOST_FILES:
            raise Refused(
                f"these are {len(uploads)} files, and {MOST_FILES} can be added at a time",
                "add them in several parts",
                code="too_many_files",
            )
        for upload in uploads:
            if len(upload.content) > self._file_bytes:
                raise BadFile(
                    f"“{_name(upload)}” is larger than {self._file_bytes / (1 << 20):.0f} MB",
                    "split it into parts and add those",
                    code="too_large",
                )


def _name(upload: NewUpload) -> str:
    # Browsers may send a folder along, each in its own system's form.
    return one_line(upload.name.replace("\\", "/").rpartition("/")[2]) or _NAMELESS


def _tidied(upload: NewUpload) -> NewUpload:
    told = Description(**{field: one_line(value) for field, value in vars(upload.told).items()})
    return NewUpload(_name(upload), upload.content, told)


def _told_apart(uploads: Sequence[NewUpload]) -> list[NewUpload]:
    """Uploads whose names differ: a second "notes.txt" is another source, and becomes "notes (2).txt"."""
    taken: set[str] = set()
    apart = []
    for upload in uploads:
        name, number = upload.name, 2
        while name in taken:
            stem, dot, suffix = upload.name.rpartition(".")
            name = f"{stem} ({number}){dot}{suffix}" if stem else f"{upload.name} ({number})"
            number += 1
        taken.add(name)
        apart.append(replace(upload, name=name))
    return apart


def _refused(upload: Upload, reason: str, code: str) -> Upload:
    return replace(upload, state=UploadState.REFUSED, reason=reason, code=code)
