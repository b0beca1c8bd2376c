"""What came of quizzes: for a pupil their own attempt, for teachers a whole class."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from studyhall.domain.attempts import Attempt, Ending, counting
from studyhall.domain.grades import Grade, by_attempt, in_force, scored
from studyhall.domain.people import Role
from studyhall.domain.questions import is_empty
from studyhall.domain.quizzes import Posed, Quiz
from studyhall.domain.tasks import Kind
from studyhall.domain.tokens import fold
from studyhall.ports import Storage, UnitOfWork
from studyhall.services.naming import names
from studyhall.services.offering import score_of
from studyhall.services.outcomes import due_from
from studyhall.services.owning import own_attempt, own_quiz, reviewed_attempt, version_of
from studyhall.services.policies import allowed
from studyhall.services.sheets import Result
from studyhall.services.showing import laid

_Grades = Mapping[int, Sequence[Grade]]


@dataclass(frozen=True)
class Row:
    """A pupil's attempt in the table of a quiz; one who has not begun has no `attempt_id`.

    `score` is of `points`, and without the answers that wait for a grade, which `waiting` counts.
    """

    person_id: int
    name: str
    attempt_id: int | None = None
    number: int = 0
    started_at: datetime | None = None
    ended_at: datetime | None = None
    ending: Ending | None = None
    answered: int = 0
    score: float | None = None
    points: int = 0
    waiting: int = 0


@dataclass(frozen=True)
class Figures:
    """How a question did. `number` is its place in the newest version that has it.

    `facility` in 0..1 is the mean share of its points over the `graded` answers of ended attempts (the
    facility index of classical test theory); None while none is graded.
    """

    question_id: int
    number: int
    kind: Kind
    prompt: str
    points: int
    graded: int
    facility: float | None


@dataclass(frozen=True)
class ClassResults:
    """The table of a quiz: pupils by name, then attempt; and its questions in order."""

    quiz_id: int
    title: str
    rows: tuple[Row, ...]
    questions: tuple[Figures, ...]


class Results:
    """Tells what came of attempts, once it may be told."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def result(self, actor: int, attempt_id: int, now: datetime) -> Result:
        """The result of the actor's own attempt, or for a teacher of anybody's, who need not wait for it.

        Raises Absent.
        """
        with self._storage.begin() as work:
            attempt = work.attempts.get(attempt_id)
            own = attempt is not None and attempt.person_id == actor
            found = (own_attempt if own else reviewed_attempt)(work, actor, attempt_id)
            return result_of(work, found, now, own=own)

    def results(self, actor: int, quiz_id: int) -> ClassResults:
        """Everybody's attempts at a quiz and how its questions did, for its teachers. Raises Absent."""
        with self._storage.begin() as work:
            quiz = own_quiz(work, actor, quiz_id)
            allowed(work, actor, "see results", quiz.course_id)
            # The newest version first: a question is told as it is there.
            posed = {version.id: work.versions.posed(version.id) for version in work.versions.of(quiz_id)}
            grades = by_attempt(work.grades.of_quiz(quiz_id))
            attempts = work.attempts.of(quiz_id)
            return ClassResults(
                quiz_id,
                quiz.title,
                tuple(_rows(work, quiz, attempts, posed, grades)),
                tuple(_figures(attempts, posed, grades)),
            )


def result_of(work: UnitOfWork, attempt: Attempt, now: datetime, *, own: bool) -> Result:
    """The result of an attempt; its `own` pupil has to wait until feedback is due."""
    version = version_of(work, attempt)
    due_at = due_from(work, attempt, version.rules)
    due = due_at is not None and (now >= due_at or not own)
    score = score_of(work, attempt) if due else None
    person = work.people.get(attempt.person_id)
    return Result(
        attempt_id=attempt.id,
        quiz_id=attempt.quiz_id,
        title=version.title,
        number=attempt.number,
        name=person.name if person else "",
        started_at=attempt.started_at,
        ended_at=attempt.ended_at,
        ending=attempt.ending,
        due=due,
        due_at=due_at,
        score=score.earned if score else None,
        points=score.points if score else 0,
        waiting=score.waiting if score else 0,
        questions=laid(work, attempt, version.rules, due=True) if due else (),
    )


def _rows(
    work: UnitOfWork,
    quiz: Quiz,
    attempts: Sequence[Attempt],
    posed: Mapping[int, Sequence[Posed]],
    by: _Grades,
) -> list[Row]:
    """A row for each attempt, and for each pupil of the class who has not begun."""
    called, begun = names(work), {attempt.person_id for attempt in attempts}
    rows = [
        _row(
            work,
            attempt,
            called.get(attempt.person_id, ""),
            posed[attempt.version_id],
            by.get(attempt.id, []),
        )
        for attempt in attempts
    ]
    rows += [
        Row(one.person.id, one.person.name)
        for one in work.memberships.members(quiz.course_id)
        if one.role is Role.STUDENT and one.person.id not in begun
    ]
    return sorted(rows, key=lambda row: (fold(row.name), row.person_id, row.number))


def _row(
    work: UnitOfWork, attempt: Attempt, name: str, posed: Sequence[Posed], grades: Sequence[Grade]
) -> Row:
    score = scored({one.number: one.points for one in posed}, grades)
    answers = counting(work.attempts.responses(attempt.id)).values()
    return Row(
        person_id=attempt.person_id,
        name=name,
        attempt_id=attempt.id,
        number=attempt.number,
        started_at=attempt.started_at,
        ended_at=attempt.ended_at,
        ending=attempt.ending,
        answered=sum(not is_empty(answer.given) for answer in answers),
        score=None if attempt.running else score.earned,
        points=score.points,
        waiting=0 if attempt.running else score.waiting,
    )


def _figures(attempts: Sequence[Attempt], posed: Mapping[int, Sequence[Posed]], by: _Grades) -> list[Figures]:
    """How each question of any version did, those of the newest version first; its words are that one's."""
    shares: dict[int, list[float]] = {}
    for attempt in attempts:
        counts = {} if attempt.running else in_force(by.get(attempt.id, []))
        for one in posed[attempt.version_id]:
            share = counts[one.number].given.share if one.number in counts else None
            if share is not None:
                shares.setdefault(one.question_id, []).append(share)
    newest: dict[int, Posed] = {}
    for questions in posed.values():
        for one in questions:
            newest.setdefault(one.question_id, one)
    return [_figure(one, shares.get(one.question_id, [])) for one in newest.values()]


def _figure(posed: Posed, shares: Sequence[float]) -> Figures:
    return Figures(
        question_id=posed.question_id,
        number=posed.number,
        kind=posed.task.kind,
        prompt=posed.task.prompt,
        points=posed.points,
        graded=len(shares),
        facility=sum(shares) / len(shares) if shares else None,
    )
