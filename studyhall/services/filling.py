"""Working on a job that embeds: batch by batch until no passage lacks its vector, then the switch to them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from studyhall.domain.courses import Course
from studyhall.domain.errors import ModelFailure, Refused, StorageFailure, Trouble
from studyhall.domain.jobs import Job, JobKind, JobState
from studyhall.ports import Embedder, Meter, Storage, StoredVector, UnitOfWork
from studyhall.services.indexing import Indexing, batches
from studyhall.services.jobs import Clock, standing
from studyhall.services.shelving import InUse, Shelving

AT_ONCE = 64
"""How many passages are embedded before they are stored, and before a job looks whether to stop."""

Metering = Callable[[int, datetime], Meter]


class _Progress(NamedTuple):
    """How many steps of how many a job has done."""

    job_id: int
    done: int
    steps: int


class Filling:
    """Fills a course with vectors of meaning; what is stored stays, however a job ends.

    A new shelf is built beside the one that is searched; that the terms name its size is the switch.
    """

    def __init__(self, storage: Storage, indexing: Indexing, shelving: Shelving, metering: Metering) -> None:
        self._storage = storage
        self._indexing = indexing
        self._shelving = shelving
        self._metering = metering

    def run(self, job: Job, course: Course, clock: Clock, stopped: Callable[[], bool]) -> JobState | None:
        """How the job ended; None when it is left as it is. Raises StudyHallError."""
        embedder = self._shelving.meaning
        if embedder is None:
            raise no_embedder()
        # The first vectors of a job tell the size of its others; nothing outlives it but what is stored.
        done, before, made = job.steps_done, list[int](), 0
        while True:
            left, size = self._left(course, embedder, made)
            if left and left == before:
                raise StorageFailure("some passages cannot be read", "run doctor --repair")
            before, steps = left, done + len(left)
            for some in batches(left, AT_ONCE):
                state = self._standing(job, course, stopped)
                if state is not JobState.RUNNING:
                    return state
                done += len(some)
                made = self._fill(course, embedder, some, clock(), _Progress(job.id, done, steps), made)
            state = self._standing(job, course, stopped)
            if state is not JobState.RUNNING:
                return state
            if not left and self._switched(course, embedder, size):
                return JobState.DONE

    def _standing(self, job: Job, course: Course, stopped: Callable[[], bool]) -> JobState | None:
        """What the job is to be now: running on, stopped, or left as it is (None).

        Raises NotAllowed and Refused where nothing more may be sent.
        """
        if stopped():
            return None
        with self._storage.begin() as work:
            state = standing(work, job)
            if state is not JobState.RUNNING:
                return state
            if work.jobs.next(JobKind.ADDING) or work.jobs.next(JobKind.MAKING):
                # Files and quizzes are not kept waiting until a whole course is embedded.
                return None
            if not self._shelving.agreed(work.terms.get(course.id)):
                raise Refused(
                    "another embedding model is set up, or runs elsewhere, than the one agreed to",
                    "look at it, and start again",
                    code="host_changed",
                )
        return state

    def _left(self, course: Course, embedder: Embedder, made: int) -> tuple[list[int], int]:
        """The passages that are to be embedded: those without a vector, before the switch with an odd one.

        And how many numbers the vectors of the course have; `made` is what this job's have so far.
        """
        with self._storage.begin() as work:
            left = lacking(work, course, embedder)
            agreed = work.terms.get(course.id).dimensions
            if left or agreed:
                return left, agreed
            newest = work.passages.vectors(work.passages.ids(course.id)[-1:], embedder.name)
            size = made or max((len(held.vector) for held in newest), default=0)
            if newest and not made and embedder.dimensions not in (0, size):
                # Asked for once more: has the model changed, or was only its last reply wrong?
                return [newest[0].passage_id], size
            for some in batches(work.passages.ids(course.id)):
                stored = work.passages.vectors(some, embedder.name)
                whole = {held.passage_id for held in stored if len(held.vector) == size}
                left += [key for key in some if key not in whole]
            return left, size

    def _fill(  # noqa: PLR0913, PLR0917 - what is embedded, and what is known of it
        self,
        course: Course,
        embedder: Embedder,
        ids: Sequence[int],
        now: datetime,
        progress: _Progress,
        made: int,
    ) -> int:
        """Embed passages and store their vectors; the transaction opens when the model has answered.

        Gives how many numbers they have. Raises ModelFailure (GARBLED) where those before had others.
        """
        with self._storage.begin() as work:
            passages = work.passages.some(ids)
            expected = work.terms.get(course.id).dimensions or made
        texts = [passage.text for passage in passages]
        vectors = embedder.embed_passages(texts, self._metering(course.id, now))
        sizes = {len(vector) for vector in vectors}
        if expected and sizes - {expected}:
            raise ModelFailure(
                Trouble.GARBLED,
                f"the embedding model gives vectors of another size than the {expected} numbers before",
                "start searching by meaning again",
            )
        with self._storage.begin(write=True) as work:
            # One that was taken out meanwhile has no place for a vector any more.
            there = {passage.id for passage in work.passages.some(ids)}
            new = [StoredVector(p.id, vector) for p, vector in zip(passages, vectors, strict=True)]
            work.passages.put_vectors([one for one in new if one.passage_id in there], embedder.name)
            work.jobs.advance(*progress)
            work.commit()
        return max(sizes, default=made)

    def _switched(self, course: Course, embedder: Embedder, size: int) -> bool:
        """Build the shelf and search it from now on; False when the course changed meanwhile."""
        if not size:
            # A course without passages: what is added to it later is embedded then.
            return True
        if not self._indexing.build(course, InUse(embedder, size)):
            return False
        with self._storage.begin(write=True) as work:
            terms = work.terms.get(course.id)
            if self._shelving.agreed(terms) and terms.dimensions != size:
                work.terms.put(course.id, replace(terms, dimensions=size))
                work.commit()
        return True


def lacking(work: UnitOfWork, course: Course, embedder: Embedder) -> list[int]:
    """All passages of a course that have no vector of an embedder."""
    _, passages = work.documents.counts(course.id)
    return work.passages.lacking(course.id, embedder.name, passages)


def no_embedder() -> Refused:
    """That there is nothing to search by meaning with."""
    return Refused(
        "no embedding model is set up here", "ask whoever runs Study Hall here", code="no_embedder"
    )
