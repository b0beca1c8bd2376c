"""A pupil's way through a quiz: what was begun, what was answered when, and how it ended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from studyhall.domain.questions import Given


class Ending(StrEnum):
    """How an attempt ended."""

    SUBMITTED = "submitted"
    TIME_OVER = "time over"
    CLOSED = "closed by a teacher"


@dataclass(frozen=True)
class Attempt:
    """One person's attempt at a published version; `number` counts theirs at the quiz from 1.

    `deadline` is when it ends by itself, None without a limit. `place` is where they are, as the position in
    the order that they see, from 0; `flagged` are the numbers of the questions to come back to.
    """

    id: int
    quiz_id: int
    version_id: int
    course_id: int
    person_id: int
    number: int
    seed: int
    started_at: datetime
    deadline: datetime | None
    ended_at: datetime | None = None
    ending: Ending | None = None
    place: int = 0
    flagged: frozenset[int] = field(default_factory=frozenset)

    @property
    def running(self) -> bool:
        """Whether it has not ended yet, as far as is stored."""
        return self.ended_at is None

    def overdue(self, now: datetime) -> bool:
        """Whether it must end now."""
        return self.running and self.deadline is not None and now >= self.deadline


@dataclass(frozen=True)
class Response:
    """What a pupil answered to question `number`, and when, by the server's clock; none is ever changed.

    The last one counts. A `final` one has been checked, and nothing comes after it.
    """

    id: int
    attempt_id: int
    number: int
    given: Given
    at: datetime
    final: bool = False


def counting(responses: Iterable[Response]) -> dict[int, Response]:
    """The answer that counts for each question, by its number: the last one. Oldest first."""
    return {response.number: response for response in responses}
