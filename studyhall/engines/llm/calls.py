"""One call in a thread of its own, so that whoever waits for it never waits longer than they want to."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from queue import Empty, Full, Queue
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    import httpx2

_Piece = TypeVar("_Piece")
_END = object()
_AHEAD = 64
"""Pieces that are read before they are taken; then the connection itself holds the server up."""
_NOTICE = 0.1
"""Seconds after which a thread that cannot go on notices that nobody wants it to."""
_of_thread = threading.local()


class Late(Exception):  # noqa: N818 - not an error of its own: the gateway says what it means
    """Nothing came in the time that there was."""


class _Raised:
    def __init__(self, error: BaseException) -> None:
        self.error = error


class Call(Generic[_Piece]):
    """Pieces made in a thread, taken in another. `abandon` closes the connection that they come through."""

    def __init__(self, produce: Callable[[], Iterator[_Piece]]) -> None:
        self._produce = produce
        self._pieces: Queue[object] = Queue(_AHEAD)
        self._abandoned = threading.Event()
        self._ended = False
        self._response: httpx2.Response | None = None
        self._cut: Callable[[], None] | None = None
        self.thread = threading.Thread(target=self._run, name="studyhall-model", daemon=True)
        self.thread.start()

    def take(self, seconds: float) -> _Piece | None:
        """The next piece; None after the last. Raises Late, and what the producing raised."""
        try:
            taken = self._pieces.get(timeout=max(seconds, 0.0))
        except Empty:
            raise Late from None
        self._ended = taken is _END or isinstance(taken, _Raised)
        if isinstance(taken, _Raised):
            raise taken.error
        return None if taken is _END else taken  # type: ignore[return-value] # what `_run` put there

    def abandon(self) -> None:
        """Let go of it: the thread ends as soon as it notices, at the latest when a read times out."""
        self._abandoned.set()
        if self._ended:
            return
        if self._response is not None:
            _hang_up(self._response)
        elif self._cut is not None:
            # There is nothing yet that could be woken: its next byte is its last.
            with suppress(Exception):
                self._cut()

    def _run(self) -> None:
        _of_thread.call = self
        try:
            for piece in self._produce():
                if not self._given(piece):
                    return
            self._given(_END)
        except BaseException as error:  # noqa: BLE001 - raised again where the pieces are taken
            self._given(_Raised(error))

    def _given(self, piece: object) -> bool:
        """Hand a piece over; False where nobody wants it any more."""
        while not self._abandoned.is_set():
            with suppress(Full):
                self._pieces.put(piece, timeout=_NOTICE)
                return True
        return False

    def lent(self, cut: Callable[[], None]) -> None:
        """Remember how what the pieces are to come through is cut."""
        self._cut = cut
        self._response = None

    def answered(self, response: httpx2.Response) -> None:
        """Remember what the pieces come through."""
        self._response = response
        if self._abandoned.is_set():
            _hang_up(response)


def _hang_up(response: httpx2.Response) -> None:
    """End a connection that another thread may be reading: closing alone would not wake it."""
    if response.is_closed:
        # Everything was read: the connection may be another call's by now.
        return
    stream: Any = response.extensions.get("network_stream")
    with suppress(OSError, AttributeError):
        stream.get_extra_info("socket").shutdown(socket.SHUT_RDWR)


def lent(cut: Callable[[], None]) -> None:
    """Told by the HTTP client's transport: how the connection of this thread's call is cut."""
    call: Call[object] | None = getattr(_of_thread, "call", None)
    if call is not None:
        call.lent(cut)


def remember(response: httpx2.Response) -> None:
    """A response hook of the HTTP client: tells the call of this thread through what its pieces come."""
    call: Call[object] | None = getattr(_of_thread, "call", None)
    if call is not None:
        call.answered(response)
