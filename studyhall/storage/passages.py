"""Passages and their vectors in SQL, and what changed among them."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from studyhall.domain.documents import Document, Passage, Span
from studyhall.domain.evidence import Citation
from studyhall.ports import Changes, IndexedPassage, Passages, StoredVector, Vector
from studyhall.storage.database import new_id
from studyhall.storage.tables import courses, documents, passages, vectors, withdrawals

# SQLite takes at most 32,766 values in one statement; others are content with as few.
_AT_ONCE = 500


class SqlPassages(Passages):
    """Passages, on one connection."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def put(
        self,
        document: Document,
        spans: Sequence[Span],
        vectors: Sequence[Vector],
        embedder: str,
        revision: int,
    ) -> None:
        """Store a document's passages with their vectors, as part of a course revision."""
        stored = []
        for part, (span, vector) in enumerate(zip(spans, vectors, strict=True)):
            made = passages.insert().values(
                course_id=document.course_id,
                document_id=document.id,
                part=part,
                start=span.start,
                end=span.end,
                text=document.body.text[span.start : span.end],
                page=span.page,
                heading=list(span.heading),
                revision=revision,
            )
            stored.append(StoredVector(new_id(self._connection, made), vector))
        self.put_vectors(stored, embedder)

    def some(self, ids: Sequence[int]) -> list[Passage]:
        """Those of the passages that are there, in the order asked for."""
        found = {}
        for some in _batches(ids):
            for row in self._connection.execute(_PASSAGES.where(passages.c.id.in_(some))):
                found[row.id] = _passage(row)
        return [found[key] for key in ids if key in found]

    def of(self, document_id: str) -> list[Passage]:
        """A document's passages, in order."""
        wanted = _PASSAGES.where(passages.c.document_id == document_id).order_by(passages.c.part)
        return [_passage(row) for row in self._connection.execute(wanted)]

    def holding(self, citation: Citation) -> Passage | None:
        """The passage in which a citation lies, of the version that it names; None when there is none."""
        wanted = _PASSAGES.where(
            passages.c.document_id == citation.document_id,
            documents.c.version == citation.version,
            passages.c.start <= citation.start,
            passages.c.end >= citation.end,
        )
        row = self._connection.execute(wanted.order_by(passages.c.part).limit(1)).first()
        return _passage(row) if row else None

    def revision(self, course_id: int) -> int:
        """The course's revision now; 0 for one that is not there."""
        found = self._connection.scalar(sa.select(courses.c.revision).where(courses.c.id == course_id))
        return found or 0

    def changes(self, course_id: int, since: int) -> Changes:
        """The passages that came and went after revision `since`."""
        added = self._connection.scalars(
            sa.select(passages.c.id)
            .where(passages.c.course_id == course_id, passages.c.revision > since)
            .order_by(passages.c.id)
        )
        removed = self._connection.scalars(
            sa.select(withdrawals.c.passage_id)
            .where(withdrawals.c.course_id == course_id, withdrawals.c.revision > since)
            .order_by(withdrawals.c.passage_id)
        )
        return Changes(self.revision(course_id), tuple(added), tuple(removed))

    def indexed(self, ids: Sequence[int], embedder: str) -> list[IndexedPassage]:
        """What an index needs of those of the passages that have a vector of `embedder`."""
        held = {stored.passage_id: stored.vector for stored in self.vectors(ids, embedder)}
        return [
            IndexedPassage(passage.id, passage.text, _context(passage), held[passage.id])
            for passage in self.some(ids)
            if passage.id in held
        ]

    def ids(self, course_id: int) -> list[int]:
        """The ids of all passages of a course, ascending."""
        wanted = sa.select(passages.c.id).where(passages.c.course_id == course_id)
        return list(self._connection.scalars(wanted.order_by(passages.c.id)))

    def vectors(self, ids: Sequence[int], embedder: str) -> list[StoredVector]:
        """The vectors of those of the passages that have a whole one."""
        found = []
        for some in _batches(ids):
            wanted = sa.select(vectors.c.passage_id, vectors.c.vector).where(
                vectors.c.passage_id.in_(some), vectors.c.embedder == embedder
            )
            unpacked = ((row.passage_id, _floats(row.vector)) for row in self._connection.execute(wanted))
            found += [StoredVector(key, vector) for key, vector in unpacked if vector]
        return found

    def lacking(self, course_id: int, embedder: str, limit: int) -> list[int]:
        """The ids of at most `limit` passages of a course that have no vector of `embedder`, ascending."""
        has = sa.exists().where(vectors.c.passage_id == passages.c.id, vectors.c.embedder == embedder)
        wanted = sa.select(passages.c.id).where(passages.c.course_id == course_id, ~has)
        return list(self._connection.scalars(wanted.order_by(passages.c.id).limit(max(limit, 0))))

    def put_vectors(self, stored: Sequence[StoredVector], embedder: str) -> None:
        """Store vectors in place of those that were missing or damaged."""
        for some in _batches([key for key, _ in stored]):
            replaced = vectors.c.passage_id.in_(some) & (vectors.c.embedder == embedder)
            self._connection.execute(vectors.delete().where(replaced))
        if stored:
            self._connection.execute(
                vectors.insert(),
                [
                    {"passage_id": key, "embedder": embedder, "vector": array("f", vector).tobytes()}
                    for key, vector in stored
                ],
            )


_PASSAGES = sa.select(
    passages, documents.c.version, documents.c.title, documents.c.side, documents.c.language
).join(documents, documents.c.id == passages.c.document_id)


def _passage(row: sa.Row[*tuple[Any, ...]]) -> Passage:
    return Passage(
        id=row.id,
        document_id=row.document_id,
        version=row.version,
        title=row.title,
        side=row.side,
        language=row.language,
        part=row.part,
        start=row.start,
        end=row.end,
        text=row.text,
        page=row.page,
        heading=tuple(row.heading),
    )


def _context(passage: Passage) -> str:
    """What stands above a passage; a title that is also the first heading is told once."""
    return " — ".join(dict.fromkeys((passage.title, *passage.heading)))


def _floats(packed: bytes) -> list[float]:
    """The numbers of a stored vector; none when it is damaged."""
    floats = array("f")
    if len(packed) % floats.itemsize:
        return []
    floats.frombytes(packed)
    return list(floats) if all(map(math.isfinite, floats)) else []


def _batches(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), _AT_ONCE):
        yield ids[start : start + _AT_ONCE]
