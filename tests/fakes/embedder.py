"""An embedder that counts letters, and remembers what it was asked."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from studyhall.domain.errors import ModelFailure
from studyhall.domain.metering import Model, Price, Purpose, Tokens
from studyhall.domain.tokens import fold
from studyhall.ports import Embedder, Meter

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class FakeEmbedder(Embedder):
    """Texts of similar letters are near each other; `asked` holds every text, in order."""

    def __init__(self, name: str = "letters", dimensions: int = len(_LETTERS)) -> None:
        self.name = name
        self.dimensions = dimensions
        self.asked: list[str] = []

    def embed_passages(self, texts: Sequence[str], meter: Meter | None = None) -> list[list[float]]:
        return [self.embed_question(text, meter) for text in texts]

    def embed_question(self, text: str, meter: Meter | None = None) -> list[float]:
        self.asked.append(text)
        counts = [float(fold(text).count(letter)) for letter in _LETTERS]
        counts = (counts + [0.0] * self.dimensions)[: self.dimensions]
        length = math.hypot(*counts)
        return [count / length for count in counts] if length else [1.0] + [0.0] * (self.dimensions - 1)


class FakeMeaning(FakeEmbedder):
    """The same as if a model did it, metered; `dimensions` is 0 until the first vector.

    `calls` holds the texts of each call. `size` is how many numbers it gives, `failing` what the next calls
    raise, and `before` is called in the middle of each.
    """

    def __init__(self, name: str = "openai:letters", host: str = "models.example") -> None:
        super().__init__(name, 0)
        self.model = Model("letters", host, Price(input=3.0))
        self.size = 26
        self.calls: list[list[str]] = []
        self.failing: ModelFailure | None = None
        self.before: Callable[[], object] = list

    def embed_passages(self, texts: Sequence[str], meter: Meter | None = None) -> list[list[float]]:
        return self._called(texts, Purpose.EMBED, meter)

    def embed_question(self, text: str, meter: Meter | None = None) -> list[float]:
        return self._called([text], Purpose.SEARCH, meter)[0]

    def _called(self, texts: Sequence[str], purpose: Purpose, meter: Meter | None) -> list[list[float]]:
        if not texts:
            return []
        self.calls.append(list(texts))
        bound = Tokens(sum(len(text.encode()) for text in texts))
        charge = meter.reserve(self.model, purpose, bound) if meter else None
        self.before()
        if self.failing:
            raise self.failing
        if charge:
            charge.settle(bound)
        self.dimensions = self.size
        return [super(FakeMeaning, self).embed_question(text) for text in texts]
