"""The embedder that is built in: made of spelling alone, without any download."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from zlib import crc32

from studyhall.domain.tokens import fold, words
from studyhall.ports import Embedder, Meter

DIMENSIONS = 512
_VERSION = 1
_SHORTEST, _LONGEST = 3, 5
_SPELLING = "spelling"


def is_spelling(embedder: str) -> bool:
    """Whether the vectors of the embedder of this name tell similar spelling, not similar meaning."""
    return embedder.startswith(f"{_SPELLING}-")


def unit(vector: Sequence[float]) -> list[float]:
    """The vector at length 1; one without any direction becomes the first axis."""
    length = math.sqrt(sum(value * value for value in vector))
    if not length:
        return [1.0] + [0.0] * (len(vector) - 1)
    return [value / length for value in vector]


class HashedNgramEmbedder(Embedder):
    """Similarity of spelling, not of meaning: hashed character n-grams of folded words.

    Each word is its n-grams of 3 to 5 characters, ends marked, and itself whole; each of them adds or
    takes away at one of `dimensions` places, by hash (Weinberger et al. 2009, "Feature Hashing for Large
    Scale Multitask Learning"). A word counts 1 + ln(how often it stands), and shorter words count less.
    Works for any script, needs no download, and is the same in every process.
    """

    def __init__(self, dimensions: int = DIMENSIONS) -> None:
        self.dimensions = dimensions
        self.name = f"{_SPELLING}-{dimensions}-v{_VERSION}"

    def embed_passages(self, texts: Sequence[str], meter: Meter | None = None) -> list[list[float]]:
        return [self.embed_question(text, meter) for text in texts]

    def embed_question(self, text: str, meter: Meter | None = None) -> list[float]:  # noqa: ARG002
        vector = [0.0] * self.dimensions
        for word, times in Counter(fold(word.text) for word in words(text)).items():
            weight = 1.0 + math.log(times)
            for place, value in _features(word, self.dimensions):
                vector[place] += weight * value
        return unit(vector)


@lru_cache(maxsize=65_536)
def _features(word: str, dimensions: int) -> tuple[tuple[int, float], ...]:
    """Where and how much a folded word adds; the squares sum to its weight, up to collisions."""
    marked = f"^{word}$"
    grams = [
        marked[i : i + n] for n in range(_SHORTEST, _LONGEST + 1) for i in range(max(0, len(marked) - n + 1))
    ]
    features = dict.fromkeys([marked, *grams])
    share = math.sqrt(min(len(word), 8) / 8 / len(features))
    hashes = [crc32(feature.encode()) for feature in features]
    return tuple((h % dimensions, share if h >> 31 else -share) for h in hashes)
