"""How often somebody may fail: counted in the database by name, by person and by address, all hashed."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import NamedTuple

from studyhall.domain.errors import Refused
from studyhall.domain.people import sign_in_name
from studyhall.ports import UnitOfWork

WINDOW = timedelta(minutes=15)
FAILURES_A_NAME = 5
# A school often has one address for everybody in it. Codes are counted apart: whoever guesses those must not
# keep a school from signing in.
FAILURES_AN_ADDRESS = 100
CODES_AN_ADDRESS = 30


class Limit(NamedTuple):
    """How many attempts of a subject may fail in the window."""

    subject: str
    most: int


def of_name(name: str) -> Limit:
    """The limit of whoever signs in with this name, whether there is anybody."""
    return Limit(_hashed(f"name:{sign_in_name(name)}"), FAILURES_A_NAME)


def of_person(person_id: int) -> Limit:
    """The limit of somebody who is signed in and tries join codes."""
    return Limit(_hashed(f"code:{person_id}"), FAILURES_A_NAME)


def of_address(address: str) -> list[Limit]:
    """The limit of an address for signing in; none where it is not known, which is no one address."""
    return [Limit(_hashed(f"address:{address}"), FAILURES_AN_ADDRESS)] if address else []


def codes_of_address(address: str) -> list[Limit]:
    """The same for join codes."""
    return [Limit(_hashed(f"codes:{address}"), CODES_AN_ADDRESS)] if address else []


def refuse_too_many(work: UnitOfWork, limits: list[Limit], now: datetime) -> None:
    """Raises Refused when one of them has been reached."""
    if any(work.sessions.failed(limit.subject, now - WINDOW) >= limit.most for limit in limits):
        minutes = int(WINDOW.total_seconds() // 60)
        raise Refused("too many attempts failed", f"wait {minutes} minutes, then try again", code="too_many")


def note(work: UnitOfWork, limits: list[Limit], now: datetime) -> None:
    """Count a failed attempt against each of them."""
    for limit in limits:
        work.sessions.fail(limit.subject, now)


def forgive(work: UnitOfWork, limit: Limit, now: datetime) -> None:
    """Forget what failed before it succeeded, and what nobody counts any more."""
    work.sessions.forgive(limit.subject, now - WINDOW)


def _hashed(subject: str) -> str:
    return hashlib.sha256(subject.encode("utf-8", "surrogatepass")).hexdigest()
