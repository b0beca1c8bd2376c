"""The table of what teachers think of the chat's answers."""

from __future__ import annotations

import sqlalchemy as sa

from studyhall.storage.columns import UtcDateTime, done_by, metadata, owned_by

reviews = sa.Table(
    "reviews",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    owned_by("exchanges.id"),
    done_by("reviewed_by"),
    sa.Column("opinion", sa.String(20), nullable=False),
    sa.Column("correction", sa.Text, nullable=False),
    sa.Column("reviewed_at", UtcDateTime, nullable=False),
    sa.Index("ix_reviews_exchange_id", "exchange_id"),
)
