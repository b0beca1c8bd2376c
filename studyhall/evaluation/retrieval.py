"""How well the right paragraph is found: recall, rank and time, also for misspelled questions."""

from __future__ import annotations

import math
import re
import string
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean
from time import perf_counter
from zlib import crc32

from studyhall.evaluation.squad import Question

Place = tuple[int, int]
"""A paragraph: the numbers of its article and of the paragraph in it, from 0."""
Ranked = Sequence[tuple[Place, float]]
"""Paragraphs with their scores, in any order."""

_LONG_WORD = re.compile(r"[^\W\d_]{5,}")
_STROKED = str.maketrans({"đ": "d", "Đ": "D"})


@dataclass(frozen=True)
class RetrievalFigures:
    """Means over `n` questions, in 0..1, and the median and 95th percentile of a search in milliseconds.

    `mrr` is the mean reciprocal rank of the first right paragraph, 0 where none was given; `ndcg_10` the
    normalised discounted cumulative gain of the first ten, each right paragraph worth 1 (Järvelin and
    Kekäläinen 2002).
    """

    n: int
    recall_1: float
    recall_5: float
    mrr: float
    ndcg_10: float
    ms_p50: float
    ms_p95: float

    def by_name(self) -> dict[str, float]:
        """The figures under the names that the command line prints."""
        return {
            "n": self.n,
            "recall@1": self.recall_1,
            "recall@5": self.recall_5,
            "mrr": self.mrr,
            "ndcg@10": self.ndcg_10,
            "ms_p50": self.ms_p50,
            "ms_p95": self.ms_p95,
        }


def measure(
    questions: Iterable[Question],
    search: Callable[[str], Ranked],
    clock: Callable[[], float] = perf_counter,
) -> RetrievalFigures:
    """The figures of `search` on those of the questions that have an answer.

    Paragraphs of equal score are taken in the worst order: right ones last. `clock` gives seconds.
    """
    found: list[list[bool]] = []
    right: list[int] = []
    times: list[float] = []
    for question in questions:
        if question.impossible:
            continue
        start = clock()
        ranked = search(question.text)
        times.append((clock() - start) * 1000)
        found.append(_hits(ranked, question.paragraphs))
        right.append(len(question.paragraphs))
    return RetrievalFigures(
        n=len(found),
        recall_1=_mean([float(any(hits[:1])) for hits in found]),
        recall_5=_mean([float(any(hits[:5])) for hits in found]),
        mrr=_mean([1 / (hits.index(True) + 1) if True in hits else 0.0 for hits in found]),
        ndcg_10=_mean([_ndcg(hits[:10], many) for hits, many in zip(found, right, strict=True)]),
        ms_p50=_percentile(times, 0.50),
        ms_p95=_percentile(times, 0.95),
    )


def perturbed(text: str, seed: int) -> str:
    """The text with one inner letter changed in every second word of five letters or more, from the first.

    The same text and seed give the same result everywhere; the case of the letter stays.
    """
    letters = list(text)
    for match in list(_LONG_WORD.finditer(text))[::2]:
        chance = crc32(f"{seed} {match.start()} {match.group()}".encode())
        at = match.start() + 1 + chance % (len(match.group()) - 2)
        others = [letter for letter in string.ascii_lowercase if letter != text[at].lower()]
        other = others[(chance >> 8) % len(others)]
        letters[at] = other.upper() if text[at].isupper() else other
    return "".join(letters)


def without_diacritics(text: str) -> str:
    """The text as somebody types it without diacritics: "Đà Nẵng" becomes "Da Nang"."""
    decomposed = unicodedata.normalize("NFD", text)
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", bare).translate(_STROKED)


def _hits(ranked: Ranked, right: frozenset[Place]) -> list[bool]:
    """Whether each distinct paragraph is a right one, best first, right ones last among equals."""
    scores: dict[Place, float] = {}
    for place, score in ranked:
        scores[place] = max(score, scores.get(place, score))
    order = sorted(scores, key=lambda place: (-scores[place], place in right))
    return [place in right for place in order]


def _ndcg(hits: Sequence[bool], right: int) -> float:
    gain = sum(1 / math.log2(rank + 2) for rank, hit in enumerate(hits) if hit)
    return gain / sum(1 / math.log2(rank + 2) for rank in range(min(right, 10)))


def _mean(values: Sequence[float]) -> float:
    return fmean(values) if values else 0.0


def _percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of the values does not exceed."""
    return sorted(values)[math.ceil(share * len(values)) - 1] if values else 0.0
