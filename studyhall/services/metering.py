"""Counting what a question or a job of a course uses up, and stopping it at the course's limit."""

from __future__ import annotations

import logging
from datetime import UTC, date, datetime
from threading import Lock

from studyhall.domain.errors import ModelFailure, StorageFailure, Trouble
from studyhall.domain.metering import Model, Purpose, Tokens, Used
from studyhall.ports import Charge, Meter, Storage, UnitOfWork

_CHAT = (Purpose.ANSWER, Purpose.REWRITE, Purpose.QUESTIONS)

_log = logging.getLogger(__name__)


class CourseMeter(Meter):
    """Counts calls on the day (UTC) of `now`; one for each question, or each part of a job.

    What is agreed to and what is left are read, and tokens set aside, in one write transaction: two questions
    at once cannot together pass the limit, and after a switch-off no call begins. Tokens of a call that never
    told its end, as after a crash, stay set aside for that day. `agreed` is for an operator who named the
    model that answers, which needs no teacher's agreement then.
    """

    def __init__(self, storage: Storage, course_id: int, now: datetime, *, agreed: bool = False) -> None:
        self._storage = storage
        self._course_id = course_id
        self._day = now.astimezone(UTC).date()
        self._agreed = agreed
        self._used = Tokens()
        self._adding = Lock()

    @property
    def used(self) -> Tokens:
        """What the calls that ended have used together."""
        return self._used

    def reserve(self, model: Model, purpose: Purpose, bound: Tokens) -> Charge:
        """As the port says. Raises StorageFailure too."""
        with self._storage.begin(write=True) as work:
            terms = work.terms.get(self._course_id)
            if not (self._agreed and purpose in _CHAT) and not terms.allows(model, purpose):
                raise _switched_off()
            left = terms.daily_tokens - work.usage.spent(self._course_id, self._day)
            if bound.total > left:
                waiting = _set_aside(work, self._course_id, self._day)
                raise _at_limit(terms.daily_tokens) if bound.total > left + waiting else _under_way()
            work.usage.reserve(self._course_id, self._day, purpose, model.name, bound.total)
            work.commit()
        return _CourseCharge(self, model, purpose, bound)

    def _settle(self, model: Model, purpose: Purpose, bound: Tokens, tokens: Tokens, *, failed: bool) -> None:
        """Store what a call used in place of its `bound`.

        Where that cannot be stored the bound stays set aside for the day, which is more: what the model gave
        is not lost for it.
        """
        used = Used(
            self._day, purpose, model.name, 1, int(failed), tokens, bound.total, cost=model.cost(tokens)
        )
        try:
            with self._storage.begin(write=True) as work:
                work.usage.settle(self._course_id, used)
                work.commit()
        except StorageFailure as failure:
            _log.error("what a call used could not be stored (%s): %s", failure.code, tokens)
        with self._adding:
            self._used += tokens


class _CourseCharge(Charge):
    """A call that a course's meter let through."""

    def __init__(self, meter: CourseMeter, model: Model, purpose: Purpose, bound: Tokens) -> None:
        self._meter = meter
        self._call = (model, purpose, bound)
        self._settling = Lock()
        self._settled = False

    def settle(self, tokens: Tokens, *, failed: bool = False) -> None:
        """As the port says."""
        with self._settling:
            if not self._settled:
                self._settled = True
                self._meter._settle(*self._call, tokens, failed=failed)


def _set_aside(work: UnitOfWork, course_id: int, day: date) -> int:
    """The tokens of calls that have not ended: what of them is not used will be there again."""
    return sum(used.reserved for used in work.usage.of(course_id, day) if used.day == day)


def _switched_off() -> ModelFailure:
    return ModelFailure(
        Trouble.OFF,
        "the language model is switched off in this course",
        "have a teacher of the course switch it on",
    )


def _under_way() -> ModelFailure:
    return ModelFailure(
        Trouble.BUSY,
        "other calls under way may use up what this course has left for today",
        "try again in a minute",
    )


def _at_limit(limit: int) -> ModelFailure:
    return ModelFailure(
        Trouble.LIMIT,
        f"this course has used up its {limit:,} tokens for today",
        "try again tomorrow, or have a teacher of the course raise the limit",
    )
