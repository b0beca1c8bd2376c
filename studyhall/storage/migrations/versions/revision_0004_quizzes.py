"""Quizzes, what was published of them, attempts and grades; and no job's id is used twice."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the tables."""
    if op.get_bind().dialect.name == "sqlite":
        # It uses an id again unless the table was made otherwise. A page that follows a job holds its id.
        with op.batch_alter_table("jobs", recreate="always", table_kwargs={"sqlite_autoincrement": True}):
            pass
    _questions()
    _drafts()
    _versions()
    _attempts()
    _grades()


def _id(table: str) -> tuple[sa.Column[int], sa.PrimaryKeyConstraint]:
    return sa.Column("id", sa.Integer(), nullable=False), _key(table, "id")


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _told(name: str, length: int | None = None, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=length) if length else sa.Text(), nullable=nullable)


def _json(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.JSON(), nullable=False)


def _when(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _part_of_key(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), autoincrement=False, nullable=False)


def _reference(table: str, column: str, other: str, ondelete: str) -> sa.ForeignKey:
    return sa.ForeignKey(f"{other}.id", name=op.f(f"fk_{table}_{column}_{other}"), ondelete=ondelete)


def _owned_by(table: str, column: str, owner: str, *, nullable: bool = False) -> sa.Column[int]:
    reference = _reference(table, column, owner, "CASCADE")
    return sa.Column(column, sa.Integer(), reference, nullable=nullable)


def _done_by(table: str, column: str, doer: str = "people") -> sa.Column[int]:
    return sa.Column(column, sa.Integer(), _reference(table, column, doer, "SET NULL"), nullable=True)


def _key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=op.f(f"pk_{table}"))


def _questions() -> None:
    op.create_table(
        "questions",
        *_id("questions"),
        _owned_by("questions", "course_id", "courses"),
        _told("kind", 20),
        _told("prompt"),
        _json("options"),
        _told("language", 20),
        _told("difficulty", 20),
        _told("engine", 200),
        _when("created_at"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_questions_course_id", "questions", ["course_id"])
    op.create_table(
        "solutions",
        _owned_by("solutions", "question_id", "questions"),
        _json("key"),
        _json("accepted"),
        _told("explanation"),
        _told("rubric"),
        _told("citation_key", 10),
        _told("document_id", 16),
        _told("version", 64),
        _told("title"),
        _told("side", 100),
        _told("language", 20),
        _number("start"),
        _number("end"),
        _told("quote"),
        sa.Column("page", sa.Integer(), nullable=True),
        _json("heading"),
        _key("solutions", "question_id"),
    )
    op.create_table(
        "accepted_answers",
        *_id("accepted_answers"),
        _owned_by("accepted_answers", "question_id", "questions"),
        _told("text"),
        _done_by("accepted_answers", "accepted_by"),
        _when("accepted_at"),
    )
    op.create_index("ix_accepted_answers_question_id", "accepted_answers", ["question_id"])


def _drafts() -> None:
    op.create_table(
        "quizzes",
        *_id("quizzes"),
        _owned_by("quizzes", "course_id", "courses"),
        _told("title"),
        _json("rules"),
        _done_by("quizzes", "created_by"),
        _when("created_at"),
        _when("closed_at", nullable=True),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_quizzes_course_id", "quizzes", ["course_id"])
    op.create_table(
        "quiz_items",
        *_id("quiz_items"),
        _owned_by("quiz_items", "quiz_id", "quizzes"),
        _owned_by("quiz_items", "question_id", "questions"),
        _told("state", 20),
        _told("reason"),
        _number("points"),
        _number("position"),
        _json("flaws"),
        _done_by("quiz_items", "job_id", "jobs"),
        sqlite_autoincrement=True,
    )
    for column in ("quiz_id", "question_id", "job_id"):
        op.create_index(f"ix_quiz_items_{column}", "quiz_items", [column])
    op.create_table(
        "makings",
        _owned_by("makings", "job_id", "jobs"),
        _owned_by("makings", "quiz_id", "quizzes"),
        _json("brief"),
        _owned_by("makings", "replaces", "quiz_items", nullable=True),
        _number("kept"),
        _json("dropped"),
        _key("makings", "job_id"),
    )
    op.create_index("ix_makings_quiz_id", "makings", ["quiz_id"])


def _versions() -> None:
    op.create_table(
        "quiz_versions",
        *_id("quiz_versions"),
        _owned_by("quiz_versions", "quiz_id", "quizzes"),
        _number("number"),
        _told("title"),
        _json("rules"),
        _done_by("quiz_versions", "published_by"),
        _when("published_at"),
        sa.UniqueConstraint("quiz_id", "number", name=op.f("uq_quiz_versions_quiz_id_number")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "version_items",
        _owned_by("version_items", "version_id", "quiz_versions"),
        _part_of_key("number"),
        _owned_by("version_items", "question_id", "questions"),
        _number("points"),
        _key("version_items", "version_id", "number"),
    )
    op.create_index("ix_version_items_question_id", "version_items", ["question_id"])
    op.create_table(
        "allowances",
        _owned_by("allowances", "quiz_id", "quizzes"),
        _owned_by("allowances", "person_id", "people"),
        _number("minutes"),
        _key("allowances", "quiz_id", "person_id"),
    )


def _attempts() -> None:
    op.create_table(
        "attempts",
        *_id("attempts"),
        _owned_by("attempts", "quiz_id", "quizzes"),
        _owned_by("attempts", "version_id", "quiz_versions"),
        _owned_by("attempts", "person_id", "people"),
        _number("number"),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        _when("started_at"),
        _when("deadline", nullable=True),
        _when("ended_at", nullable=True),
        _when("graded_at", nullable=True),
        _told("ending", 20, nullable=True),
        _number("place"),
        _json("flagged"),
        sa.UniqueConstraint(
            "quiz_id", "person_id", "number", name=op.f("uq_attempts_quiz_id_person_id_number")
        ),
        sqlite_autoincrement=True,
    )
    for name, columns, some in (
        ("running", ["quiz_id", "person_id"], "ended_at IS NULL"),
        ("deadline", ["deadline"], "ended_at IS NULL"),
        ("ungraded", ["ended_at"], "graded_at IS NULL"),
    ):
        op.create_index(
            f"ix_attempts_{name}",
            "attempts",
            columns,
            unique=name == "running",
            sqlite_where=sa.text(some),
            postgresql_where=sa.text(some),
        )
    for column in ("person_id", "version_id"):
        op.create_index(f"ix_attempts_{column}", "attempts", [column])
    op.create_table(
        "responses",
        *_id("responses"),
        _owned_by("responses", "attempt_id", "attempts"),
        _number("number"),
        _json("given"),
        _when("given_at"),
        sa.Column("final", sa.Boolean(), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_responses_attempt_id", "responses", ["attempt_id"])


def _grades() -> None:
    op.create_table(
        "grades",
        *_id("grades"),
        _owned_by("grades", "attempt_id", "attempts"),
        _number("number"),
        sa.Column("share", sa.Float(), nullable=True),
        _told("grader", 20),
        sa.Column("released", sa.Boolean(), nullable=False),
        _done_by("grades", "graded_by"),
        _told("engine", 200),
        sa.Column("confidence", sa.Float(), nullable=True),
        _told("comment"),
        _told("reason"),
        _when("graded_at"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_grades_attempt_id_number", "grades", ["attempt_id", "number"])
