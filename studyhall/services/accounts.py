"""Who is acting."""

from __future__ import annotations

from datetime import datetime

from studyhall.domain.people import Person
from studyhall.ports import Storage


class Accounts:
    """The people of this data folder."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def operator(self, now: datetime) -> Person:
        """The local operator, as whom the command line acts; made at first use."""
        with self._storage.begin() as work:
            known = work.people.find_operator()
        if known is not None:
            return known
        with self._storage.begin(write=True) as work:
            person = work.people.operator(now)
            work.commit()
            return person
