"""A model on loopback, called as a real one is, with little patience."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest

from studyhall.domain.metering import Model, Purpose, Tokens
from studyhall.engines.llm.gateway import Gateway
from studyhall.engines.llm.provider import Provider, Server
from studyhall.engines.llm.spending import Limits
from studyhall.ports import Charge, Meter
from tests.model_server import ModelServer

SHORT = Limits(connect=1.0, first=0.3, stall=0.2, total=3.0, queue=0.1)
"""Seconds that a server that hangs is waited for here."""
PATIENT = replace(SHORT, first=10.0, stall=10.0, total=20.0)
"""For servers that do not hang, on a machine that is busy."""


@dataclass
class Noted(Charge):
    """A charge that remembers what it was settled with."""

    purpose: Purpose
    bound: Tokens
    settled: list[tuple[Tokens, bool]] = field(default_factory=list)

    def settle(self, tokens: Tokens, *, failed: bool = False) -> None:
        self.settled.append((tokens, failed))


class Noting(Meter):
    """Lets everything through, unless `full` is what it raises; `charges` are all it was asked for."""

    def __init__(self) -> None:
        self.charges: list[Noted] = []
        self.full: Exception | None = None

    def reserve(self, model: Model, purpose: Purpose, bound: Tokens) -> Charge:
        if self.full:
            raise self.full
        self.charges.append(Noted(purpose, bound))
        return self.charges[-1]


@dataclass
class Line:
    """A gateway to the test server; `waits` are the seconds between its attempts, which nobody waits."""

    server: ModelServer
    limits: Limits = SHORT
    url: str = ""
    waits: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        at = Server(self.url or self.server.url, "sk-canary")
        self.provider = Provider(at, self.limits)
        self.model = at.model("test-model", None)
        self.gateway = Gateway(self.model, self.limits, sleep=self.waits.append)
        self.chat = self.provider.chat("test-model")


@pytest.fixture(scope="session", autouse=True)
def _imported():
    """What the libraries import at their first calls would be taken for a slow server."""
    with ModelServer() as server:
        line = Line(server, Limits())
        for chat in (line.chat, line.chat.bind(response_format={"type": "text"})):
            assert list(chat.stream("Hello."))
        line.provider.close()


@pytest.fixture
def server():
    with ModelServer() as running:
        yield running


@pytest.fixture
def lines(server):
    """Makes lines to the server, with other limits or another address."""
    made: list[Line] = []

    def line(**values: object) -> Line:
        made.append(Line(server, **values))
        return made[-1]

    yield line
    for one in made:
        one.provider.close()


@pytest.fixture
def line(lines):
    return lines()
