"""Questions and answers in SQL, with the words they cite."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from studyhall.domain.conversation import (
    Complaint,
    Exchange,
    KeptAnswer,
    KeptCitation,
    Mark,
    SourceState,
    newest_of,
)
from studyhall.domain.evidence import Account, Answer, Reason, Status
from studyhall.ports import Exchanges
from studyhall.storage.columns import citation_from, quotation_of
from studyhall.storage.database import new_id
from studyhall.storage.reviews import REVIEW, review_from
from studyhall.storage.tables import citations, conversations, documents, exchanges, people, reviews


class SqlExchanges(Exchanges):
    """Exchanges, on one connection."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def ask(self, conversation_id: int, question: str, now: datetime) -> int:
        """Store a question before anything is computed; its conversation was used now. Gives its id."""
        made = exchanges.insert().values(conversation_id=conversation_id, question=question, asked_at=now)
        key = new_id(self._connection, made)
        self._connection.execute(
            conversations.update().where(conversations.c.id == conversation_id).values(used_at=now)
        )
        return key

    def answer(self, exchange_id: int, answer: Answer, now: datetime) -> None:
        """Store the answer of a question, with the words it cites, in place of an earlier one.

        A mark on an earlier answer goes with it.
        """
        self._connection.execute(citations.delete().where(citations.c.exchange_id == exchange_id))
        self._connection.execute(
            exchanges.update()
            .where(exchanges.c.id == exchange_id)
            .values(
                answered_at=now,
                text=answer.text,
                status=answer.status.value,
                reason=answer.reason.value if answer.reason else None,
                language=answer.language,
                engine=answer.engine,
                accounts=[[a.side, a.text, list(a.citations)] for a in answer.accounts],
                trouble=answer.trouble,
                understood=answer.understood,
            )
        )
        self.mark(exchange_id, None)
        rows = [
            {"exchange_id": exchange_id, "key": citation.key, "position": n} | quotation_of(citation)
            for n, citation in enumerate(answer.citations)
        ]
        if rows:
            self._connection.execute(citations.insert(), rows)

    def mark(self, exchange_id: int, mark: Mark | None) -> None:
        """Put a thumb down on an answer, or take it back."""
        self._connection.execute(
            exchanges.update()
            .where(exchanges.c.id == exchange_id)
            .values(
                complaint=mark.complaint.value if mark else None,
                remark=mark.remark if mark else None,
                complained_at=mark.at if mark else None,
            )
        )

    def conversation(self, exchange_id: int) -> int | None:
        """The id of the conversation that an exchange belongs to."""
        return self._connection.scalar(
            sa.select(exchanges.c.conversation_id).where(exchanges.c.id == exchange_id)
        )

    def of(self, conversation_id: int) -> list[Exchange]:
        """A conversation's exchanges, oldest first; each citation says if its source stands."""
        within = exchanges.c.conversation_id == conversation_id
        return [exchange for _, exchange in self._where(within, exchanges.c.id)]

    def waiting(self, course_id: int) -> list[tuple[int, Exchange]]:
        """The exchanges of a course that were marked and not reviewed since, the first marked one first."""
        of_course = sa.select(conversations.c.id).where(conversations.c.course_id == course_id)
        since = (
            sa.exists()
            .where(reviews.c.exchange_id == exchanges.c.id)
            .where(reviews.c.reviewed_at >= exchanges.c.complained_at)
            .correlate(exchanges)
        )
        wanted = exchanges.c.conversation_id.in_(of_course) & exchanges.c.complained_at.is_not(None) & ~since
        return self._where(wanted, exchanges.c.complained_at, exchanges.c.id)

    def _where(
        self, wanted: sa.ColumnElement[bool], *order: sa.ColumnElement[Any]
    ) -> list[tuple[int, Exchange]]:
        rows = self._connection.execute(_EXCHANGES.where(wanted).order_by(*order)).all()
        kept = self._kept_citations(wanted)
        return [(row.conversation_id, _exchange(row, kept.get(row.id, ()))) for row in rows]

    def _kept_citations(self, wanted: sa.ColumnElement[bool]) -> dict[int, tuple[KeptCitation, ...]]:
        """The citations of the answers of these exchanges, by exchange."""
        rows = self._connection.execute(
            sa.select(citations, documents.c.version.label("standing"))
            .join(exchanges, exchanges.c.id == citations.c.exchange_id)
            .join(documents, documents.c.id == citations.c.document_id, isouter=True)
            .where(wanted)
            .order_by(citations.c.exchange_id, citations.c.position)
        )
        return {
            key: tuple(KeptCitation(citation_from(row, row.key), _state(row)) for row in group)
            for key, group in groupby(rows, key=lambda row: int(row.exchange_id))
        }


_NEWEST = (
    sa.select(sa.func.max(reviews.c.id))
    .where(reviews.c.exchange_id == exchanges.c.id)
    .correlate(exchanges)
    .scalar_subquery()
)
_EXCHANGES = (
    sa.select(exchanges, *REVIEW)
    .join_from(exchanges, reviews, reviews.c.id == _NEWEST, isouter=True)
    .join(people, people.c.id == reviews.c.reviewed_by, isouter=True)
)


def _exchange(row: sa.Row[*tuple[Any, ...]], kept: tuple[KeptCitation, ...]) -> Exchange:
    answer = _answer(row, kept)
    review = newest_of([review_from(row)] if row.review_id else [], answer)
    return Exchange(row.id, row.question, row.asked_at, answer, _mark(row), review)


def _answer(row: sa.Row[*tuple[Any, ...]], kept: tuple[KeptCitation, ...]) -> KeptAnswer | None:
    if row.answered_at is None:
        return None
    return KeptAnswer(
        text=row.text,
        status=Status(row.status),
        reason=Reason(row.reason) if row.reason else None,
        language=row.language,
        engine=row.engine,
        citations=kept,
        accounts=tuple(Account(side, text, tuple(keys)) for side, text, keys in row.accounts),
        answered_at=row.answered_at,
        trouble=row.trouble,
        understood=row.understood,
    )


def _mark(row: sa.Row[*tuple[Any, ...]]) -> Mark | None:
    if row.complained_at is None:
        return None
    return Mark(Complaint(row.complaint), row.remark, row.complained_at)


def _state(row: sa.Row[*tuple[Any, ...]]) -> SourceState:
    if row.standing is None:
        return SourceState.REMOVED
    return SourceState.CURRENT if row.standing == row.version else SourceState.REPLACED
