"""An answer in words or a reference, read: what it says, in which order, and what it denies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from studyhall.domain.glossary import renderings
from studyhall.domain.tokens import term
from studyhall.engines.offline.facts import Token, tokens
from studyhall.engines.offline.forms import canonical, closeness, kin
from studyhall.engines.offline.grading.opposites import denies, side
from studyhall.engines.offline.questions import is_grammar

REACH = 3
"""So many words of content after a denial are denied."""
TERM = 2
"""An accepted answer of at most so many words of content is a term, not a statement."""
KIN, LEAST = 0.7, 0.55
"""What a word near in meaning is worth, and how alike words must be spelt to be taken for one."""
# Function words of statements, beside those that questions have.
_GRAMMAR = frozenset(
    "because cause since just very really too only some any like got thing things something kind".split()
)
_MOUNTED = re.compile(r'(?<=\w)"(?=\w)')


class Concept(NamedTuple):
    """A word of content. A `label` is a single letter or small number; `sign` is -1 where it is denied.

    `pair` is what it has in common with its contrary, which has the other sign; its term where it is not
    `paired` with one.
    """

    term: str
    word: str
    label: bool
    pair: str
    sign: int
    paired: bool
    start: int
    end: int


class Wording(NamedTuple):
    """A text, read: `terms` of all its words in order, `concepts`, and how many of its words deny."""

    text: str
    terms: tuple[str, ...]
    words: tuple[str, ...]
    concepts: tuple[Concept, ...]
    denials: int


@lru_cache(maxsize=8192)
def read(text: str, language: str) -> Wording:
    """A text, read in its language. In one that is not English or Vietnamese most words are of content."""
    text = _MOUNTED.sub("’", text)
    found = tokens(text)
    accented = any(not token.word.isascii() for token in found)
    concepts: list[Concept] = []
    reach = denials = 0
    for at, token in enumerate(found):
        if denies(token.word):
            reach, denials = REACH, denials + 1
            continue
        label = _is_label(found, at, text)
        if label or not (token.word in _GRAMMAR or is_grammar(token, language, accented=accented)):
            concepts.append(_concept(token, label=label, denied=reach > 0))
            reach -= 1
    return Wording(text, tuple(t.term for t in found), tuple(t.word for t in found), tuple(concepts), denials)


def _concept(token: Token, *, label: bool, denied: bool) -> Concept:
    sided = None if label else side(token.word, token.term)
    pair, own = sided or (token.term, 1)
    return Concept(
        token.term,
        token.word,
        label,
        pair,
        -own if denied else own,
        sided is not None,
        token.start,
        token.end,
    )


def _is_label(found: Sequence[Token], at: int, text: str) -> bool:
    """Whether a word is a letter or small number by which things are told apart: "bulb A", "path 2"."""
    token = found[at]
    written = text[token.start : token.end]
    if written.isdecimal():
        return len(written) <= 2
    if len(written) != 1 or not written.isascii() or token.word in ("i", "s", "t", "d"):
        return False
    if token.word != "a":
        return True
    following = found[at + 1] if at + 1 < len(found) else None
    return (at > 0 and token.capital) or following is None or is_grammar(following, "en", accented=False)


def distinct(concepts: Sequence[Concept]) -> list[Concept]:
    """The concepts without those that are there already."""
    return list({concept.term: concept for concept in reversed(concepts)}.values())[::-1]


def credit(one: Concept, other: Concept) -> float:
    """How surely two words say the same, in 0..1, whatever is denied."""
    if one.label or other.label:
        return float(one.term == other.term)
    return _credit(one.term, one.word, other.term, other.word)


@lru_cache(maxsize=262_144)
def _credit(one: str, word: str, other: str, its: str) -> float:
    if one == other:
        return 1.0
    if other in _near(word) or one in _near(its) or _said_alike(word) & _said_alike(its):
        return KIN
    spelt = closeness(one, other)
    return 0.9 * spelt if spelt >= LEAST else 0.0


@lru_cache(maxsize=32_768)
def _near(word: str) -> frozenset[str]:
    """Terms of words near in meaning."""
    phrases = (phrase for found in renderings(word, "en") for phrase in found.variants + found.related)
    return kin(canonical(term(word))) | {canonical(term(p[0])) for p in phrases if len(p) == 1}


@lru_cache(maxsize=32_768)
def _said_alike(word: str) -> frozenset[tuple[str, ...]]:
    """How the other language says a word: two words that share one are near to each other."""
    if len(word) < 3:
        return frozenset()
    return frozenset(phrase for found in renderings(word, "en") for phrase in found.translations)
