"""What a question asks of the index of words: weighted tokens, corrected spelling, other languages' words."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from studyhall.domain.glossary import Rendering, renderings
from studyhall.domain.tokens import Word, fold, term, words
from studyhall.index.analysis import grams, pairs

# Weights of the fields and of other forms of a word, chosen together with `evaluate retrieval` on English
# and Vietnamese questions. None is sharp: recall@1 moved by less than two points over WORDS 0.2 to 1, PAIRS
# 0.3 to 0.8, GRAMS 0.05 to 0.2, CONTEXT 0.2 to 0.6, RELATED 0 to 0.6; only TRANSLATED at 0.6 cost 14 points
# for questions in the other language.
WORDS, TERMS, PAIRS, GRAMS, CONTEXT = 0.5, 1.0, 0.5, 0.1, 0.3
CORRECTED, TRANSLATED, RELATED = 0.8, 1.0, 0.4
QUESTION_WORD = 0.25
_QUESTION_WORDS = frozenset(
    "who whom whose what when where why how which do does did ai gì nào đâu sao".split()
)
_SHORTEST_CORRECTED = 4
_CORRECTIONS = 8
# Words of a question beyond this are not looked at.
_LONGEST_QUESTION = 200


Related = dict[int, tuple[str, ...]]
"""Terms of words near in meaning, by where the word they are near to starts."""


class Vocabulary(ABC):
    """What the index knows of its own words."""

    passages: int

    @abstractmethod
    def frequency(self, field: str, token: str) -> int:
        """In how many passages a token stands."""

    @abstractmethod
    def starting(self, letter: str) -> Sequence[str]:
        """All words that start with a letter."""

    def importance(self, field: str, token: str) -> float:
        """BM25's inverse document frequency, ln(1 + (N - n + ½) / (n + ½)), as tantivy computes it."""
        known = self.frequency(field, token)
        return math.log1p((max(self.passages, known) - known + 0.5) / (known + 0.5))


class Alternative(NamedTuple):
    """Tokens (field, token) that together say one thing; `weight` is shared among them."""

    tokens: tuple[tuple[str, str], ...]
    weight: float


class Need(NamedTuple):
    """One thing asked for: met by its `own` terms, each with its worth, or by all of one of `others`.

    `importance` is what meeting it is worth at most; `others` carry the share of that which they are worth.
    """

    own: dict[str, float]
    others: tuple[tuple[frozenset[str], float], ...]
    importance: float


class Plan(NamedTuple):
    """`clauses` add up, in each the best alternative counts; `best` is what no passage's sum can exceed."""

    clauses: tuple[tuple[Alternative, ...], ...]
    needs: tuple[Need, ...]
    best: float


# BM25 of one token cannot exceed (k1 + 1) times its importance; tantivy's k1 is 1.2.
_SATURATION = 2.2


def plan(question: str, vocabulary: Vocabulary) -> Plan:
    """What to ask for `question`; tokens that stand in no passage are left out."""
    asked = words(question)[:_LONGEST_QUESTION]
    forms = [_forms(word, vocabulary) for word in asked]
    found = renderings(question[: asked[-1].end]) if asked else ()
    rendered = [(rendering, _rendered(rendering, vocabulary)) for rendering in found]
    related = _related(asked, found)
    clauses = [
        *(c for word, form in zip(asked, forms, strict=True) for c in _of_word(word, form, related)),
        *_of_pairs(forms),
        *_of_grams(forms),
        *(alternatives for _, alternatives in rendered),
    ]
    known = [kept for clause in clauses if (kept := _known(clause, vocabulary))]
    needs = _needs(asked, forms, rendered, related, vocabulary)
    best = sum(max(_most(a, vocabulary) for a in clause) for clause in known)
    return Plan(tuple(known), tuple(needs), _SATURATION * best)


def _weight(word: Word) -> float:
    return QUESTION_WORD if word.text in _QUESTION_WORDS else 1.0


def _forms(word: Word, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The word itself, or words of the index one slip away where the index does not know it."""
    text = word.text
    known = vocabulary.frequency("words", text) or vocabulary.frequency("terms", term(text))
    if known or len(text) < _SHORTEST_CORRECTED or not text.isalpha():
        return (text,)
    near = [candidate for candidate in vocabulary.starting(text[0]) if one_slip(text, candidate)]
    return tuple(near[:_CORRECTIONS]) or (text,)


def one_slip(one: str, other: str) -> bool:
    """Whether one letter changed, missing or too many, or two swapped, makes `other` of `one`."""
    if abs(len(one) - len(other)) > 1:
        return False
    at = 0
    while at < min(len(one), len(other)) and one[at] == other[at]:
        at += 1
    if len(one) > len(other):
        return one[at + 1 :] == other[at:]
    if len(one) < len(other):
        return one[at:] == other[at + 1 :]
    swapped = one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :]
    return swapped or one[at + 1 :] == other[at + 1 :]


def _related(asked: Sequence[Word], found: Sequence[Rendering]) -> Related:
    """Those of the lexicon's related words that are single words, for single words."""
    ends = {word.start: word.end for word in asked}
    return {
        rendering.start: tuple(
            dict.fromkeys(term(other[0]) for other in rendering.related if len(other) == 1)
        )
        for rendering in found
        if ends.get(rendering.start) == rendering.end
    }


def _of_word(word: Word, forms: tuple[str, ...], related: Related) -> list[tuple[Alternative, ...]]:
    weight = _weight(word) * (1.0 if forms == (word.text,) else CORRECTED)
    folded = tuple(dict.fromkeys(term(form) for form in forms))
    near = [
        Alternative((("terms", other),), weight * TERMS * RELATED) for other in related.get(word.start, ())
    ]
    return [
        tuple(Alternative((("words", form),), weight * WORDS) for form in forms),
        (*(Alternative((("terms", form),), weight * TERMS) for form in folded), *near),
        tuple(Alternative((("context", form),), weight * CONTEXT) for form in folded),
    ]


def _of_pairs(forms: Sequence[tuple[str, ...]]) -> list[tuple[Alternative, ...]]:
    return [
        tuple(
            Alternative((("terms", pair),), PAIRS)
            for pair in dict.fromkeys(f"{term(a)}_{term(b)}" for a in one for b in other)
        )
        for one, other in pairwise(forms)
    ]


def _of_grams(forms: Sequence[tuple[str, ...]]) -> list[tuple[Alternative, ...]]:
    distinct = dict.fromkeys(fold(form) for word in forms for form in word)
    return [(Alternative((("grams", gram),), GRAMS),) for word in distinct for gram in grams(word)]


def _rendered(rendering: Rendering, vocabulary: Vocabulary) -> tuple[Alternative, ...]:
    """Other languages' words as alternatives, those that the index knows.

    A single word with diacritics is looked up with them: folded, it would be some other word.
    """
    found = []
    for other in (*rendering.translations, *rendering.variants):
        folded = [term(word) for word in other]
        if len(other) > 1:
            tokens = tuple(("terms", pair) for pair in pairs(folded))
        elif other[0] != fold(other[0]):
            tokens = (("words", other[0]),)
        else:
            tokens = (("terms", folded[0]),)
        found.append(Alternative(tokens, TRANSLATED))
    return _known(found, vocabulary)


def _known(clause: Sequence[Alternative], vocabulary: Vocabulary) -> tuple[Alternative, ...]:
    return tuple(a for a in clause if all(vocabulary.frequency(*token) for token in a.tokens))


def _most(alternative: Alternative, vocabulary: Vocabulary) -> float:
    importances = [vocabulary.importance(*token) for token in alternative.tokens]
    return alternative.weight * sum(importances) / len(importances)


def _needs(
    asked: Sequence[Word],
    forms: Sequence[tuple[str, ...]],
    rendered: Sequence[tuple[Rendering, tuple[Alternative, ...]]],
    related: Related,
    vocabulary: Vocabulary,
) -> list[Need]:
    needs = []
    spans = [(r.start, r.end, alternatives) for r, alternatives in rendered if alternatives]
    for start, end, alternatives in spans:
        own = {
            term(word.text): vocabulary.importance("terms", term(word.text)) * _weight(word)
            for word in asked
            if start <= word.start < end and vocabulary.frequency("terms", term(word.text))
        }
        others = tuple(
            (frozenset(term(word) for _, token in a.tokens for word in token.split("_")), a.weight)
            for a in alternatives
        )
        worth = max(_most(a, vocabulary) for a in alternatives)
        needs.append(Need(own, others, sum(own.values()) or worth))
    for word, form in zip(asked, forms, strict=True):
        if not any(start <= word.start < end for start, end, _ in spans):
            needs.append(_need(word, form, related, vocabulary))
    return needs


def _need(word: Word, forms: tuple[str, ...], related: Related, vocabulary: Vocabulary) -> Need:
    folded = [term(form) for form in forms]
    worth = _weight(word) * max(vocabulary.importance("terms", form) for form in folded)
    if forms == (word.text,):
        near = tuple((frozenset((other,)), RELATED) for other in related.get(word.start, ()))
        return Need({folded[0]: worth}, near, worth)
    return Need({}, tuple((frozenset((form,)), CORRECTED) for form in folded), worth)
