"""An embedder on the test server, called straight through: without a gateway that retries and waits."""

from __future__ import annotations

from contextlib import contextmanager

from studyhall.domain.metering import Model
from studyhall.engines.llm.embedding import ModelEmbedder
from studyhall.engines.llm.provider import Provider, Server
from studyhall.engines.llm.spending import Limits


class Through:
    """Does what it is asked at once; `calls` are (purpose, tokens set aside, tokens used)."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.calls = []

    def call(self, act, *, purpose, bound, used, meter, total):
        charge = meter.reserve(self.model, purpose, bound) if meter else None
        given, tokens, failed = act(), bound, True
        try:
            tokens, failed = used(given), False
        finally:
            self.calls.append((purpose, bound, tokens))
            if charge:
                charge.settle(tokens, failed=failed)
        return given


@contextmanager
def straight(url: str, host: str = "127.0.0.1", name: str = "test-embedding", seconds: float = 10.0):
    """An embedder on the server at `url`, told to run on `host`; its `through` is called."""
    provider = Provider(Server(url, "sk-test"), Limits(first=seconds, stall=seconds))
    through = Through(Model(f"openai:{name}", host))
    made = ModelEmbedder(through.model, through, lambda: provider.embeddings(name), provider.close)
    made.through = through
    yield made
    made.close()
