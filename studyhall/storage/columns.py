"""What tables are made of: moments in UTC, references, quotations, and how constraints are named."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.types import TypeDecorator

from studyhall.domain.evidence import Citation


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


def owned_by(target: str, **options: Any) -> sa.Column[Any]:
    """A foreign key whose row goes when the row it refers to goes."""
    table = target.split(".", maxsplit=1)[0]
    name = _OWNERS.get(table, f"{table.removesuffix('s')}_id")
    return sa.Column(name, sa.ForeignKey(target, ondelete="CASCADE"), nullable=False, **options)


_OWNERS = {"people": "person_id", "quizzes": "quiz_id", "quiz_versions": "version_id"}


def done_by(name: str) -> sa.Column[Any]:
    """Who did something; what was done stands when they are gone."""
    return sa.Column(name, sa.ForeignKey("people.id", ondelete="SET NULL"))


def quotation() -> tuple[sa.Column[Any], ...]:
    """The words of a source, and the source by value: what quotes a document outlives it."""
    return (
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


def quotation_of(citation: Citation) -> dict[str, Any]:
    """What these columns hold of a citation."""
    return {name: value for name, value in vars(citation).items() if name != "key"} | {
        "heading": list(citation.heading)
    }


def citation_from(row: sa.Row[*tuple[Any, ...]], key: str) -> Citation:
    """The citation that a row with these columns holds, under this key."""
    names = [name for name in Citation.__dataclass_fields__ if name not in {"key", "heading"}]
    return Citation(key, heading=tuple(row.heading), **{name: getattr(row, name) for name in names})
