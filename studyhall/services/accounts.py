"""Who is acting: the first teacher, signing in and out, joining a class, and one's own account."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from studyhall.domain.courses import Course
from studyhall.domain.errors import Absent, Refused
from studyhall.domain.people import Credentials, NewPerson, Person, Role
from studyhall.domain.wording import LANGUAGES
from studyhall.ports import PasswordHasher, Storage, UnitOfWork
from studyhall.services.courses import teach
from studyhall.services.credentials import (
    IDLE,
    LASTING,
    SHORTEST_PUPILS_PASSWORD,
    SignedIn,
    checked_name,
    chosen_password,
    hash_of,
    open_session,
    shortest_password,
    typed,
)
from studyhall.services.joining import opened_by, refuse_wrong_code
from studyhall.services.policies import allowed, own_roles
from studyhall.services.samples import make_samples, remove_samples
from studyhall.services.throttling import codes_of_address, forgive, of_name, of_person
from studyhall.services.verifying import Verifying, unchanged

# A session's time is not written at every click.
SEEN_AGAIN = timedelta(minutes=1)


class Arrival(NamedTuple):
    """Somebody who is signed in; `one_time` while they have to change the password they were given."""

    person: Person
    one_time: bool
    courses: list[tuple[Course, Role]]


class Accounts:
    """The people of this data folder. No password is hashed while a transaction is open."""

    def __init__(self, storage: Storage, hasher: PasswordHasher) -> None:
        self._storage = storage
        self._hasher = hasher
        self._verifying = Verifying(storage, hasher)

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

    def unclaimed(self) -> bool:
        """Whether there is nobody yet who can sign in: only sample people, or none."""
        with self._storage.begin() as work:
            return all(person.sample for person in work.people.all())

    def set_up(self, name: str, password: str, now: datetime) -> SignedIn:
        """Make the first teacher: an admin who teaches every course there is. Sample people go.

        Raises Refused (code "already_set_up") when somebody can sign in already.
        """
        with self._storage.begin() as work:
            _refuse_set_up(work)
        name = checked_name(name)
        hashed = self._hasher.hash(chosen_password(password, name))
        with self._storage.begin(write=True) as work:
            _refuse_set_up(work)
            # Nobody gets in without a password from now on.
            remove_samples(work)
            person = work.people.add(NewPerson(name, hashed, admin=True), now)
            for course in work.courses.all():
                teach(work, person, course, now)
            signed_in = open_session(work, person, now)
            work.commit()
            return signed_in

    def look_around(self, now: datetime, actor: int | None = None) -> list[Person]:
        """The sample people, a teacher and two students, in every course; made when they are not there.

        Anyone may while nobody can sign in; later only who manages people. Raises Refused, NotAllowed.
        """
        with self._storage.begin(write=True) as work:
            if actor is None:
                _refuse_set_up(work)
            else:
                allowed(work, actor, "manage people")
            people = make_samples(work, now)
            work.commit()
            return people

    def remove_samples(self, actor: int) -> int:
        """Remove the sample people with everything that is theirs; gives how many there were."""
        with self._storage.begin(write=True) as work:
            allowed(work, actor, "manage people")
            count = remove_samples(work)
            work.commit()
            return count

    def sign_in(self, name: str, password: str, address: str, now: datetime) -> SignedIn:
        """Sign in with a name and a password.

        Raises Refused: "wrong_password", told the same for a name that nobody has, and "too_many".
        """
        known = self._verifying.checked(name, password, address, now)
        with self._storage.begin(write=True) as work:
            current = unchanged(work, known)
            forgive(work, of_name(name), now)
            signed_in = open_session(work, current.person, now, one_time=current.one_time)
            work.commit()
            return signed_in

    def sign_in_as_sample(self, person_id: int, now: datetime) -> SignedIn:
        """Look around as one of the sample people. Raises Absent for anybody else."""
        with self._storage.begin(write=True) as work:
            person = work.people.get(person_id)
            if person is None or not person.sample:
                raise Absent(
                    "there is no such sample person", "sign in with your name and password", code="no_sample"
                )
            signed_in = open_session(work, person, now)
            work.commit()
            return signed_in

    def join(self, code: str, name: str, password: str, address: str, now: datetime) -> SignedIn:
        """Join a class as a new pupil. Raises Refused: "wrong_code", "too_many", "name_taken" and others."""
        refuse_wrong_code(self._storage, code, codes_of_address(address), now)
        name = checked_name(name)
        hashed = self._hasher.hash(chosen_password(password, name, SHORTEST_PUPILS_PASSWORD))
        with self._storage.begin(write=True) as work:
            # It may have been closed meanwhile.
            course = opened_by(work, code)
            person = work.people.add(NewPerson(name, hashed), now)
            work.memberships.put(course.id, person.id, Role.STUDENT, now)
            signed_in = open_session(work, person, now)
            work.commit()
            return signed_in

    def join_signed_in(self, actor: int, code: str, address: str, now: datetime) -> Course:
        """Join another class; whoever is in it already stays what they are. Raises Refused."""
        with self._storage.begin() as work:
            allowed(work, actor, "change own account")
        refuse_wrong_code(self._storage, code, [of_person(actor), *codes_of_address(address)], now)
        with self._storage.begin(write=True) as work:
            allowed(work, actor, "change own account")
            course = opened_by(work, code)
            if work.memberships.role(course.id, actor) is None:
                work.memberships.put(course.id, actor, Role.STUDENT, now)
            forgive(work, of_person(actor), now)
            work.commit()
            return course

    def who(self, token: str, now: datetime) -> Person | None:
        """Who signed in with this token; None when nobody did, or the session has ended."""
        arrival = self.arrive(token, now)
        return arrival.person if arrival else None

    def arrive(self, token: str, now: datetime) -> Arrival | None:
        """Who signed in with this token, and what a page has to know of them, found at once."""
        hashed = hash_of(token)
        with self._storage.begin() as work:
            session = work.sessions.find(hashed)
            if session is None or now - session.seen_at > IDLE or now - session.created_at > LASTING:
                return None
            arrival = Arrival(session.person, session.one_time, own_roles(work, session.person))
        if now - session.seen_at >= SEEN_AGAIN:
            with self._storage.begin(write=True) as work:
                work.sessions.touch(hashed, now)
                work.commit()
        return arrival

    def sign_out(self, token: str) -> None:
        """End the session of a token."""
        with self._storage.begin(write=True) as work:
            work.sessions.close(hash_of(token))
            work.commit()

    def sign_out_everywhere(self, actor: int) -> None:
        """End every session of the actor."""
        with self._storage.begin(write=True) as work:
            allowed(work, actor, "change own account")
            work.sessions.close_all(actor)
            work.commit()

    def change_password(self, actor: int, old: str, new: str, now: datetime) -> SignedIn:
        """Change the actor's password and end all their sessions but a new one. Raises Refused."""
        with self._storage.begin() as work:
            person = allowed(work, actor, "change own account")
            if _own(work, person) is None:
                raise Refused(
                    "nobody signs in with a password as this person",
                    "sign in as yourself",
                    code="no_password",
                )
            roles = {role for _, role in work.memberships.courses(actor)}
        chosen = chosen_password(new, person.name, shortest_password(person, roles))
        if chosen == typed(old):
            raise Refused("the new password is the old one", "choose another one", code="same_password")
        known = self._verifying.checked(person.name, old, "", now)
        hashed = self._hasher.hash(chosen)
        with self._storage.begin(write=True) as work:
            unchanged(work, known)
            work.people.set_password(actor, hashed, one_time=False)
            work.sessions.close_all(actor)
            forgive(work, of_name(person.name), now)
            signed_in = open_session(work, person, now)
            work.commit()
            return signed_in

    def set_language(self, actor: int, language: str) -> None:
        """Remember what the actor reads the pages in; empty for the browser's language."""
        with self._storage.begin(write=True) as work:
            allowed(work, actor, "change own account")
            if language and language not in LANGUAGES:
                raise Refused(
                    f"the pages are not there in {language!r}",
                    f"choose one of these: {', '.join(LANGUAGES)}",
                    code="no_language",
                )
            work.people.set_language(actor, language)
            work.commit()


def _own(work: UnitOfWork, person: Person) -> Credentials | None:
    """What the sign-in of this person is checked against; None for one without a password."""
    known = work.people.credentials(person.name)
    return known if known is not None and known.person.id == person.id else None


def _refuse_set_up(work: UnitOfWork) -> None:
    if any(not person.sample for person in work.people.all()):
        raise Refused(
            "Study Hall is set up already", "sign in, or ask your teacher for a code", code="already_set_up"
        )
