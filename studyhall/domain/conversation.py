"""Questions as they were asked, and the answers they got."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from studyhall.domain.evidence import Account, Citation, Reason, Status


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
    """An answer as it was given."""

    text: str
    status: Status
    reason: Reason | None
    language: str
    engine: str
    citations: tuple[KeptCitation, ...]
    accounts: tuple[Account, ...]
    answered_at: datetime


@dataclass(frozen=True)
class Exchange:
    """A question and, when there is one, its answer."""

    id: int
    question: str
    asked_at: datetime
    answer: KeptAnswer | None
