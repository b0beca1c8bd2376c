"""Answering a question from a course's sources, with every quotation checked against SQL."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from time import perf_counter

from studyhall.domain.courses import Course
from studyhall.domain.errors import Refused, Unavailable
from studyhall.domain.evidence import Answer, Found, SearchMode, Status
from studyhall.domain.framing import sought
from studyhall.domain.language import language_of
from studyhall.domain.metering import Tokens
from studyhall.domain.text import normalised, one_line, visible_line
from studyhall.ports import Engine, Storage, Telling, Turn, WriterRequest, untold
from studyhall.services.citing import stands
from studyhall.services.engines import MODEL, engine_for, offline_of
from studyhall.services.failing import trouble_of
from studyhall.services.guarding import Guard, Guarding, declined, guard_of
from studyhall.services.metering import CourseMeter
from studyhall.services.owning import absent, own_conversation, own_exchange
from studyhall.services.policies import allowed
from studyhall.services.retrieval import Retrieval

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
class Asked:
    """A question, the turns before it, oldest first, and who counts what its answer uses.

    `guard` is what must not be told to whoever asks: they have a quiz open.
    """

    question: str
    turns: Sequence[Turn] = ()
    meter: CourseMeter | None = None
    guard: Guard | None = None


@dataclass(frozen=True)
class Reply:
    """An answer, with what was searched for it and the seconds that searching and writing took.

    `exchange_id` and `conversation_id` say where it is kept; 0 when it is not. `tokens` is what it used.
    """

    answer: Answer
    found: Found
    retrieve_seconds: float
    write_seconds: float
    exchange_id: int = 0
    conversation_id: int = 0
    tokens: Tokens = field(default_factory=Tokens)


class Tutoring:
    """The chatbot's one act, in two steps: a question is stored before anything is computed."""

    def __init__(self, storage: Storage, retrieval: Retrieval, engines: Mapping[str, Engine]) -> None:
        self._storage = storage
        self._retrieval = retrieval
        self._engines = engines
        self._guarding = Guarding(retrieval)

    def ask(  # noqa: PLR0913, PLR0917 - the arguments of both steps
        self,
        actor: int,
        course: Course,
        question: str,
        now: datetime,
        engine: str | None = None,
        conversation: int | None = None,
    ) -> Reply:
        """Both steps at once: `begin`, then `finish`. An engine that cannot be used keeps no question."""
        with self._storage.begin() as work:
            engine_for(
                self._engines, engine, work.terms.get(course.id), allowed(work, actor, "ask", course.id)
            )
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

    def finish(  # noqa: PLR0913, PLR0917 - who, what, when, by whom, and who looks on
        self,
        actor: int,
        course: Course,
        exchange_id: int,
        now: datetime,
        engine: str | None = None,
        telling: Telling = untold,
    ) -> Reply:
        """Answer a stored question of the actor's, again too, and keep the answer in place of an earlier one.

        Without a named `engine` it is the model where a teacher of the course switched it on, and the offline
        one otherwise. Where a model fails the offline engine answers, and the failure's code is the answer's
        `trouble`; an answer without trouble that the model gave earlier then stays, and is given. Raises
        Absent when the question is not theirs or not of this course, or was removed meanwhile; Refused for an
        engine that is not set up or not switched on.
        """
        with self._storage.begin() as work:
            person = allowed(work, actor, "ask", course.id)
            conversation, exchange, before = own_exchange(work, actor, exchange_id)
            terms = work.terms.get(course.id)
            guard = guard_of(work, person, now)
        if conversation.course_id != course.id:
            raise absent()
        asked = Asked(
            exchange.question,
            tuple(Turn(one.question, one.answer.text) for one in before if one.answer and not one.taken_back),
            # Whoever runs this here agrees by naming the engine.
            CourseMeter(self._storage, course.id, now, agreed=person.operator and engine is not None),
            guard,
        )
        writer = engine_for(self._engines, engine, terms, person)
        reply = self.reply(course, asked, writer, telling, offline_of(self._engines))
        answer = self._kept(actor, exchange_id, reply.answer, now)
        return replace(reply, answer=answer, exchange_id=exchange_id, conversation_id=conversation.id)

    def _kept(self, actor: int, exchange_id: int, answer: Answer, now: datetime) -> Answer:
        """Keep the answer of a question; or give the better one that is kept already. Raises Absent."""
        with self._storage.begin(write=True) as work:
            _, exchange, _ = own_exchange(work, actor, exchange_id)
            earlier = None if exchange.taken_back else exchange.answer
            if answer.trouble and earlier and earlier.engine == MODEL and not earlier.trouble:
                return earlier.given
            work.exchanges.answer(exchange_id, answer, now)
            work.commit()
        return answer

    def reply(
        self,
        course: Course,
        asked: Asked,
        engine: Engine,
        telling: Telling = untold,
        stand_in: Engine | None = None,
    ) -> Reply:
        """An answer whose every citation stands in SQL word for word; nothing is kept.

        Raises ModelFailure, and what nobody foresaw of an engine that asks a model, unless there is a
        `stand_in` to answer then.
        """
        question, trouble = asked.question, ""
        try:
            question = engine.rewriting.rewrite(asked.question, asked.turns, asked.meter, telling)
            reply = self._proven(course, replace(asked, question=question), engine, telling)
        except Exception as error:
            if stand_in is None:
                raise
            # This raises again what is no failure of a model.
            trouble = trouble_of(engine, error)
            reply = self._proven(course, replace(asked, question=question), stand_in, untold)
        understood = question if question != asked.question else ""
        answer = replace(reply.answer, trouble=trouble, understood=understood)
        return replace(reply, answer=answer, tokens=asked.meter.used if asked.meter else Tokens())

    def _proven(self, course: Course, asked: Asked, engine: Engine, telling: Telling) -> Reply:
        """A source may be replaced while its answer is written: then it is answered once more."""
        question, hidden = asked.question, None
        if asked.guard:
            if self._guarding.declines(course, question, asked.guard):
                return _declined(question, engine)
            hidden = self._guarding.hidden(course, question, asked.guard)
        for _ in range(2):
            started = perf_counter()
            found = self._retrieval.search(course, sought(question), meter=asked.meter, hidden=hidden)
            if 0 in found.withheld:  # whatever is told instead would be beside the point
                return _declined(question, engine)
            retrieved = perf_counter()
            request = WriterRequest(question, language_of(question), found, asked.meter)
            answer = engine.answers.write(request, telling)
            if found.withheld and answer.status is Status.NOT_FOUND:
                return _declined(question, engine)
            with self._storage.begin() as work:
                wrong = [citation.key for citation in answer.citations if not stands(work, citation)]
            if not wrong:
                return Reply(answer, found, retrieved - started, perf_counter() - retrieved)
            _log.warning("citations %s do not stand in their source", wrong)
        raise Unavailable("the sources changed while this was being answered", "ask again", code="changed")


def _declined(question: str, engine: Engine) -> Reply:
    return Reply(declined(question, engine), Found((), SearchMode.WORDS, 0, 0), 0.0, 0.0)


def _checked(question: str) -> str:
    text = normalised(question)
    if not visible_line(text):
        raise Refused("the question is empty", "type what you want to know", code="empty_question")
    if len(text) > LONGEST_QUESTION:
        raise Refused(
            f"the question is longer than {LONGEST_QUESTION} characters", "shorten it", code="long_question"
        )
    return text
