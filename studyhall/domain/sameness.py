"""Whether two short texts say the same: the same words, date or number, or one name in two spellings."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from studyhall.domain.amounts import Amount, amount
from studyhall.domain.glossary import renderings
from studyhall.domain.tokens import fold, words

Day = tuple[int, int, int]


def same(one: str, other: str) -> bool:
    """Whether two texts are one answer, however each is written."""
    if plain(one) == plain(other):
        return True
    first, second = amount(one), amount(other)
    if first and second:
        return first == second
    return plain(one) in _spellings(other)


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """The words of a text, folded, with one space between them."""
    return " ".join(fold(word.text) for word in words(text))


def stands(said: str, text: str) -> bool:
    """Whether the words of `said` stand in a text, one after the other."""
    needle = plain(said)
    return bool(needle) and f" {needle} " in f" {plain(text)} "


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
