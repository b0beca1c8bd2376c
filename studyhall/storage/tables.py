"""The tables, as SQLAlchemy Core knows them; migrations make them, a test holds the two together."""

from __future__ import annotations

import sqlalchemy as sa

from studyhall.storage import attempt_tables, job_tables, metering_tables, quiz_tables, review_tables
from studyhall.storage.columns import UtcDateTime, metadata, owned_by, quotation

# Those of long work, of language models, of quizzes and of reviews stand on pages of their own.
jobs, uploads = job_tables.jobs, job_tables.uploads
terms, usage = metering_tables.terms, metering_tables.usage
questions, solutions, accepted_answers = (
    quiz_tables.questions,
    quiz_tables.solutions,
    quiz_tables.accepted_answers,
)
quizzes, quiz_items, makings = quiz_tables.quizzes, quiz_tables.quiz_items, quiz_tables.makings
quiz_versions, version_items = quiz_tables.quiz_versions, quiz_tables.version_items
allowances, attempts = attempt_tables.allowances, attempt_tables.attempts
beginnings = attempt_tables.beginnings
responses, grades = attempt_tables.responses, attempt_tables.grades
reviews = review_tables.reviews

people = sa.Table(
    "people",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("name", sa.String(200), nullable=False),
    # The folded name that signs in; nobody signs in as the operator, who has none.
    sa.Column("sign_in", sa.String(200)),
    sa.Column("password", sa.String(200)),
    # A one-time password, to be changed at the first sign-in.
    sa.Column("one_time", sa.Boolean, nullable=False, default=False),
    sa.Column("admin", sa.Boolean, nullable=False, default=False),
    sa.Column("operator", sa.Boolean, nullable=False, default=False),
    sa.Column("sample", sa.Boolean, nullable=False, default=False),
    # What the pages are shown in; empty for the browser's.
    sa.Column("language", sa.String(20), nullable=False, default=""),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Index("ix_people_sign_in", "sign_in", unique=True),
    # An id is never used twice: a page still open for somebody who is gone acts as nobody.
    sqlite_autoincrement=True,
)

# Only the hash of a token is kept: who reads the database cannot sign in with it.
sessions = sa.Table(
    "sessions",
    metadata,
    sa.Column("token_hash", sa.String(64), primary_key=True),
    owned_by("people.id"),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("seen_at", UtcDateTime, nullable=False),
    sa.Index("ix_sessions_person_id", "person_id"),
)

# Failed attempts to sign in or to join; `subject` is a folded name or an address, hashed.
failures = sa.Table(
    "failures",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("subject", sa.String(64), nullable=False),
    sa.Column("failed_at", UtcDateTime, nullable=False),
    sa.Index("ix_failures_subject_failed_at", "subject", "failed_at"),
)

courses = sa.Table(
    "courses",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("slug", sa.String(60), nullable=False, unique=True),
    sa.Column("title", sa.String(300), nullable=False),
    sa.Column("revision", sa.BigInteger, nullable=False, default=0),
    sa.Column("key", sa.String(32), nullable=False),
    # What pupils join with; none while the class is closed.
    sa.Column("join_code", sa.String(20)),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Index("ix_courses_join_code", "join_code", unique=True),
    sqlite_autoincrement=True,
)

memberships = sa.Table(
    "memberships",
    metadata,
    owned_by("courses.id", primary_key=True, autoincrement=False),
    owned_by("people.id", primary_key=True, autoincrement=False),
    sa.Column("role", sa.String(20), nullable=False),
    sa.Column("joined_at", UtcDateTime, nullable=False),
    sa.Index("ix_memberships_person_id", "person_id"),
)

documents = sa.Table(
    "documents",
    metadata,
    sa.Column("id", sa.String(16), primary_key=True),
    owned_by("courses.id"),
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
    owned_by("courses.id"),
    owned_by("documents.id"),
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
    owned_by("passages.id", primary_key=True, autoincrement=False),
    sa.Column("embedder", sa.String(200), primary_key=True),
    sa.Column("vector", sa.LargeBinary, nullable=False),
)

withdrawals = sa.Table(
    "withdrawals",
    metadata,
    sa.Column("passage_id", sa.Integer, primary_key=True, autoincrement=False),
    owned_by("courses.id"),
    sa.Column("revision", sa.BigInteger, nullable=False),
    sa.Index("ix_withdrawals_course_id_revision", "course_id", "revision"),
)

conversations = sa.Table(
    "conversations",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    owned_by("courses.id"),
    owned_by("people.id"),
    sa.Column("title", sa.String(300), nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("used_at", UtcDateTime, nullable=False),
    sa.Index("ix_conversations_course_id_person_id", "course_id", "person_id"),
    # No id is used twice: an answer that comes late finds its own question or none.
    sqlite_autoincrement=True,
)

# Who has read a conversation that is not their own.
readings = sa.Table(
    "readings",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    owned_by("conversations.id"),
    owned_by("people.id"),
    sa.Column("read_at", UtcDateTime, nullable=False),
    sa.Index("ix_readings_conversation_id", "conversation_id"),
)

exchanges = sa.Table(
    "exchanges",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    owned_by("conversations.id"),
    sa.Column("question", sa.Text, nullable=False),
    sa.Column("asked_at", UtcDateTime, nullable=False),
    sa.Column("answered_at", UtcDateTime),
    sa.Column("text", sa.Text),
    sa.Column("status", sa.String(20)),
    sa.Column("reason", sa.String(40)),
    sa.Column("language", sa.String(20)),
    sa.Column("engine", sa.String(200)),
    sa.Column("accounts", sa.JSON),
    # The code of what kept a model from answering, and the question as it was read.
    sa.Column("trouble", sa.Text, nullable=False, server_default=""),
    sa.Column("understood", sa.Text, nullable=False, server_default=""),
    # What the asker made of the answer: a reason for a thumb down, and a remark.
    sa.Column("complaint", sa.String(40)),
    sa.Column("remark", sa.Text),
    sa.Column("complained_at", UtcDateTime),
    sa.Index("ix_exchanges_conversation_id", "conversation_id"),
    sqlite_autoincrement=True,
)

# A citation names its source by value: it outlives the document that it quotes.
citations = sa.Table(
    "citations",
    metadata,
    owned_by("exchanges.id", primary_key=True, autoincrement=False),
    sa.Column("key", sa.String(10), primary_key=True),
    sa.Column("position", sa.Integer, nullable=False),
    *quotation(),
)
