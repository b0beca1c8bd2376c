"""A course made of a question set: each article a document, each paragraph exactly one passage."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from studyhall.bootstrap import Hall, bootstrap
from studyhall.domain.alignment import Alignment
from studyhall.domain.courses import Course
from studyhall.domain.documents import Body, Description, NewSource, Reading, SourceFile, Span
from studyhall.domain.language import language_of
from studyhall.settings import Settings

Place = tuple[int, int]
"""Where a paragraph stands: the numbers of its article and of the paragraph in it, from 0."""

_BETWEEN = "\n\n"


@dataclass(frozen=True)
class MeasuredCourse:
    """A hall with one course; `places` tells where each passage (by id) stands in the question set."""

    hall: Hall
    course: Course
    places: dict[int, Place]


@contextmanager
def course_of(articles: dict[int, tuple[str, tuple[str, ...]]]) -> Iterator[MeasuredCourse]:
    """A course of the numbered articles (title, paragraphs), in a data folder that is deleted afterwards."""
    with tempfile.TemporaryDirectory(prefix="studyhall-evaluation-") as folder:
        hall = bootstrap(Settings(home=Path(folder), database="", starter=False))
        try:
            yield _filled(hall, articles)
        finally:
            hall.close()


def _filled(hall: Hall, articles: dict[int, tuple[str, tuple[str, ...]]]) -> MeasuredCourse:
    now = datetime.now(UTC)
    prepared = {
        number: hall.library.embedded(_reading(title, paragraphs), _source(number, title))
        for number, (title, paragraphs) in articles.items()
    }
    places: dict[int, Place] = {}
    with hall.storage.begin(write=True) as work:
        course = work.courses.add("evaluation", "Evaluation", now)
        for number, document in prepared.items():
            added = hall.library.store(work, course, document, now)
            for passage in work.passages.of(added.document_id):
                places[passage.id] = (number, passage.part)
        work.commit()
    hall.indexing.catch_up(course)
    return MeasuredCourse(hall, course, places)


def _source(number: int, title: str) -> NewSource:
    return NewSource(SourceFile(title, b""), str(number))


def _reading(title: str, paragraphs: tuple[str, ...]) -> Reading:
    text = _BETWEEN.join(paragraphs)
    spans = []
    start = 0
    for paragraph in paragraphs:
        spans.append(Span(start, start + len(paragraph)))
        start += len(paragraph) + len(_BETWEEN)
    # Two articles may have the same text: the title makes them two versions all the same.
    version = SourceFile(title, f"{title}\n{text}".encode()).version
    described = Description(title=title, language=language_of(text))
    body = Body(text, text, Alignment.identity(len(text)))
    return Reading(version, "text/plain", described, body, tuple(spans))
