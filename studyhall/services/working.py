"""What is done in the background: pupils' attempts end and are graded, and beside that jobs are worked on."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from studyhall.services.adding import Adding
from studyhall.services.embedding import Embedding
from studyhall.services.grading import Grading
from studyhall.services.indexing import Indexing
from studyhall.services.jobs import Clock
from studyhall.services.looping import Loop
from studyhall.services.quizzing import Quizzing
from studyhall.services.retaining import Retaining
from studyhall.services.taking import Taking

LOOK_SECONDS = 5.0
CLOSE_SECONDS = 10.0


class Worker:
    """Two threads, so that no job, however long, keeps pupils waiting.

    Where this process owns the index folders it works on jobs and grades answers, so that no two processes do
    one job, and no model is asked about an answer twice. Attempts that are overdue end in every process
    that has a worker: each ends once, however many try.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - all that there is to be done, and when
        self,
        adding: Adding,
        embedding: Embedding,
        quizzing: Quizzing,
        indexing: Indexing,
        taking: Taking,
        grading: Grading,
        retaining: Retaining,
        clock: Clock,
        look_seconds: float = LOOK_SECONDS,
    ) -> None:
        self._adding = adding
        self._embedding = embedding
        self._quizzing = quizzing
        self._indexing = indexing
        self._taking = taking
        self._grading = grading
        self._retaining = retaining
        self._clock = clock
        self._loops = (
            Loop("grading", self._for_pupils, look_seconds),
            Loop("worker", self._on_jobs, look_seconds),
        )

    def start(self) -> None:
        """Begin to work in the background; doing it again changes nothing."""
        for loop in self._loops:
            loop.start()

    def wake(self) -> None:
        """Look for work now."""
        for loop in self._loops:
            loop.wake()

    def close(self, seconds: float = CLOSE_SECONDS) -> bool:
        """Stop after the file, the batch or the answer at hand; False when that takes longer than `seconds`.

        What is in the middle goes on in the next process.
        """
        until = monotonic() + seconds
        for loop in self._loops:
            loop.leave()
        return all(loop.ended(max(0.0, until - monotonic())) for loop in self._loops)

    def turn(self) -> bool:
        """Do here what both threads do in one turn; True when there may be more to do. Never raises."""
        more = [loop.turn() for loop in self._loops]
        return any(more)

    def _for_pupils(self, leaving: Callable[[], bool]) -> bool:
        """What pupils wait for: attempts that are overdue end, and answers in words are graded."""
        self._taking.end_overdue(self._clock())
        return self._indexing.owned and self._grading.grade_ended(self._clock(), stop=leaving) > 0

    def _on_jobs(self, leaving: Callable[[], bool]) -> bool:
        """One job, or else catch up the indexes.

        Files are added before questions are made, and what lacks a model's vectors is embedded last. What is
        too old goes where there is no job.
        """
        if not self._indexing.owned:
            return False
        for jobs in (self._adding, self._quizzing, self._embedding):
            if jobs.run_next(self._clock, leaving):
                return True
        queued = self._embedding.queue_lacking(self._clock())
        try:
            self._indexing.catch_up_all()
        finally:
            self._retaining.turn(self._clock())
        return queued
