"""An embedder that counts letters, and remembers what it was asked."""

from __future__ import annotations

import math
from collections.abc import Sequence

from studyhall.domain.tokens import fold
from studyhall.ports import Embedder

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class FakeEmbedder(Embedder):
    """Texts of similar letters are near each other; `asked` holds every text, in order."""

    def __init__(self, name: str = "letters", dimensions: int = len(_LETTERS)) -> None:
        self.name = name
        self.dimensions = dimensions
        self.asked: list[str] = []

    def embed_passages(self, texts: Sequence[str]) -> list[list[float]]:
        return [self.embed_question(text) for text in texts]

    def embed_question(self, text: str) -> list[float]:
        self.asked.append(text)
        counts = [float(fold(text).count(letter)) for letter in _LETTERS]
        counts = (counts + [0.0] * self.dimensions)[: self.dimensions]
        length = math.hypot(*counts)
        return [count / length for count in counts] if length else [1.0] + [0.0] * (self.dimensions - 1)
