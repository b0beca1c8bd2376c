"""Sentences of two languages that tell the same: of twins the one in the question's language is quoted."""

from __future__ import annotations

from collections.abc import Sequence

from studyhall.engines.offline.choosing import alike
from studyhall.engines.offline.deciding import abroad
from studyhall.engines.offline.questions import Asked
from studyhall.engines.offline.sentences import Candidate

LOOKED_AT = 6
"""How many of the best sentences are looked at: more are never quoted."""
_NAMES = 2


def in_own_language(
    asked: Asked, answers: Sequence[Candidate], ranked: Sequence[Candidate]
) -> list[Candidate]:
    """The answers, with the first foreign ones replaced by what tells the same in the question's language."""
    own = [candidate for candidate in ranked if not abroad(asked, candidate)]
    put: list[Candidate] = []
    for index, candidate in enumerate(answers):
        twin = _twin(candidate, own) if index < LOOKED_AT and abroad(asked, candidate) else None
        put.append(twin._replace(rank=candidate.rank) if twin else candidate)
    first: dict[tuple[int, int], Candidate] = {}
    for candidate in put:
        first.setdefault(_place(candidate), candidate)
    return list(first.values())


def _place(candidate: Candidate) -> tuple[int, int]:
    passage = candidate.evidence.passage
    return passage.id, candidate.sentence.start


def _twin(foreign: Candidate, own: Sequence[Candidate]) -> Candidate | None:
    return next((candidate for candidate in own if _same_fact(foreign, candidate)), None)


def _same_fact(one: Candidate, other: Candidate) -> bool:
    """Whether sentences of two languages share their dates and numbers, or names where they have none."""
    a, b = one.sentence, other.sentence
    same_side = one.evidence.passage.side == other.evidence.passage.side
    told = bool(a.days or a.numbers) or len(a.names & b.names) >= _NAMES
    return same_side and told and alike(one, other)
