"""Join codes as pupils type them: which class one opens, and how often a wrong one may be tried."""

from __future__ import annotations

from datetime import datetime

from studyhall.domain.codes import typed_join_code
from studyhall.domain.courses import Course
from studyhall.domain.errors import Refused
from studyhall.ports import Storage, UnitOfWork
from studyhall.services.throttling import Limit, note, refuse_too_many


def refuse_wrong_code(storage: Storage, code: str, limits: list[Limit], now: datetime) -> None:
    """Raises Refused for a code that opens no class ("wrong_code"), which counts, and for "too_many"."""
    with storage.begin(write=True) as work:
        refuse_too_many(work, limits, now)
        if work.courses.with_join_code(typed_join_code(code)) is None:
            note(work, limits, now)
            work.commit()
            raise _wrong_code()


def opened_by(work: UnitOfWork, code: str) -> Course:
    """The course that a code opens now. Raises Refused."""
    course = work.courses.with_join_code(typed_join_code(code))
    if course is None:
        raise _wrong_code()
    return course


def _wrong_code() -> Refused:
    return Refused("this code opens no class", "check it, or ask your teacher for it", code="wrong_code")
