"""Making quizzes in the background: questions are stored one by one, and a teacher looks at each of them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from studyhall.domain.courses import Course
from studyhall.domain.errors import Refused
from studyhall.domain.jobs import Job, JobKind, JobState
from studyhall.domain.quizzes import Brief, ItemState, Making, Quiz, check_brief
from studyhall.ports import Dropped, Storage, UnitOfWork
from studyhall.services.approving import new_quiz
from studyhall.services.composing import Composed, Composing
from studyhall.services.jobs import KEPT, Clock, JobBook, never, standing
from studyhall.services.owning import own_item, own_quiz

_log = logging.getLogger(__name__)


class _Stop(Exception):  # noqa: N818 - a way out, and no error
    """A job is to end, or to be left, in the middle of a question."""


class Quizzing:
    """What teachers ask to be made, and the jobs that make it."""

    def __init__(self, storage: Storage, composing: Composing) -> None:
        self._storage = storage
        self._composing = composing
        self._book = JobBook(storage, JobKind.MAKING)

    def make(self, actor: int, course: Course, title: str, brief: Brief, now: datetime) -> Making:
        """A new quiz, and a job that fills it. Raises Refused for a title or a brief that is none."""
        check_brief(brief)
        with self._storage.begin(write=True) as work:
            quiz = new_quiz(work, actor, course, title, now)
            making = _queued(work, Making(0, quiz, brief), course.id, actor, now)
            work.commit()
        return making

    def more(self, actor: int, quiz_id: int, brief: Brief, now: datetime) -> Making:
        """A job that adds to a quiz. Raises Refused ("making_active") while another is at it, and Absent."""
        check_brief(brief)
        with self._storage.begin(write=True) as work:
            quiz = own_quiz(work, actor, quiz_id)
            making = _queued(work, Making(0, quiz_id, brief), quiz.course_id, actor, now)
            work.commit()
        return making

    def another(self, actor: int, item_id: int, reason: str, seed: int, now: datetime) -> Making:
        """Reject a question, and ask for another of its kind about the same sources in its place.

        Raises as `more` does.
        """
        with self._storage.begin(write=True) as work:
            item = own_item(work, actor, item_id)
            quiz = own_quiz(work, actor, item.quiz_id)
            question = item.question
            brief = Brief(
                1,
                (question.kind,),
                question.language,
                documents=(question.solution.evidence.document_id,),
                difficulty=question.difficulty,
                seed=seed,
            )
            making = _queued(work, Making(0, quiz.id, brief, item_id), quiz.course_id, actor, now)
            work.quizzes.judge_item(item_id, ItemState.REJECTED, reason)
            work.commit()
        return making

    def keep(
        self, actor: int, course: Course, title: str, composed: Sequence[Composed], now: datetime
    ) -> int:
        """Store questions that were composed before as a new quiz to be looked over; gives its id."""
        with self._storage.begin(write=True) as work:
            quiz = new_quiz(work, actor, course, title, now)
            for one in composed:
                work.quizzes.add_item(quiz, one.question, one.flaws, now)
            work.commit()
        return quiz

    def makings(self, actor: int, quiz_id: int) -> list[tuple[Job, Making]]:
        """The jobs that made a quiz as far as they are known still, newest first. Raises Absent."""
        with self._storage.begin() as work:
            own_quiz(work, actor, quiz_id)
            found = [(work.jobs.get(making.job_id), making) for making in work.makings.of(quiz_id)]
        return [(job, making) for job, making in found if job]

    def jobs(self, actor: int, course: Course, limit: int = 10) -> list[Job]:
        """The course's newest jobs that make questions, newest first."""
        return self._book.of(actor, course, limit)

    def stop(self, actor: int, job_id: int) -> None:
        """Ask a job to stop; what it has made stays. Raises Absent."""
        self._book.stop(actor, job_id)

    def run_next(self, clock: Clock, stopped: Callable[[], bool] = never) -> bool:
        """Work on the next job until it ends; False when there is none.

        Once `stopped` says so it is left as it is, for the next process to go on with. Raises StorageFailure
        when not even a job's end can be stored.
        """
        return self._book.run_next(
            lambda job, course: self._run(job, course, clock, stopped), clock, "making questions broke off"
        )

    def _run(self, job: Job, course: Course, clock: Clock, stopped: Callable[[], bool]) -> JobState | None:
        """How the job ended; None when it is left as it is."""
        with self._storage.begin() as work:
            making = work.makings.get(job.id)
            quiz = work.quizzes.get(making.quiz_id) if making else None
            made = len(work.quizzes.made_by(job.id))
            existing = _existing(work, course, making.brief, quiz) if making and quiz else []
        if making is None or quiz is None:
            # Gone with its quiz.
            return JobState.STOPPED
        end: JobState | None = JobState.DONE

        def look() -> None:
            nonlocal end
            state = self._standing(job, stopped)
            if state is not JobState.RUNNING:
                end = state
                raise _Stop

        try:
            self._make(job, course, replace(making, kept=made), existing, clock, look)
        except _Stop:
            return end
        return end

    def _make(  # noqa: PLR0913, PLR0917 - what is made of what, when, and who may stop it
        self,
        job: Job,
        course: Course,
        making: Making,
        existing: Sequence[str],
        clock: Clock,
        look: Callable[[], None],
    ) -> None:
        """Store questions as they come. Raises StudyHallError."""
        rest = making.brief.count - making.kept
        if rest <= 0:
            return
        brief = replace(making.brief, count=rest)
        dropped = list(making.dropped)
        after = making.replaces
        look()
        for one in self._composing.compose(
            job.person_id, course, brief, clock(), existing=existing, waiting=look
        ):
            with self._storage.begin(write=True) as work:
                if isinstance(one, Dropped):
                    dropped.append(one.fault.value)
                else:
                    added = work.quizzes.add_item(
                        making.quiz_id, one.question, one.flaws, clock(), job.id, after
                    )
                    after = added if making.replaces else None
                    making = replace(making, kept=making.kept + 1)
                work.makings.note(job.id, making.kept, dropped)
                work.jobs.advance(job.id, making.kept, making.brief.count)
                work.commit()
            look()

    def _standing(self, job: Job, stopped: Callable[[], bool]) -> JobState | None:
        """What the job is to be now; None when it is left as it is. Raises NotAllowed."""
        if stopped():
            return None
        with self._storage.begin() as work:
            return standing(work, job)


def _queued(work: UnitOfWork, making: Making, course_id: int, actor: int, now: datetime) -> Making:
    jobs = (work.jobs.get(one.job_id) for one in work.makings.of(making.quiz_id))
    if any(job and job.active and not making.replaces for job in jobs):
        raise Refused(
            "questions are being made for this quiz already", "wait, or stop that first", code="making_active"
        )
    work.jobs.forget(now - KEPT)
    job_id = work.makings.add(making, course_id, actor, now)
    _log.info("job %d is to make %d questions for course %d", job_id, making.brief.count, course_id)
    return replace(making, job_id=job_id)


def _existing(work: UnitOfWork, course: Course, brief: Brief, quiz: Quiz) -> list[str]:
    """What is not to be asked again: in the course, or at least in this quiz, rejected or not."""
    here = [item.question.task.prompt for item in work.quizzes.items(quiz.id)]
    return [*here, *work.quizzes.prompts(course.id)] if brief.different else here
