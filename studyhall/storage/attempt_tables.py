"""The tables of attempts, of what was answered in them, and of grades: what is a pupil's goes with them."""

from __future__ import annotations

import sqlalchemy as sa

from studyhall.storage.columns import UtcDateTime, done_by, metadata, owned_by
from studyhall.storage.forms import GivenForm

# The minutes that somebody has more than others.
allowances = sa.Table(
    "allowances",
    metadata,
    owned_by("quizzes.id", primary_key=True, autoincrement=False),
    owned_by("people.id", primary_key=True, autoincrement=False),
    sa.Column("minutes", sa.Integer, nullable=False),
)

_RUNS, _UNGRADED = sa.text("ended_at IS NULL"), sa.text("graded_at IS NULL")

attempts = sa.Table(
    "attempts",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    owned_by("quizzes.id"),
    owned_by("quiz_versions.id"),
    owned_by("people.id"),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("seed", sa.BigInteger, nullable=False),
    sa.Column("started_at", UtcDateTime, nullable=False),
    sa.Column("deadline", UtcDateTime),
    sa.Column("ended_at", UtcDateTime),
    sa.Column("ending", sa.String(20)),
    # When the last of its questions got its first grade: then nothing looks for it any more.
    sa.Column("graded_at", UtcDateTime),
    sa.Column("place", sa.Integer, nullable=False, default=0),
    sa.Column("flagged", sa.JSON, nullable=False, default=list),
    sa.UniqueConstraint("quiz_id", "person_id", "number"),
    # Whoever starts twice at once starts one attempt.
    sa.Index(
        "ix_attempts_running",
        "quiz_id",
        "person_id",
        unique=True,
        sqlite_where=_RUNS,
        postgresql_where=_RUNS,
    ),
    sa.Index("ix_attempts_deadline", "deadline", sqlite_where=_RUNS, postgresql_where=_RUNS),
    sa.Index("ix_attempts_ungraded", "ended_at", sqlite_where=_UNGRADED, postgresql_where=_UNGRADED),
    sa.Index("ix_attempts_person_id", "person_id"),
    sa.Index("ix_attempts_version_id", "version_id"),
    sqlite_autoincrement=True,
)

# The number of the last attempt that somebody began and that was too old to keep: nothing else is left of it.
beginnings = sa.Table(
    "beginnings",
    metadata,
    owned_by("quizzes.id", primary_key=True, autoincrement=False),
    owned_by("people.id", primary_key=True, autoincrement=False),
    sa.Column("number", sa.Integer, nullable=False),
)

# All that was answered; rows are added, never changed.
responses = sa.Table(
    "responses",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    owned_by("attempts.id"),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("given", GivenForm, nullable=False),
    sa.Column("given_at", UtcDateTime, nullable=False),
    sa.Column("final", sa.Boolean, nullable=False),
    sa.Index("ix_responses_attempt_id", "attempt_id"),
    sqlite_autoincrement=True,
)

# Who graded what and why; rows are added, never changed.
grades = sa.Table(
    "grades",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    owned_by("attempts.id"),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("share", sa.Float),
    sa.Column("grader", sa.String(20), nullable=False),
    sa.Column("released", sa.Boolean, nullable=False),
    done_by("graded_by"),
    sa.Column("engine", sa.String(200), nullable=False),
    sa.Column("confidence", sa.Float),
    sa.Column("comment", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("graded_at", UtcDateTime, nullable=False),
    sa.Index("ix_grades_attempt_id_number", "attempt_id", "number"),
    sqlite_autoincrement=True,
)
