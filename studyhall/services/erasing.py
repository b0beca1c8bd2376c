"""Erasing people: with all that is theirs, so that nothing of it can be read anywhere in the data folder."""

from __future__ import annotations

import logging
from datetime import datetime

from studyhall.domain.errors import Absent, Refused, StorageFailure
from studyhall.domain.people import Person, sign_in_name
from studyhall.ports import PasswordHasher, Storage, UnitOfWork
from studyhall.services.classes import whole_pupil
from studyhall.services.policies import allowed
from studyhall.services.throttling import of_name, of_person
from studyhall.services.verifying import Verifying, unchanged

_log = logging.getLogger(__name__)


class Erasing:
    """Removes people for good. What they added to a course is the course's, and stays without their name."""

    def __init__(self, storage: Storage, hasher: PasswordHasher) -> None:
        self._storage = storage
        self._verifying = Verifying(storage, hasher)

    def erase(self, actor: int, person_id: int, name: str) -> None:
        """Erase anybody; for admins. `name` is theirs, typed once more, so that nobody else is erased.

        Raises Absent, Refused: "wrong_name", "last_admin".
        """
        with self._storage.begin(write=True) as work:
            allowed(work, actor, "erase anybody")
            _erase(work, _confirmed(work.people.get(person_id), name))
            work.commit()
        self._done(person_id)

    def erase_pupil(self, actor: int, course_id: int, person_id: int, name: str) -> None:
        """Erase a pupil of the course, all of whose courses the actor teaches; `name` as for `erase`.

        Raises NotAllowed, also with "shared_pupil", and Refused: "wrong_name".
        """
        with self._storage.begin(write=True) as work:
            teacher = allowed(work, actor, "erase a pupil", course_id)
            _erase(work, _confirmed(whole_pupil(work, teacher, course_id, person_id), name))
            work.commit()
        self._done(person_id)

    def erase_oneself(self, actor: int, password: str, address: str, now: datetime) -> None:
        """Erase the actor, who types their password once more.

        Raises Refused: "wrong_password", "too_many", "last_admin", and for somebody without a password.
        """
        with self._storage.begin() as work:
            person = allowed(work, actor, "erase oneself")
            known = work.people.credentials(person.name)
        if known is None or known.person.id != actor:
            raise Refused(
                "nobody signs in with a password as this person",
                "have whoever runs Study Hall here erase them",
                code="no_password",
            )
        checked = self._verifying.checked(person.name, password, address, now)
        with self._storage.begin(write=True) as work:
            _erase(work, unchanged(work, checked).person)
            work.commit()
        self._done(actor)

    def _done(self, person_id: int) -> None:
        _log.info("person %d is erased", person_id)
        try:
            scrubbed = self._storage.scrub()
        except StorageFailure:
            scrubbed = False
        if not scrubbed:
            # They are gone all the same; the worker scrubs at its next turn.
            _log.warning("the database is not scrubbed yet")


def _confirmed(person: Person | None, name: str) -> Person:
    """The person, whose name was typed. Raises Absent, Refused."""
    if person is None or person.operator:
        raise Absent("there is no such person", "see who is there", code="no_person")
    if sign_in_name(name) != sign_in_name(person.name):
        raise Refused(
            "this is not their name", "type it as it stands there, to erase nobody else", code="wrong_name"
        )
    return person


def _erase(work: UnitOfWork, person: Person) -> None:
    """Remove somebody with all that is theirs, and that their name failed to sign in."""
    admins = [one for one in work.people.all() if one.admin]
    if admins == [person]:
        raise Refused(
            "nobody would be left to run Study Hall",
            "make somebody else an admin first",
            code="last_admin",
        )
    for limit in (of_name(person.name), of_person(person.id)):
        work.sessions.forgive(limit.subject)
    work.people.remove(person.id)
    work.leave_no_trace()
