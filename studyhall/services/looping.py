"""A background thread that takes turns: when it is woken, and every now and then by itself."""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Event, Lock, Thread

from studyhall.services.jobs import traced

Turn = Callable[[Callable[[], bool]], bool]
"""Is given what tells whether to leave off; says whether there may be more to do."""

_log = logging.getLogger(__name__)


class Loop:
    """Takes turns in a thread of its own: while there is more to do one at once after the other.

    Else it looks again when woken, and every `look_seconds` for what another process left or added.
    """

    def __init__(self, name: str, turn: Turn, look_seconds: float) -> None:
        self._name = name
        self._turn = turn
        self._look_seconds = look_seconds
        self._woken = Event()
        self._leaving = Event()
        self._starting = Lock()
        self._thread: Thread | None = None
        self._logged = ""

    def start(self) -> None:
        """Begin in the background; doing it again, or after `leave`, changes nothing."""
        with self._starting:
            if self._thread is None and not self._leaving.is_set():
                self._thread = Thread(target=self._run, name=f"studyhall-{self._name}", daemon=True)
                self._thread.start()

    def wake(self) -> None:
        """Take a turn now."""
        self._woken.set()

    def leave(self) -> None:
        """Take no other turn, and let the one at hand know."""
        with self._starting:
            self._leaving.set()
            self._woken.set()

    def ended(self, seconds: float) -> bool:
        """Wait for the thread to end; False when that takes longer than `seconds`."""
        if self._thread is None:
            return True
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def turn(self) -> bool:
        """Take one turn, here; True when there may be more to do. Never raises: the next one tries again."""
        try:
            more = self._turn(self._leaving.is_set)
        except Exception as error:  # noqa: BLE001 - it is logged, and the next turn tries again
            self._log_once(error)
            return False
        self._logged = ""
        return more

    def _run(self) -> None:
        while True:
            # In this order, or a call to `wake` or `leave` could be missed.
            self._woken.clear()
            if self._leaving.is_set():
                return
            if not self.turn():
                self._woken.wait(self._look_seconds)

    def _log_once(self, error: Exception) -> None:
        """What goes wrong at every turn, as on a full disk, must not fill the log."""
        told = traced(error)
        if told != self._logged:
            _log.error("%s goes on after an error: %s", self._name, told)
        self._logged = told
