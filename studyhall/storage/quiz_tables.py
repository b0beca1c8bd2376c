"""The tables of quizzes: questions and what settles them apart, drafts, and what was published."""

from __future__ import annotations

import sqlalchemy as sa

from studyhall.storage.columns import UtcDateTime, done_by, metadata, owned_by, quotation
from studyhall.storage.forms import BriefForm, GivenForm, RulesForm

# Only what a pupil may see of a question. A row never changes: an edited question is another one.
questions = sa.Table(
    "questions",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    owned_by("courses.id"),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("prompt", sa.Text, nullable=False),
    sa.Column("options", sa.JSON, nullable=False),
    sa.Column("language", sa.String(20), nullable=False),
    sa.Column("difficulty", sa.String(20), nullable=False),
    sa.Column("engine", sa.String(200), nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Index("ix_questions_course_id", "course_id"),
    # No id is used twice: what a pupil knows of a question is never said of another.
    sqlite_autoincrement=True,
)

# What settles a question, which a pupil's acts do not read before it is time.
solutions = sa.Table(
    "solutions",
    metadata,
    owned_by("questions.id", primary_key=True, autoincrement=False),
    sa.Column("key", GivenForm, nullable=False),
    sa.Column("accepted", sa.JSON, nullable=False),
    sa.Column("explanation", sa.Text, nullable=False),
    sa.Column("rubric", sa.Text, nullable=False),
    # The words that prove it; their key is that among the evidence it was written from.
    sa.Column("citation_key", sa.String(10), nullable=False),
    *quotation(),
)

# What teachers found to be right also.
accepted_answers = sa.Table(
    "accepted_answers",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    owned_by("questions.id"),
    sa.Column("text", sa.Text, nullable=False),
    done_by("accepted_by"),
    sa.Column("accepted_at", UtcDateTime, nullable=False),
    sa.Index("ix_accepted_answers_question_id", "question_id"),
)

quizzes = sa.Table(
    "quizzes",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    owned_by("courses.id"),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("rules", RulesForm, nullable=False),
    done_by("created_by"),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("closed_at", UtcDateTime),
    sa.Index("ix_quizzes_course_id", "course_id"),
    sqlite_autoincrement=True,
)

# The questions of a draft, in the order of their positions.
quiz_items = sa.Table(
    "quiz_items",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    owned_by("quizzes.id"),
    owned_by("questions.id"),
    sa.Column("state", sa.String(20), nullable=False),
    sa.Column("reason", sa.Text, nullable=False, default=""),
    sa.Column("points", sa.Integer, nullable=False, default=1),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("flaws", sa.JSON, nullable=False),
    # Jobs are forgotten after a while, what they made is not.
    sa.Column("job_id", sa.ForeignKey("jobs.id", ondelete="SET NULL")),
    sa.Index("ix_quiz_items_quiz_id", "quiz_id"),
    sa.Index("ix_quiz_items_question_id", "question_id"),
    sa.Index("ix_quiz_items_job_id", "job_id"),
    sqlite_autoincrement=True,
)

# What jobs that make questions are to do, and what has come of it.
makings = sa.Table(
    "makings",
    metadata,
    owned_by("jobs.id", primary_key=True, autoincrement=False),
    owned_by("quizzes.id"),
    sa.Column("brief", BriefForm, nullable=False),
    sa.Column("replaces", sa.ForeignKey("quiz_items.id", ondelete="CASCADE")),
    sa.Column("kept", sa.Integer, nullable=False),
    sa.Column("dropped", sa.JSON, nullable=False),
    sa.Index("ix_makings_quiz_id", "quiz_id"),
)

# What was published; rows are added, never changed.
quiz_versions = sa.Table(
    "quiz_versions",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    owned_by("quizzes.id"),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("rules", RulesForm, nullable=False),
    done_by("published_by"),
    sa.Column("published_at", UtcDateTime, nullable=False),
    sa.UniqueConstraint("quiz_id", "number"),
    sqlite_autoincrement=True,
)

version_items = sa.Table(
    "version_items",
    metadata,
    owned_by("quiz_versions.id", primary_key=True, autoincrement=False),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    owned_by("questions.id"),
    sa.Column("points", sa.Integer, nullable=False),
    sa.Index("ix_version_items_question_id", "question_id"),
)
