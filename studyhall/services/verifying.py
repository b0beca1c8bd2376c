"""Checking a name and a password: counted, told the same for a name that nobody has, and in the same time."""

from __future__ import annotations

import secrets
from datetime import datetime
from functools import cached_property

from studyhall.domain.errors import Refused
from studyhall.domain.people import Credentials
from studyhall.ports import PasswordHasher, Storage, UnitOfWork
from studyhall.services.credentials import typed
from studyhall.services.throttling import note, of_address, of_name, refuse_too_many


class Verifying:
    """Checks passwords; the slow part stands between two transactions."""

    def __init__(self, storage: Storage, hasher: PasswordHasher) -> None:
        self._storage = storage
        self._hasher = hasher

    def checked(self, name: str, password: str, address: str, now: datetime) -> Credentials:
        """The credentials of this name, whose password this is. Whoever acts on it forgives the name.

        Raises Refused: "wrong_password" or "too_many".
        """
        limits = of_address(address)
        with self._storage.begin(write=True) as work:
            refuse_too_many(work, [of_name(name), *limits], now)
            # Counted before the slow check, so that attempts made side by side count as well.
            note(work, [of_name(name)], now)
            known = work.people.credentials(name)
            work.commit()
        # Made whether it is needed or not: the first unknown name takes no longer than a known one.
        nobodys = self._nobodys
        if self._hasher.matches(known.password if known else nobodys, typed(password)) and known:
            return known
        with self._storage.begin(write=True) as work:
            note(work, limits, now)
            work.commit()
        raise _wrong()

    @cached_property
    def _nobodys(self) -> str:
        """A hash that no password has: checking it takes as long as checking somebody's."""
        return self._hasher.hash(secrets.token_urlsafe(32))


def unchanged(work: UnitOfWork, known: Credentials) -> Credentials:
    """The credentials that were checked, as they are now. Raises Refused when the password is another."""
    current = work.people.credentials(known.person.name)
    if current is None or (current.person.id, current.password) != (known.person.id, known.password):
        raise _wrong()
    return current


def _wrong() -> Refused:
    return Refused(
        "this name and this password do not belong together",
        "check both, or ask your teacher for a new password",
        code="wrong_password",
    )
