"""How well each sentence of the evidence answers a question: described in figures, then ranked."""

from __future__ import annotations

import math
from collections.abc import Sequence
from operator import mul
from typing import NamedTuple

from studyhall.domain.evidence import Evidence
from studyhall.engines.offline import weights
from studyhall.engines.offline.kinds import Kind
from studyhall.engines.offline.matching import (
    Credits,
    Standing,
    best_of,
    credits_of,
    credits_of_head,
    standing,
)
from studyhall.engines.offline.passages import Sentence, head, parsed
from studyhall.engines.offline.questions import Asked
from studyhall.engines.offline.weights import Traits, weighed

FOREIGN = 1.0
"""What a sentence of another language than the question's loses in rank: of two that say the same, the one
that can be read comes first. Chosen, not fitted: the sets for the rest have one language each."""
ECHO = 3.0
"""What a sentence loses that has no word but those of the question: a heading, or the question itself."""
_STANDS = 0.5  # a concept met less well than this is not counted as standing there


Value = str | tuple[int, int, int]
"""A number or name as a term, or a day (see `facts.Day`)."""


class Candidate(NamedTuple):
    """A sentence of one piece of evidence. `rank` is its score for the question: larger is better, unbounded.

    `held` is how well it holds each concept, `head` how well its headings do, and `around` how
    well its whole passage with the headings does.
    """

    evidence: Evidence
    sentence: Sentence
    held: Credits
    head: Credits
    around: Credits
    traits: Traits
    rank: float

    @property
    def quote(self) -> str:
        """The words of the sentence."""
        return self.evidence.passage.text[self.sentence.start : self.sentence.end]


class _Place(NamedTuple):
    """A passage looked at: its sentences, what each holds of the question, what its headings hold."""

    evidence: Evidence
    sentences: tuple[Sentence, ...]
    held: tuple[Credits, ...]
    head: Credits
    around: Credits


def candidates(asked: Asked, evidence: Sequence[Evidence]) -> list[Candidate]:
    """Every sentence of the evidence with its rank, best first; ties stand in the order of the evidence."""
    looked = [
        (piece, parsed(piece.passage.text), head(piece.passage.title, piece.passage.heading))
        for piece in evidence
    ]
    vocabulary = frozenset().union(
        *(s.terms for _, listed, _ in looked for s in listed), *(terms for *_, terms in looked)
    )
    stands = standing(asked, vocabulary)
    places = [_place(asked, stands, *found) for found in looked]
    rarity = _rarity(asked, [held for place in places for held in place.held])
    best = max((piece.score for piece in evidence), default=0.0) or 1.0
    found = [c for place in places for c in _described(asked, stands, place, rarity, best)]
    return sorted(found, key=lambda c: -c.rank)


def _place(
    asked: Asked, stands: Standing, piece: Evidence, listed: tuple[Sentence, ...], terms: frozenset[str]
) -> _Place:
    foreign = piece.passage.language != asked.language
    held = tuple(credits_of(asked, stands, sentence, foreign=foreign) for sentence in listed)
    above = credits_of_head(asked, stands, terms, foreign=foreign)
    return _Place(piece, listed, held, above, best_of((*held, above), len(asked.concepts)))


def _rarity(asked: Asked, many: Sequence[Credits]) -> tuple[float, ...]:
    """Each concept's weight times its inverse frequency log((n + 1) / (n_i + 1/2)) among `many` sentences.

    What stands in no sentence of them is worth nothing: it cannot tell them apart.
    """
    counts = [sum(1 for held in many if held[i] > _STANDS) for i in range(len(asked.concepts))]
    return tuple(
        concept.weight * math.log((len(many) + 1) / (count + 0.5)) if count else 0.0
        for concept, count in zip(asked.concepts, counts, strict=True)
    )


def _share(rarity: Sequence[float], held: Sequence[float]) -> float:
    """The share of the sum of `rarity` that is held; 0 where there is none."""
    total = sum(rarity)
    return sum(map(mul, rarity, held)) / total if total else 0.0


def _described(
    asked: Asked, stands: Standing, place: _Place, rarity: tuple[float, ...], best: float
) -> list[Candidate]:
    mass = [concept.weight for concept in asked.concepts]
    local = _rarity(asked, place.held)
    around = _share(mass, place.around)
    pairs = [_pairs(asked, stands, sentence) for sentence in place.sentences]
    found = []
    for index, (sentence, held) in enumerate(zip(place.sentences, place.held, strict=True)):
        before = place.held[index - 1] if index else None
        gained = _gained(mass, held, before)
        kind, missing = _answer(asked, stands, sentence)
        traits = Traits(
            passage=around,
            search=place.evidence.score / best,
            rare=_share(rarity, held),
            local=_share(local, held),
            met=sum(held) / max(len(held), 1),
            pairs=pairs[index],
            passage_pairs=max(pairs),
            before=gained,
            leaning=gained if sentence.leans else 0.0,
            names=_names(asked, place.around),
            title=_gained(mass, held, place.head),
            first=float(index == 0),
            density=sum(1 for t in sentence.order if t in stands.said) / max(len(sentence.order), 1),
            when=float(kind is Kind.WHEN),
            number=float(kind is Kind.NUMBER),
            missing=missing,
        )
        rank = weighed(traits, weights.RANKING)
        rank -= FOREIGN * (place.evidence.passage.language != asked.language)
        rank -= ECHO * (traits.density == 1.0)
        found.append(Candidate(place.evidence, sentence, held, place.head, place.around, traits, rank))
    return found


def _gained(mass: Sequence[float], held: Credits, other: Credits | None) -> float:
    """The share of the question that `other` holds better than the sentence does."""
    if other is None:
        return 0.0
    return _share(mass, [max(0.0, theirs - mine) for theirs, mine in zip(other, held, strict=True)])


def _names(asked: Asked, around: Credits) -> float:
    """The share of the question's names that the passage and its headings hold; 0 where it has none."""
    named = [value for concept, value in zip(asked.concepts, around, strict=True) if concept.name]
    return sum(named) / len(named) if named else 0.0


def _pairs(asked: Asked, stands: Standing, sentence: Sentence) -> float:
    """The share of the question's neighbouring terms that stand next to each other here, by weight."""
    total = found = 0.0
    for one, other in asked.pairs:
        weight = asked.concepts[one].weight + asked.concepts[other].weight
        total += weight
        left, right = stands.by_concept[one] & sentence.terms, stands.by_concept[other] & sentence.terms
        if any((a, b) in sentence.pairs or (b, a) in sentence.pairs for a in left for b in right):
            found += weight
    return found / total if total else 0.0


def _answer(asked: Asked, stands: Standing, sentence: Sentence) -> tuple[Kind | None, float]:
    """The kind of answer that the sentence holds and the question does not, and how much of one is missing.

    1 where an answer of the kind asked for is missing, 1/2 where only words of time or place stand there, 0
    where there is one or where any sentence might answer.
    """
    new = bool(answer_values(asked.kind, sentence, stands.said))
    if asked.kind is Kind.REASON:
        new = new or sentence.reason
    elif asked.kind in (Kind.MANNER, Kind.OPEN) or asked.kind.told:
        return None, 0.0
    if new:
        return asked.kind, 0.0
    told = (asked.kind is Kind.WHEN and sentence.time) or (asked.kind is Kind.WHERE and sentence.place)
    return None, 0.5 if told else 1.0


def answer_values(kind: Kind, sentence: Sentence, said: frozenset[str]) -> frozenset[Value]:
    """Dates, numbers or names of the sentence that could answer: those that the question has not `said`."""
    if kind is Kind.WHEN:
        return frozenset(day for day in sentence.days if not _said(day, said))
    if kind is Kind.NUMBER:
        return frozenset(number for number in sentence.numbers if number not in said)
    if kind in (Kind.WHO, Kind.WHERE):
        return frozenset(sentence.names - said)
    return frozenset()


def _said(day: tuple[int, int, int], said: frozenset[str]) -> bool:
    year, month, date = day
    parts = [str(year)] * bool(year) + [f"month:{month}"] * bool(month) + [str(date)] * bool(date)
    return all(part in said for part in parts)
