"""The sentences of a passage, each with what stands in it that can meet a question."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from studyhall.domain.sentences import sentences
from studyhall.engines.offline import facts
from studyhall.engines.offline.questions import negates


class Sentence(NamedTuple):
    """`text[start:end]` of a passage's text.

    `order` are its terms as they stand, `words` its words with their diacritics, `pairs` the terms that stand
    next to each other or with one between, `names` the terms written with a capital. `leans` when it begins
    with a word that points back ("It", "They", "Ông"); `reason`, `time` and `place` tell what it has words
    for, `negative` that it denies something.
    """

    start: int
    end: int
    order: tuple[str, ...]
    terms: frozenset[str]
    words: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    names: frozenset[str]
    days: tuple[facts.Day, ...]
    numbers: tuple[str, ...]
    leans: bool
    reason: bool
    time: bool
    place: bool
    negative: bool


_LEANING = frozenset(
    "he she it they this that these those his her its their such both however also another "
    "ông bà họ nó đây đó điều việc chúng cả ngoài".split()
)


@lru_cache(maxsize=1024)
def parsed(text: str) -> tuple[Sentence, ...]:
    """The sentences of a passage's text, in order; kept, as the same passages are found again and again."""
    return tuple(_sentence(text, start, end) for start, end in sentences(text))


@lru_cache(maxsize=1024)
def head(title: str, heading: tuple[str, ...]) -> frozenset[str]:
    """The terms of the title and the headings above a passage."""
    return frozenset(token.term for token in facts.tokens(" . ".join((title, *heading))))


def _sentence(text: str, start: int, end: int) -> Sentence:
    found = facts.tokens(text[start:end])
    order = tuple(token.term for token in found)
    begins_named = len(found) > 1 and found[1].capital
    return Sentence(
        start=start,
        end=end,
        order=order,
        terms=frozenset(order),
        words=frozenset(token.word for token in found),
        pairs=frozenset(pair for step in (1, 2) for pair in zip(order, order[step:], strict=False)),
        names=frozenset(t.term for i, t in enumerate(found) if t.capital and (i or begins_named)),
        days=facts.days(found),
        numbers=facts.numbers(found),
        leans=bool(found) and found[0].word in _LEANING,
        reason=facts.gives_reason(found),
        time=facts.tells_time(found),
        place=facts.tells_place(found),
        negative=any(negates(token.word) for token in found),
    )
