"""Grading what rules cannot: answers in words, by the offline grader or a model, once for each question."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from studyhall.domain.attempts import Attempt, counting
from studyhall.domain.grades import OPEN_KINDS, UNDECIDED, Grader, NewGrade, Verdict
from studyhall.domain.questions import Given, is_empty
from studyhall.domain.quizzes import Rules
from studyhall.ports import Engine, GradingRequest, Meter, Settled, Storage, UnitOfWork
from studyhall.services.ending import grade_by_rule
from studyhall.services.engines import MODEL, offline_of
from studyhall.services.failing import trouble_of
from studyhall.services.jobs import never, traced
from studyhall.services.metering import CourseMeter
from studyhall.services.owning import version_of

ATTEMPTS_AT_ONCE = 1
"""A model takes its time with each, and in between others end."""

_log = logging.getLogger(__name__)


class _Waiting(NamedTuple):
    """The answers in words of an attempt that have no grade, by number; `model` is the engine to be asked."""

    course_id: int
    requests: dict[int, GradingRequest]
    model: Engine | None


class Grading:
    """Gives each answer in words its first grade; killed in between, the next turn goes on."""

    def __init__(self, storage: Storage, engines: Mapping[str, Engine]) -> None:
        self._storage = storage
        self._offline = offline_of(engines)
        self._model = engines.get(MODEL)

    def grade_quickly(self, attempt_id: int, now: datetime) -> None:
        """Grade what needs no model: right after an attempt ended, or an answer was checked.

        Where a model is to be asked, only what says the same as an accepted answer is graded here.
        """
        waiting = self._waiting(attempt_id)
        verdicts = {number: self._by_words(request) for number, request in waiting.requests.items()}
        settled = {number: one for number, one in verdicts.items() if one.same or waiting.model is None}
        if settled:
            self._store(attempt_id, settled, now)

    def grade_ended(
        self, now: datetime, limit: int = ATTEMPTS_AT_ONCE, stop: Callable[[], bool] = never
    ) -> int:
        """Grade what has no grade in at most `limit` ended attempts; gives how many attempts it graded.

        Where a teacher of the course switched a model on it is asked, and where that fails the offline one.
        Ends early when `stop` says so: what is not graded then is graded in the next turn.
        """
        with self._storage.begin() as work:
            attempts = work.grades.ungraded(limit)
        for done, attempt_id in enumerate(attempts):
            waiting = self._waiting(attempt_id)
            meter = CourseMeter(self._storage, waiting.course_id, now)
            verdicts: dict[int, Verdict] = {}
            for number, request in waiting.requests.items():
                if stop():
                    # What a model was asked for already is not thrown away.
                    self._store(attempt_id, verdicts, now)
                    return done
                verdicts[number] = self._verdict(request, waiting.model, meter)
            self._store(attempt_id, verdicts, now)
        return len(attempts)

    def _waiting(self, attempt_id: int) -> _Waiting:
        with self._storage.begin() as work:
            attempt = work.attempts.get(attempt_id)
            if attempt is None:
                return _Waiting(0, {}, None)
            terms = work.terms.get(attempt.course_id)
            model = self._model if self._model and terms.allows_chat(self._model.model) else None
            return _Waiting(attempt.course_id, _requests(work, attempt), model)

    def _verdict(self, request: GradingRequest, model: Engine | None, meter: Meter) -> Verdict:
        """What is thought of an answer; only for what rules leave open a model is asked."""
        offline = self._by_words(request)
        if offline.same or model is None:
            return offline
        try:
            verdict = model.grading.grade(request._replace(meter=meter))
        except Exception as error:  # noqa: BLE001 - this raises again what is no failure of a model
            trouble_of(model, error)
            return offline
        # That an answer says the same as another is for rules to tell, not for a model.
        return replace(verdict, same=False)

    def _by_words(self, request: GradingRequest) -> Verdict:
        """What the offline grader thinks; an answer that it stumbles over goes to a teacher."""
        try:
            return self._offline.grading.grade(request)
        except Exception as error:  # noqa: BLE001 - one answer must not keep all others from being graded
            _log.error("an answer could not be graded: %s", traced(error))
            return UNDECIDED

    def _store(self, attempt_id: int, verdicts: Mapping[int, Verdict], now: datetime) -> None:
        """Store first grades; a question that has one meanwhile, from another process, keeps it."""
        with self._storage.begin(write=True) as work:
            attempt = work.attempts.get(attempt_id)
            if attempt is None:
                return
            if not attempt.running:
                grade_by_rule(work, attempt, now)
            graded = {grade.given.number for grade in work.grades.of(attempt_id)}
            for number, verdict in verdicts.items():
                if number not in graded:
                    rules = version_of(work, attempt).rules
                    work.grades.add(_first_grade(attempt_id, number, verdict, rules), now)
            work.commit()


def _requests(work: UnitOfWork, attempt: Attempt) -> dict[int, GradingRequest]:
    """The answers in words that have no grade and cannot change any more, by number."""
    graded = {grade.given.number for grade in work.grades.of(attempt.id)}
    answers = counting(work.attempts.responses(attempt.id))
    return {
        settled.posed.number: request_of(settled, answer.given)
        for settled in work.versions.settled(attempt.version_id)
        if settled.posed.task.kind in OPEN_KINDS
        and settled.posed.number not in graded
        and (answer := answers.get(settled.posed.number))
        and (answer.final or not attempt.running)
        and not is_empty(answer.given)
    }


def request_of(settled: Settled, given: Given) -> GradingRequest:
    """What a grader is told of an answer in words and its question."""
    posed, solution = settled
    return GradingRequest(
        kind=posed.task.kind,
        prompt=posed.task.prompt,
        references=(str(solution.key), *solution.accepted),
        given=str(given),
        language=posed.language,
        rubric=solution.rubric,
        evidence=solution.evidence.quote,
    )


def _first_grade(attempt_id: int, number: int, verdict: Verdict, rules: Rules) -> NewGrade:
    """The grade that a verdict comes to: what is the same as an accepted answer counts, a rule says so.

    Anything else is a proposal; it counts by itself where the rules of the quiz trust it so far.
    """
    trusted = (
        rules.release_from is not None
        and verdict.share is not None
        and verdict.confidence >= rules.release_from
    )
    quoted = f"“{verdict.quoted}”" if verdict.quoted and verdict.quoted not in verdict.reason else ""
    return NewGrade(
        attempt_id,
        number,
        verdict.share,
        Grader.RULE if verdict.same else Grader.PROPOSAL,
        released=verdict.same or trusted,
        engine=verdict.engine,
        confidence=verdict.confidence,
        reason=" ".join(filter(None, (verdict.reason, quoted))),
    )
