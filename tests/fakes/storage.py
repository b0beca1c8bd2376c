"""A storage in memory: a unit of work changes a copy, and committing puts the copy in place."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from datetime import datetime
from threading import RLock

from studyhall.domain.courses import Course, named
from studyhall.domain.documents import Description, Document, Passage, Span
from studyhall.domain.errors import Refused
from studyhall.domain.evidence import Citation
from studyhall.domain.health import Damage, Problem
from studyhall.ports import (
    Changes,
    Courses,
    Documents,
    IndexedPassage,
    Passages,
    SourceSummary,
    Storage,
    StoredVector,
    UnitOfWork,
    Vector,
)
from tests.fakes.conversing import FakeConversations, FakeExchanges, FakeReviews
from tests.fakes.jobs import FakeJobs
from tests.fakes.memory import Memory
from tests.fakes.metering import FakeTerms, FakeUsage
from tests.fakes.people import FakeMemberships, FakePeople, FakeSessions
from tests.fakes.quizzes import FakeMakings, FakeQuizzes, FakeVersions
from tests.fakes.taking import FakeAttempts, FakeGrades


class FakeCourses(Courses):
    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def add(self, slug: str, title: str, now: datetime) -> Course:
        if any(course.slug == slug for course in self._memory.courses.values()):
            raise Refused("there is such a course", "choose another title", code="course_exists")
        course = Course(len(self._memory.courses) + 1, slug, title)
        self._memory.courses[course.id] = course
        return course

    def find(self, slug_or_title: str) -> Course | None:
        return named(self.all(), slug_or_title)

    def all(self) -> list[Course]:
        return sorted(self._memory.courses.values(), key=lambda course: (course.title, course.id))

    def get(self, course_id: int) -> Course | None:
        return self._memory.courses.get(course_id)

    def join_code(self, course_id: int) -> str | None:
        return self._memory.join_codes.get(course_id)

    def set_join_code(self, course_id: int, code: str | None) -> None:
        if code is None:
            self._memory.join_codes.pop(course_id, None)
            return
        holder = self.with_join_code(code)
        if holder is not None and holder.id != course_id:
            raise Refused("this code is another course's", "open the class again", code="code_taken")
        self._memory.join_codes[course_id] = code

    def with_join_code(self, code: str) -> Course | None:
        return next(
            (self.get(course) for course, held in self._memory.join_codes.items() if held == code), None
        )


class FakeDocuments(Documents):
    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def put(
        self,
        document: Document,
        spans: Sequence[Span],
        vectors: Sequence[Vector],
        embedder: str,
        now: datetime,
    ) -> None:
        self.remove(document.id)
        self._memory.documents[document.id] = document
        self._memory.passage_counts[document.id] = len(spans)
        self._memory.spoilt.discard(document.id)
        revision = self._memory.next_revision(document.course_id)
        for part, (span, vector) in enumerate(zip(spans, vectors, strict=True)):
            self._memory.last_passage += 1
            key = self._memory.last_passage
            passage = _passage(key, document, part, span)
            self._memory.passages[key] = (passage, document.course_id, revision)
            self._memory.vectors[key, embedder] = list(vector)

    def describe(self, document: str, description: Description) -> None:
        held = self._memory.documents.get(document)
        if held is None:
            return
        self._memory.documents[document] = described = replace(held, description=description)
        revision = self._memory.next_revision(held.course_id)
        for key, (passage, course, _) in self._memory.passages.items():
            if passage.document_id == document:
                span = Span(passage.start, passage.end, passage.page, passage.heading)
                told = _passage(key, described, passage.part, span)
                self._memory.passages[key] = (told, course, revision)

    def remove(self, document_id: str) -> bool:
        held = self._memory.documents.pop(document_id, None)
        if held is None:
            return False
        revision = self._memory.next_revision(held.course_id)
        for key, (passage, course, _) in list(self._memory.passages.items()):
            if passage.document_id == document_id:
                del self._memory.passages[key]
                for held in [held for held in self._memory.vectors if held[0] == key]:
                    del self._memory.vectors[held]
                self._memory.withdrawals.append((course, key, revision))
        return True

    def get(self, document_id: str) -> Document | None:
        return self._memory.documents.get(document_id)

    def with_version(self, course_id: int, version: str) -> str | None:
        held = self._memory.documents.values()
        return next((d.id for d in held if d.course_id == course_id and d.version == version), None)

    def summaries(self, course_id: int) -> list[SourceSummary]:
        held = [d for d in self._memory.documents.values() if d.course_id == course_id]
        passages = [passage for passage, _, _ in self._memory.passages.values()]
        return [
            SourceSummary(
                d.id, d.file, d.version, d.description, sum(p.document_id == d.id for p in passages), "ready"
            )
            for d in sorted(held, key=lambda d: (d.description.title, d.id))
        ]

    def counts(self, course_id: int) -> tuple[int, int]:
        held = sum(d.course_id == course_id for d in self._memory.documents.values())
        return held, sum(course == course_id for _, course, _ in self._memory.passages.values())

    def damage(self, document_id: str) -> Damage | None:
        held = self._memory.documents.get(document_id)
        spoilt = document_id in self._memory.spoilt
        if held is None or (not spoilt and self._passages_stand(held)):
            return None
        return Damage(document_id, held.description.title, mendable=not spoilt)

    def _passages_stand(self, document: Document) -> bool:
        held = [p for p, _, _ in self._memory.passages.values() if p.document_id == document.id]
        return len(held) == self._memory.passage_counts[document.id] and all(
            document.body.text[p.start : p.end] == p.text for p in held
        )

    def quoted(self, citation: Citation) -> str | None:
        held = self._memory.documents.get(citation.document_id)
        if held is None or held.version != citation.version:
            return None
        return held.body.text[citation.start : citation.end]


class FakePassages(Passages):
    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def some(self, ids: Sequence[int]) -> list[Passage]:
        return [self._memory.passages[key][0] for key in ids if key in self._memory.passages]

    def of(self, document_id: str) -> list[Passage]:
        return [p for p, _, _ in self._memory.passages.values() if p.document_id == document_id]

    def holding(self, citation: Citation) -> Passage | None:
        of_version = (p for p in self.of(citation.document_id) if p.version == citation.version)
        return next((p for p in of_version if p.start <= citation.start and citation.end <= p.end), None)

    def revision(self, course_id: int) -> int:
        course = self._memory.courses.get(course_id)
        return course.revision if course else 0

    def changes(self, course_id: int, since: int) -> Changes:
        course = self._memory.courses.get(course_id)
        added = sorted(
            key for key, (_, owner, at) in self._memory.passages.items() if owner == course_id and at > since
        )
        removed = sorted(
            key for owner, key, at in self._memory.withdrawals if owner == course_id and at > since
        )
        return Changes(course.revision if course else 0, tuple(added), tuple(removed))

    def indexed(self, ids: Sequence[int], embedder: str) -> list[IndexedPassage]:
        return [
            IndexedPassage(
                p.id,
                p.text,
                " — ".join(dict.fromkeys((p.title, *p.heading))),
                self._memory.vectors[p.id, embedder],
            )
            for p in self.some(ids)
            if (p.id, embedder) in self._memory.vectors
        ]

    def ids(self, course_id: int) -> list[int]:
        return sorted(key for key, (_, owner, _) in self._memory.passages.items() if owner == course_id)

    def vectors(self, ids: Sequence[int], embedder: str) -> list[StoredVector]:
        held = self._memory.vectors
        return [StoredVector(key, held[key, embedder]) for key in ids if (key, embedder) in held]

    def lacking(self, course_id: int, embedder: str, limit: int) -> list[int]:
        held = self._memory.vectors
        return [key for key in self.ids(course_id) if (key, embedder) not in held][: max(limit, 0)]

    def put_vectors(self, stored: Sequence[StoredVector], embedder: str) -> None:
        for key, vector in stored:
            self._memory.vectors[key, embedder] = list(vector)


class FakeUnitOfWork(UnitOfWork):
    def __init__(self, storage: FakeStorage) -> None:
        self._storage = storage
        self._memory = copy.deepcopy(storage.memory)
        self.people = FakePeople(self._memory)
        self.sessions = FakeSessions(self._memory)
        self.memberships = FakeMemberships(self._memory)
        self.courses = FakeCourses(self._memory)
        self.documents = FakeDocuments(self._memory)
        self.passages = FakePassages(self._memory)
        self.conversations = FakeConversations(self._memory)
        self.exchanges = FakeExchanges(self._memory)
        self.reviews = FakeReviews(self._memory)
        self.jobs = FakeJobs(self._memory)
        self.quizzes = FakeQuizzes(self._memory)
        self.makings = FakeMakings(self._memory)
        self.versions = FakeVersions(self._memory)
        self.attempts = FakeAttempts(self._memory)
        self.grades = FakeGrades(self._memory)
        self.terms = FakeTerms(self._memory)
        self.usage = FakeUsage(self._memory)

    def leave_no_trace(self) -> None:
        self._memory.to_scrub = True

    def commit(self) -> None:
        self._storage.memory = copy.deepcopy(self._memory)


class FakeStorage(Storage):
    """`scrubbed` counts how often it was where that was due; while it is `read_meanwhile` it cannot be."""

    def __init__(self) -> None:
        self.memory = Memory()
        self._writing = RLock()
        self.scrubbed = 0
        self.read_meanwhile = False

    @contextmanager
    def begin(self, *, write: bool = False) -> Iterator[UnitOfWork]:
        with self._writing if write else nullcontext():
            yield FakeUnitOfWork(self)

    def problems(self) -> list[Problem]:
        return []

    def repair(self) -> None:
        """Nothing here can be damaged."""

    def scrub(self) -> bool:
        if self.memory.to_scrub and not self.read_meanwhile:
            self.memory.to_scrub = False
            self.scrubbed += 1
        return not self.memory.to_scrub

    def close(self) -> None:
        """Nothing is held open."""


def _passage(key: int, document: Document, part: int, span: Span) -> Passage:
    told = document.description
    return Passage(
        key,
        document.id,
        document.version,
        told.title,
        told.side,
        told.language,
        part,
        span.start,
        span.end,
        document.body.text[span.start : span.end],
        span.page,
        span.heading,
    )
