"""The tables of long work, with the files that some of it still has to read."""

from __future__ import annotations

import sqlalchemy as sa

from studyhall.storage.columns import UtcDateTime, metadata, owned_by

# Long work: who asked for it, how far it is, and whether it is to stop.
jobs = sa.Table(
    "jobs",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    owned_by("courses.id"),
    owned_by("people.id"),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("state", sa.String(20), nullable=False),
    sa.Column("stopping", sa.Boolean, nullable=False, default=False),
    # Why it failed, as one sentence and as the code of an error; empty while it has not.
    sa.Column("trouble", sa.Text, nullable=False, default=""),
    sa.Column("code", sa.String(40), nullable=False, default=""),
    # How many parts the work has and how many are done, where it does not consist of files.
    sa.Column("steps", sa.Integer, nullable=False, server_default="0"),
    sa.Column("steps_done", sa.Integer, nullable=False, server_default="0"),
    sa.Column("asked_at", UtcDateTime, nullable=False),
    sa.Column("ended_at", UtcDateTime),
    sa.Index("ix_jobs_course_id", "course_id"),
    sa.Index("ix_jobs_state", "state"),
    # An id is never used twice: a page that follows a job finds it or none.
    sqlite_autoincrement=True,
)

# The files of a job that adds documents. The bytes go as soon as the file is in, or refused.
uploads = sa.Table(
    "uploads",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    owned_by("jobs.id"),
    sa.Column("name", sa.String(500), nullable=False),
    sa.Column("told", sa.JSON, nullable=False),
    sa.Column("content", sa.LargeBinary),
    sa.Column("state", sa.String(20), nullable=False),
    sa.Column("reason", sa.Text, nullable=False, default=""),
    sa.Column("code", sa.String(40), nullable=False, default=""),
    sa.Column("document_id", sa.String(16)),
    sa.Column("passages", sa.Integer, nullable=False, default=0),
    sa.Index("ix_uploads_job_id", "job_id"),
)
