"""Questions and answers in SQL, with the words they cite."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from studyhall.domain.conversation import Exchange, KeptAnswer, KeptCitation, SourceState
from studyhall.domain.evidence import Account, Answer, Citation, Reason, Status
from studyhall.ports import Exchanges
from studyhall.storage.tables import citations, documents, exchanges


class SqlExchanges(Exchanges):
    """Exchanges, on one connection."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def ask(self, course_id: int, person_id: int, question: str, now: datetime) -> int:
        """Store a question before anything is computed; gives its id."""
        made = exchanges.insert().values(
            course_id=course_id, person_id=person_id, question=question, asked_at=now
        )
        key = self._connection.execute(made).inserted_primary_key
        assert key is not None
        return int(key[0])

    def answer(self, exchange_id: int, answer: Answer, now: datetime) -> None:
        """Store the answer of a question, with the words it cites."""
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
            )
        )
        for position, citation in enumerate(answer.citations):
            values = vars(citation) | {"heading": list(citation.heading)}
            self._connection.execute(
                citations.insert().values(exchange_id=exchange_id, position=position, **values)
            )

    def of(self, course_id: int, person_id: int, limit: int) -> list[Exchange]:
        """A person's newest exchanges in a course, newest first."""
        rows = self._connection.execute(
            sa.select(exchanges)
            .where(exchanges.c.course_id == course_id, exchanges.c.person_id == person_id)
            .order_by(exchanges.c.id.desc())
            .limit(limit)
        )
        return [Exchange(row.id, row.question, row.asked_at, self._kept_answer(row)) for row in rows]

    def _kept_answer(self, row: sa.Row[*tuple[Any, ...]]) -> KeptAnswer | None:
        if row.answered_at is None:
            return None
        return KeptAnswer(
            text=row.text,
            status=Status(row.status),
            reason=Reason(row.reason) if row.reason else None,
            language=row.language,
            engine=row.engine,
            citations=self._kept_citations(row.id),
            accounts=tuple(Account(side, text, tuple(keys)) for side, text, keys in row.accounts),
            answered_at=row.answered_at,
        )

    def _kept_citations(self, exchange_id: int) -> tuple[KeptCitation, ...]:
        standing = documents.alias()
        rows = self._connection.execute(
            sa.select(citations, standing.c.version.label("standing"))
            .join(standing, standing.c.id == citations.c.document_id, isouter=True)
            .where(citations.c.exchange_id == exchange_id)
            .order_by(citations.c.position)
        )
        return tuple(KeptCitation(_citation(row), _state(row)) for row in rows)


def _citation(row: sa.Row[*tuple[Any, ...]]) -> Citation:
    names = Citation.__dataclass_fields__
    values = {name: getattr(row, name) for name in names}
    return Citation(**values | {"heading": tuple(row.heading)})


def _state(row: sa.Row[*tuple[Any, ...]]) -> SourceState:
    if row.standing is None:
        return SourceState.REMOVED
    return SourceState.CURRENT if row.standing == row.version else SourceState.REPLACED
