"""Taking a quiz: beginning, answering, submitting; every answer is stored when it is given."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from secrets import randbits

from studyhall.domain.attempts import Attempt, Ending, counting
from studyhall.domain.courses import Course
from studyhall.domain.errors import Refused, StudyHallError
from studyhall.domain.questions import Given, is_empty
from studyhall.domain.quizzes import LONGEST_MINUTES, Feedback, Posed, deadline
from studyhall.ports import Storage, UnitOfWork
from studyhall.services.classes import refuse_stranger
from studyhall.services.ending import end_attempt, grade_by_rule
from studyhall.services.grading import Grading
from studyhall.services.laying import order_of, taken
from studyhall.services.offering import chance_of, check_beginning, invitation, offer, published
from studyhall.services.owning import no_question, open_quiz, own_attempt, own_quiz, version_of
from studyhall.services.policies import allowed
from studyhall.services.sheets import Invitation, Offer, Receipt, Sheet, ShownQuestion
from studyhall.services.showing import laid, preview_of, sheet_of

_log = logging.getLogger(__name__)


def drawn_seed() -> int:
    """A seed that nobody can guess, as large as a database keeps."""
    return randbits(63)


class Taking:
    """What pupils do with a published quiz. Nothing here gives a key before feedback is due."""

    def __init__(self, storage: Storage, grading: Grading, draw: Callable[[], int] = drawn_seed) -> None:
        """`draw` gives the seed of an attempt."""
        self._storage = storage
        self._grading = grading
        self._draw = draw

    def offered(self, actor: int, course: Course, now: datetime) -> list[Offer]:
        """The quizzes of the course that are or were published, newest first, as the actor may see them."""
        with self._storage.begin() as work:
            allowed(work, actor, "take a quiz", course.id)
            running = work.attempts.running(actor, course.id)
        self._end_overdue(running, now)
        with self._storage.begin() as work:
            allowed(work, actor, "take a quiz", course.id)
            return [offer(work, quiz, version, actor, now) for quiz, version in published(work, course.id)]

    def inviting(self, actor: int, course: Course, now: datetime) -> Invitation | None:
        """The quiz that the actor is in, or else the newest that they may begin."""
        with self._storage.begin() as work:
            allowed(work, actor, "take a quiz", course.id)
            return invitation(work, course.id, actor, now)

    def start(self, actor: int, quiz_id: int, now: datetime) -> int:
        """Begin an attempt, or go on with the one that runs; gives its id.

        Raises Absent for a quiz that is not there, is a draft, or is not theirs; Refused ("not_open_yet",
        "quiz_closed", "no_attempts_left").
        """
        with self._storage.begin() as work:
            open_quiz(work, actor, quiz_id)
            held = work.attempts.of(quiz_id, actor)
        self._end_overdue(held, now)
        with self._storage.begin(write=True) as work:
            quiz, version = open_quiz(work, actor, quiz_id)
            attempts = work.attempts.of(quiz_id, actor)
            if attempts and attempts[-1].running:
                return attempts[-1].id
            theirs = chance_of(work, quiz, version, actor)
            check_beginning(theirs, now)
            until = deadline(version.rules, now, theirs.extra)
            begun = work.attempts.start(version.id, actor, theirs.begun + 1, self._draw(), now, until)
            work.commit()
        return begun

    def sheet(self, actor: int, attempt_id: int, now: datetime) -> Sheet:
        """The actor's attempt to work on; one that is overdue ends first. Raises Absent."""
        with self._storage.begin() as work:
            found = own_attempt(work, actor, attempt_id)
        self._end_overdue([found], now)
        with self._storage.begin() as work:
            return sheet_of(work, own_attempt(work, actor, attempt_id), now)

    def preview(self, actor: int, quiz_id: int, now: datetime) -> Sheet:
        """The draft as a pupil would be shown it, for its teachers; nothing is stored. Raises Absent."""
        with self._storage.begin() as work:
            quiz = own_quiz(work, actor, quiz_id)
            allowed(work, actor, "try a quiz", quiz.course_id)
            return preview_of(work, quiz, now)

    def answer(self, actor: int, attempt_id: int, number: int, given: Given, now: datetime) -> datetime:
        """Store an answer, `given` in shown places; gives the moment at which it was stored.

        The same answer once more is not stored again, and has the moment of the first. Raises Absent, for
        a question that is not there too; Refused for what is no answer ("bad_answer", "answer_too_long"),
        for a checked one ("answer_final"), and after the end ("attempt_over").
        """
        with self._working(actor, attempt_id, now) as (work, attempt):
            posed = _posed(work, attempt, number)
            order = order_of(posed, version_of(work, attempt).rules, attempt.seed)
            told = taken(posed.task, given, order)
            last = counting(work.attempts.responses(attempt_id)).get(number)
            if last and last.given == told:
                return last.at
            if last and last.final:
                raise Refused(
                    "this answer was checked and cannot be changed any more",
                    "go on with the next question",
                    code="answer_final",
                )
            work.attempts.respond(attempt_id, number, told, now)
            work.commit()
        return now

    def check(self, actor: int, attempt_id: int, number: int, now: datetime) -> ShownQuestion:
        """Make an answer final where feedback comes at once; gives the question with its outcome.

        Doing it again changes nothing. Raises Absent; Refused where feedback comes later ("feedback_later"),
        where nothing was answered ("nothing_answered"), after the end ("attempt_over").
        """
        with self._working(actor, attempt_id, now) as (work, attempt):
            _posed(work, attempt, number)
            rules = version_of(work, attempt).rules
            last = counting(work.attempts.responses(attempt_id)).get(number)
            if rules.feedback is not Feedback.AT_ONCE:
                raise Refused("the answers of this quiz are shown later", "go on", code="feedback_later")
            if last is None or is_empty(last.given):
                raise Refused("nothing is answered here yet", "answer first", code="nothing_answered")
            if not last.final:
                work.attempts.respond(attempt_id, number, last.given, now, final=True)
                grade_by_rule(work, attempt, now, {number})
                work.commit()
        self._grade(attempt_id, now)
        with self._storage.begin() as work:
            shown = laid(work, own_attempt(work, actor, attempt_id), rules)
        return next(question for question in shown if question.number == number)

    def keep_place(self, actor: int, attempt_id: int, place: int, now: datetime) -> None:
        """Remember at which position, from 0, the actor is. Raises Absent; Refused ("attempt_over")."""
        with self._working(actor, attempt_id, now) as (work, attempt):
            last = len(work.versions.posed(attempt.version_id)) - 1
            work.attempts.keep_place(attempt_id, min(max(place, 0), last), attempt.flagged)
            work.commit()

    def flag(self, actor: int, attempt_id: int, number: int, flagged: bool, now: datetime) -> None:
        """Mark a question to come back to, or take the mark off. Raises Absent; Refused ("attempt_over")."""
        with self._working(actor, attempt_id, now) as (work, attempt):
            _posed(work, attempt, number)
            kept = attempt.flagged | {number} if flagged else attempt.flagged - {number}
            work.attempts.keep_place(attempt_id, attempt.place, kept)
            work.commit()

    def submit(self, actor: int, attempt_id: int, now: datetime) -> Receipt:
        """End an attempt; doing it again, or after it ended by itself, gives the same. Raises Absent."""
        with self._storage.begin(write=True) as work:
            attempt = own_attempt(work, actor, attempt_id)
            if end_attempt(work, attempt, Ending.SUBMITTED, now):
                work.commit()
        self._grade(attempt_id, now)
        with self._storage.begin() as work:
            ended = own_attempt(work, actor, attempt_id)
        return Receipt(attempt_id, ended.ended_at or now, ended.ending or Ending.SUBMITTED)

    def extend(self, actor: int, quiz_id: int, person_id: int, minutes: int, now: datetime) -> None:
        """Give a pupil so many minutes more in a quiz than others have, in a running attempt too.

        0 takes that back. Raises Absent; Refused for what is no such number ("extra_minutes").
        """
        if not 0 <= minutes <= LONGEST_MINUTES:
            raise Refused(
                f"more time is 0 to {LONGEST_MINUTES} minutes", "choose another", code="extra_minutes"
            )
        with self._storage.begin(write=True) as work:
            quiz = own_quiz(work, actor, quiz_id)
            allowed(work, actor, "give more time", quiz.course_id)
            refuse_stranger(work, quiz.course_id, person_id)
            work.versions.allow(quiz_id, person_id, minutes)
            for attempt in work.attempts.of(quiz_id, person_id):
                if attempt.overdue(now):
                    end_attempt(work, attempt, Ending.TIME_OVER, now)
                elif attempt.running:
                    until = deadline(version_of(work, attempt).rules, attempt.started_at, minutes)
                    # What was answered already was answered in time.
                    work.attempts.postpone(attempt.id, until and max(until, now))
            work.commit()

    def end_overdue(self, now: datetime) -> int:
        """End the attempts everywhere that must end now; gives how many this call ended."""
        with self._storage.begin() as work:
            overdue = work.attempts.overdue(now)
        return self._end_overdue(overdue, now)

    @contextmanager
    def _working(self, actor: int, attempt_id: int, now: datetime) -> Iterator[tuple[UnitOfWork, Attempt]]:
        """A write transaction on the actor's running attempt; one that is overdue ends.

        Raises Absent, Refused ("attempt_over").
        """
        with self._storage.begin(write=True) as work:
            attempt = own_attempt(work, actor, attempt_id)
            if attempt.running and not attempt.overdue(now):
                yield work, attempt
                return
        self._end_overdue([attempt], now)
        raise Refused(
            "this attempt has ended, and nothing in it can be changed",
            "look at what came of it",
            code="attempt_over",
        )

    def _end_overdue(self, attempts: list[Attempt], now: datetime) -> int:
        """End those of the attempts that must end now, each in its own transaction."""
        ended = 0
        for found in attempts:
            if not found.overdue(now):
                continue
            with self._storage.begin(write=True) as work:
                # It may have ended since, or have been given more time.
                attempt = work.attempts.get(found.id)
                if not (
                    attempt and attempt.overdue(now) and end_attempt(work, attempt, Ending.TIME_OVER, now)
                ):
                    continue
                work.commit()
            self._grade(found.id, now)
            ended += 1
        return ended

    def _grade(self, attempt_id: int, now: datetime) -> None:
        """Grade what is quick; where that fails the worker does it later, and what is stored is stored."""
        try:
            self._grading.grade_quickly(attempt_id, now)
        except StudyHallError as error:
            _log.warning("the answers of attempt %d are graded later: %s", attempt_id, error.code)


def _posed(work: UnitOfWork, attempt: Attempt, number: int) -> Posed:
    """The question with this number. Raises Absent."""
    for posed in work.versions.posed(attempt.version_id):
        if posed.number == number:
            return posed
    raise no_question()
