"""The one background thread that works on jobs, and keeps the indexes in step meanwhile."""

from __future__ import annotations

import logging
from threading import Event, Lock, Thread

from studyhall.services.adding import Adding
from studyhall.services.embedding import Embedding
from studyhall.services.indexing import Indexing
from studyhall.services.jobs import Clock, traced

LOOK_SECONDS = 5.0
CLOSE_SECONDS = 10.0

_log = logging.getLogger(__name__)


class Worker:
    """Works on jobs where this process owns the index folders, so that no two processes do one job.

    It looks for work when woken, and every `look_seconds` for what another process left or added.
    """

    def __init__(
        self,
        adding: Adding,
        embedding: Embedding,
        indexing: Indexing,
        clock: Clock,
        look_seconds: float = LOOK_SECONDS,
    ) -> None:
        self._adding = adding
        self._embedding = embedding
        self._indexing = indexing
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
        """Do one job, or else catch up the indexes; True when there may be another job. Never raises.

        Files are added first; what they lack of a model's vectors is embedded after them.
        """
        try:
            if not self._indexing.owned:
                return False
            for jobs in (self._adding, self._embedding):
                if jobs.run_next(self._clock, self._closing.is_set):
                    return True
            queued = self._embedding.queue_lacking(self._clock())
            self._indexing.catch_up_all()
        except Exception as error:  # noqa: BLE001 - it is logged, and the next turn tries again
            self._log_once(error)
            return False
        self._logged = ""
        return queued

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
