"""What teachers think of answers, in SQL."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from studyhall.domain.reviews import Opinion, Review
from studyhall.ports import Reviews
from studyhall.storage.database import new_id
from studyhall.storage.tables import people, reviews

REVIEW = (*(column.label(f"review_{column.name}") for column in reviews.c), people.c.name.label("reviewer"))
"""The columns of a review beside those of its exchange, and the name of whoever wrote it."""


class SqlReviews(Reviews):
    """Reviews, on one connection."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def add(self, exchange_id: int, person_id: int, opinion: Opinion, correction: str, now: datetime) -> int:
        """Store an opinion besides the earlier ones; gives its id."""
        made = reviews.insert().values(
            exchange_id=exchange_id,
            reviewed_by=person_id,
            opinion=opinion.value,
            correction=correction,
            reviewed_at=now,
        )
        return new_id(self._connection, made)

    def of(self, exchange_id: int) -> list[Review]:
        """All opinions of an exchange, oldest first."""
        rows = self._connection.execute(
            sa.select(*REVIEW)
            .join_from(reviews, people, people.c.id == reviews.c.reviewed_by, isouter=True)
            .where(reviews.c.exchange_id == exchange_id)
            .order_by(reviews.c.id)
        )
        return [review_from(row) for row in rows]


def review_from(row: sa.Row[*tuple[Any, ...]]) -> Review:
    """The review that a row of these columns holds, with the name of whoever wrote it."""
    return Review(
        row.review_id,
        row.review_exchange_id,
        row.review_reviewed_by,
        Opinion(row.review_opinion),
        row.review_correction,
        row.review_reviewed_at,
        row.reviewer or "",
    )
