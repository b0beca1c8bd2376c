"""Answering a question from a course's sources, with every quotation checked against SQL."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from time import perf_counter

from studyhall.domain.courses import Course
from studyhall.domain.errors import Refused, Unavailable
from studyhall.domain.evidence import Answer, Citation, Found
from studyhall.domain.framing import sought
from studyhall.domain.language import language_of
from studyhall.domain.text import normalised, one_line, visible_line
from studyhall.ports import Engine, Storage, UnitOfWork, WriterRequest
from studyhall.services.owning import absent, own_conversation, own_exchange
from studyhall.services.policies import allowed
from studyhall.services.retrieval import Retrieval

OFFLINE = "offline"
LONGEST_QUESTION = 2_000
LONGEST_FIRST_TITLE = 80

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Pending:
    """A question that is stored and has no answer yet."""

    conversation_id: int
    exchange_id: int
    question: str


@dataclass(frozen=True)
class Reply:
    """An answer, with what was searched for it and the seconds that searching and writing took.

    `exchange_id` and `conversation_id` say where it is kept; 0 when it is not.
    """

    answer: Answer
    found: Found
    retrieve_seconds: float
    write_seconds: float
    exchange_id: int = 0
    conversation_id: int = 0


class Tutoring:
    """The chatbot's one act, in two steps: a question is stored before anything is computed."""

    def __init__(self, storage: Storage, retrieval: Retrieval, engines: Mapping[str, Engine]) -> None:
        self._storage = storage
        self._retrieval = retrieval
        self._engines = engines

    def ask(  # noqa: PLR0913, PLR0917 - the arguments of both steps
        self,
        actor: int,
        course: Course,
        question: str,
        now: datetime,
        engine: str = OFFLINE,
        conversation: int | None = None,
    ) -> Reply:
        """Both steps at once: `begin`, then `finish`. An engine that is not set up keeps no question."""
        self._engine(engine)
        pending = self.begin(actor, course, question, now, conversation)
        return self.finish(actor, course, pending.exchange_id, now, engine)

    def begin(
        self, actor: int, course: Course, question: str, now: datetime, conversation: int | None = None
    ) -> Pending:
        """Store a question, in one of the actor's conversations in this course or a new one named after it.

        Raises Refused for an empty or overlong question, Absent for a conversation that is not theirs.
        """
        text = _checked(question)
        with self._storage.begin(write=True) as work:
            allowed(work, actor, "ask", course.id)
            if conversation is None:
                title = one_line(text, LONGEST_FIRST_TITLE)
                conversation = work.conversations.start(course.id, actor, title, now)
            elif own_conversation(work, actor, conversation).course_id != course.id:
                raise absent()
            exchange = work.exchanges.ask(conversation, text, now)
            work.commit()
        return Pending(conversation, exchange, text)

    def finish(
        self, actor: int, course: Course, exchange_id: int, now: datetime, engine: str = OFFLINE
    ) -> Reply:
        """Answer a stored question of the actor's, again too, and keep the answer in place of an earlier one.

        Raises Absent when the question is not theirs or not of this course, or was removed meanwhile.
        """
        writer = self._engine(engine)
        with self._storage.begin() as work:
            allowed(work, actor, "ask", course.id)
            conversation, exchange = own_exchange(work, actor, exchange_id)
        if conversation.course_id != course.id:
            raise absent()
        reply = self.reply(course, exchange.question, writer)
        with self._storage.begin(write=True) as work:
            if work.exchanges.conversation(exchange_id) is None:
                raise absent()
            work.exchanges.answer(exchange_id, reply.answer, now)
            work.commit()
        return replace(reply, exchange_id=exchange_id, conversation_id=conversation.id)

    def reply(self, course: Course, question: str, engine: Engine) -> Reply:
        """An answer whose every citation stands in SQL word for word; nothing is kept.

        A source may be replaced while its answer is written: then it is answered once more.
        """
        for _ in range(2):
            started = perf_counter()
            found = self._retrieval.search(course, sought(question))
            retrieved = perf_counter()
            answer = engine.answers.write(WriterRequest(question, language_of(question), found))
            with self._storage.begin() as work:
                wrong = [citation.key for citation in answer.citations if not stands(work, citation)]
            if not wrong:
                return Reply(answer, found, retrieved - started, perf_counter() - retrieved)
            _log.warning("citations %s do not stand in their source", wrong)
        raise Unavailable("the sources changed while this was being answered", "ask again", code="changed")

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
    if not visible_line(text):
        raise Refused("the question is empty", "type what you want to know", code="empty_question")
    if len(text) > LONGEST_QUESTION:
        raise Refused(
            f"the question is longer than {LONGEST_QUESTION} characters", "shorten it", code="long_question"
        )
    return text
