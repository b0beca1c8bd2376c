"""Which sentences tell about a topic, where a question asks for what is told of it and no more."""

from __future__ import annotations

import re
from collections.abc import Sequence

from studyhall.domain.sides import side_key
from studyhall.engines.offline.choosing import (
    MOST,
    NEAR_BEST,
    NEAR_OTHER_SIDE,
    Choice,
    alike,
    disputed_by,
    side_of,
    undisputed,
)
from studyhall.engines.offline.deciding import abroad
from studyhall.engines.offline.facts import Day
from studyhall.engines.offline.kinds import Kind
from studyhall.engines.offline.passages import head
from studyhall.engines.offline.questions import Asked
from studyhall.engines.offline.sentences import Candidate

COVERED = 0.6
"""The share of a topic that a sentence and the headings above it must hold."""
LEANS = 3.0
"""What a sentence loses in rank that begins with "It" or "They": quoted alone it is not understood."""
DATED = 1.0
"""What a sentence gains that tells when it was, where a question asks what happened."""
HEADED = 2.0
"""What a sentence gains under a heading that is the topic: there it need not be said again."""
_STANDS = 0.5
_TOGETHER = 0.5
_BEGINNING = 45  # characters
_BACK = re.compile(r"\b(?:this|these|those|này|ấy|nọ|(?<!trong )đó|nguồn khác)\b|^(?:others?|another)\b")


def on_topic(asked: Asked, ranked: Sequence[Candidate]) -> list[Candidate]:
    """The sentences of `ranked` that tell about the topic, best first."""
    about = [c._replace(rank=c.rank + _worth(asked, c)) for c in ranked if _tells(asked, c)]
    return sorted(about, key=lambda c: -c.rank)


def _worth(asked: Asked, candidate: Candidate) -> float:
    dated = asked.kind is Kind.EVENT and bool(candidate.sentence.days)
    return DATED * dated + HEADED * _headed(asked, candidate) - LEANS * _leans(candidate)


def _headed(asked: Asked, candidate: Candidate) -> float:
    """The share of the topic that only the heading holds, where that names the topic and nothing else."""
    passage = candidate.evidence.passage
    heading = head(passage.heading[-1] if passage.heading else passage.title, ())
    if not {concept.term for concept in asked.concepts} <= heading <= asked.said:
        return 0.0
    only = [max(0.0, above - held) for above, held in zip(candidate.head, candidate.held, strict=True)]
    return sum(c.weight * value for c, value in zip(asked.concepts, only, strict=True)) / asked.mass


def _leans(candidate: Candidate) -> bool:
    """Whether the sentence points back at one before it: "In this campaign …", "Cũng theo bài viết ấy …"."""
    return candidate.sentence.leans or bool(_BACK.search(candidate.quote[:_BEGINNING].casefold()))


def _tells(asked: Asked, candidate: Candidate) -> bool:
    """Whether a sentence under its headings holds most of the topic, with its names, numbers and days."""
    held = list(map(max, candidate.held, candidate.head))
    share = sum(c.weight * value for c, value in zip(asked.concepts, held, strict=True)) / asked.mass
    stands = all(
        value >= _STANDS
        for concept, value in zip(asked.concepts, held, strict=True)
        if concept.name or concept.figure
    )
    fits = _worded(asked, candidate) and all(_on(day, candidate) for day in asked.days)
    return share >= COVERED and stands and fits


def _worded(asked: Asked, candidate: Candidate) -> bool:
    """Whether syllables stand together as in a Vietnamese question: single ones stand nearly everywhere."""
    together = candidate.traits.pairs >= _TOGETHER or not asked.pairs
    return asked.language != "vi" or abroad(asked, candidate) or together or _headed(asked, candidate) > 0.0


def _on(day: Day, candidate: Candidate) -> bool:
    """Whether the sentence names the day of the month itself, as dates are written, and no other year."""
    year, month, date = day
    years = {told for told, _, _ in candidate.sentence.days} - {0}
    if year and years and year not in years:
        return False
    if not (month and date):
        return True
    order = candidate.sentence.order
    # "25–26 February" is on both days.
    return any(
        name == f"month:{month}" and str(date) in (*order[max(0, at - 2) : at], *order[at + 1 : at + 2])
        for at, name in enumerate(order)
    )


def choose_told(asked: Asked, ranked: Sequence[Candidate]) -> Choice:
    """The best sentence of each side that tells about the topic, neutral sources counting as one.

    Of one side alone the best ones that tell different things. `ranked` must not be empty.
    """
    best = ranked[0]
    near = [c for c in ranked if best.rank - c.rank <= NEAR_OTHER_SIDE]
    # A side is quoted in the question's language where it can be.
    by_side: dict[str, Candidate] = {}
    for candidate in sorted(near, key=lambda c: abroad(asked, c)):
        by_side.setdefault(side_key(side_of(candidate)), candidate)
    told = sorted(by_side.values(), key=lambda c: -c.rank)[:MOST]
    # What nobody's account says is heard first.
    told.sort(key=lambda c: bool(side_of(c)))
    if len(told) > 1:
        return (
            disputed_by(asked, {c: side_of(c) for c in told}) if _one_thing(asked, told) else undisputed(told)
        )
    first = told[0]
    kept = [first]
    for candidate in near:
        fits = first.rank - candidate.rank <= NEAR_BEST and abroad(asked, candidate) == abroad(asked, first)
        if fits and len(kept) < MOST and not any(alike(candidate, other) for other in kept):
            kept.append(candidate)
    return undisputed(kept)


def _one_thing(asked: Asked, told: Sequence[Candidate]) -> bool:
    """Whether all tell of the same thing or day; of one year or one region each side tells what it likes."""
    shared = (min(values) for values in zip(*(c.held for c in told), strict=True))
    named = any(
        value >= _STANDS and not concept.figure for concept, value in zip(asked.concepts, shared, strict=True)
    )
    return named or any(all(day) for day in asked.days)
