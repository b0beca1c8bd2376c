"""Which tokens a passage has in each field of the index of words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from studyhall.domain.sentences import sentences
from studyhall.domain.tokens import fold, term, words

SHORTEST_GRAM, LONGEST_GRAM = 4, 5


class Fields(NamedTuple):
    """Tokens by field; `sentences` are the folded terms of each sentence, for ranking."""

    words: list[str]
    terms: list[str]
    grams: list[str]
    context: list[str]
    sentences: list[list[str]]


def fields(text: str, context: str) -> Fields:
    """The tokens of a passage and of the title and headings above it."""
    found = words(text)
    terms = [term(word.text) for word in found]
    return Fields(
        words=[word.text for word in found],
        terms=[*terms, *pairs(terms)],
        grams=[gram for word in found for gram in grams(word.text)],
        context=[term(word.text) for word in words(context)],
        sentences=_by_sentence(text, [word.start for word in found], terms),
    )


def pairs(terms: Sequence[str]) -> list[str]:
    """Neighbouring terms as one token: Vietnamese words of two syllables, names, set phrases."""
    return [f"{one}_{other}" for one, other in pairwise(terms)]


def grams(word: str) -> list[str]:
    """The character n-grams of a folded word, its ends marked, shortest first."""
    marked = f"^{fold(word)}$"
    return [
        marked[at : at + size]
        for size in range(SHORTEST_GRAM, LONGEST_GRAM + 1)
        for at in range(len(marked) - size + 1)
    ]


def _by_sentence(text: str, starts: Sequence[int], terms: Iterable[str]) -> list[list[str]]:
    extents = sentences(text)
    if not extents:
        return []
    found: list[list[str]] = [[] for _ in extents]
    at = 0
    for start, folded in zip(starts, terms, strict=True):
        while at < len(extents) - 1 and start >= extents[at].end:
            at += 1
        found[at].append(folded)
    return [sentence for sentence in found if sentence]
