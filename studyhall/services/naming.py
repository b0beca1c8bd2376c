"""What people are called where others see what they did, and what stands for a name that is hidden."""

from __future__ import annotations

from studyhall.ports import UnitOfWork


def names(work: UnitOfWork) -> dict[int, str]:
    """What everybody is called, by id."""
    operator = work.people.find_operator()
    return {person.id: person.name for person in (*work.people.all(), *((operator,) if operator else ()))}


def student_numbers(work: UnitOfWork, course_id: int) -> dict[int, int]:
    """A number from 1 for each who ever began a quiz of a course, by id, in the order in which they did.

    It stays somebody's own as others come: with names hidden it stands for them on every page.
    """
    begun = [attempt for quiz in work.quizzes.of(course_id) for attempt in work.attempts.of(quiz.id)]
    people = dict.fromkeys(attempt.person_id for attempt in sorted(begun, key=lambda attempt: attempt.id))
    return {person_id: number for number, person_id in enumerate(people, 1)}
