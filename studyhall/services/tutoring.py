"""Answering a question from a course's sources, with every quotation checked against SQL."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from time import perf_counter

from studyhall.domain.conversation import Exchange
from studyhall.domain.courses import Course
from studyhall.domain.errors import Refused, Unavailable
from studyhall.domain.evidence import Answer, Citation, Found
from studyhall.domain.language import language_of
from studyhall.domain.text import normalised
from studyhall.ports import Engine, Storage, UnitOfWork, WriterRequest
from studyhall.services.policies import allowed
from studyhall.services.retrieval import Retrieval

LONGEST_QUESTION = 2_000

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Reply:
    """An answer, with what was searched for it and the seconds that searching and writing took."""

    answer: Answer
    found: Found
    retrieve_seconds: float
    write_seconds: float


class Tutoring:
    """The chatbot's one act, and what it keeps."""

    def __init__(self, storage: Storage, retrieval: Retrieval, engines: Mapping[str, Engine]) -> None:
        self._storage = storage
        self._retrieval = retrieval
        self._engines = engines

    def ask(self, actor: int, course: Course, question: str, now: datetime, engine: str) -> Reply:
        """Answer a question and keep both; the question is kept before anything is computed.

        Raises Refused for an empty or overlong question and for an engine that is not set up.
        """
        text = _checked(question)
        writer = self._engine(engine)
        with self._storage.begin(write=True) as work:
            allowed(work, actor, "ask")
            exchange = work.exchanges.ask(course.id, actor, text, now)
            work.commit()
        reply = self.reply(course, text, writer)
        with self._storage.begin(write=True) as work:
            work.exchanges.answer(exchange, reply.answer, now)
            work.commit()
        return reply

    def reply(self, course: Course, question: str, engine: Engine) -> Reply:
        """An answer whose every citation stands in SQL word for word; nothing is kept.

        A source may be replaced while its answer is written: then it is answered once more.
        """
        for _ in range(2):
            started = perf_counter()
            found = self._retrieval.search(course, question)
            retrieved = perf_counter()
            answer = engine.answers.write(WriterRequest(question, language_of(question), found))
            with self._storage.begin() as work:
                wrong = [citation.key for citation in answer.citations if not stands(work, citation)]
            if not wrong:
                return Reply(answer, found, retrieved - started, perf_counter() - retrieved)
            _log.warning("citations %s do not stand in their source", wrong)
        raise Unavailable("the sources changed while this was being answered", "ask again", code="changed")

    def history(self, actor: int, course: Course, limit: int = 20) -> list[Exchange]:
        """The actor's own newest exchanges, newest first; a citation says when its source has gone."""
        with self._storage.begin() as work:
            allowed(work, actor, "read own questions")
            return work.exchanges.of(course.id, actor, limit)

    def _engine(self, name: str) -> Engine:
        engine = self._engines.get(name)
        if engine is None:
            raise Refused(
                f"the engine {name!r} is not set up here",
                f"use one of these: {', '.join(self._engines)}",
                code="no_engine",
            )
        return engine


def stands(work: UnitOfWork, citation: Citation) -> bool:
    """Whether the quoted words stand at their place in the version of the source that is cited."""
    return work.documents.quoted(citation) == citation.quote


def _checked(question: str) -> str:
    text = normalised(question)
    if not text:
        raise Refused("the question is empty", "type what you want to know", code="empty_question")
    if len(text) > LONGEST_QUESTION:
        raise Refused(
            f"the question is longer than {LONGEST_QUESTION} characters", "shorten it", code="long_question"
        )
    return text
