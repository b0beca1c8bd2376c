"""Codes and first passwords that are read aloud and typed: of characters that nobody takes for others."""

from __future__ import annotations

import secrets
import unicodedata

# Without 0 and O, 1, I and L.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
JOIN_CODE_LENGTH = 8
_GROUP = 4


def new_join_code() -> str:
    """A code drawn at random, as it is stored: 40 bits that nobody guesses."""
    return _drawn(JOIN_CODE_LENGTH)


def shown_join_code(code: str) -> str:
    """A stored code as people read it: "XXXX-XXXX"."""
    return "-".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP))


def typed_join_code(typed: str) -> str:
    """What somebody typed, as codes are stored: case, spaces and hyphens do not matter."""
    return "".join(c for c in unicodedata.normalize("NFKC", typed).upper() if c.isalnum())


def new_password() -> str:
    """A one-time password that is easy to type: three groups of three small characters."""
    return "-".join(_drawn(3).lower() for _ in range(3))


def _drawn(length: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(length))
