"""The tables, as SQLAlchemy Core knows them; migrations make them, a test holds the two together."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.types import TypeDecorator


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, kept in UTC; a naive one is refused."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Convert to UTC. SQLite keeps no zone, so it is given the bare UTC time."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be stored")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Always aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _owned_by(target: str, **options: Any) -> sa.Column[Any]:
    """A foreign key whose row goes when the row it refers to goes."""
    table = target.split(".", maxsplit=1)[0]
    name = {"people": "person_id"}.get(table, f"{table.removesuffix('s')}_id")
    return sa.Column(name, sa.ForeignKey(target, ondelete="CASCADE"), nullable=False, **options)


people = sa.Table(
    "people",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("name", sa.String(200), nullable=False),
    sa.Column("role", sa.String(20), nullable=False),
    sa.Column("operator", sa.Boolean, nullable=False, default=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
)

courses = sa.Table(
    "courses",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("slug", sa.String(60), nullable=False, unique=True),
    sa.Column("title", sa.String(300), nullable=False),
    sa.Column("revision", sa.BigInteger, nullable=False, default=0),
    sa.Column("key", sa.String(32), nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sqlite_autoincrement=True,
)

documents = sa.Table(
    "documents",
    metadata,
    sa.Column("id", sa.String(16), primary_key=True),
    _owned_by("courses.id"),
    sa.Column("version", sa.String(64), nullable=False),
    sa.Column("file", sa.String(500), nullable=False),
    sa.Column("media_type", sa.String(100), nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("side", sa.String(100), nullable=False),
    sa.Column("language", sa.String(20), nullable=False),
    sa.Column("date", sa.String(100), nullable=False),
    sa.Column("licence", sa.String(200), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    # What the document is held against later: SHA-256 of the text in UTF-8, and how many passages it has.
    sa.Column("digest", sa.String(64), nullable=False),
    sa.Column("passage_count", sa.Integer, nullable=False),
    sa.Column("original", sa.Text, nullable=False),
    sa.Column("alignment", sa.JSON, nullable=False),
    sa.Column("structure", sa.JSON, nullable=False),
    sa.Column("added_at", UtcDateTime, nullable=False),
    sa.UniqueConstraint("course_id", "version"),
)

passages = sa.Table(
    "passages",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    _owned_by("courses.id"),
    _owned_by("documents.id"),
    sa.Column("part", sa.Integer, nullable=False),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("page", sa.Integer),
    sa.Column("heading", sa.JSON, nullable=False),
    sa.Column("revision", sa.BigInteger, nullable=False),
    sa.UniqueConstraint("document_id", "part"),
    sa.Index("ix_passages_course_id_revision", "course_id", "revision"),
    # An id is never used twice: an index that is behind cannot take a new passage for an old one.
    sqlite_autoincrement=True,
)

vectors = sa.Table(
    "vectors",
    metadata,
    _owned_by("passages.id", primary_key=True, autoincrement=False),
    sa.Column("embedder", sa.String(200), primary_key=True),
    sa.Column("vector", sa.LargeBinary, nullable=False),
)

withdrawals = sa.Table(
    "withdrawals",
    metadata,
    sa.Column("passage_id", sa.Integer, primary_key=True, autoincrement=False),
    _owned_by("courses.id"),
    sa.Column("revision", sa.BigInteger, nullable=False),
    sa.Index("ix_withdrawals_course_id_revision", "course_id", "revision"),
)

exchanges = sa.Table(
    "exchanges",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    _owned_by("courses.id"),
    _owned_by("people.id"),
    sa.Column("question", sa.Text, nullable=False),
    sa.Column("asked_at", UtcDateTime, nullable=False),
    sa.Column("answered_at", UtcDateTime),
    sa.Column("text", sa.Text),
    sa.Column("status", sa.String(20)),
    sa.Column("reason", sa.String(40)),
    sa.Column("language", sa.String(20)),
    sa.Column("engine", sa.String(40)),
    sa.Column("accounts", sa.JSON),
    sa.Index("ix_exchanges_course_id_person_id", "course_id", "person_id"),
)

# A citation names its source by value: it outlives the document that it quotes.
citations = sa.Table(
    "citations",
    metadata,
    _owned_by("exchanges.id", primary_key=True, autoincrement=False),
    sa.Column("key", sa.String(10), primary_key=True),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("document_id", sa.String(16), nullable=False),
    sa.Column("version", sa.String(64), nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("side", sa.String(100), nullable=False),
    sa.Column("language", sa.String(20), nullable=False),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    sa.Column("quote", sa.Text, nullable=False),
    sa.Column("page", sa.Integer),
    sa.Column("heading", sa.JSON, nullable=False),
)
