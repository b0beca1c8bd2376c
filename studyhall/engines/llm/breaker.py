"""Stops calling what has failed again and again, until one call shows that it is back."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable


class Breaker:
    """Closed at first; open after `most` failures in a row, for `seconds`; then it lets one call try.

    Known as a circuit breaker (Nygard, "Release It!").
    """

    def __init__(self, most: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._seconds = seconds
        self._clock = clock
        self._lock = threading.Lock()
        self._failures = 0
        self._open_until = 0.0

    def lets_through(self) -> bool:
        """Whether a call may be made now; who is let through when the time is over tries it for all."""
        with self._lock:
            if self._failures < self._most:
                return True
            if self._clock() < self._open_until:
                return False
            self._open_until = self._clock() + self._seconds
            return True

    def succeeded(self) -> None:
        """A call did what it should."""
        with self._lock:
            self._failures = 0

    def failed(self) -> None:
        """A call found the other side out of order."""
        with self._lock:
            self._failures += 1
            self._open_until = self._clock() + self._seconds
