"""Whether the best sentence answers, or the question must be refused."""

from __future__ import annotations

from collections.abc import Sequence

from studyhall.engines.offline import weights
from studyhall.engines.offline.matching import OTHER_LANGUAGE
from studyhall.engines.offline.questions import Asked
from studyhall.engines.offline.sentences import Candidate
from studyhall.engines.offline.weights import Signs, weighed

TRIES, REACH = 3, 3.0
_MET = 0.5
_LONG = 12  # concepts; longer questions count as this long


def signs(asked: Asked, ranked: Sequence[Candidate]) -> Signs:
    """What speaks for and against `ranked[0]` as an answer; `ranked` must not be empty."""
    best = ranked[0]
    around = list(zip(asked.concepts, best.around, strict=True))
    syllables = float(asked.language == "vi")
    return Signs(
        rank=best.rank,
        passage=best.traits.passage,
        search=best.evidence.words or best.evidence.score,
        named=float(any(concept.name for concept, _ in around)),
        names_missing=_missing([value for concept, value in around if concept.name]),
        figures_missing=_missing([value for concept, value in around if concept.figure]),
        unknown=unknown_share(asked, ranked),
        denied=float(asked.negative and not best.sentence.negative),
        length=min(len(asked.concepts), _LONG) / _LONG,
        syllables=syllables,
        syllable_pairs=syllables * best.traits.passage_pairs,
        syllable_surface=syllables * _surface(asked, best),
    )


def _surface(asked: Asked, best: Candidate) -> float:
    """The share of the question that stands in the sentence as it was typed, diacritics included.

    Of a question typed without diacritics, every term that stands there counts; so does what stands there in
    another language.
    """
    found = sum(
        concept.weight
        for concept, value in zip(asked.concepts, best.held, strict=True)
        if value >= OTHER_LANGUAGE
        and (not asked.accented or concept.word in best.sentence.words or value < 1.0)
    )
    return found / asked.mass


def _missing(values: Sequence[float]) -> float:
    """The share that is not met; 0 of none."""
    return sum(1 - value for value in values) / len(values) if values else 0.0


def unknown_share(asked: Asked, ranked: Sequence[Candidate]) -> float:
    """The share of the question's weight that stands nowhere in the evidence."""
    met = [max((c.around[i] for c in ranked), default=0.0) for i in range(len(asked.concepts))]
    return sum(c.weight for c, value in zip(asked.concepts, met, strict=True) if value < _MET) / asked.mass


def confidence(asked: Asked, ranked: Sequence[Candidate]) -> float:
    """The log-odds that `ranked[0]` answers; `ranked` must not be empty."""
    return weights.BIAS + weighed(signs(asked, ranked), weights.DECIDING)


def answering(asked: Asked, ranked: Sequence[Candidate]) -> list[Candidate]:
    """What is left of `ranked` when it must begin with a sentence that answers; nothing when none does.

    The best sentence of each of the first few passages is tried, as long as it ranks near the best of all.
    """
    tried: list[int] = []
    for index, candidate in enumerate(ranked):
        if len(tried) == TRIES or ranked[0].rank - candidate.rank > REACH:
            break
        if id(candidate.evidence) in tried:
            continue
        tried.append(id(candidate.evidence))
        if confidence(asked, [candidate, *ranked]) >= weights.THRESHOLD:
            return list(ranked[index:])
    return []
