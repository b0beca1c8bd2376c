"""People in SQL."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from studyhall.domain.people import Person, Role
from studyhall.ports import People
from studyhall.storage.tables import people

OPERATOR_NAME = "local operator"


class SqlPeople(People):
    """People, on one connection."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def find_operator(self) -> Person | None:
        """The local operator, when there is one already."""
        row = self._connection.execute(sa.select(people).where(people.c.operator)).first()
        return _person(row) if row else None

    def operator(self, now: datetime) -> Person:
        """The local operator, made at first use."""
        known = self.find_operator()
        if known is not None:
            return known
        made = people.insert().values(
            name=OPERATOR_NAME, role=Role.ADMIN.value, operator=True, created_at=now
        )
        self._connection.execute(made)
        return self.operator(now)

    def get(self, person_id: int) -> Person | None:
        """The person as the database has them now."""
        row = self._connection.execute(sa.select(people).where(people.c.id == person_id)).first()
        return _person(row) if row else None


def _person(row: sa.Row[*tuple[Any, ...]]) -> Person:
    return Person(row.id, row.name, Role(row.role), row.operator)
