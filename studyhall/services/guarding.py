"""What the chat keeps from a pupil who has a quiz open, until they have submitted it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from studyhall.domain.attempts import Attempt
from studyhall.domain.courses import Course
from studyhall.domain.documents import Passage
from studyhall.domain.evidence import Answer, Citation, Reason, Status
from studyhall.domain.language import language_of
from studyhall.domain.nearness import Secret, Weigh, near, rarity, tells, terms_of
from studyhall.domain.people import Person, Role
from studyhall.domain.questions import Solution
from studyhall.domain.tasks import Kind, options_of
from studyhall.domain.wording import say
from studyhall.ports import Engine, Settled, UnitOfWork
from studyhall.services.retrieval import LIMIT, Hidden, Retrieval

_QUOTED = 4  # words; fewer may stand anywhere


@dataclass(frozen=True)
class Guard:
    """What is asked in quizzes that somebody has open; `passages` are the ids of what proves it."""

    secrets: tuple[Secret, ...]
    passages: frozenset[int]


class Guarding:
    """Keeps what a guard is for out of the chat, by what the course's passages tell apart."""

    def __init__(self, retrieval: Retrieval) -> None:
        self._retrieval = retrieval

    def declines(self, course: Course, question: str, guard: Guard) -> bool:
        """Whether a question of the chat comes near one of a quiz."""
        weigh = self._weigh(course, question, guard)
        return any(near(question, secret, weigh) for secret in guard.secrets)

    def hidden(self, course: Course, question: str, guard: Guard) -> Hidden:
        """The passages that must not be found: what proves an answer, and what tells one in other words."""
        weigh = self._weigh(course, question, guard)

        def hides(passage: Passage) -> bool:
            return passage.id in guard.passages or any(
                _quotes(passage, secret) or tells(passage.text, secret, weigh) for secret in guard.secrets
            )

        return Hidden(hides, len(guard.passages) + LIMIT)

    def _weigh(self, course: Course, question: str, guard: Guard) -> Weigh:
        terms = terms_of(guard.secrets, question)
        return rarity(*self._retrieval.frequencies(course, terms))


def guard_of(work: UnitOfWork, person: Person, now: datetime) -> Guard | None:
    """What is to be kept from somebody who asks now, in any course: others may have the same sources.

    None from who teaches the course of the quiz, and with no quiz open.
    """
    running = [one for one in work.attempts.running(person.id) if _is_pupils(work, person, one, now)]
    settled = [one for attempt in running for one in work.versions.settled(attempt.version_id)]
    if not settled:
        return None
    proving = frozenset(_proving(work, [one.solution.evidence for one in settled]))
    return Guard(tuple(secret for one in settled for secret in _secrets(one)), proving)


def _is_pupils(work: UnitOfWork, person: Person, attempt: Attempt, now: datetime) -> bool:
    role = work.memberships.role(attempt.course_id, person.id)
    return role is Role.STUDENT and not person.admin and not attempt.overdue(now)


def declined(question: str, engine: Engine) -> Answer:
    """What is said to a question that comes near a quiz which whoever asks has open."""
    language = language_of(question)
    text = say(language, "You have a quiz open; ask again after you have submitted it.")
    return Answer(text, Status.NOT_FOUND, language, engine.name, reason=Reason.QUIZ_OPEN)


def _secrets(settled: Settled) -> Iterator[Secret]:
    """What is not to be told of a question: of things to be put in order, each of them."""
    task, solution = settled.posed.task, settled.solution
    quote, options = solution.evidence.quote, options_of(task)
    if task.kind is Kind.ORDER:
        yield from (Secret(option, (), quote, options) for option in options)
    else:
        yield Secret(task.prompt, _right(options, solution), quote, options)


def _right(options: Sequence[str], solution: Solution) -> tuple[str, ...]:
    """The right answers in words; none of what is true or false."""
    key = solution.key
    if isinstance(key, str):
        return (key, *solution.accepted)
    if isinstance(key, bool):
        return ()
    return tuple(options[index] for index in (key if isinstance(key, tuple) else (key,)))


def _quotes(passage: Passage, secret: Secret) -> bool:
    """Whether what proves an answer stands in a passage of whatever source."""
    return len(secret.quote.split()) >= _QUOTED and secret.quote in passage.text


def _proving(work: UnitOfWork, evidence: Sequence[Citation]) -> Iterator[int]:
    """The ids of the passages that share words with the evidence, also in a source replaced since."""
    for document_id in {citation.document_id for citation in evidence}:
        cited = [citation for citation in evidence if citation.document_id == document_id]
        for passage in work.passages.of(document_id):
            if any(_shares(passage, citation) for citation in cited):
                yield passage.id


def _shares(passage: Passage, citation: Citation) -> bool:
    if passage.version == citation.version:
        return passage.start < citation.end and citation.start < passage.end
    return citation.quote in passage.text
