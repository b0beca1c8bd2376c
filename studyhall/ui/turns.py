"""Pages take turns: under one interpreter lock many at once only hold each other up.

Fifty at once were shown in two thirds of the time when they ran one after another (`bench/web.py`).
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

LONGEST = 1.0
"""Seconds that a page waits for its turn at most: one that is held up must not hold up the others."""

_turn = threading.Lock()
_has = threading.local()


@contextmanager
def turn() -> Iterator[None]:
    """Run when the pages before have run, or after `LONGEST` seconds beside them."""
    _has.turn = _turn.acquire(timeout=LONGEST)
    try:
        yield
    finally:
        _give_back()


@contextmanager
def paused() -> Iterator[None]:
    """Let other pages run while this one does what takes long or waits for something."""
    had = _give_back()
    try:
        yield
    finally:
        if had:
            _has.turn = _turn.acquire(timeout=LONGEST)


def _give_back() -> bool:
    """Let go of the turn; whether there was one."""
    had: bool = getattr(_has, "turn", False)
    if had:
        _has.turn = False
        _turn.release()
    return had
