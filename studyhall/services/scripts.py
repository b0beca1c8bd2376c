"""Pupils' answers as teachers see them: with the question, what settles it, and every grade there was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from studyhall.domain.attempts import Attempt, counting
from studyhall.domain.conversation import KeptCitation
from studyhall.domain.grades import OPEN_KINDS, Grade, Grader, in_force, proposed
from studyhall.domain.questions import Given
from studyhall.domain.tasks import Task
from studyhall.ports import Settled, UnitOfWork
from studyhall.services.citing import kept
from studyhall.services.naming import names, student_numbers
from studyhall.services.owning import version_of


@dataclass(frozen=True)
class Judged:
    """A grade as teachers see it. `name` is the teacher's who gave it or commented on it.

    `engine` proposed it, and `share` of the points is None for "needs a teacher". `comment` is for the pupil,
    `reason` for teachers.
    """

    at: datetime
    by: Grader
    name: str
    engine: str
    share: float | None
    released: bool
    confidence: float | None = None
    comment: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Script:
    """An answer on a teacher's desk, with what settles its question.

    `given` and `key` are of the options as they are stored. `student` numbers the pupils of a course, always
    the same; where names are hidden `name` is empty. `history` are all its grades, oldest first; `proposal`
    is the one that waits for a teacher, `in_force` the one that counts.
    """

    attempt_id: int
    number: int
    quiz_id: int
    title: str
    question_id: int
    task: Task
    language: str
    points: int
    key: Given
    accepted: tuple[str, ...]
    rubric: str
    explanation: str
    evidence: KeptCitation
    given: Given | None
    ended_at: datetime
    student: int
    name: str
    history: tuple[Judged, ...]
    proposal: Judged | None
    in_force: Judged | None

    @property
    def in_words(self) -> bool:
        """Whether it answers a question that asks for words."""
        return self.task.kind in OPEN_KINDS


class Scripts:
    """Reads the answers of ended attempts in one course; what several share is read once."""

    def __init__(self, work: UnitOfWork, course_id: int, *, names_hidden: bool) -> None:
        self._work = work
        self._names = names(work)
        self._numbers = student_numbers(work, course_id)
        self._names_hidden = names_hidden
        self._settled: dict[int, list[Settled]] = {}
        self._evidence: dict[int, KeptCitation] = {}

    def of(self, attempt: Attempt, grades: Sequence[Grade]) -> Iterator[Script]:
        """All answers of an attempt that has ended, in its version's order; `grades` are the attempt's."""
        if attempt.ended_at is None:
            return
        title = version_of(self._work, attempt).title
        answers = counting(self._work.attempts.responses(attempt.id))
        waiting, counts = proposed(grades), in_force(grades)
        for settled in self._settled_of(attempt.version_id):
            posed, solution = settled
            number = posed.number
            yield Script(
                attempt_id=attempt.id,
                number=number,
                quiz_id=attempt.quiz_id,
                title=title,
                question_id=posed.question_id,
                task=posed.task,
                language=posed.language,
                points=posed.points,
                key=solution.key,
                accepted=solution.accepted,
                rubric=solution.rubric,
                explanation=solution.explanation,
                evidence=self._evidence_of(settled),
                given=answers[number].given if number in answers else None,
                ended_at=attempt.ended_at,
                student=self._numbers[attempt.person_id],
                name="" if self._names_hidden else self._names.get(attempt.person_id, ""),
                history=tuple(self._judged(one) for one in grades if one.given.number == number),
                proposal=self._judged(waiting[number]) if number in waiting else None,
                in_force=self._judged(counts[number]) if number in counts else None,
            )

    def _settled_of(self, version_id: int) -> list[Settled]:
        if version_id not in self._settled:
            self._settled[version_id] = self._work.versions.settled(version_id)
        return self._settled[version_id]

    def _evidence_of(self, settled: Settled) -> KeptCitation:
        question = settled.posed.question_id
        if question not in self._evidence:
            self._evidence[question] = kept(self._work, settled.solution.evidence)
        return self._evidence[question]

    def _judged(self, grade: Grade) -> Judged:
        given = grade.given
        return Judged(
            at=grade.at,
            by=given.by,
            name=self._names.get(given.person_id, "") if given.person_id is not None else "",
            engine=given.engine,
            share=given.share,
            released=given.released,
            confidence=given.confidence,
            comment=given.comment,
            reason=given.reason,
        )
