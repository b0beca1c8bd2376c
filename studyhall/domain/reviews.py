"""What teachers think of the chat's answers that pupils were not content with; no opinion is ever changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from studyhall.domain.errors import Refused
from studyhall.domain.text import visible_line
from studyhall.domain.wording import N_, say

LONGEST_CORRECTION = 2_000


class Opinion(StrEnum):
    """What a teacher thinks of an answer."""

    GOOD = "good"
    NEEDS_WORK = "needs work"
    WRONG = "wrong"
    HARMFUL = "harmful"


@dataclass(frozen=True)
class Review:
    """A teacher's opinion of an answer; the newest one counts.

    `correction` are the teacher's own words, which the pupil sees. `reviewer` is their name as it is now:
    with `person_id` it is gone when they are.
    """

    id: int
    exchange_id: int
    person_id: int | None
    opinion: Opinion
    correction: str
    at: datetime
    reviewer: str = ""


def checked_correction(opinion: Opinion, correction: str) -> str:
    """A correction as it is stored: lines that can be seen. Raises Refused for a wrong answer without one."""
    text = "\n".join(filter(None, map(visible_line, correction.splitlines())))
    if opinion is Opinion.WRONG and not text:
        raise Refused(
            "a wrong answer needs a correction", "write what is right, for the pupil", code="no_correction"
        )
    if len(text) > LONGEST_CORRECTION:
        raise Refused(
            f"the correction is longer than {LONGEST_CORRECTION:,} characters",
            "shorten it",
            code="long_correction",
        )
    return text


_TOLD = {
    Opinion.GOOD: N_("{name} looked at this answer: it is good."),
    Opinion.NEEDS_WORK: N_("{name} looked at this answer: it could be better."),
    Opinion.WRONG: N_("{name} looked at this answer: it is wrong."),
    Opinion.HARMFUL: N_("{name} took this answer back, so it is not shown any more."),
}


def told_of(review: Review, language: str) -> str:
    """What the pupil is told, in a sentence; the correction stands beside it."""
    return say(language, _TOLD[review.opinion], name=review.reviewer or say(language, "A teacher"))
