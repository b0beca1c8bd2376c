"""What a call may take, and what it has used: as its server tells it where that can be, or else at most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from studyhall.domain.metering import Tokens

if TYPE_CHECKING:
    from langchain_core.messages import AIMessageChunk, BaseMessage

_AROUND_A_MESSAGE = 16
"""Tokens that a message takes beside its words, at most."""
_BYTES_A_TOKEN = 12
"""A reply with more bytes than this for each token that it may have is no reply."""


@dataclass(frozen=True)
class Limits:
    """Seconds, counts and tokens.

    `total` is for all attempts together, `first` from an attempt's beginning to its first words, `stall`
    between words, `queue` for a free place among those `at_once`. After `breaks` failures in a row nothing is
    sent for `rest`. A server that wants to be left alone for longer than `longest_wait` is not asked again.
    `output` is what a model may write.
    """

    connect: float = 5.0
    first: float = 30.0
    stall: float = 15.0
    total: float = 75.0
    queue: float = 10.0
    attempts: int = 3
    longest_wait: float = 8.0
    at_once: int = 8
    breaks: int = 5
    rest: float = 30.0
    output: int = 1_500


class Spent:
    """What an attempt has used so far."""

    def __init__(self, most: Tokens) -> None:
        self._most = most
        self._told: Tokens | None = None
        self._written = 0
        self._sent = False

    def sent(self) -> None:
        """The server took the request, as far as anybody knows."""
        self._sent = True

    def wrote(self, chunk: AIMessageChunk) -> None:
        """Count a piece of the reply, and what it tells of usage."""
        # Halves of characters come one by one from some servers.
        self._written += len(chunk.text.encode(errors="surrogatepass"))
        if chunk.usage_metadata:
            told = dict(chunk.usage_metadata)
            details = told.get("input_token_details")
            cached = details.get("cache_read") if isinstance(details, dict) else 0
            self.told(told.get("input_tokens"), told.get("output_tokens"), cached or 0)

    def told(self, read: object, wrote: object, cached: object = 0) -> None:
        """The server told what it counted; what cannot be is not believed."""
        if not (isinstance(read, int) and isinstance(wrote, int) and isinstance(cached, int)):
            return
        possible = 0 < read <= self._most.input and 0 <= wrote <= max(self._most.output, self._written)
        if possible and (wrote or not self._written):
            self._told = Tokens(read, wrote, min(max(cached, 0), read))

    @property
    def overflowing(self) -> bool:
        """Whether more was written than a reply can have."""
        return self._written > self._most.output * _BYTES_A_TOKEN

    @property
    def tokens(self) -> Tokens:
        """What is counted."""
        return self._told or Tokens(self._most.input if self._sent else 0, self._written)


def bound(messages: Sequence[BaseMessage]) -> int:
    """More tokens than messages can be: byte-level tokenizers make no more of a text than it has bytes."""
    return sum(len(str(message.content).encode()) + _AROUND_A_MESSAGE for message in messages)
