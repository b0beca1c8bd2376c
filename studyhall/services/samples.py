"""Sample people: a teacher and two students to look around as, without a password."""

from __future__ import annotations

from datetime import datetime

from studyhall.domain.people import NewPerson, Person, Role
from studyhall.ports import UnitOfWork

SAMPLES = (("Robin Hill", Role.TEACHER), ("An Le", Role.STUDENT), ("Sam Rivers", Role.STUDENT))


def make_samples(work: UnitOfWork, now: datetime) -> list[Person]:
    """The sample people, made when they are not there, as members of every course."""
    there = {person.name: person for person in work.people.all() if person.sample}
    people = []
    for name, role in SAMPLES:
        person = there.get(name) or work.people.add(NewPerson(name, sample=True), now)
        for course in work.courses.all():
            if work.memberships.role(course.id, person.id) is None:
                work.memberships.put(course.id, person.id, role, now)
        people.append(person)
    return people


def remove_samples(work: UnitOfWork) -> int:
    """Remove them with everything that is theirs; gives how many there were."""
    samples = [person for person in work.people.all() if person.sample]
    for person in samples:
        work.people.remove(person.id)
    return len(samples)
