"""What is somebody's own, as values that JSON can hold: only theirs, and only what they may see now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from studyhall.domain.attempts import Attempt
from studyhall.domain.conversation import Conversation, Exchange
from studyhall.domain.people import Person
from studyhall.ports import UnitOfWork
from studyhall.services.laying import order_of, placed
from studyhall.services.naming import names
from studyhall.services.offering import published
from studyhall.services.owning import version_of
from studyhall.services.results import result_of
from studyhall.services.sheets import Result
from studyhall.services.showing import laid


@dataclass(frozen=True)
class Talk:
    """A conversation with what is in it, as its owner has it, and the course it was had in."""

    course: str
    conversation: Conversation
    exchanges: tuple[Exchange, ...]


@dataclass(frozen=True)
class Tried:
    """What an attempt came to, as its pupil may know it now, and the course of its quiz."""

    course: str
    attempt: Attempt
    result: Result


@dataclass(frozen=True)
class Belongings:
    """All that is somebody's: conversations and attempts, and beside them what there is of the account."""

    person: Person
    talks: tuple[Talk, ...]
    tried: tuple[Tried, ...]
    values: Mapping[str, Any]


def belongings_of(work: UnitOfWork, person: Person, now: datetime) -> Belongings:
    """Everything of a person, in courses that they were taken out of too."""
    every = work.courses.all()
    talks = tuple(
        Talk(course.title, held, tuple(one.for_asker for one in work.exchanges.of(held.id)))
        for course in every
        for held in work.conversations.of(course.id, person.id)
    )
    tried = tuple(
        Tried(course.title, attempt, result_of(work, attempt, now, own=True))
        for course in every
        for quiz in work.quizzes.of(course.id)
        for attempt in work.attempts.of(quiz.id, person.id)
    )
    values = {
        "made_at": now,
        "account": {"name": person.name, "language": person.language, "admin": person.admin},
        "courses": _memberships(work, person),
        "sessions": [{"signed_in_at": began, "seen_at": seen} for began, seen in work.sessions.of(person.id)],
        "conversations": _talks(work, talks),
        "attempts": [_tried(work, one) for one in tried],
        "quizzes_begun": [
            {"course": course.title, "title": version.title, "attempts": begun}
            for course in every
            for quiz, version in published(work, course.id)
            if (begun := work.attempts.begun(quiz.id, person.id))
        ],
    }
    return Belongings(person, talks, tried, plainly(values))


def _memberships(work: UnitOfWork, person: Person) -> list[dict[str, Any]]:
    return [
        {"title": course.title, "role": role, "joined_at": member.joined_at}
        for course, role in work.memberships.courses(person.id)
        for member in work.memberships.members(course.id)
        if member.person.id == person.id
    ]


def _talks(work: UnitOfWork, talks: tuple[Talk, ...]) -> list[dict[str, Any]]:
    called = names(work) if talks else {}
    return [
        {
            "course": talk.course,
            "title": talk.conversation.title,
            "created_at": talk.conversation.created_at,
            "used_at": talk.conversation.used_at,
            "readings": [
                {"by": called[reader], "at": at}
                for reader, at in work.conversations.readings(talk.conversation.id)
            ],
            "exchanges": [_exchange(one) for one in talk.exchanges],
        }
        for talk in talks
    ]


def _exchange(exchange: Exchange) -> dict[str, Any]:
    review = exchange.review
    return {
        "question": exchange.question,
        "asked_at": exchange.asked_at,
        "answer": exchange.answer and vars(exchange.answer),
        "mark": exchange.mark and vars(exchange.mark),
        "review": review
        and {
            "opinion": review.opinion,
            "correction": review.correction,
            "by": review.reviewer,
            "at": review.at,
        },
    }


def _tried(work: UnitOfWork, tried: Tried) -> dict[str, Any]:
    """An attempt; its questions only while it runs or once feedback is due, its answers always."""
    attempt, version = tried.attempt, version_of(work, tried.attempt)
    # What was posed says nothing of what is right.
    posed = {one.number: one for one in work.versions.posed(attempt.version_id)}
    shown = laid(work, attempt, version.rules) if attempt.running else tried.result.questions
    answers = [
        {
            "question": one.number,
            "given": placed(
                posed[one.number].task,
                one.given,
                order_of(posed[one.number], version.rules, attempt.seed),
            ),
            "at": one.at,
            "final": one.final,
        }
        for one in work.attempts.responses(attempt.id)
    ]
    told = {name: value for name, value in vars(tried.result).items() if name not in _OURS}
    return {"course": tried.course} | told | {"questions": [vars(one) for one in shown], "answers": answers}


_OURS = {"attempt_id", "quiz_id", "name", "questions"}
"""What of a result says nothing of its pupil, or says it once more."""


def plainly(value: Any) -> Any:
    """The same in what JSON has: moments in ISO 8601, in UTC; values of ours by their fields."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {str(key): plainly(held) for key, held in value.items()}
    if isinstance(value, list | tuple):
        return [plainly(held) for held in value]
    return plainly(vars(value)) if hasattr(value, "__dataclass_fields__") else value
