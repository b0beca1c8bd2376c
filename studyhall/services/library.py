"""A course's sources: adding, describing, listing, reading and removing them."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from studyhall.domain.courses import Course, named, slug_of
from studyhall.domain.documents import Description, Document, NewSource, Reading, SourceFile, document_id
from studyhall.domain.errors import Absent, BadFile
from studyhall.domain.language import language_of
from studyhall.ports import Embedder, Reader, SourceSummary, Storage, UnitOfWork, Vector
from studyhall.services.courses import course_made
from studyhall.services.describing import checked_description, spelled
from studyhall.services.policies import absent_as, allowed, own_courses, signed_in

_log = logging.getLogger(__name__)


class Outcome(StrEnum):
    """What adding a file did."""

    ADDED = "added"
    REPLACED = "replaced"
    DESCRIBED = "described"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class Added:
    """The document that a file became, and how many passages it has."""

    course: Course
    document_id: str
    outcome: Outcome
    passages: int


@dataclass(frozen=True)
class Prepared:
    """A document that is read and embedded, ready to be stored in one step."""

    source: NewSource
    reading: Reading
    vectors: Sequence[Vector]


class Library:
    """The sources of courses. Whoever changes any brings the indexes up to date afterwards."""

    def __init__(self, storage: Storage, reader: Reader, embedder: Embedder) -> None:
        self._storage = storage
        self._reader = reader
        self._embedder = embedder

    def fetch(self, path: Path) -> SourceFile:
        """The file at `path`. Raises BadFile."""
        return self._reader.fetch(path)

    def add(self, actor: int, course: str, source: NewSource, now: datetime) -> Added:
        """Take a file into the course with this slug or title, which is made when there is none.

        The same bytes again change nothing, new bytes of one origin replace the old, in one step. What is
        told goes before what the file says of itself. Raises BadFile, and then nothing has changed.
        """
        slug_of(course)
        with self._storage.begin() as work:
            there = _place(work, actor, course)
            known = _sound(work, there, source.file.version) if there else None
        if there is not None and known is not None:
            return self._known(actor, there, known, source)
        prepared = self.prepare(source)
        with self._storage.begin(write=True) as work:
            # Once more: reading may take minutes, in which roles and courses change.
            _place(work, actor, course)
            made = course_made(work, signed_in(work, actor), course, now)
            added = self.store(work, made, prepared, now)
            work.commit()
        _log.info("%s document %s with %d passages", added.outcome, added.document_id, added.passages)
        return added

    def prepare(self, source: NewSource) -> Prepared:
        """Read and embed a file; the slow part, outside any transaction. Raises BadFile."""
        reading = self._reader.read(source.file)
        if not reading.spans:
            raise BadFile(
                f"{source.file.name} has no sentences to study",
                "add a file with running text",
                code="no_text",
            )
        return self.embedded(reading, source)

    def embedded(self, reading: Reading, source: NewSource) -> Prepared:
        """A reading with the vectors of its passages, and what is told laid over its own description."""
        texts = [reading.body.text[span.start : span.end] for span in reading.spans]
        told = replace(reading, description=reading.description.overlaid(source.told))
        return Prepared(source, told, self._embedder.embed_passages(texts))

    def store(self, work: UnitOfWork, course: Course, prepared: Prepared, now: datetime) -> Added:
        """Put a prepared document into its course, unless another process has just done so."""
        reading = prepared.reading
        known = _sound(work, course, reading.version)
        if known is not None:
            return Added(course, known, Outcome.UNCHANGED, len(reading.spans))
        key = document_id(course.id, prepared.source.origin)
        damaged = work.documents.with_version(course.id, reading.version)
        replaced = [work.documents.remove(old) for old in {key, damaged} if old is not None]
        document = Document(
            id=key,
            course_id=course.id,
            version=reading.version,
            file=prepared.source.file.name,
            description=spelled(work, course.id, reading.description),
            body=reading.body,
            media_type=reading.media_type,
        )
        work.documents.put(document, reading.spans, prepared.vectors, self._embedder.name, now)
        return Added(course, key, Outcome.REPLACED if any(replaced) else Outcome.ADDED, len(reading.spans))

    def _known(self, actor: int, course: Course, known: str, source: NewSource) -> Added:
        """What happens to bytes that the course has already, as document `known`."""
        former = document_id(course.id, source.origin)
        with self._storage.begin() as work:
            document = _found(work, actor, known)
            passages = len(work.passages.of(known))
            outdated = former != known and work.documents.get(former) is not None
            told = spelled(work, course.id, source.told, but=known)
        described = document.description.overlaid(told)
        if outdated:
            outcome = Outcome.REPLACED
        elif described != document.description:
            outcome = Outcome.DESCRIBED
        else:
            return Added(course, known, Outcome.UNCHANGED, passages)
        with self._storage.begin(write=True) as work:
            if outdated:
                work.documents.remove(former)
            if described != document.description:
                work.documents.describe(known, described)
            work.commit()
        return Added(course, known, outcome, passages)

    def describe(self, actor: int, document: str, told: Description) -> Course:
        """Replace what is told about a source, without reading its file again. Gives its course.

        An empty language is detected, the licence stays. Raises Refused for an empty title, and Absent.
        """
        told = checked_description(told)
        with self._storage.begin(write=True) as work:
            found = _found(work, actor, document)
            with absent_as(_no_document(document)):
                allowed(work, actor, "change a source", found.course_id)
            told = spelled(work, found.course_id, told, but=document)
            language = told.language or language_of(found.body.text)
            described = replace(told, language=language, licence=found.description.licence)
            if described != found.description:
                work.documents.describe(document, described)
            work.commit()
            return _course_of(work, found)

    def remove(self, actor: int, document: str) -> Course:
        """Take a source out at once; quotations kept with answers stay. Gives its course. Raises Absent."""
        with self._storage.begin(write=True) as work:
            found = _found(work, actor, document)
            with absent_as(_no_document(document)):
                allowed(work, actor, "remove a source", found.course_id)
            work.documents.remove(document)
            work.commit()
            return _course_of(work, found)

    def sources(self, actor: int, course: Course) -> list[SourceSummary]:
        """The course's sources, by title."""
        with self._storage.begin() as work:
            allowed(work, actor, "list sources", course.id)
            return work.documents.summaries(course.id)

    def read(self, actor: int, document: str) -> Document:
        """A source, whole. Raises Absent, also for a source of a course that is not the actor's."""
        with self._storage.begin() as work:
            found = _found(work, actor, document)
            with absent_as(_no_document(document)):
                allowed(work, actor, "read a source", found.course_id)
            return found


def _sound(work: UnitOfWork, course: Course, version: str) -> str | None:
    """The id of the course's document with this content, if it is as it was stored."""
    known = work.documents.with_version(course.id, version)
    return None if known is None or work.documents.damage(known) else known


def _course_of(work: UnitOfWork, document: Document) -> Course:
    course = work.courses.get(document.course_id)
    assert course is not None  # a document goes with its course
    return course


def _place(work: UnitOfWork, actor: int, name: str) -> Course | None:
    """The actor's course of this name, to which they may add; None if there is none and they may make it."""
    there = named(own_courses(work, signed_in(work, actor)), name)
    if there is None:
        allowed(work, actor, "make a course")
    else:
        allowed(work, actor, "add a source", there.id)
    return there


def _found(work: UnitOfWork, actor: int, document: str) -> Document:
    signed_in(work, actor)
    found = work.documents.get(document)
    if found is None:
        raise _no_document(document)
    return found


def _no_document(document: str) -> Absent:
    return Absent(
        f"there is no document {document!r}",
        "see which there are with 'studyhall sources'",
        code="no_document",
    )
