"""Jobs of every kind: who may see and stop them, and how the next one is worked on until it ends."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from datetime import datetime, timedelta

from studyhall.domain.courses import Course
from studyhall.domain.errors import Absent, NotAllowed, Refused, StudyHallError
from studyhall.domain.jobs import Job, JobKind, JobState
from studyhall.ports import Storage, UnitOfWork
from studyhall.services.policies import absent_as, allowed

KEPT = timedelta(days=30)
"""How long what became of a job can be looked up; what it made stays."""
UNFORESEEN = "for a reason that Study Hall did not foresee; see studyhall.log in the data folder."

_ACTS = {
    JobKind.ADDING: "add a source",
    JobKind.EMBEDDING: "search by meaning",
    JobKind.MAKING: "make a quiz",
}
"""What whoever asked for a job has to be allowed to do until it ends."""

Clock = Callable[[], datetime]
Run = Callable[[Job, Course], JobState | None]

_log = logging.getLogger(__name__)


def never() -> bool:
    """A process that does not shut down."""
    return False


class JobBook:
    """The jobs of one kind."""

    def __init__(self, storage: Storage, kind: JobKind) -> None:
        self._storage = storage
        self._kind = kind

    def of(self, actor: int, course: Course, limit: int) -> list[Job]:
        """The course's newest jobs of this kind, newest first."""
        with self._storage.begin() as work:
            allowed(work, actor, "see jobs", course.id)
            return work.jobs.of(course.id, self._kind, limit)

    def stop(self, actor: int, job_id: int) -> None:
        """Ask a job to stop after what is at hand; what it has done stays. Raises Absent."""
        with self._storage.begin(write=True) as work:
            job = work.jobs.get(job_id)
            if job is None:
                raise _no_job()
            with absent_as(_no_job()):
                allowed(work, actor, "stop a job", job.course_id)
            work.jobs.stop(job.id)
            work.commit()

    def run_next(self, run: Run, clock: Clock, broken: str) -> bool:
        """Work on the next job until it ends; False when there is none.

        `run` gives how it ended, or None for one that is left to be gone on with. What it raises fails the
        job; where nobody foresaw it, with a sentence that begins as `broken` does. Raises StorageFailure when
        not even a job's end can be stored: then it is still there to be done.
        """
        with self._storage.begin() as work:
            job = work.jobs.next(self._kind)
            course = work.courses.get(job.course_id) if job else None
        if job is None or course is None:
            return False
        try:
            self.move(job, JobState.RUNNING, clock)
            end = run(job, course)
            if end is not None:
                self.move(job, end, clock)
        except StudyHallError as error:
            self.move(job, JobState.FAILED, clock, str(error), error.code)
        except Exception as error:  # noqa: BLE001 - it is logged, and the job says that it failed
            # Left running, it would keep all other jobs waiting for ever.
            _log.error("job %d failed in a way nobody foresaw: %s", job.id, traced(error))
            self.move(job, JobState.FAILED, clock, f"{broken}, {UNFORESEEN}", "unforeseen")
        return True

    def move(self, job: Job, state: JobState, clock: Clock, trouble: str = "", code: str = "") -> None:
        """Store what state a job is in now."""
        with self._storage.begin(write=True) as work:
            work.jobs.move(job.id, state, clock(), trouble, code)
            work.commit()
        _log.info("job %d is %s", job.id, state)


def standing(work: UnitOfWork, job: Job) -> JobState | None:
    """What a job that runs is to be now: running on, or stopped; None for one that is not there any more.

    It goes with its course, and with whoever asked for it. Raises NotAllowed where they may not do this in
    the course any more.
    """
    current = work.jobs.get(job.id)
    if current is None:
        return None
    if current.stopping:
        return JobState.STOPPED
    try:
        allowed(work, job.person_id, _ACTS[job.kind], job.course_id)
    except Refused as error:
        raise no_longer_allowed() from error
    return JobState.RUNNING


def no_longer_allowed() -> NotAllowed:
    """That a job is not done for somebody who might not do it themselves by now."""
    return NotAllowed(
        "whoever asked for this may not do it in this course any more", "have one of its teachers ask for it"
    )


def traced(error: Exception) -> str:
    """The type of an error and where it arose, for the log; its own words may hold people's words."""
    return f"{type(error).__name__}\n{''.join(traceback.format_tb(error.__traceback__))}"


def _no_job() -> Absent:
    """The same for a job that is not there and for one of a course that is not theirs."""
    return Absent("there is no such job", "look at the list of jobs again", code="no_job")
