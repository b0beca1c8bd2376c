"""Searching a course by meaning: a teacher agrees, and a job embeds what its passages lack."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from studyhall.domain.courses import Course
from studyhall.domain.errors import Refused
from studyhall.domain.jobs import Job, JobKind, JobState
from studyhall.domain.metering import Tokens
from studyhall.ports import Embedder, Storage, UnitOfWork
from studyhall.services.consenting import check_host
from studyhall.services.filling import Filling, Metering, lacking, no_embedder
from studyhall.services.indexing import Indexing, batches
from studyhall.services.jobs import KEPT, Clock, JobBook, never
from studyhall.services.policies import allowed
from studyhall.services.shelving import Shelving

PAUSE = timedelta(minutes=10)
"""How long after a failure a job is not started by itself."""
BYTES_A_TOKEN = 3
"""For an estimate: English has about four bytes a token, Vietnamese two to three."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Estimate:
    """What is to be embedded in a course: its passages without a vector, and the tokens that takes.

    `tokens` are likely, `most` is never passed. Costs are in US dollars, None where the price is not known.
    """

    passages: int
    tokens: int
    most: int
    cost: float | None
    most_cost: float | None


class Embedding:
    """What a teacher decides about searching by meaning, and the jobs that follow from it."""

    def __init__(self, storage: Storage, indexing: Indexing, shelving: Shelving, metering: Metering) -> None:
        """`metering` gives what counts a course's calls at a moment."""
        self._storage = storage
        self._shelving = shelving
        self._filling = Filling(storage, indexing, shelving, metering)
        self._book = JobBook(storage, JobKind.EMBEDDING)

    def estimate(self, actor: int, course: Course) -> Estimate:
        """What starting would take. Raises Refused ("no_embedder") where none is set up."""
        embedder = self._set_up()
        size = 0
        with self._storage.begin() as work:
            allowed(work, actor, "search by meaning", course.id)
            left = lacking(work, course, embedder)
            for some in batches(left):
                size += sum(len(passage.text.encode()) for passage in work.passages.some(some))
        likely = -(-size // BYTES_A_TOKEN)
        costs = [embedder.model.cost(Tokens(n)) if embedder.model else None for n in (likely, size)]
        return Estimate(len(left), likely, size, *costs)

    def start(self, actor: int, course: Course, host: str, now: datetime) -> int:
        """Agree that the passages are sent to `host`, and ask for them to be embedded; gives the job's id.

        Until all are, the course is searched by spelling. Raises Refused: "no_embedder", "host_changed" when
        another host is set up than the one agreed to, "embedding_active" while a job is at it.
        """
        embedder = self._set_up()
        check_host(embedder.model, host)
        with self._storage.begin(write=True) as work:
            allowed(work, actor, "search by meaning", course.id)
            if _newest_active(work, course):
                raise Refused(
                    "the course is being embedded already",
                    "wait, or stop that first",
                    code="embedding_active",
                )
            terms = replace(
                work.terms.get(course.id),
                embeddings_host=host,
                embedder=embedder.name,
                dimensions=0,
                agreed_by=actor,
                agreed_at=now,
            )
            work.terms.put(course.id, terms)
            work.jobs.forget(now - KEPT)
            job = work.jobs.add_embedding(course.id, actor, now)
            work.commit()
        _log.info("job %d is to embed course %d", job, course.id)
        return job

    def leave(self, actor: int, course: Course, now: datetime) -> None:
        """Search the course by spelling again, and send no passage any more; vectors that are there stay."""
        with self._storage.begin(write=True) as work:
            allowed(work, actor, "search by meaning", course.id)
            terms = replace(
                work.terms.get(course.id),
                embeddings_host="",
                embedder="",
                dimensions=0,
                agreed_by=actor,
                agreed_at=now,
            )
            work.terms.put(course.id, terms)
            job = _newest_active(work, course)
            if job:
                work.jobs.stop(job.id)
            work.commit()

    def jobs(self, actor: int, course: Course, limit: int = 10) -> list[Job]:
        """The course's newest jobs that embed, newest first."""
        return self._book.of(actor, course, limit)

    def stop(self, actor: int, job_id: int) -> None:
        """Ask a job to stop after the batch at hand; starting again goes on with what is left."""
        self._book.stop(actor, job_id)

    def run_next(self, clock: Clock, stopped: Callable[[], bool] = never) -> bool:
        """Work on the next job until it ends; False when there is none.

        It is left after the batch at hand, to be gone on with, once `stopped` says so or files wait to be
        added. Raises StorageFailure when not even a job's end can be stored.
        """
        return self._book.run_next(
            lambda job, course: self._filling.run(job, course, clock, stopped),
            clock,
            "embedding this course broke off",
        )

    def queue_lacking(self, now: datetime) -> bool:
        """Ask for what was added since to be embedded, in the name of who agreed; whether there was any.

        Not where a job is active or the newest was stopped, nor shortly after one that failed.
        """
        if self._shelving.meaning is None:
            return False
        with self._storage.begin() as work:
            wanting = [course for course in work.courses.all() if self._wants(work, course, now)]
        if not wanting:
            return False
        with self._storage.begin(write=True) as work:
            for course in wanting:
                agreed_by = work.terms.get(course.id).agreed_by
                if agreed_by is not None and self._wants(work, course, now):
                    work.jobs.add_embedding(course.id, agreed_by, now)
            work.jobs.forget(now - KEPT)
            work.commit()
        return True

    def _wants(self, work: UnitOfWork, course: Course, now: datetime) -> bool:
        terms = work.terms.get(course.id)
        embedder = self._shelving.meaning
        if embedder is None or terms.agreed_by is None or not self._shelving.agreed(terms):
            return False
        _, passages = work.documents.counts(course.id)
        if not passages or (terms.dimensions and self._shelving.complete(work, course, embedder)):
            return False
        newest = work.jobs.of(course.id, JobKind.EMBEDDING, 1)
        return not any(_in_the_way(job, now) for job in newest) and _may(work, terms.agreed_by, course)

    def _set_up(self) -> Embedder:
        if self._shelving.meaning is None:
            raise no_embedder()
        return self._shelving.meaning


def _newest_active(work: UnitOfWork, course: Course) -> Job | None:
    return next((job for job in work.jobs.of(course.id, JobKind.EMBEDDING, 1) if job.active), None)


def _in_the_way(job: Job, now: datetime) -> bool:
    """Whether the newest job keeps another from being started by itself."""
    if job.state is JobState.FAILED and job.ended_at is not None:
        return now - job.ended_at < PAUSE
    return job.active or job.state is JobState.STOPPED


def _may(work: UnitOfWork, person: int, course: Course) -> bool:
    try:
        allowed(work, person, "search by meaning", course.id)
    except Refused:
        return False
    return True
