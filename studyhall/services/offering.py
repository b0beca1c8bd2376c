"""What a quiz is for one pupil before they begin: its rules, their window, what they have done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from studyhall.domain.attempts import Attempt
from studyhall.domain.errors import Refused
from studyhall.domain.grades import Score, scored
from studyhall.domain.quizzes import Quiz, Version, Window, window
from studyhall.ports import UnitOfWork
from studyhall.services.outcomes import due_from
from studyhall.services.owning import current_version, version_of
from studyhall.services.sheets import Invitation, Offer, Past, Phase


def phase(open_when: Window, now: datetime) -> Phase:
    """Whether a quiz with this window can be begun now."""
    if open_when.is_over(now):
        return Phase.CLOSED
    return Phase.OPEN if open_when.is_open(now) else Phase.NOT_YET


class Chance(NamedTuple):
    """What the rules leave to one pupil: the minutes they have more than others, and their window with them.

    They have `begun` so many attempts, also such as were too old to keep; any number is `left` where that is
    None.
    """

    extra: int
    window: Window
    begun: int
    left: int | None


def chance_of(work: UnitOfWork, quiz: Quiz, version: Version, person_id: int) -> Chance:
    """What somebody may do with a quiz now."""
    rules, begun = version.rules, work.attempts.begun(quiz.id, person_id)
    extra = work.versions.allowances(quiz.id).get(person_id, 0)
    left = max(0, rules.attempts - begun) if rules.attempts else None
    return Chance(extra, window(rules, quiz.closed_at, extra), begun, left)


def check_beginning(theirs: Chance, now: datetime) -> None:
    """Raises Refused where somebody may begin no other attempt now."""
    if theirs.window.is_over(now):
        raise Refused("this quiz is closed", "ask your teacher", code="quiz_closed")
    if not theirs.window.is_open(now):
        raise Refused("this quiz is not open yet", "come back when it opens", code="not_open_yet")
    if theirs.left == 0:
        raise Refused("you have no attempt left at this quiz", "ask your teacher", code="no_attempts_left")


def published(work: UnitOfWork, course_id: int) -> Iterator[tuple[Quiz, Version]]:
    """The quizzes of a course that are or were published, newest first, each as it is taken now."""
    for quiz in work.quizzes.of(course_id):
        if version := current_version(work, quiz):
            yield quiz, version


def invitation(work: UnitOfWork, course_id: int, person_id: int, now: datetime) -> Invitation | None:
    """The quiz that somebody is in, or else the newest that they may begin; no question is read for it."""
    for attempt in work.attempts.running(person_id, course_id):
        if not attempt.overdue(now):
            return Invitation(version_of(work, attempt).title, attempt.id)
    for quiz, version in published(work, course_id):
        theirs = chance_of(work, quiz, version, person_id)
        if theirs.window.is_open(now) and theirs.left != 0:
            return Invitation(version.title)
    return None


def offer(work: UnitOfWork, quiz: Quiz, version: Version, person_id: int, now: datetime) -> Offer:
    """The quiz as this pupil sees it. No key is read for it."""
    rules, posed = version.rules, work.versions.posed(version.id)
    attempts = work.attempts.of(quiz.id, person_id)
    theirs = chance_of(work, quiz, version, person_id)
    return Offer(
        quiz_id=quiz.id,
        title=version.title,
        questions=len(posed),
        points=sum(one.points for one in posed),
        minutes=rules.minutes + theirs.extra if rules.minutes else None,
        window=theirs.window,
        phase=phase(theirs.window, now),
        feedback=rules.feedback,
        one_at_a_time=rules.one_at_a_time,
        attempts=rules.attempts,
        attempts_left=theirs.left,
        running=next((one.id for one in attempts if one.running), None),
        ended=tuple(filter(None, (_past(work, one, version.id, now) for one in attempts))),
    )


def score_of(work: UnitOfWork, attempt: Attempt) -> Score:
    """What an attempt has come to so far."""
    points = {one.number: one.points for one in work.versions.posed(attempt.version_id)}
    return scored(points, work.grades.of(attempt.id))


def _past(work: UnitOfWork, attempt: Attempt, current_id: int, now: datetime) -> Past | None:
    """An attempt that has ended, with its score when that is due; None for one that runs.

    `current_id` is the version that would be taken now.
    """
    if attempt.ended_at is None or attempt.ending is None:
        return None
    score = score_of(work, attempt)
    past = Past(
        attempt_id=attempt.id,
        number=attempt.number,
        ended_at=attempt.ended_at,
        ending=attempt.ending,
        questions=len(work.versions.posed(attempt.version_id)),
        points=score.points,
        earlier=attempt.version_id != current_id,
    )
    due = due_from(work, attempt, version_of(work, attempt).rules)
    if due is None or now < due:
        return past
    return replace(past, score=score.earned, waiting=score.waiting)
