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
)
from studyhall.domain.evidence import Account, Answer, Citation, Reason, Status
from studyhall.ports import Exchanges
from studyhall.storage.tables import citations, conversations, documents, exchanges


class SqlExchanges(Exchanges):
    """Exchanges, on one connection."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def ask(self, conversation_id: int, question: str, now: datetime) -> int:
        """Store a question before anything is computed; its conversation was used now. Gives its id."""
        made = exchanges.insert().values(conversation_id=conversation_id, question=question, asked_at=now)
        key = self._connection.execute(made).inserted_primary_key
        assert key is not None
        self._connection.execute(
            conversations.update().where(conversations.c.id == conversation_id).values(used_at=now)
        )
        return int(key[0])

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
            vars(citation) | {"exchange_id": exchange_id, "position": n, "heading": list(citation.heading)}
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
        rows = self._connection.execute(
            sa.select(exchanges)
            .where(exchanges.c.conversation_id == conversation_id)
            .order_by(exchanges.c.id)
        ).all()
        kept = self._kept_citations(conversation_id)
        return [
            Exchange(row.id, row.question, row.asked_at, _answer(row, kept.get(row.id, ())), _mark(row))
            for row in rows
        ]

    def _kept_citations(self, conversation_id: int) -> dict[int, tuple[KeptCitation, ...]]:
        """The citations of all answers of a conversation, by exchange."""
        rows = self._connection.execute(
            sa.select(citations, documents.c.version.label("standing"))
            .join(exchanges, exchanges.c.id == citations.c.exchange_id)
            .join(documents, documents.c.id == citations.c.document_id, isouter=True)
            .where(exchanges.c.conversation_id == conversation_id)
            .order_by(citations.c.exchange_id, citations.c.position)
        )
        return {
            key: tuple(KeptCitation(_citation(row), _state(row)) for row in group)
            for key, group in groupby(rows, key=lambda row: int(row.exchange_id))
        }


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


def _citation(row: sa.Row[*tuple[Any, ...]]) -> Citation:
    names = Citation.__dataclass_fields__
    values = {name: getattr(row, name) for name in names}
    return Citation(**values | {"heading": tuple(row.heading)})


def _state(row: sa.Row[*tuple[Any, ...]]) -> SourceState:
    if row.standing is None:
        return SourceState.REMOVED
    return SourceState.CURRENT if row.standing == row.version else SourceState.REPLACED
