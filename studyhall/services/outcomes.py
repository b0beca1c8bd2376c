"""What became of answers, and from when a pupil may know it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from studyhall.domain.attempts import Attempt
from studyhall.domain.grades import in_force
from studyhall.domain.quizzes import Feedback, Rules
from studyhall.ports import UnitOfWork
from studyhall.services.citing import kept
from studyhall.services.laying import order_of, placed
from studyhall.services.owning import current_version
from studyhall.services.sheets import Outcome


def due_from(work: UnitOfWork, attempt: Attempt, rules: Rules) -> datetime | None:
    """From when the pupil may see what was right; None while it runs or nobody knows.

    `rules` are those of the attempt's version. After closing means that nobody can answer any more: neither
    who has more time than others, nor who takes another version, nor who is still in the middle of one.
    """
    if attempt.ended_at is None or rules.feedback is not Feedback.AFTER_CLOSING:
        return attempt.ended_at
    running = [other.deadline for other in work.attempts.of(attempt.quiz_id) if other.running]
    ends = [until for until in running if until]
    if len(ends) < len(running):
        # Somebody is at it without any limit.
        return None
    quiz = work.quizzes.get(attempt.quiz_id)
    current = current_version(work, quiz) if quiz else None
    closed_at = quiz.closed_at if quiz else None
    more = timedelta(minutes=max(work.versions.allowances(attempt.quiz_id).values(), default=0))
    closings = [
        each.closes_at + more for each in (rules, current.rules if current else rules) if each.closes_at
    ]
    closing = max(closings, default=attempt.ended_at)
    return max(attempt.ended_at, min(closing, closed_at) if closed_at else closing, *ends)


def outcomes(
    work: UnitOfWork, attempt: Attempt, rules: Rules, numbers: Collection[int]
) -> dict[int, Outcome]:
    """What became of the answers to these questions of an attempt, by number. Keys are read for it."""
    grades = in_force(work.grades.of(attempt.id))
    found = {}
    for posed, solution in work.versions.settled(attempt.version_id):
        if posed.number in numbers:
            given = grades[posed.number].given if posed.number in grades else None
            found[posed.number] = Outcome(
                share=given.share if given else None,
                key=placed(posed.task, solution.key, order_of(posed, rules, attempt.seed)),
                explanation=solution.explanation,
                evidence=kept(work, solution.evidence),
                comment=given.comment if given else "",
            )
    return found
