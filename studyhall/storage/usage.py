"""What models used up, in SQL, counted so that no two writers lose a call."""

from __future__ import annotations

from datetime import date
from typing import Any

import sqlalchemy as sa

from studyhall.domain.metering import Purpose, Tokens, Used
from studyhall.ports import Usage
from studyhall.storage.database import inserting
from studyhall.storage.tables import usage

_BILLION = 1_000_000_000


class SqlUsage(Usage):
    """What was used up, on one connection. The database itself adds: what another adds meanwhile stays."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def reserve(self, course_id: int, day: date, purpose: Purpose, model: str, tokens: int) -> None:
        """Count a call, and set its tokens aside."""
        # Whoever comes second finds the row that the first one made.
        empty = inserting(self._connection, usage).values(
            course_id=course_id, day=day, purpose=purpose.value, model=model
        )
        self._connection.execute(empty.on_conflict_do_nothing())
        self._connection.execute(
            usage.update()
            .where(_row(course_id, day, purpose, model))
            .values(calls=usage.c.calls + 1, reserved=usage.c.reserved + tokens)
        )

    def settle(self, course_id: int, used: Used) -> None:
        """Add what a call used, and take `used.reserved` off what is set aside; no call is counted."""
        left = usage.c.reserved - used.reserved
        self._connection.execute(
            usage.update()
            .where(_row(course_id, used.day, used.purpose, used.model))
            .values(
                failed=usage.c.failed + used.failed,
                input_tokens=usage.c.input_tokens + used.tokens.input,
                output_tokens=usage.c.output_tokens + used.tokens.output,
                cached_tokens=usage.c.cached_tokens + used.tokens.cached,
                reserved=sa.case((left > 0, left), else_=0),
                cost=usage.c.cost + round((used.cost or 0.0) * _BILLION),
                unpriced=usage.c.unpriced + int(used.cost is None),
            )
        )

    def spent(self, course_id: int, day: date) -> int:
        """The tokens that a course used or set aside on a day."""
        total = sa.func.sum(usage.c.input_tokens + usage.c.output_tokens + usage.c.reserved)
        of_day = (usage.c.course_id == course_id) & (usage.c.day == day)
        return int(self._connection.scalar(sa.select(total).where(of_day)) or 0)

    def of(self, course_id: int, since: date) -> list[Used]:
        """What a course used from a day on: the newest day first, then by purpose and model."""
        rows = self._connection.execute(
            sa.select(usage).where(usage.c.course_id == course_id, usage.c.day >= since)
        )
        found = [_used(row) for row in rows]
        return sorted(found, key=lambda used: (-used.day.toordinal(), used.purpose, used.model))


def _row(course_id: int, day: date, purpose: Purpose, model: str) -> sa.ColumnElement[bool]:
    return sa.and_(
        usage.c.course_id == course_id,
        usage.c.day == day,
        usage.c.purpose == purpose.value,
        usage.c.model == model,
    )


def _used(row: sa.Row[*tuple[Any, ...]]) -> Used:
    return Used(
        row.day,
        Purpose(row.purpose),
        row.model,
        row.calls,
        row.failed,
        Tokens(row.input_tokens, row.output_tokens, row.cached_tokens),
        row.reserved,
        None if row.unpriced else row.cost / _BILLION,
    )
