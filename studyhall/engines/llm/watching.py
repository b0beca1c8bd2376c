"""Waiting for a model no longer than its deadline, and no longer than somebody waits for its answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from studyhall.engines.llm.calls import Call, Late

LOOK = 0.5
"""Seconds between two looks at whether anybody still waits."""
Waiting = Callable[[], object]

_Piece = TypeVar("_Piece")


def unwatched() -> None:
    """Nobody who might stop waiting."""


class Watch:
    """Calls `waiting` every `LOOK` seconds while anything is waited for; what it raises ends that."""

    def __init__(self, waiting: Waiting, deadline: float, clock: Callable[[], float]) -> None:
        self._waiting = waiting
        self._deadline = deadline
        self._clock = clock
        self._looked = clock()

    @property
    def left(self) -> float:
        """Seconds until all must be over."""
        return self._deadline - self._clock()

    def take(self, call: Call[_Piece], until: float) -> tuple[_Piece | None] | None:
        """The next piece of a call, in a tuple; None where none came in a moment.

        Raises Late when the time is over, even where there is more to be taken, and what the call raises.
        """
        left = min(until, self._deadline) - self._clock()
        if left <= 0:
            raise Late
        try:
            return (call.take(min(left, LOOK)),)
        except Late:
            return None

    def look(self) -> None:
        """Ask whether anybody still waits, unless that was asked a moment ago."""
        if self._clock() - self._looked >= LOOK:
            self._looked = self._clock()
            self._waiting()

    def pause(self, seconds: float, sleep: Callable[[float], None]) -> None:
        """Sleep so long, a moment at a time."""
        while seconds > 0:
            sleep(min(seconds, LOOK))
            seconds -= LOOK
            self.look()

    def until(self, happens: Callable[[float], bool], seconds: float) -> bool:
        """Whether something happens within so many seconds; it is given a moment at a time."""
        end = self._clock() + min(seconds, max(self.left, 0.0))
        while not happens(min(LOOK, max(end - self._clock(), 0.0))):
            if self._clock() >= end:
                return False
            self.look()
        return True
