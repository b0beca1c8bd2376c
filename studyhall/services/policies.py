"""Who may do what: one line an act, checked by every service before it does anything."""

from __future__ import annotations

from studyhall.domain.errors import NotAllowed
from studyhall.domain.people import Person, Role
from studyhall.ports import UnitOfWork

_EVERYONE = frozenset(Role)
_TEACHING = frozenset({Role.TEACHER, Role.ADMIN})
_RUNNING = frozenset({Role.ADMIN})

POLICIES: dict[str, frozenset[Role]] = {
    "make a course": _TEACHING,
    "list courses": _EVERYONE,
    "add a source": _TEACHING,
    "remove a source": _TEACHING,
    "list sources": _EVERYONE,
    "read a source": _EVERYONE,
    "ask": _EVERYONE,
    "read own questions": _EVERYONE,
    "check the data": _RUNNING,
    "repair the data": _RUNNING,
}


def allowed(work: UnitOfWork, actor: int, act: str) -> Person:
    """The person with id `actor`, as the database has them now.

    Raises NotAllowed when there is no such person or they may not do the act.
    """
    person = work.people.get(actor)
    if person is None or person.role not in POLICIES[act]:
        raise NotAllowed("you may not do this", "ask a teacher of the course")
    return person
