"""The tables of what teachers agreed to for their courses, and of what models used up."""

from __future__ import annotations

import sqlalchemy as sa

from studyhall.storage.columns import UtcDateTime, done_by, metadata, owned_by

terms = sa.Table(
    "terms",
    metadata,
    owned_by("courses.id", primary_key=True, autoincrement=False),
    sa.Column("chat_host", sa.String(300), nullable=False),
    sa.Column("daily_tokens", sa.BigInteger, nullable=False),
    sa.Column("embeddings_host", sa.String(300), nullable=False),
    sa.Column("embedder", sa.String(200), nullable=False),
    sa.Column("dimensions", sa.Integer, nullable=False),
    done_by("agreed_by"),
    sa.Column("agreed_at", UtcDateTime),
)

usage = sa.Table(
    "usage",
    metadata,
    owned_by("courses.id", primary_key=True, autoincrement=False),
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("purpose", sa.String(20), primary_key=True),
    sa.Column("model", sa.String(200), primary_key=True),
    sa.Column("calls", sa.BigInteger, nullable=False, default=0),
    sa.Column("failed", sa.BigInteger, nullable=False, default=0),
    sa.Column("input_tokens", sa.BigInteger, nullable=False, default=0),
    sa.Column("output_tokens", sa.BigInteger, nullable=False, default=0),
    sa.Column("cached_tokens", sa.BigInteger, nullable=False, default=0),
    sa.Column("reserved", sa.BigInteger, nullable=False, default=0),
    # In billionths of a US dollar: to embed one question costs less than a millionth.
    sa.Column("cost", sa.BigInteger, nullable=False, default=0),
    # How many of the calls ended without a known price: their cost is not in `cost`.
    sa.Column("unpriced", sa.BigInteger, nullable=False, default=0),
)
