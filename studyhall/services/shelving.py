"""Which vectors a course is searched with: those of meaning where all is agreed and there, else spelling."""

from __future__ import annotations

from typing import NamedTuple

from studyhall.domain.courses import Course
from studyhall.domain.metering import Terms
from studyhall.ports import Embedder, Storage, UnitOfWork


class InUse(NamedTuple):
    """An embedder, and how many numbers its vectors have: together they tell a course's shelf."""

    embedder: Embedder
    dimensions: int


class Shelving:
    """Chooses among two embedders: `spelling`, whose vectors every passage has, and `meaning`, a model's.

    `meaning` is None where none is set up.
    """

    def __init__(self, storage: Storage, spelling: Embedder, meaning: Embedder | None = None) -> None:
        self._storage = storage
        self.spelling = InUse(spelling, spelling.dimensions)
        self.meaning = meaning
        # By course and embedder: the revision at which no passage lacked its vector.
        self._complete: dict[tuple[str, str], int] = {}

    def agreed(self, terms: Terms) -> bool:
        """Whether a teacher agreed to this embedder, on the host where it runs now."""
        meaning = self.meaning
        return (
            meaning is not None and terms.embedder == meaning.name and terms.allows_embeddings(meaning.model)
        )

    def in_use(self, course: Course) -> InUse:
        """What the course is to be searched with now."""
        if self.meaning is None:
            return self.spelling
        with self._storage.begin() as work:
            return self.chosen(work, course)

    def chosen(self, work: UnitOfWork, course: Course) -> InUse:
        """The same, as one transaction sees it."""
        terms = work.terms.get(course.id)
        if self.meaning is None or not terms.dimensions or not self.agreed(terms):
            return self.spelling
        using = InUse(self.meaning, terms.dimensions)
        return using if self.complete(work, course, using.embedder) else self.spelling

    def complete(self, work: UnitOfWork, course: Course, embedder: Embedder) -> bool:
        """Whether every passage of the course has its vector; looked up once a revision."""
        if embedder is self.spelling.embedder:
            return True
        key, revision = (course.key, embedder.name), work.passages.revision(course.id)
        if self._complete.get(key) != revision:
            if work.passages.lacking(course.id, embedder.name, 1):
                return False
            self._complete[key] = revision
        return True

    def kept_in_step(self, course: Course) -> list[InUse]:
        """What the course's shelves are kept for: spelling always, as what every search can fall back to."""
        return list(dict.fromkeys((self.spelling, self.in_use(course))))

    def kept(self, work: UnitOfWork) -> list[tuple[Course, str, int]]:
        """Every shelf, as (course, embedder, dimensions), that is searched or being built.

        What a course agreed to stays while it is not set up: it may be again.
        """
        kept = []
        for course in work.courses.all():
            kept.append((course, self.spelling.embedder.name, self.spelling.dimensions))
            terms = work.terms.get(course.id)
            known = self.meaning.dimensions if self.meaning is not None and self.agreed(terms) else 0
            if terms.dimensions or known:
                kept.append((course, terms.embedder, terms.dimensions or known))
        return kept
