"""Reviewing what pupils answered: a teacher looks, accepts or changes a grade, and says why; all is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from studyhall.domain.attempts import Attempt
from studyhall.domain.courses import Course
from studyhall.domain.errors import Refused
from studyhall.domain.grades import (
    LONGEST_COMMENT,
    Grade,
    Grader,
    NewGrade,
    by_attempt,
    check_share,
    proposed,
)
from studyhall.domain.text import visible_line
from studyhall.ports import Engine, Settled, Storage, UnitOfWork
from studyhall.services.owning import reviewed_attempt
from studyhall.services.policies import allowed
from studyhall.services.regrading import Candidate, Move, candidates, saying, settled_of, words_of
from studyhall.services.scripts import Script, Scripts

ALSO_RIGHT = "also right"
"""Why marks move when an answer is accepted besides the others."""


class Sorting(StrEnum):
    """What stands together on the desk."""

    QUESTION = "question"
    STUDENT = "student"


class Reviewing:
    """The teacher's desk."""

    def __init__(self, storage: Storage, offline: Engine) -> None:
        """The `offline` engine tells whether an answer is another in other words."""
        self._storage = storage
        self._offline = offline

    def waiting(self, actor: int, course: Course) -> int:
        """How many answers wait for a teacher in a course."""
        with self._storage.begin() as work:
            allowed(work, actor, "review answers", course.id)
            return work.grades.waiting(course.id)

    def desk(  # noqa: PLR0913 - what is to lie on it, and how
        self,
        actor: int,
        course: Course,
        *,
        sorting: Sorting = Sorting.QUESTION,
        names_hidden: bool = False,
        quiz_id: int | None = None,
        settled: bool = False,
    ) -> list[Script]:
        """The answers of ended attempts that wait for a teacher; with `settled` all that were given in words.

        What belongs together stands together: one question's answers, or one pupil's.
        """
        with self._storage.begin() as work:
            allowed(work, actor, "review answers", course.id)
            quizzes = [quiz.id for quiz in work.quizzes.of(course.id) if quiz_id in {None, quiz.id}]
            scripts = Scripts(work, course.id, names_hidden=names_hidden)
            found = [
                script
                for attempt, grades in _ended(work, quizzes)
                if settled or proposed(grades)
                for script in scripts.of(attempt, grades)
                if script.proposal or (settled and script.in_words)
            ]
        return sorted(found, key=_BY[sorting])

    def script(self, actor: int, attempt_id: int, number: int, *, names_hidden: bool = False) -> Script:
        """One answer, of any kind of question. Raises Absent; Refused ("attempt_running")."""
        with self._storage.begin() as work:
            attempt = ended_attempt(work, actor, attempt_id)
            settled_of(work, attempt, number)
            scripts = Scripts(work, attempt.course_id, names_hidden=names_hidden)
            found = scripts.of(attempt, work.grades.of(attempt_id))
            return next(script for script in found if script.number == number)

    def accept(self, actor: int, attempt_id: int, number: int, now: datetime) -> None:
        """Make the proposal that waits the teacher's own grade. Raises Absent; Refused ("no_proposal")."""
        with self._grading(actor, attempt_id, number) as (work, grades):
            waits = proposed(grades).get(number)
            if waits is None or waits.given.share is None:
                raise Refused("no grade is proposed for this answer", "give it points", code="no_proposal")
            work.grades.add(replace(waits.given, by=Grader.TEACHER, released=True, person_id=actor), now)

    def grade(  # noqa: PLR0913, PLR0917 - who grades what, how, and why
        self,
        actor: int,
        attempt_id: int,
        number: int,
        share: float,
        now: datetime,
        comment: str | None = None,
        reason: str = "",
    ) -> None:
        """Give an answer this share of its points, in 0..1; without a `comment` the earlier one stays.

        Raises Absent; Refused ("points", "long_comment", "attempt_running").
        """
        check_share(share)
        told, why = None if comment is None else _checked(comment), _checked(reason)
        with self._grading(actor, attempt_id, number) as (work, grades):
            earlier = grades[-1].given.comment if grades else ""
            work.grades.add(
                _by_teacher(actor, attempt_id, number, share, earlier if told is None else told, why), now
            )

    def comment(self, actor: int, attempt_id: int, number: int, comment: str, now: datetime) -> None:
        """Tell the pupil something about an answer; its grade stays as it is.

        They see it when they see the grade. Raises Absent; Refused ("long_comment", "attempt_running", and
        "not_graded_yet" in the moment before there is any grade).
        """
        told = _checked(comment)
        with self._grading(actor, attempt_id, number) as (work, grades):
            if not grades:
                raise Refused("this answer is not graded yet", "try again in a minute", code="not_graded_yet")
            work.grades.add(replace(grades[-1].given, comment=told, person_id=actor), now)

    def also_right_preview(self, actor: int, attempt_id: int, number: int) -> list[Move]:
        """Whose marks would move if this answer, too, were right. Nothing is changed.

        Raises Absent; Refused ("attempt_running", "not_in_words", "long_answer").
        """
        return [candidate.move for candidate in self._same(actor, attempt_id, number)[2]]

    def also_right(  # noqa: PLR0913, PLR0917 - which answer, when, as it was shown, and why
        self,
        actor: int,
        attempt_id: int,
        number: int,
        now: datetime,
        shown: Sequence[Move] | None = None,
        reason: str = ALSO_RIGHT,
    ) -> list[Move]:
        """Accept this answer from now on, and grade all that say the same anew; gives whose marks moved.

        Raises as the preview; and Refused where other marks would move than were `shown` ("marks_changed").
        """
        why = _checked(reason)
        settled, text, found = self._same(actor, attempt_id, number)
        alike = {candidate.given for candidate in found}
        with self._storage.begin(write=True) as work:
            attempt = ended_attempt(work, actor, attempt_id)
            every = candidates(work, attempt.quiz_id, settled.posed.question_id)
            moving = [candidate for candidate in every if candidate.given in alike]
            moves = [candidate.move for candidate in moving]
            if shown is not None and moves != list(shown):
                raise Refused(
                    "other marks would move by now than were shown",
                    "look at them again",
                    code="marks_changed",
                )
            work.versions.accept(settled.posed.question_id, text, actor, now)
            for one in moving:
                work.grades.add(_by_teacher(actor, one.attempt_id, one.number, 1.0, one.comment, why), now)
            work.commit()
        return moves

    def _same(self, actor: int, attempt_id: int, number: int) -> tuple[Settled, str, list[Candidate]]:
        """The question, the answer to it, and the answers that say the same and have not all points."""
        with self._storage.begin() as work:
            attempt = ended_attempt(work, actor, attempt_id)
            settled, text = words_of(work, attempt, number)
            every = candidates(work, attempt.quiz_id, settled.posed.question_id)
        alike = saying(self._offline.grading, settled, text, (candidate.given for candidate in every))
        return settled, text, [candidate for candidate in every if candidate.given in alike]

    @contextmanager
    def _grading(self, actor: int, attempt_id: int, number: int) -> Iterator[tuple[UnitOfWork, list[Grade]]]:
        """A write transaction on an answer in an ended attempt, with its grades, oldest first."""
        with self._storage.begin(write=True) as work:
            settled_of(work, ended_attempt(work, actor, attempt_id), number)
            yield work, [grade for grade in work.grades.of(attempt_id) if grade.given.number == number]
            work.commit()


def ended_attempt(work: UnitOfWork, actor: int, attempt_id: int) -> Attempt:
    """An attempt that can be reviewed. Raises Absent; Refused ("attempt_running")."""
    attempt = reviewed_attempt(work, actor, attempt_id)
    if attempt.running:
        raise Refused("this attempt is still running", "wait until it ends", code="attempt_running")
    return attempt


def _ended(work: UnitOfWork, quizzes: Sequence[int]) -> Iterator[tuple[Attempt, list[Grade]]]:
    """The attempts at these quizzes that have ended, each with its grades, oldest first."""
    for quiz_id in quizzes:
        grades = by_attempt(work.grades.of_quiz(quiz_id))
        for attempt in work.attempts.of(quiz_id):
            if not attempt.running:
                yield attempt, grades.get(attempt.id, [])


def _checked(text: str) -> str:
    """What a teacher wrote about an answer. Raises Refused."""
    told = "\n".join(map(visible_line, text.splitlines())).strip()
    if len(told) > LONGEST_COMMENT:
        raise Refused(
            f"this is longer than {LONGEST_COMMENT:,} characters",
            "say it in fewer words",
            code="long_comment",
        )
    return told


def _by_teacher(  # noqa: PLR0913, PLR0917 - one for each column
    actor: int, attempt_id: int, number: int, share: float, comment: str, reason: str
) -> NewGrade:
    return NewGrade(
        attempt_id,
        number,
        share,
        Grader.TEACHER,
        released=True,
        person_id=actor,
        comment=comment,
        reason=reason,
    )


_BY: dict[Sorting, Callable[[Script], tuple[int, ...]]] = {
    Sorting.QUESTION: lambda script: (-script.quiz_id, script.number, script.question_id, script.attempt_id),
    Sorting.STUDENT: lambda script: (script.student, script.attempt_id, script.number),
}
