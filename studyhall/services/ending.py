"""Ending an attempt: in the same transaction everything that a rule can grade is graded."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from studyhall.domain.attempts import Attempt, Ending, counting
from studyhall.domain.grades import OPEN_KINDS, Grader, NewGrade, by_rule
from studyhall.domain.questions import Given, is_empty
from studyhall.ports import Settled, UnitOfWork


def end_attempt(work: UnitOfWork, attempt: Attempt, ending: Ending, now: datetime) -> bool:
    """End an attempt and grade what needs no grader; False when it had ended before. Commits nothing.

    One that is overdue ended at its deadline, whoever ends it.
    """
    ended = (Ending.TIME_OVER, attempt.deadline) if attempt.overdue(now) else (ending, now)
    if not work.attempts.end(attempt.id, ended[0], ended[1] or now):
        return False
    grade_by_rule(work, attempt, now)
    return True


def end_running(work: UnitOfWork, quiz_id: int, now: datetime) -> list[int]:
    """End all attempts at a quiz that a teacher closes; gives their ids. Commits nothing.

    Call it in the transaction that closes the quiz; what needs a grader is graded by the worker.
    """
    running = [attempt for attempt in work.attempts.of(quiz_id) if attempt.running]
    return [one.id for one in running if end_attempt(work, one, Ending.CLOSED, now)]


def grade_by_rule(
    work: UnitOfWork, attempt: Attempt, now: datetime, numbers: Collection[int] | None = None
) -> None:
    """Grade what a rule can and what has no grade yet, of these questions or of all. Commits nothing."""
    graded = {grade.given.number for grade in work.grades.of(attempt.id)}
    answers = counting(work.attempts.responses(attempt.id))
    for settled in work.versions.settled(attempt.version_id):
        number = settled.posed.number
        if number in graded or (numbers is not None and number not in numbers):
            continue
        share = _share(settled, answers[number].given if number in answers else None)
        if share is not None:
            work.grades.add(NewGrade(attempt.id, number, share, Grader.RULE, released=True), now)


def _share(settled: Settled, given: Given | None) -> float | None:
    """What an answer earns by rule; None for words, which need a grader. Nothing earns nothing."""
    if is_empty(given):
        return 0.0
    task = settled.posed.task
    return None if task.kind in OPEN_KINDS else by_rule(task, settled.solution.key, given)
