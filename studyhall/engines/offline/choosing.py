"""Which of the ranked sentences make the answer: the best, and others that add something to it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from studyhall.domain.documents import NEUTRAL
from studyhall.domain.tokens import term, words
from studyhall.engines.offline.claims import claimant, side_named
from studyhall.engines.offline.kinds import Kind
from studyhall.engines.offline.questions import Asked
from studyhall.engines.offline.sentences import Candidate, Value, answer_values

MOST = 3
NEAR_BEST = 1.0
"""How far below the best a further sentence may rank: e to this power times less likely to be the best."""
NEAR_OTHER_SIDE = 3.0
"""The same for a sentence of the other side where the best is one side's: it must be heard."""
_STANDS = 0.5
_ADDS = 0.12
_ALIKE = 0.55
_SAME_FIGURES = 0.4
_TOLD = 0.45


class Choice(NamedTuple):
    """The sentences to quote, the best first, and for each who tells it: a side, a named source, or nobody.

    `disputed` when those who tell it tell it differently.
    """

    sentences: tuple[Candidate, ...]
    tellers: tuple[str, ...]
    disputed: bool


def choose(asked: Asked, ranked: Sequence[Candidate]) -> Choice:
    """What to quote of `ranked`, which must not be empty; `ranked[0]` is always quoted, first."""
    sides = {side_of(c) for c in ranked} - {""}
    told = _told_by_sides(asked, ranked, sides)
    if len(told) == 1:
        return _undisputed(_near_best(asked, ranked))
    if agree(asked, list(told)):
        return _undisputed(_distinct(asked, list(told)))
    if len(set(told.values()) - {""}) == 1:
        return _undisputed(list(told))
    return Choice(tuple(told), tuple(told.values()), disputed=True)


def _undisputed(sentences: Sequence[Candidate]) -> Choice:
    return Choice(tuple(sentences), ("",) * len(sentences), disputed=False)


def side_of(candidate: Candidate) -> str:
    """Whose account the sentence stands in; empty for nobody's."""
    side = candidate.evidence.passage.side
    return "" if side.strip().casefold() == NEUTRAL else side.strip()


def _teller(asked: Asked, candidate: Candidate, sides: Collection[str]) -> str:
    """Who tells it: the side of the source, or whom a neutral source names as saying it.

    Somebody who belongs to no side counts only for dates and numbers, which can be seen to differ.
    """
    side = side_of(candidate)
    if side:
        return side
    who = claimant(candidate.quote)
    return side_named(who, sides) or (who if asked.kind in (Kind.WHEN, Kind.NUMBER) else "")


def _told_by_sides(asked: Asked, ranked: Sequence[Candidate], sides: Collection[str]) -> dict[Candidate, str]:
    """The best sentence, and the best of each other teller who also speaks to the question.

    Beside a side's own source, a neutral one's word is heard too.
    """
    best = ranked[0]
    told = {best: _teller(asked, best, sides)}
    reach = NEAR_OTHER_SIDE if told[best] else NEAR_BEST
    for candidate in ranked[1:]:
        if best.rank - candidate.rank > reach or len(told) == MOST:
            break
        teller = _teller(asked, candidate, sides)
        heard = teller in told.values() or (not teller and not side_of(best))
        if not heard and _speaks_to(asked, candidate, best):
            told[candidate] = teller
    return told


def _speaks_to(asked: Asked, candidate: Candidate, best: Candidate) -> bool:
    """Whether a sentence holds about as much of the question as the best, with its names and kind."""
    enough = candidate.traits.passage >= max(_TOLD, 0.75 * best.traits.passage) and all(
        mine >= _STANDS or theirs < _STANDS
        for concept, mine, theirs in zip(asked.concepts, candidate.held, best.held, strict=True)
        if concept.name
    )
    if asked.kind in (Kind.WHEN, Kind.NUMBER):
        return (
            enough
            and candidate.traits.missing <= best.traits.missing
            and not _narrower(asked, candidate, best)
        )
    return enough


def _narrower(asked: Asked, candidate: Candidate, best: Candidate) -> bool:
    """Whether a question that names nothing is met by a sentence about some one place or person.

    Who says it does not count: "How many died in the war?" is no question about Sumgait, whoever counts.
    """
    if any(concept.name for concept in asked.concepts):
        return False
    teller = frozenset(term(word.text) for word in words(claimant(candidate.quote)))
    sides = frozenset(term(word.text) for word in words(candidate.evidence.passage.side))
    return bool(candidate.sentence.names - best.sentence.names - teller - sides)


def agree(asked: Asked, told: Sequence[Candidate]) -> bool:
    """Whether sentences say the same: the same date or number where one is asked for, else the same words."""
    if asked.kind in (Kind.WHEN, Kind.NUMBER):
        said = frozenset(c.term for c in asked.concepts)
        first, *others = (answer_values(asked.kind, c.sentence, said) for c in told)
        return all(any(_same(one, other) for one in first for other in values) for values in others)
    return all(alike(told[0], other) for other in told[1:])


def _same(one: Value, other: Value) -> bool:
    """Whether two numbers are equal, or one date may be the other told less exactly."""
    if isinstance(one, str) or isinstance(other, str):
        return one == other
    return all(a == b or 0 in (a, b) for a, b in zip(one, other, strict=True))


def alike(one: Candidate, other: Candidate) -> bool:
    """Whether two sentences tell the same fact: mostly the same terms, or the same names, dates and numbers.

    The second holds for sentences of two languages, which share little else.
    """
    a, b = one.sentence, other.sentence
    if _overlap(a.terms, b.terms) >= _ALIKE:
        return True
    if one.evidence.passage.language == other.evidence.passage.language:
        return False
    figures = (frozenset(a.days) | frozenset(a.numbers), frozenset(b.days) | frozenset(b.numbers))
    return figures[0] == figures[1] and _overlap(a.names, b.names) >= _SAME_FIGURES


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """The Jaccard coefficient; 1 for two empty sets."""
    return len(one & other) / len(one | other) if one or other else 1.0


def _near_best(asked: Asked, ranked: Sequence[Candidate]) -> tuple[Candidate, ...]:
    best, *others = ranked
    near = [
        c
        for c in others
        if best.rank - c.rank <= NEAR_BEST
        and c.traits.missing == 0.0
        and c.evidence.passage.language == best.evidence.passage.language
    ]
    return _distinct(asked, (best, *near))


def _distinct(asked: Asked, near: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """The first of `near`, and those after it that hold terms of the question that are not held yet."""
    kept = [near[0]]
    for candidate in near[1:]:
        if len(kept) == MOST:
            break
        if any(alike(candidate, held) for held in kept):
            continue
        best = [max(column) for column in zip(*(c.held for c in kept), strict=True)]
        gain = sum(
            concept.weight * max(0.0, value - already)
            for concept, value, already in zip(asked.concepts, candidate.held, best, strict=True)
        )
        if gain / asked.mass >= _ADDS:
            kept.append(candidate)
    return tuple(kept)
