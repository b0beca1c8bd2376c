"""Names, passwords and tokens: what people may choose, and what signing in gives them."""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from studyhall.domain.errors import Refused
from studyhall.domain.guessing import is_guessed_first
from studyhall.domain.people import Person, Role, sign_in_name
from studyhall.domain.text import visible_line
from studyhall.ports import UnitOfWork

LONGEST_NAME = 60
LONGEST_PASSWORD = 200
SHORTEST_PASSWORD = 8
SHORTEST_PUPILS_PASSWORD = 6
# A session ends after so long without being seen, and after so long in any case.
IDLE = timedelta(hours=12)
LASTING = timedelta(days=14)


@dataclass(frozen=True)
class SignedIn:
    """Somebody who has just signed in; `one_time` where their password is to be changed first.

    The token is the only thing that proves it later, and is nowhere else.
    """

    token: str = field(repr=False)
    person: Person
    one_time: bool = False


@dataclass(frozen=True)
class Given:
    """The name that somebody signs in with, and the password that they were given to do it once."""

    name: str
    password: str = field(repr=False)


def checked_name(name: str) -> str:
    """A name as it is shown and signed in with: one visible line. Raises Refused."""
    line = visible_line(name)
    if not sign_in_name(line):
        raise Refused("the name is empty", "type the name", code="bad_name")
    if len(line) > LONGEST_NAME:
        raise Refused(f"the name is longer than {LONGEST_NAME} characters", "shorten it", code="bad_name")
    return line


def checked_password(password: str, name: str, shortest: int = SHORTEST_PASSWORD) -> str:
    """A password that somebody may have, as it is hashed. Raises Refused."""
    chosen = typed(password)
    if len(chosen) < shortest:
        raise Refused(
            f"the password is shorter than {shortest} characters", "choose a longer one", code="bad_password"
        )
    if len(chosen) > LONGEST_PASSWORD:
        raise Refused(
            f"the password is longer than {LONGEST_PASSWORD} characters", "shorten it", code="bad_password"
        )
    if sign_in_name(chosen) == sign_in_name(name):
        raise Refused("the password is the name", "choose another one", code="bad_password")
    return chosen


def chosen_password(password: str, name: str, shortest: int = SHORTEST_PASSWORD) -> str:
    """The same for one that somebody chooses: not one that is guessed first. Raises Refused."""
    chosen = checked_password(password, name, shortest)
    if is_guessed_first(chosen):
        raise Refused("this password is guessed first", "choose one that nobody guesses", code="bad_password")
    return chosen


def shortest_password(person: Person, roles: set[Role]) -> int:
    """How short a password may be: those who see what others wrote need a longer one."""
    pupil = not person.admin and Role.TEACHER not in roles
    return SHORTEST_PUPILS_PASSWORD if pupil else SHORTEST_PASSWORD


def typed(password: str) -> str:
    """A password as it is hashed: one Unicode form, since keyboards write "ế" in several."""
    return unicodedata.normalize("NFC", password)


def open_session(work: UnitOfWork, person: Person, now: datetime, *, one_time: bool = False) -> SignedIn:
    """Sign somebody in; sessions that have ended go."""
    token = secrets.token_urlsafe(32)
    work.sessions.forget(now - IDLE, now - LASTING)
    work.sessions.open(hash_of(token), person.id, now)
    return SignedIn(token, person, one_time)


def hash_of(token: str) -> str:
    """What is stored of a token: 256 random bits need no slow hash."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
