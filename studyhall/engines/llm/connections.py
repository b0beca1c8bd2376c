"""Connections that are lent to one call at a time, so that one can be cut without the others."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import httpx2

from studyhall.engines.llm.calls import lent


class Lending(httpx2.BaseTransport):
    """A transport of its own for each request, made by `make` and used again once it is given back."""

    def __init__(self, make: Callable[[], httpx2.BaseTransport]) -> None:
        self._make = make
        self._lock = threading.Lock()
        self._idle: list[httpx2.BaseTransport] = []
        self._closed = False

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """As httpx2 has it. Tells the call of this thread what it is lent."""
        with self._lock:
            transport = self._idle.pop() if self._idle else self._make()
        lent(transport.close)
        try:
            response = transport.handle_request(request)
        except BaseException:
            transport.close()
            raise
        assert isinstance(response.stream, httpx2.SyncByteStream)
        return httpx2.Response(
            response.status_code,
            headers=response.headers,
            stream=_Returning(response.stream, lambda: self._back(transport)),
            extensions=response.extensions,
        )

    def close(self) -> None:
        """Close what is not lent; what is comes back to be closed."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for transport in idle:
            transport.close()

    def _back(self, transport: httpx2.BaseTransport) -> None:
        with self._lock:
            if not self._closed:
                self._idle.append(transport)
                return
        transport.close()


class _Returning(httpx2.SyncByteStream):
    """The bytes of a response; `back` is called when it is closed."""

    def __init__(self, stream: httpx2.SyncByteStream, back: Callable[[], None]) -> None:
        self._stream = stream
        self._back = back
        self._given_back = False

    def __iter__(self) -> Iterator[bytes]:
        yield from self._stream

    def close(self) -> None:
        """Close it, and give back what it came through."""
        self._stream.close()
        if not self._given_back:
            self._given_back = True
            self._back()
