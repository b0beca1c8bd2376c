"""Terms and usage in memory, and a meter that lets everything through and remembers it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from studyhall.domain.errors import ModelFailure, Trouble
from studyhall.domain.metering import Model, Purpose, Terms, Tokens, Used
from studyhall.ports import Charge, CourseTerms, Meter, Usage
from tests.fakes.memory import Memory


class FakeTerms(CourseTerms):
    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def get(self, course_id: int) -> Terms:
        return self._memory.terms.get(course_id, Terms())

    def put(self, course_id: int, terms: Terms) -> None:
        self._memory.terms[course_id] = terms


class FakeUsage(Usage):
    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def reserve(self, course_id: int, day: date, purpose: Purpose, model: str, tokens: int) -> None:
        key = (course_id, day, purpose, model)
        held = self._memory.usage.get(key, Used(day, purpose, model, 0, 0, Tokens(), 0, 0.0))
        self._memory.usage[key] = replace(held, calls=held.calls + 1, reserved=held.reserved + tokens)

    def settle(self, course_id: int, used: Used) -> None:
        key = (course_id, used.day, used.purpose, used.model)
        held = self._memory.usage.get(key)
        if held is None:
            return
        self._memory.usage[key] = replace(
            held,
            failed=held.failed + used.failed,
            tokens=held.tokens + used.tokens,
            reserved=max(0, held.reserved - used.reserved),
            cost=None if held.cost is None or used.cost is None else held.cost + used.cost,
        )

    def spent(self, course_id: int, day: date) -> int:
        held = [
            used for (course, at, *_), used in self._memory.usage.items() if (course, at) == (course_id, day)
        ]
        return sum(used.tokens.total + used.reserved for used in held)

    def of(self, course_id: int, since: date) -> list[Used]:
        held = [
            used
            for (course, at, *_), used in self._memory.usage.items()
            if course == course_id and at >= since
        ]
        return sorted(held, key=lambda used: (-used.day.toordinal(), used.purpose, used.model))


class FakeCharge(Charge):
    """`settled` is every settling, the first of which counts."""

    def __init__(self, meter: FakeMeter, purpose: Purpose, bound: Tokens) -> None:
        self._meter = meter
        self.purpose = purpose
        self.bound = bound
        self.settled: list[tuple[Tokens, bool]] = []

    def settle(self, tokens: Tokens, *, failed: bool = False) -> None:
        if not self.settled:
            self._meter.left += self.bound.total - tokens.total
            self._meter.under_way -= self.bound.total
        self.settled.append((tokens, failed))


class FakeMeter(Meter):
    """Lets through what stays within `limit` tokens; `charges` are the calls that it let through.

    `left` is what is left of the limit, without what is set aside for calls `under_way`. With `off` nothing
    is agreed to.
    """

    def __init__(self, limit: int = 1_000_000) -> None:
        self.left = limit
        self.under_way = 0
        self.off = False
        self.charges: list[FakeCharge] = []

    def reserve(self, model: Model, purpose: Purpose, bound: Tokens) -> Charge:
        if self.off:
            raise ModelFailure(Trouble.OFF, "nothing is agreed to", "have a teacher agree")
        if bound.total > self.left + self.under_way:
            raise ModelFailure(Trouble.LIMIT, "the limit is reached", "try again tomorrow")
        if bound.total > self.left:
            raise ModelFailure(Trouble.BUSY, "too much is under way", "try again in a minute")
        self.left -= bound.total
        self.under_way += bound.total
        self.charges.append(FakeCharge(self, purpose, bound))
        return self.charges[-1]
