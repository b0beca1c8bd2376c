"""People sign in and belong to courses; questions stand in conversations; files are added by jobs."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the tables, and carry over who there is and what was asked."""
    _courses_and_people()
    _sign_ins()
    _conversations()
    _jobs()


def _when(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _owned_by(table: str, column: str, owner: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{owner}")
    return sa.ForeignKeyConstraint([column], [f"{owner}.id"], name=name, ondelete="CASCADE")


def _courses_and_people() -> None:
    op.add_column("courses", sa.Column("join_code", sa.String(length=20), nullable=True))
    op.create_index("ix_courses_join_code", "courses", ["join_code"], unique=True)
    for column in (
        sa.Column("sign_in", sa.String(length=200)),
        sa.Column("password", sa.String(length=200)),
        sa.Column("one_time", sa.Boolean()),
        sa.Column("admin", sa.Boolean()),
        sa.Column("sample", sa.Boolean()),
        sa.Column("language", sa.String(length=20)),
    ):
        op.add_column("people", column)
    people = sa.table("people", *map(sa.column, ("role", "one_time", "admin", "sample", "language")))
    op.execute(
        people.update().values(
            one_time=sa.false(), admin=people.c.role == "admin", sample=sa.false(), language=""
        )
    )
    with op.batch_alter_table("people", table_kwargs={"sqlite_autoincrement": True}) as batch:
        for name in ("one_time", "admin", "sample", "language"):
            batch.alter_column(name, nullable=False)
        batch.drop_column("role")
    op.create_index("ix_people_sign_in", "people", ["sign_in"], unique=True)
    op.create_table(
        "memberships",
        sa.Column("course_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        _when("joined_at"),
        _owned_by("memberships", "course_id", "courses"),
        _owned_by("memberships", "person_id", "people"),
        sa.PrimaryKeyConstraint("course_id", "person_id", name=op.f("pk_memberships")),
    )
    op.create_index("ix_memberships_person_id", "memberships", ["person_id"])


def _sign_ins() -> None:
    op.create_table(
        "failures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        _when("failed_at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_failures")),
    )
    op.create_index("ix_failures_subject_failed_at", "failures", ["subject", "failed_at"])
    op.create_table(
        "sessions",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        _when("created_at"),
        _when("seen_at"),
        _owned_by("sessions", "person_id", "people"),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_sessions")),
    )
    op.create_index("ix_sessions_person_id", "sessions", ["person_id"])


def _conversations() -> None:
    op.create_table(
        "conversations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        _when("created_at"),
        _when("used_at"),
        _owned_by("conversations", "course_id", "courses"),
        _owned_by("conversations", "person_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversations")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_conversations_course_id_person_id", "conversations", ["course_id", "person_id"])
    op.create_table(
        "readings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        _when("read_at"),
        _owned_by("readings", "conversation_id", "conversations"),
        _owned_by("readings", "person_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_readings")),
    )
    op.create_index("ix_readings_conversation_id", "readings", ["conversation_id"])
    _questions_into_conversations()


def _questions_into_conversations() -> None:
    """Each question that was asked becomes a conversation of its own, as it was."""
    op.execute(
        "INSERT INTO conversations (course_id, person_id, title, created_at, used_at, id) "
        "SELECT course_id, person_id, substr(question, 1, 80), asked_at, asked_at, id FROM exchanges"
    )
    op.drop_index("ix_exchanges_course_id_person_id", "exchanges")
    for column in (
        sa.Column("conversation_id", sa.Integer()),
        sa.Column("complaint", sa.String(length=40)),
        sa.Column("remark", sa.Text()),
        _when("complained_at", nullable=True),
    ):
        op.add_column("exchanges", column)
    op.execute("UPDATE exchanges SET conversation_id = id")
    with op.batch_alter_table("exchanges", table_kwargs={"sqlite_autoincrement": True}) as batch:
        batch.alter_column("conversation_id", nullable=False)
        batch.drop_column("course_id")
        batch.drop_column("person_id")
        batch.create_foreign_key(
            op.f("fk_exchanges_conversation_id_conversations"),
            "conversations",
            ["conversation_id"],
            ["id"],
            ondelete="CASCADE",
        )
    op.create_index("ix_exchanges_conversation_id", "exchanges", ["conversation_id"])


def _jobs() -> None:
    op.create_table(
        "jobs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("stopping", sa.Boolean(), nullable=False),
        sa.Column("trouble", sa.Text(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        _when("asked_at"),
        _when("ended_at", nullable=True),
        _owned_by("jobs", "course_id", "courses"),
        _owned_by("jobs", "person_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
    )
    op.create_index("ix_jobs_course_id", "jobs", ["course_id"])
    op.create_index("ix_jobs_state", "jobs", ["state"])
    op.create_table(
        "uploads",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("job_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=500), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("document_id", sa.String(length=16), nullable=True),
        sa.Column("passages", sa.Integer(), nullable=False),
        _owned_by("uploads", "job_id", "jobs"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_uploads")),
    )
    op.create_index("ix_uploads_job_id", "uploads", ["job_id"])
