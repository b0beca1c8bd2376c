"""Courses have terms for language models, what models use up is counted, and jobs may count steps."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the tables; answers given so far met no trouble, and jobs asked for so far have no steps."""
    _terms()
    _usage()
    with op.batch_alter_table("exchanges", table_kwargs={"sqlite_autoincrement": True}) as batch:
        batch.alter_column("engine", type_=sa.String(length=200), existing_type=sa.String(length=40))
        batch.add_column(sa.Column("trouble", sa.Text(), nullable=False, server_default=""))
        batch.add_column(sa.Column("understood", sa.Text(), nullable=False, server_default=""))
    for name in ("steps", "steps_done"):
        op.add_column("jobs", sa.Column(name, sa.Integer(), nullable=False, server_default="0"))


def _course_id(table: str) -> tuple[sa.Column[int], sa.ForeignKeyConstraint]:
    name = op.f(f"fk_{table}_course_id_courses")
    return (
        sa.Column("course_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["course_id"], ["courses.id"], name=name, ondelete="CASCADE"),
    )


def _terms() -> None:
    op.create_table(
        "terms",
        *_course_id("terms"),
        sa.Column("chat_host", sa.String(length=300), nullable=False),
        sa.Column("daily_tokens", sa.BigInteger(), nullable=False),
        sa.Column("embeddings_host", sa.String(length=300), nullable=False),
        sa.Column("embedder", sa.String(length=200), nullable=False),
        sa.Column("dimensions", sa.Integer(), nullable=False),
        sa.Column("agreed_by", sa.Integer(), nullable=True),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["agreed_by"], ["people.id"], name=op.f("fk_terms_agreed_by_people"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("course_id", name=op.f("pk_terms")),
    )


def _usage() -> None:
    op.create_table(
        "usage",
        *_course_id("usage"),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("model", sa.String(length=200), nullable=False),
        sa.Column("calls", sa.BigInteger(), nullable=False),
        sa.Column("failed", sa.BigInteger(), nullable=False),
        sa.Column("input_tokens", sa.BigInteger(), nullable=False),
        sa.Column("output_tokens", sa.BigInteger(), nullable=False),
        sa.Column("cached_tokens", sa.BigInteger(), nullable=False),
        sa.Column("reserved", sa.BigInteger(), nullable=False),
        sa.Column("cost", sa.BigInteger(), nullable=False),
        sa.Column("unpriced", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("course_id", "day", "purpose", "model", name=op.f("pk_usage")),
    )
