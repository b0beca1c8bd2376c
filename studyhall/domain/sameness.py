"""Whether two short texts say the same: the same words, date or number, or one name in two spellings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from studyhall.domain.amounts import Amount, amount
from studyhall.domain.glossary import renderings
from studyhall.domain.text import one_spelling
from studyhall.domain.tokens import agree, clash, fold, words

Day = tuple[int, int, int]


def same(one: str, other: str) -> bool:
    """Whether two texts are one answer, however each is written; marks that one leaves out make no other."""
    if plain(one) == plain(other):
        return _agree(marked(one), marked(other))
    first, second = amount(one), amount(other)
    if first and second:
        return first == second and not clash(marked(one), marked(other))
    return plain(one) in _spellings(other)


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """The words of a text, folded, with one space between them."""
    return " ".join(map(fold, marked(text)))


@lru_cache(maxsize=8192)
def marked(text: str) -> tuple[str, ...]:
    """The words of a text in lower case, with their diacritics in one spelling."""
    return tuple(one_spelling(word.text) for word in words(text))


def stands(said: str, text: str) -> bool:
    """Whether the words of `said` stand in a text, one after the other; "lụa" is not "lúa"."""
    needle = plain(said)
    if not needle or f" {needle} " not in f" {plain(text)} ":
        return False
    wanted, there = marked(said), marked(text)
    return any(_agree(wanted, there[at : at + len(wanted)]) for at in range(len(there) - len(wanted) + 1))


def strays(said: str, text: str) -> bool:
    """Whether a word of what is said differs from the words of a text by its diacritics alone."""
    there: dict[str, list[str]] = {}
    for word in marked(text):
        there.setdefault(fold(word), []).append(word)
    return any(
        fold(word) in there and not any(agree(word, other) for other in there[fold(word)])
        for word in marked(said)
    )


def _agree(mine: Sequence[str], others: Sequence[str]) -> bool:
    return len(mine) == len(others) and all(map(agree, mine, others))


def spelled(name: str, text: str) -> bool:
    """Whether a name stands in a text in any of its spellings."""
    return stands(name, text) or any(f" {other} " in f" {plain(text)} " for other in _spellings(name))


def covers(wide: Amount, narrow: Amount) -> bool:
    """Whether what is `narrow` is `wide` told as exactly or more: 12 May 1994 is in May 1994, and in 1994."""
    if wide.day and narrow.day:
        return all(part in (0, told) for part, told in zip(wide.day, narrow.day, strict=True))
    return wide.number is not None and wide.number == narrow.number and wide.unit == narrow.unit


@lru_cache(maxsize=4096)
def _spellings(name: str) -> frozenset[str]:
    """The other spellings of a text that is one name, folded; and what it is called in the other language."""
    return frozenset(_known(name))


def _known(name: str) -> Iterator[str]:
    for language in ("en", "vi"):
        for rendering in renderings(name, language):
            if (rendering.start, rendering.end) == (0, len(name)):
                for phrase in (*rendering.variants, *rendering.translations):
                    yield " ".join(map(fold, phrase))


@lru_cache(maxsize=4096)
def spellings(name: str) -> tuple[str, ...]:
    """Other spellings of a name that the lexicon knows, each word with a capital."""
    found: dict[str, None] = {}
    for rendering in renderings(name, "en"):
        if (rendering.start, rendering.end) == (0, len(name)):
            for phrase in rendering.variants:
                found[" ".join(word.capitalize() for word in phrase)] = None
    return tuple(found)
