"""Hashes of passwords, by Argon2id."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from studyhall.ports import PasswordHasher

if TYPE_CHECKING:
    from argon2 import PasswordHasher as Argon2


class Cost(NamedTuple):
    """What a hash costs: rounds, KiB of memory, and threads.

    The defaults are OWASP's Password Storage Cheat Sheet's for Argon2id: a class that signs in at once does
    not bring a small machine down.
    """

    rounds: int = 2
    kibibytes: int = 19 * 1024
    threads: int = 1


class Argon2Hasher(PasswordHasher):
    """Argon2id, with its parameters and salt in each hash."""

    def __init__(self, cost: Cost | None = None) -> None:
        self._cost = cost or Cost()

    def hash(self, password: str) -> str:
        """A new salted hash."""
        return self._argon2().hash(_bytes(password))

    def matches(self, hashed: str, password: str) -> bool:
        """Whether the password has this hash; what is no hash matches nothing."""
        from argon2.exceptions import Argon2Error

        try:
            return self._argon2().verify(hashed, _bytes(password))
        except (Argon2Error, ValueError):
            # InvalidHashError, and what is not even ASCII, are ValueErrors.
            return False

    def _argon2(self) -> Argon2:
        # Imported late: most commands check no password.
        from argon2 import PasswordHasher as Argon2

        return Argon2(*self._cost)


def _bytes(password: str) -> bytes:
    return password.encode("utf-8", "surrogatepass")
