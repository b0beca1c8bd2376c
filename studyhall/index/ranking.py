"""How much of a question single sentences of a passage hold: the second look at what the index found."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from studyhall.index.querying import Need


class Coverage(NamedTuple):
    """The importance of all needs that are met by the best sentence, and by the best two neighbours."""

    sentence: float
    neighbours: float


class Coverer:
    """Weighs sentences, given as the set of their terms, by the needs of one question."""

    def __init__(self, needs: Sequence[Need]) -> None:
        self._own: dict[str, list[tuple[int, float]]] = {}
        self._others: list[tuple[frozenset[str], int, float]] = []
        for index, need in enumerate(needs):
            for term, worth in need.own.items():
                self._own.setdefault(term, []).append((index, worth))
            for terms, share in need.others:
                self._others.append((terms, index, share * need.importance))
        self._relevant = frozenset(self._own).union(*(terms for terms, _, _ in self._others))
        self.most = sum(need.importance for need in needs)
        """What meeting all needs is worth."""

    def coverage(self, sentences: Sequence[frozenset[str]]) -> Coverage:
        """How much of the needs is met where a passage of these sentences meets most of them at once."""
        met = [self._met(sentence & self._relevant) for sentence in sentences]
        single = max((sum(one.values()) for one in met), default=0.0)
        double = max((_together(one, other) for one, other in pairwise(met)), default=single)
        return Coverage(single, double)

    def _met(self, held: frozenset[str]) -> dict[int, float]:
        """What each need that these terms meet is met by, by the need's index."""
        met: dict[int, float] = {}
        for term in held:
            for index, worth in self._own.get(term, ()):
                met[index] = met.get(index, 0.0) + worth
        if held:
            for terms, index, worth in self._others:
                if worth > met.get(index, 0.0) and terms <= held:
                    met[index] = worth
        return met


def _together(one: dict[int, float], other: dict[int, float]) -> float:
    return sum(one.values()) + sum(max(0.0, worth - one.get(index, 0.0)) for index, worth in other.items())
