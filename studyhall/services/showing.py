"""The sheet of an attempt as its page shows it, and a draft as if it were one."""

from __future__ import annotations

from datetime import datetime
from math import ceil

from studyhall.domain.attempts import Attempt, counting
from studyhall.domain.quizzes import ItemState, Posed, Quiz, Rules, deadline
from studyhall.ports import UnitOfWork
from studyhall.services.laying import lay
from studyhall.services.outcomes import outcomes
from studyhall.services.owning import version_of
from studyhall.services.sheets import Sheet, ShownQuestion

PREVIEW_SEED = 0


def laid(work: UnitOfWork, attempt: Attempt, rules: Rules, *, due: bool = False) -> tuple[ShownQuestion, ...]:
    """The questions of an attempt as they lie before its pupil, with their outcomes once feedback is `due`.

    Until then keys are read only for what was checked already.
    """
    posed = work.versions.posed(attempt.version_id)
    answers = counting(work.attempts.responses(attempt.id))
    known = {one.number for one in posed if due or (one.number in answers and answers[one.number].final)}
    told = outcomes(work, attempt, rules, known) if known else {}
    return lay(posed, rules, attempt.seed, answers, attempt.flagged, told)


def sheet_of(work: UnitOfWork, attempt: Attempt, now: datetime) -> Sheet:
    """An attempt to work on; there are no questions on the sheet of one that has ended."""
    version = version_of(work, attempt)
    return Sheet(
        attempt_id=attempt.id,
        quiz_id=attempt.quiz_id,
        title=version.title,
        number=attempt.number,
        questions=laid(work, attempt, version.rules) if attempt.running else (),
        place=attempt.place,
        one_at_a_time=version.rules.one_at_a_time,
        feedback=version.rules.feedback,
        deadline=attempt.deadline,
        now=now,
        seconds_left=_seconds(attempt.deadline, now) if attempt.running else None,
        ended_at=attempt.ended_at,
        ending=attempt.ending,
    )


def preview_of(work: UnitOfWork, quiz: Quiz, now: datetime) -> Sheet:
    """A draft as a pupil who begins now would see it, with everything in it that was not rejected."""
    items = [item for item in work.quizzes.items(quiz.id) if item.state is not ItemState.REJECTED]
    posed = [
        Posed(number, item.question_id, item.question.task, item.question.language, item.points)
        for number, item in enumerate(items, 1)
    ]
    until = deadline(quiz.rules, now)
    return Sheet(
        attempt_id=0,
        quiz_id=quiz.id,
        title=quiz.title,
        number=1,
        questions=lay(posed, quiz.rules, PREVIEW_SEED, {}),
        place=0,
        one_at_a_time=quiz.rules.one_at_a_time,
        feedback=quiz.rules.feedback,
        deadline=until,
        now=now,
        seconds_left=_seconds(until, now),
    )


def _seconds(until: datetime | None, now: datetime) -> int | None:
    return None if until is None else max(0, ceil((until - now).total_seconds()))
