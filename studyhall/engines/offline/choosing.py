"""Which of the ranked sentences make the answer: the best, and others that add something to it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from studyhall.domain.claims import claimant, side_named
from studyhall.domain.documents import NEUTRAL
from studyhall.domain.sides import side_key
from studyhall.domain.tokens import term, words
from studyhall.engines.offline.deciding import abroad
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
_AMOUNTS = frozenset(term(word) for word in "many much number amount total".split())


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
        return undisputed(_near_best(asked, ranked))
    return disputed_by(asked, told)


def disputed_by(asked: Asked, told: Mapping[Candidate, str]) -> Choice:
    """The choice of sentences, each with who tells it: disputed where several tell it differently."""
    if agree(asked, list(told)):
        return undisputed(_distinct(asked, list(told)))
    if len({side_key(teller) for teller in told.values()} - {""}) <= 1:
        return undisputed(list(told))
    return Choice(tuple(told), tuple(told.values()), disputed=True)


def undisputed(sentences: Sequence[Candidate]) -> Choice:
    """The choice of sentences that nobody tells otherwise."""
    return Choice(tuple(sentences), ("",) * len(sentences), disputed=False)


def side_of(candidate: Candidate) -> str:
    """Whose account the sentence stands in; empty for nobody's."""
    side = candidate.evidence.passage.side
    return "" if side_key(side) == NEUTRAL else side.strip()


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
        if not side_of(candidate) and abroad(asked, candidate) and not abroad(asked, best):
            # What nobody's account says can be read in the question's language.
            continue
        heard = side_key(teller) in map(side_key, told.values()) or (not teller and not side_of(best))
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
            and _counts_the_same(asked, candidate, best)
            and not _narrower(asked, candidate, best)
        )
    return enough


def _counts_the_same(asked: Asked, candidate: Candidate, best: Candidate) -> bool:
    """Whether two sentences with numbers count the same thing: the dead, not the dead and the missing.

    What is counted is told by the rarest word of the question that the best sentence holds.
    """
    if asked.kind is not Kind.NUMBER:
        return True
    held = [
        (concept.weight, mine)
        for concept, mine, theirs in zip(asked.concepts, candidate.held, best.held, strict=True)
        if theirs >= _STANDS and concept.term not in _AMOUNTS and not (concept.name or concept.figure)
    ]
    return not held or max(held)[1] >= _STANDS


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
    return _figures(one) == _figures(other) and _overlap(a.names, b.names) >= _SAME_FIGURES


def _figures(candidate: Candidate) -> frozenset[Value]:
    """The dates and the numbers in digits; numbers in words are other words in each language."""
    sentence = candidate.sentence
    return frozenset(sentence.days) | {n for n in sentence.numbers if len(n) > 1 and n[0].isdigit()}


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
        # Another date or number beside the first is of something else: who reads both is misled.
        and (asked.kind not in (Kind.WHEN, Kind.NUMBER) or agree(asked, (best, c)))
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
