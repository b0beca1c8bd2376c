"""The one background thread: ends what is overdue, grades, works on jobs, and keeps the indexes in step."""

from __future__ import annotations

import logging
from threading import Event, Lock, Thread

from studyhall.services.adding import Adding
from studyhall.services.embedding import Embedding
from studyhall.services.grading import Grading
from studyhall.services.indexing import Indexing
from studyhall.services.jobs import Clock, traced
from studyhall.services.quizzing import Quizzing
from studyhall.services.retaining import Retaining
from studyhall.services.taking import Taking

LOOK_SECONDS = 5.0
CLOSE_SECONDS = 10.0

_log = logging.getLogger(__name__)


class Worker:
    """Works on jobs where this process owns the index folders, so that no two processes do one job.

    Attempts at quizzes that are overdue end in every process that has a worker: each ends once, however many
    try. Answers are graded where jobs are worked on, so that no model is asked about one twice.
    It looks for work when woken, and every `look_seconds` for what another process left or added.
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
        self._look_seconds = look_seconds
        self._woken = Event()
        self._closing = Event()
        self._starting = Lock()
        self._thread: Thread | None = None
        self._logged = ""

    def start(self) -> None:
        """Begin to work in the background; doing it again changes nothing."""
        with self._starting:
            if self._thread is None and not self._closing.is_set():
                self._thread = Thread(target=self._loop, name="studyhall-worker", daemon=True)
                self._thread.start()

    def wake(self) -> None:
        """Look for work now."""
        self._woken.set()

    def close(self, seconds: float = CLOSE_SECONDS) -> bool:
        """Stop after the file or the batch at hand; False when that takes longer than `seconds`.

        A job in the middle goes on in the next process.
        """
        with self._starting:
            self._closing.set()
            self._woken.set()
            thread = self._thread
        if thread is None:
            return True
        thread.join(seconds)
        return not thread.is_alive()

    def turn(self) -> bool:
        """Do one job, or else catch up the indexes; True when there may be more to do. Never raises.

        Pupils come first: their overdue attempts end, and answers in words are graded. Files are added before
        questions are made, and what lacks a model's vectors is embedded last. What is too old goes
        where there is no job.
        """
        try:
            self._taking.end_overdue(self._clock())
            if not self._indexing.owned:
                return False
            graded = self._grading.grade_ended(self._clock(), stop=self._closing.is_set)
            for jobs in (self._adding, self._quizzing, self._embedding):
                if jobs.run_next(self._clock, self._closing.is_set):
                    return True
            queued = self._embedding.queue_lacking(self._clock())
            try:
                self._indexing.catch_up_all()
            finally:
                self._retaining.turn(self._clock())
        except Exception as error:  # noqa: BLE001 - it is logged, and the next turn tries again
            self._log_once(error)
            return False
        self._logged = ""
        return queued or graded > 0

    def _loop(self) -> None:
        while True:
            # In this order, or a call to `wake` or `close` could be missed.
            self._woken.clear()
            if self._closing.is_set():
                return
            if not self.turn():
                self._woken.wait(self._look_seconds)

    def _log_once(self, error: Exception) -> None:
        """What goes wrong at every turn, as on a full disk, must not fill the log."""
        told = traced(error)
        if told != self._logged:
            _log.error("the worker goes on after an error: %s", told)
        self._logged = told
