"""Accepting an answer that is also right: whose marks move by it, and moving them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from studyhall.domain.attempts import Attempt, counting
from studyhall.domain.errors import Refused
from studyhall.domain.grades import OPEN_KINDS, Grader, in_force
from studyhall.domain.questions import LONGEST_TEXT, is_empty
from studyhall.ports import AnswerGrader, Settled, UnitOfWork
from studyhall.services.grading import request_of
from studyhall.services.naming import names
from studyhall.services.owning import no_question


@dataclass(frozen=True)
class Move:
    """Whose marks go from what to what, in points; `before` is None where none counted yet.

    `by_teacher` is whether a teacher had given those before: what somebody decided is decided anew.
    """

    attempt_id: int
    number: int
    name: str
    given: str
    before: float | None
    after: float
    by_teacher: bool


@dataclass(frozen=True)
class Candidate:
    """An answer in words to the question at hand that has not all of its points; `comment` is kept."""

    attempt_id: int
    number: int
    given: str
    points: int
    name: str
    before: float | None
    by_teacher: bool
    comment: str

    @property
    def move(self) -> Move:
        """What becomes of its marks when it is right."""
        return Move(
            self.attempt_id,
            self.number,
            self.name,
            self.given,
            self.before,
            float(self.points),
            self.by_teacher,
        )


def words_of(work: UnitOfWork, attempt: Attempt, number: int) -> tuple[Settled, str]:
    """The question with this number, and what was answered to it in words.

    Raises Absent; Refused ("not_in_words", "long_answer").
    """
    settled = settled_of(work, attempt, number)
    answer = counting(work.attempts.responses(attempt.id)).get(number)
    given = answer.given if answer else None
    if settled.posed.task.kind not in OPEN_KINDS or not isinstance(given, str) or is_empty(given):
        raise Refused(
            "there are no words here that could be right", "choose another answer", code="not_in_words"
        )
    if len(given) > LONGEST_TEXT:
        raise Refused(
            f"this answer is longer than {LONGEST_TEXT:,} characters, too long to be looked for in others",
            "grade it by itself",
            code="long_answer",
        )
    return settled, given


def settled_of(work: UnitOfWork, attempt: Attempt, number: int) -> Settled:
    """The question of an attempt with this number, and what settles it. Raises Absent."""
    for settled in work.versions.settled(attempt.version_id):
        if settled.posed.number == number:
            return settled
    raise no_question()


def candidates(work: UnitOfWork, quiz_id: int, question_id: int) -> list[Candidate]:
    """The answers to a question in ended attempts at any version that have not all of its points."""
    called = names(work)
    found = []
    for attempt in work.attempts.of(quiz_id):
        posed = {one.question_id: one for one in work.versions.posed(attempt.version_id)}.get(question_id)
        if attempt.running or posed is None:
            continue
        answer = counting(work.attempts.responses(attempt.id)).get(posed.number)
        grades = [one for one in work.grades.of(attempt.id) if one.given.number == posed.number]
        counts = in_force(grades).get(posed.number)
        share = counts.given.share if counts else None
        if answer and isinstance(answer.given, str) and answer.given and share != 1:
            found.append(
                Candidate(
                    attempt_id=attempt.id,
                    number=posed.number,
                    given=answer.given,
                    points=posed.points,
                    name=called.get(attempt.person_id, ""),
                    before=None if share is None else share * posed.points,
                    by_teacher=counts is not None and counts.given.by is Grader.TEACHER,
                    comment=grades[-1].given.comment if grades else "",
                )
            )
    return found


def saying(grader: AnswerGrader, settled: Settled, text: str, among: Iterable[str]) -> set[str]:
    """Which of these answers say the same as `text`, as rules see it."""
    # What the source says was right before; here it is only whether two answers say the same.
    request = request_of(settled, text)._replace(references=(text,), rubric="", evidence="")
    return {
        given for given in set(among) if given == text or grader.grade(request._replace(given=given)).same
    }
