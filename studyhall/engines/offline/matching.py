"""Where the terms of a question stand in the evidence, and how surely each is met there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from studyhall.engines.offline.forms import closeness, kin
from studyhall.engines.offline.passages import Sentence
from studyhall.engines.offline.questions import Asked, Other

KIN, OTHER_LANGUAGE, SPELLING = 0.6, 0.9, 0.9
"""What a word of the same family, a rendering in another language, and the likest spelling are worth."""

Credits = tuple[float, ...]
"""For each concept of a question, how well it is met, in 0..1."""


class Standing(NamedTuple):
    """How a question's concepts stand in the evidence.

    `of[t]` tells which of them the term `t` stands for, and how well; `by_concept[i]` are the terms that may
    stand for concept i; `said` are all terms of the evidence that the question says itself.
    """

    of: dict[str, tuple[tuple[int, float], ...]]
    by_concept: tuple[frozenset[str], ...]
    said: frozenset[str]


def standing(asked: Asked, vocabulary: Iterable[str]) -> Standing:
    """How the concepts of a question stand among the terms of a vocabulary."""
    by_letter: dict[str, list[str]] = defaultdict(list)
    known = set(vocabulary)
    for name in known:
        by_letter[name[:1]].append(name)
    of: dict[str, list[tuple[int, float]]] = defaultdict(list)
    by_concept = []
    for index, concept in enumerate(asked.concepts):
        worth = {name: KIN for name in kin(concept.term) if name in known}
        for name in by_letter[concept.term[:1]]:
            if value := closeness(concept.term, name):
                worth[name] = max(worth.get(name, 0.0), SPELLING * value)
        if concept.term in known:
            worth[concept.term] = 1.0
        for name, value in worth.items():
            of[name].append((index, value))
        by_concept.append(frozenset(worth) | {t for other in concept.others for t in other.terms})
    return Standing({name: tuple(listed) for name, listed in of.items()}, tuple(by_concept), frozenset(of))


def credits_of(asked: Asked, stands: Standing, sentence: Sentence, *, foreign: bool) -> Credits:
    """How well a sentence holds each concept; `foreign` when it is of another language than the question."""
    values = _held(asked, stands, sentence.terms)
    for index, concept in enumerate(asked.concepts):
        if values[index] < OTHER_LANGUAGE and any(
            _says(other, sentence) for other in concept.others if foreign or not other.foreign
        ):
            values[index] = OTHER_LANGUAGE
    return tuple(values)


def credits_of_head(asked: Asked, stands: Standing, terms: frozenset[str], *, foreign: bool) -> Credits:
    """How well a title and headings hold each concept."""
    values = _held(asked, stands, terms)
    for index, concept in enumerate(asked.concepts):
        if any(terms.issuperset(other.terms) for other in concept.others if foreign or not other.foreign):
            values[index] = max(values[index], OTHER_LANGUAGE)
    return tuple(values)


def _held(asked: Asked, stands: Standing, terms: frozenset[str]) -> list[float]:
    values = [0.0] * len(asked.concepts)
    for name in terms & stands.of.keys():
        for index, value in stands.of[name]:
            values[index] = max(values[index], value)
    return values


def _says(other: Other, sentence: Sentence) -> bool:
    if other.word:
        return other.word in sentence.words
    if len(other.terms) == 1:
        return other.terms[0] in sentence.terms
    return all(pair in sentence.pairs for pair in pairwise(other.terms))


def best_of(many: Sequence[Credits], size: int) -> Credits:
    """For each of `size` concepts the best of many credits; zeros for none."""
    return tuple(map(max, zip(*many, strict=True))) if many and size else (0.0,) * size
