"""What keeps count of what models use up, and what a teacher agreed to for a course."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import date

from studyhall.domain.metering import Model, Purpose, Terms, Tokens, Used


class Charge(ABC):
    """A call that was let through, with its tokens set aside."""

    @abstractmethod
    def settle(self, tokens: Tokens, *, failed: bool = False) -> None:
        """Replace what was set aside by what was used; doing it again changes nothing."""


class Meter(ABC):
    """Counts the calls of one course's question or job, and stops them at the course's limit."""

    @abstractmethod
    def reserve(self, model: Model, purpose: Purpose, bound: Tokens) -> Charge:
        """Set aside at most `bound` tokens for a call.

        Raises ModelFailure: LIMIT where too few are left, BUSY where only calls that have not ended keep them
        from being enough, and OFF where nobody agrees to this model any more.
        """


class CourseTerms(ABC):
    """What teachers agreed to."""

    @abstractmethod
    def get(self, course_id: int) -> Terms:
        """The terms of a course; those that send nothing where nobody agreed to any."""

    @abstractmethod
    def put(self, course_id: int, terms: Terms) -> None:
        """Replace the terms of a course."""


class Usage(ABC):
    """What models used up, by course and day."""

    @abstractmethod
    def reserve(self, course_id: int, day: date, purpose: Purpose, model: str, tokens: int) -> None:
        """Count a call, and set its tokens aside."""

    @abstractmethod
    def settle(self, course_id: int, used: Used) -> None:
        """Add `used.tokens`, `used.cost` and `used.failed`, and take `used.reserved` off what is set aside.

        `used.calls` is not looked at: the call was counted when it began.
        """

    @abstractmethod
    def spent(self, course_id: int, day: date) -> int:
        """The tokens that a course used or set aside on a day."""

    @abstractmethod
    def of(self, course_id: int, since: date) -> list[Used]:
        """What a course used from a day on: the newest day first, then by purpose and model."""
