"""Questions as they were asked, and the answers they got."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from studyhall.domain.evidence import Account, Answer, Citation, Reason, Status
from studyhall.domain.reviews import Opinion, Review


class SourceState(StrEnum):
    """Whether quoted words still stand in the course."""

    CURRENT = "current"
    REPLACED = "source replaced"
    REMOVED = "source removed"


@dataclass(frozen=True)
class KeptCitation:
    """A quotation stored with an answer: it stays when its source goes, and says so."""

    citation: Citation
    state: SourceState


@dataclass(frozen=True)
class KeptAnswer:
    """An answer as it was given; `trouble` and `understood` as an `Answer` has them."""

    text: str
    status: Status
    reason: Reason | None
    language: str
    engine: str
    citations: tuple[KeptCitation, ...]
    accounts: tuple[Account, ...]
    answered_at: datetime
    trouble: str = ""
    understood: str = ""

    @property
    def given(self) -> Answer:
        """The answer itself, without what was looked at where nothing answered."""
        return Answer(
            self.text,
            self.status,
            self.language,
            self.engine,
            tuple(kept.citation for kept in self.citations),
            self.accounts,
            self.reason,
            trouble=self.trouble,
            understood=self.understood,
        )


class Complaint(StrEnum):
    """Why somebody put their thumb down."""

    WRONG = "wrong"
    OFF_THE_POINT = "off the point"
    ONE_SIDED = "one-sided"
    HARD_TO_READ = "hard to read"
    OTHER = "other"


@dataclass(frozen=True)
class Mark:
    """A thumb down on an answer, with a reason and perhaps a remark."""

    complaint: Complaint
    remark: str
    at: datetime


@dataclass(frozen=True)
class Exchange:
    """A question and, when there is one, its answer; `mark` when the asker was not content with it.

    `review` is what a teacher thinks of this answer; what they thought of an earlier one went with that.
    """

    id: int
    question: str
    asked_at: datetime
    answer: KeptAnswer | None
    mark: Mark | None = None
    review: Review | None = None

    @property
    def taken_back(self) -> bool:
        """Whether a teacher found the answer harmful: then it is not for the asker any more."""
        return self.review is not None and self.review.opinion is Opinion.HARMFUL

    @property
    def for_asker(self) -> Exchange:
        """The same as its asker may have it: nothing is left of an answer that was taken back."""
        if self.answer is None or not self.taken_back:
            return self
        emptied = replace(self.answer, text="", citations=(), accounts=(), understood="")
        return replace(self, answer=emptied)


def newest_of(reviews: Sequence[Review], answer: KeptAnswer | None) -> Review | None:
    """What counts of the reviews of an exchange, oldest first, for the answer that it has now."""
    if not reviews or answer is None or reviews[-1].at < answer.answered_at:
        return None
    return reviews[-1]


@dataclass(frozen=True)
class Conversation:
    """Questions that belong together. `exchanges` counts them, and `marked` those with a thumb down."""

    id: int
    course_id: int
    person_id: int
    title: str
    created_at: datetime
    used_at: datetime
    exchanges: int
    marked: int = 0
