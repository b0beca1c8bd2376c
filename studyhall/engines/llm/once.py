"""Something that takes seconds to make: made at first use, once, whoever asks for it at the same time."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

_Made = TypeVar("_Made")


class Once(Generic[_Made]):
    """Gives what `make` gave the first time; where that raised, it is tried again."""

    def __init__(self, make: Callable[[], _Made]) -> None:
        self._make = make
        self._making = threading.Lock()
        self._made: list[_Made] = []

    def __call__(self) -> _Made:
        """The thing."""
        with self._making:
            if not self._made:
                self._made.append(self._make())
            return self._made[0]
