"""Documents, passages and vectors in SQL."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from studyhall.domain.documents import Description, Document, Span
from studyhall.domain.errors import StorageFailure
from studyhall.domain.evidence import Citation
from studyhall.domain.health import Damage
from studyhall.ports import (
    Documents,
    SourceSummary,
    Vector,
)
from studyhall.storage import health
from studyhall.storage.bodies import UNREADABLE, body_from, body_values
from studyhall.storage.passages import SqlPassages
from studyhall.storage.tables import courses, documents, passages, withdrawals

_LARGEST_STEP = 1 << 20


class SqlDocuments(Documents):
    """Documents, on one connection."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self._passages = SqlPassages(connection)

    def put(
        self,
        document: Document,
        spans: Sequence[Span],
        vectors: Sequence[Vector],
        embedder: str,
        now: datetime,
    ) -> None:
        """Store the document with its passages and their vectors, in place of an earlier version of it."""
        self.remove(document.id)
        revision = self._next_revision(document.course_id)
        self._connection.execute(
            documents.insert().values(
                id=document.id,
                course_id=document.course_id,
                version=document.version,
                file=document.file,
                media_type=document.media_type,
                added_at=now,
                passage_count=len(spans),
                **vars(document.description),
                **body_values(document.body),
            )
        )
        self._passages.put(document, spans, vectors, embedder, revision)

    def describe(self, document: str, description: Description) -> None:
        """Replace what is told about a document; its passages are told to the indexes anew."""
        course = self._connection.scalar(sa.select(documents.c.course_id).where(documents.c.id == document))
        if course is None:
            return
        self._connection.execute(
            documents.update().where(documents.c.id == document).values(**vars(description))
        )
        self._connection.execute(
            passages.update()
            .where(passages.c.document_id == document)
            .values(revision=self._next_revision(course))
        )

    def remove(self, document_id: str) -> bool:
        """Take a document out with its passages; False when it is not there."""
        course = self._connection.scalar(
            sa.select(documents.c.course_id).where(documents.c.id == document_id)
        )
        if course is None:
            return False
        revision = self._next_revision(course)
        gone = sa.select(passages.c.id, passages.c.course_id, sa.literal(revision)).where(
            passages.c.document_id == document_id
        )
        self._connection.execute(
            withdrawals.insert().from_select(["passage_id", "course_id", "revision"], gone)
        )
        self._connection.execute(documents.delete().where(documents.c.id == document_id))
        return True

    def get(self, document_id: str) -> Document | None:
        """The document, whole."""
        try:
            row = self._connection.execute(sa.select(documents).where(documents.c.id == document_id)).first()
            return None if row is None else _document(row)
        except UNREADABLE as error:
            raise StorageFailure(
                f"the stored text of document {document_id} is damaged", "add its file again", code="damaged"
            ) from error

    def with_version(self, course_id: int, version: str) -> str | None:
        """The id of the course's document with exactly this content."""
        found: str | None = self._connection.scalar(
            sa.select(documents.c.id).where(
                documents.c.course_id == course_id, documents.c.version == version
            )
        )
        return found

    def summaries(self, course_id: int) -> list[SourceSummary]:
        """The course's sources, by title."""
        count = sa.func.count(passages.c.id).label("passages")
        shown = [c for c in documents.c if c.name not in {"text", "original", "alignment", "structure"}]
        rows = self._connection.execute(
            sa.select(*shown, count)
            .join(passages, passages.c.document_id == documents.c.id, isouter=True)
            .where(documents.c.course_id == course_id)
            .group_by(documents.c.id)
            .order_by(documents.c.title, documents.c.id)
        )
        return [
            SourceSummary(row.id, row.file, row.version, _description(row), row.passages, "ready")
            for row in rows
        ]

    def counts(self, course_id: int) -> tuple[int, int]:
        """How many documents and passages a course has."""
        both = [
            sa.select(sa.func.count()).select_from(t).where(t.c.course_id == course_id).scalar_subquery()
            for t in (documents, passages)
        ]
        row = self._connection.execute(sa.select(*both)).one()
        return row[0], row[1]

    def damage(self, document_id: str) -> Damage | None:
        """What is not as it was stored in a document that is there; None when its text and passages are."""
        return health.damage(self._connection, document_id)

    def quoted(self, citation: Citation) -> str | None:
        """What stands at a citation's place in the version that it names; None when that is gone."""
        length = citation.end - citation.start
        found: str | None = self._connection.scalar(
            sa.select(sa.func.substr(documents.c.text, citation.start + 1, length)).where(
                documents.c.id == citation.document_id, documents.c.version == citation.version
            )
        )
        return found

    def _next_revision(self, course_id: int) -> int:
        # By a random step: a database put back from a backup and changed anew does not come to a revision
        # that an index of its other future carries.
        step = 1 + secrets.randbelow(_LARGEST_STEP)
        moved = courses.update().where(courses.c.id == course_id).values(revision=courses.c.revision + step)
        revision: int = self._connection.execute(moved.returning(courses.c.revision)).scalar_one()
        return revision


def _document(row: sa.Row[*tuple[Any, ...]]) -> Document:
    return Document(
        id=row.id,
        course_id=row.course_id,
        version=row.version,
        file=row.file,
        media_type=row.media_type,
        description=_description(row),
        body=body_from(row),
    )


def _description(row: sa.Row[*tuple[Any, ...]]) -> Description:
    return Description(row.title, row.author, row.side, row.language, row.date, row.licence)
