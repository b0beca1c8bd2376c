"""Whether the best sentence answers, or the question must be refused."""

from __future__ import annotations

from collections.abc import Sequence

from studyhall.engines.offline import weights
from studyhall.engines.offline.matching import OTHER_LANGUAGE
from studyhall.engines.offline.questions import Asked
from studyhall.engines.offline.sentences import Candidate
from studyhall.engines.offline.weights import Signs, weighed

TRIES, REACH, LEVEL = 3, 3.0, 0.25
_MET = 0.5
_LONG = 12  # concepts; longer questions count as this long


def signs(asked: Asked, ranked: Sequence[Candidate]) -> Signs:
    """What speaks for and against `ranked[0]` as an answer; `ranked` must not be empty."""
    best = ranked[0]
    around = list(zip(asked.concepts, best.around, strict=True))
    syllables = float(asked.language == "vi")
    passage, unread = _read(asked, ranked)
    return Signs(
        rank=best.rank,
        passage=passage,
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
        lead=_lead(ranked),
        missing=best.traits.missing,
        pairs=best.traits.passage_pairs,
        unread=unread,
    )


def abroad(asked: Asked, candidate: Candidate) -> bool:
    """Whether a sentence is of another language than the question."""
    return candidate.evidence.passage.language != asked.language


def _read(asked: Asked, ranked: Sequence[Candidate]) -> tuple[float, float]:
    """The share of the question that the best passage holds, and the share that could not stand there.

    A word that has no rendering in the passage's language and stands nowhere in the evidence speaks neither
    for nor against: it is left out of the first.
    """
    best = ranked[0]
    if not abroad(asked, best):
        return best.traits.passage, 0.0
    met = _met_anywhere(asked, ranked)
    read = held = 0.0
    for concept, value, anywhere in zip(asked.concepts, best.around, met, strict=True):
        if concept.readable or anywhere >= OTHER_LANGUAGE:
            read += concept.weight
            held += concept.weight * value
    return (held / read if read else 0.0), 1 - read / asked.mass


def _lead(ranked: Sequence[Candidate]) -> float:
    """What the best sentence's passage has in search score above the best other one; negative if below."""
    mine = ranked[0].evidence
    return mine.score - max((c.evidence.score for c in ranked if c.evidence is not mine), default=0.0)


def _met_anywhere(asked: Asked, ranked: Sequence[Candidate]) -> list[float]:
    """For each concept, how well it is met where it is met best in the evidence."""
    around = {id(c.evidence): c.around for c in ranked}.values()
    return [max((each[i] for each in around), default=0.0) for i in range(len(asked.concepts))]


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
    met = _met_anywhere(asked, ranked)
    return sum(c.weight for c, value in zip(asked.concepts, met, strict=True) if value < _MET) / asked.mass


def confidence(asked: Asked, ranked: Sequence[Candidate]) -> float:
    """The log-odds that `ranked[0]` answers; `ranked` must not be empty.

    Across languages other coefficients count: words that the lexicon lacks are unknown there whatever the
    passage says, so that much less of a question is met where it is answered.
    """
    found = signs(asked, ranked)
    if abroad(asked, ranked[0]):
        return weights.BIAS_ABROAD + weighed(found, weights.DECIDING_ABROAD)
    return weights.BIAS + weighed(found, weights.DECIDING)


def answering(asked: Asked, ranked: Sequence[Candidate]) -> list[Candidate]:
    """What is left of `ranked` when it must begin with a sentence that answers; nothing when none does.

    The best sentence of each of the first few passages is tried, as long as it ranks near the best of all. It
    also stands where one that is level with it in the same passage answers.
    """
    tried: list[int] = []
    for index, candidate in enumerate(ranked):
        if len(tried) == TRIES or ranked[0].rank - candidate.rank > REACH:
            break
        if id(candidate.evidence) in tried:
            continue
        tried.append(id(candidate.evidence))
        if any(confidence(asked, [c, *ranked]) >= weights.THRESHOLD for c in _level(candidate, ranked)):
            return list(ranked[index:])
    return []


def _level(candidate: Candidate, ranked: Sequence[Candidate]) -> list[Candidate]:
    """The sentence and those of its passage that rank about as high.

    Who signed stands in one sentence, what was signed in the one before: either may show that both speak to
    the question.
    """
    return [c for c in ranked if c.evidence is candidate.evidence and 0 <= candidate.rank - c.rank <= LEVEL]
