"""What a model's server can be told to reply in a test: words, vectors, and all that goes wrong."""

from __future__ import annotations

import hashlib
import math
import random
import re
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any


class After(Enum):
    """What happens after the last piece of a reply, in place of a proper end."""

    END = auto()
    HANG = auto()
    """Nothing more, until the client goes away or the server is closed."""
    PINGS = auto()
    """As HANG, with comments that keep the line busy."""
    CUT = auto()
    """The connection is closed with the last chunk missing."""
    RESET = auto()
    """The connection is reset; pieces that the client has not read yet may be lost with it."""
    ERROR = auto()
    """An error event inside the stream."""
    GARBLED = auto()
    """A line of data that is no JSON; in a plain reply, a body that is none."""


@dataclass(frozen=True)
class Call:
    """A call of a tool, with its arguments as JSON text."""

    name: str
    arguments: str
    id: str = "call_1"


@dataclass(frozen=True)
class Says:
    """A completion in pieces, streamed or joined as the request asks.

    `usage` is (input, output) or (input, output, cached) tokens, None for a server that tells none. `finish`
    None leaves the reason out, `done` False the last line. `gate(i)` returns, or `gate[i]` is set, when
    piece i may be sent.
    """

    pieces: Sequence[str]
    usage: tuple[int, ...] | None = (12, 5)
    finish: str | None = "stop"
    done: bool = True
    gate: Callable[[int], object] | Sequence[threading.Event] | None = None
    after: After = After.END
    calls: tuple[Call, ...] = ()


@dataclass(frozen=True)
class Fails:
    """An error in OpenAI's shape."""

    status: int
    message: str
    type: str = "invalid_request_error"
    code: str | None = None
    param: str | None = None
    headers: dict[str, str] = field(default_factory=dict)

    def body(self) -> dict[str, Any]:
        told = {"message": self.message, "type": self.type, "param": self.param, "code": self.code}
        return {"error": told}


@dataclass(frozen=True)
class Raw:
    """Any body at all."""

    content: bytes
    type: str = "application/json"
    status: int = 200


@dataclass(frozen=True)
class Closes:
    """The connection is closed before any byte."""


@dataclass(frozen=True)
class Hangs:
    """No byte at all, until the client goes away or the server is closed."""


@dataclass(frozen=True)
class Vectors:
    """Embeddings made of the words of the texts; `change` may spoil them, `usage` is told as it is.

    `gate` is called before they are sent.
    """

    change: Callable[[list[list[float]]], list[list[float]]] | None = None
    usage: int | None = -1
    """Tokens; -1 counts words, None tells none."""
    gate: Callable[[], object] | None = None


Reply = Says | Fails | Raw | Closes | Hangs | Vectors
Default = Reply | Callable[[dict[str, Any]], Reply]

WRONG_KEY = Fails(401, "Incorrect API key provided: sk-wrong.", code="invalid_api_key")
FORBIDDEN = Fails(403, "You are not allowed to use this model.", code="forbidden")
NO_MODEL = Fails(404, "The model `test-model` does not exist.", code="model_not_found")
NO_QUOTA = Fails(429, "You exceeded your current quota.", "insufficient_quota", "insufficient_quota")
TOO_LONG = Fails(
    400, "This model's maximum context length is 8 tokens.", code="context_length_exceeded", param="messages"
)
BAD_REQUEST = Fails(400, "Unsupported value: 'temperature'.", code="unsupported_value", param="temperature")
UNPROCESSABLE = Fails(422, "The request could not be processed.")
BROKEN = Fails(500, "The server had an error.", "server_error")
OVERLOADED = Fails(503, "The server is overloaded.", "server_error")
EMPTY = Says(())
BAD_JSON = Raw(b'{"id": "chatcmpl-1", "choices": [')
WEB_PAGE = Raw(b"<!doctype html><title>Sign in</title><h1>Sign in to the school's network</h1>", "text/html")


def limited(seconds: float | None = None, milliseconds: int | None = None) -> Fails:
    """Too many requests, with a Retry-After and a retry-after-ms where they are given."""
    headers = {} if seconds is None else {"Retry-After": f"{seconds:g}"}
    if milliseconds is not None:
        headers["retry-after-ms"] = str(milliseconds)
    return Fails(429, "Rate limit reached.", "requests", "rate_limit_exceeded", headers=headers)


def vector(text: str, dimensions: int) -> list[float]:
    """A vector of unit length: the sum of one direction a word, so that texts that share words are near."""
    total = [0.0] * dimensions
    for word in re.findall(r"\w+", text.casefold()) or [""]:
        seeded = random.Random(hashlib.sha256(word.encode()).digest())
        total = [was + seeded.gauss(0, 1) for was in total]
    length = math.sqrt(sum(number * number for number in total)) or 1.0
    return [number / length for number in total]
