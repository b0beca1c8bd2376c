"""Copying a course for the next year: its sources and its quizzes as drafts, and nobody who was in it."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from studyhall.domain.courses import Course
from studyhall.domain.documents import Document, Span, document_id
from studyhall.domain.questions import Question
from studyhall.domain.quizzes import Item, ItemState, Quiz
from studyhall.domain.text import one_line
from studyhall.ports import Embedder, Storage, StoredVector, UnitOfWork
from studyhall.services.courses import make_course
from studyhall.services.policies import allowed

_log = logging.getLogger(__name__)


class Copying:
    """Copies courses. What was asked, answered, published and agreed to stays where it was."""

    def __init__(self, storage: Storage, spelling: Embedder) -> None:
        """`spelling` made the vectors that every passage has."""
        self._storage = storage
        self._spelling = spelling.name

    def copy(self, actor: int, course: Course, title: str, now: datetime) -> Course:
        """A new course of this title that the actor teaches, with all sources and quizzes of another.

        A model has to be agreed to anew, and no quiz has its dates of last year. The indexes are made by
        whoever catches up next. Raises Refused, as for any new course.
        """
        with self._storage.begin(write=True) as work:
            allowed(work, actor, "copy a course", course.id)
            person = allowed(work, actor, "make a course")
            made = make_course(work, person, one_line(title), now)
            sources = {
                source.document_id: self._copy_source(work, source.document_id, made, now)
                for source in work.documents.summaries(course.id)
            }
            # The oldest first, so that they stand in the same order.
            for quiz in reversed(work.quizzes.of(course.id)):
                _copy_quiz(work, quiz, made, sources, actor, now)
            work.commit()
        _log.info("course %d is copied to course %d", course.id, made.id)
        return made

    def _copy_source(self, work: UnitOfWork, source: str, made: Course, now: datetime) -> str:
        """Put a source with its passages and their vectors into the copy; gives its id there."""
        document = work.documents.get(source)
        assert document is not None  # it was listed in this transaction
        passages = work.passages.of(source)
        copied = replace(document, id=_id_in(made, document), course_id=made.id)
        vectors = {held.passage_id: held.vector for held in self._vectors(work, document, self._spelling)}
        spans = [Span(one.start, one.end, one.page, one.heading) for one in passages]
        # One that is missing is missing in the copy too: it is for `doctor` to mend.
        work.documents.put(copied, spans, [vectors.get(one.id, []) for one in passages], self._spelling, now)
        meaning = work.terms.get(document.course_id).embedder
        if meaning:
            places = {
                one.id: kept.id for one, kept in zip(passages, work.passages.of(copied.id), strict=True)
            }
            held = self._vectors(work, document, meaning)
            work.passages.put_vectors([StoredVector(places[key], one) for key, one in held], meaning)
        return copied.id

    @staticmethod
    def _vectors(work: UnitOfWork, document: Document, embedder: str) -> list[StoredVector]:
        return work.passages.vectors([one.id for one in work.passages.of(document.id)], embedder)


def _id_in(made: Course, document: Document) -> str:
    """A source's id in a copy: what was uploaded is replaced there by uploading it again, as here."""
    uploaded = f"upload/{document.file}"
    same = document.id == document_id(document.course_id, uploaded)
    return document_id(made.id, uploaded if same else document.id)


def _copy_quiz(  # noqa: PLR0913, PLR0917 - what, where to, and by whom
    work: UnitOfWork, quiz: Quiz, made: Course, sources: Mapping[str, str], actor: int, now: datetime
) -> None:
    rules = replace(quiz.rules, opens_at=None, closes_at=None)
    draft = work.quizzes.create(made.id, quiz.title, rules, actor, now)
    for item in work.quizzes.items(quiz.id):
        copied = work.quizzes.add_item(draft, _moved(item, sources), item.flaws, now)
        work.quizzes.weigh_item(copied, item.points)
        if item.state is not ItemState.PROPOSED:
            work.quizzes.judge_item(copied, item.state, item.reason)


def _moved(item: Item, sources: Mapping[str, str]) -> Question:
    """The question, proven by the copy of its source; by the source of last year where that is gone."""
    solution = item.question.solution
    source = sources.get(solution.evidence.document_id, solution.evidence.document_id)
    evidence = replace(solution.evidence, document_id=source)
    return replace(item.question, solution=replace(solution, evidence=evidence))
