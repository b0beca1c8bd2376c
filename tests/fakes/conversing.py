"""Conversations and exchanges in memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from studyhall.domain.conversation import (
    Conversation,
    Exchange,
    KeptAnswer,
    KeptCitation,
    Mark,
    SourceState,
    newest_of,
)
from studyhall.domain.evidence import Answer, Citation
from studyhall.domain.reviews import Opinion, Review
from studyhall.ports import Conversations, Exchanges, Reviews
from tests.fakes.memory import Memory


class FakeConversations(Conversations):
    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def start(self, course_id: int, person_id: int, title: str, now: datetime) -> int:
        self._memory.last_conversation = key = self._memory.last_conversation + 1
        self._memory.conversations[key] = Conversation(key, course_id, person_id, title, now, now, 0)
        return key

    def get(self, conversation_id: int) -> Conversation | None:
        held = self._memory.conversations.get(conversation_id)
        return held and self._counted(held)

    def of(self, course_id: int, person_id: int) -> list[Conversation]:
        return [held for held in self.of_course(course_id) if held.person_id == person_id]

    def of_course(self, course_id: int) -> list[Conversation]:
        held = [self._counted(c) for c in self._memory.conversations.values() if c.course_id == course_id]
        return sorted(held, key=lambda c: (c.used_at, c.id), reverse=True)

    def rename(self, conversation_id: int, title: str) -> None:
        held = self._memory.conversations[conversation_id]
        self._memory.conversations[conversation_id] = replace(held, title=title)

    def remove(self, conversation_id: int) -> None:
        memory = self._memory
        memory.conversations.pop(conversation_id, None)
        memory.readings = [held for held in memory.readings if held[0] != conversation_id]
        memory.exchanges = {k: held for k, held in memory.exchanges.items() if held[0] != conversation_id}
        memory.reviews = [held for held in memory.reviews if held.exchange_id in memory.exchanges]

    def forget(self, used_before: datetime) -> int:
        old = [key for key, held in self._memory.conversations.items() if held.used_at < used_before]
        for key in old:
            self.remove(key)
        return len(old)

    def note_reading(self, conversation_id: int, reader_id: int, now: datetime) -> None:
        self._memory.readings.append((conversation_id, reader_id, now))

    def readings(self, conversation_id: int) -> list[tuple[int, datetime]]:
        noted = reversed(self._memory.readings)
        return sorted(
            ((reader, at) for held, reader, at in noted if held == conversation_id),
            key=lambda reading: reading[1],
            reverse=True,
        )

    def _counted(self, held: Conversation) -> Conversation:
        within = [exchange for owner, exchange in self._memory.exchanges.values() if owner == held.id]
        return replace(held, exchanges=len(within), marked=sum(one.mark is not None for one in within))


class FakeExchanges(Exchanges):
    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def ask(self, conversation_id: int, question: str, now: datetime) -> int:
        self._memory.last_exchange = key = self._memory.last_exchange + 1
        self._memory.exchanges[key] = (conversation_id, Exchange(key, question, now, None))
        used = replace(self._memory.conversations[conversation_id], used_at=now)
        self._memory.conversations[conversation_id] = used
        return key

    def answer(self, exchange_id: int, answer: Answer, now: datetime) -> None:
        kept = KeptAnswer(
            answer.text,
            answer.status,
            answer.reason,
            answer.language,
            answer.engine,
            tuple(KeptCitation(citation, SourceState.CURRENT) for citation in answer.citations),
            answer.accounts,
            now,
            answer.trouble,
            answer.understood,
        )
        self._change(exchange_id, answer=kept, mark=None)

    def mark(self, exchange_id: int, mark: Mark | None) -> None:
        self._change(exchange_id, mark=mark)

    def conversation(self, exchange_id: int) -> int | None:
        return self._memory.exchanges.get(exchange_id, (None,))[0]

    def of(self, conversation_id: int) -> list[Exchange]:
        return [
            self._standing(exchange)
            for owner, exchange in self._memory.exchanges.values()
            if owner == conversation_id
        ]

    def waiting(self, course_id: int) -> list[tuple[int, Exchange]]:
        marked = [
            (owner, exchange, exchange.mark.at)
            for owner, exchange in self._memory.exchanges.values()
            if exchange.mark and self._memory.conversations[owner].course_id == course_id
        ]
        held = FakeReviews(self._memory)
        return [
            (owner, self._standing(exchange))
            for owner, exchange, at in sorted(marked, key=lambda one: (one[2], one[1].id))
            if not any(review.at >= at for review in held.of(exchange.id))
        ]

    def _change(self, exchange_id: int, **values: object) -> None:
        owner, exchange = self._memory.exchanges[exchange_id]
        self._memory.exchanges[exchange_id] = (owner, replace(exchange, **values))

    def _standing(self, exchange: Exchange) -> Exchange:
        if exchange.answer is None:
            return exchange
        review = newest_of(FakeReviews(self._memory).of(exchange.id), exchange.answer)
        citations = tuple(
            replace(kept, state=self._state(kept.citation)) for kept in exchange.answer.citations
        )
        answer = replace(exchange.answer, citations=citations)
        return replace(exchange, answer=answer, review=review)

    def _state(self, citation: Citation) -> SourceState:
        held = self._memory.documents.get(citation.document_id)
        if held is None:
            return SourceState.REMOVED
        return SourceState.CURRENT if held.version == citation.version else SourceState.REPLACED


class FakeReviews(Reviews):
    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def add(self, exchange_id: int, person_id: int, opinion: Opinion, correction: str, now: datetime) -> int:
        key = self._memory.next_id("review")
        self._memory.reviews.append(Review(key, exchange_id, person_id, opinion, correction, now))
        return key

    def of(self, exchange_id: int) -> list[Review]:
        return [self._named(held) for held in self._memory.reviews if held.exchange_id == exchange_id]

    def _named(self, held: Review) -> Review:
        person = self._memory.people.get(held.person_id) if held.person_id else None
        return replace(held, reviewer=person.name if person else "")
