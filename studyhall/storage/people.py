"""People in SQL, with the hashes of their passwords."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from studyhall.domain.errors import Refused
from studyhall.domain.people import Credentials, NewPerson, Person, name_order, sign_in_name
from studyhall.ports import People
from studyhall.storage.database import new_id, unless_taken
from studyhall.storage.tables import people

OPERATOR_NAME = "local operator"


class SqlPeople(People):
    """People, on one connection."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def find_operator(self) -> Person | None:
        """The local operator, when there is one already."""
        row = self._connection.execute(sa.select(people).where(people.c.operator)).first()
        return person_from(row) if row else None

    def operator(self, now: datetime) -> Person:
        """The local operator, made at first use."""
        known = self.find_operator()
        if known is not None:
            return known
        made = people.insert().values(name=OPERATOR_NAME, admin=True, operator=True, created_at=now)
        self._connection.execute(made)
        return self.operator(now)

    def add(self, new: NewPerson, now: datetime) -> Person:
        """A new person; only one with a password takes a name."""
        sign_in = sign_in_name(new.name) if new.password is not None else None
        made = people.insert().values(**vars(new), sign_in=sign_in, created_at=now)
        taken = Refused(
            "somebody has this name already",
            "sign in if that is you, or choose another name",
            code="name_taken",
        )
        with unless_taken(self._connection, taken):
            key = new_id(self._connection, made)
        return Person(key, new.name, admin=new.admin, sample=new.sample)

    def get(self, person_id: int) -> Person | None:
        """The person as the database has them now."""
        row = self._connection.execute(sa.select(people).where(people.c.id == person_id)).first()
        return person_from(row) if row else None

    def all(self) -> list[Person]:
        """Everybody but the operator, by name."""
        rows = self._connection.execute(sa.select(people).where(~people.c.operator))
        return sorted(map(person_from, rows), key=name_order)

    def credentials(self, name: str) -> Credentials | None:
        """What the sign-in of this name is checked against."""
        wanted = people.c.sign_in == sign_in_name(name)
        row = self._connection.execute(sa.select(people).where(wanted)).first()
        return Credentials(person_from(row), row.password, row.one_time) if row else None

    def set_password(self, person_id: int, password: str, *, one_time: bool) -> None:
        """Replace somebody's password by another, given as its hash."""
        self._change(person_id, password=password, one_time=one_time)

    def set_language(self, person_id: int, language: str) -> None:
        """Remember what somebody reads the pages in."""
        self._change(person_id, language=language)

    def remove(self, person_id: int) -> None:
        """Remove a person; what is theirs goes by the foreign keys."""
        self._connection.execute(people.delete().where(people.c.id == person_id))

    def _change(self, person_id: int, **values: Any) -> None:
        self._connection.execute(people.update().where(people.c.id == person_id).values(**values))


def person_from(row: sa.Row[*tuple[Any, ...]]) -> Person:
    """The person that a row with the columns of their table holds."""
    return Person(row.id, row.name, row.admin, row.operator, row.sample, row.language)
