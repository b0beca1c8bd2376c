"""Values for tests: small documents, readings and passages."""

from __future__ import annotations

from studyhall.domain.alignment import Alignment
from studyhall.domain.documents import (
    Body,
    Description,
    Document,
    NewSource,
    Passage,
    Reading,
    SourceFile,
    Span,
    document_id,
)
from studyhall.domain.sentences import sentences


def body(text: str) -> Body:
    return Body(text, text, Alignment.identity(len(text)))


def reading(text: str, title: str = "A title", side: str = "neutral", language: str = "en") -> Reading:
    """A reading whose passages are the sentences of `text`."""
    return Reading(
        version=SourceFile("x", text.encode()).version,
        media_type="text/plain",
        description=Description(title=title, side=side, language=language),
        body=body(text),
        spans=tuple(Span(start, end) for start, end in sentences(text)),
    )


def document(course_id: int, text: str, origin: str = "notes.txt", **told: str) -> tuple[Document, Reading]:
    made = reading(text, **told)
    return (
        Document(
            document_id(course_id, origin), course_id, made.version, origin, made.description, made.body
        ),
        made,
    )


def source(text: str, name: str = "notes.txt", **told: str) -> NewSource:
    return NewSource(SourceFile(name, text.encode()), name, Description(**told))


def passage(text: str, key: int = 1, start: int = 0, **values: object) -> Passage:
    told = {
        "document_id": "d1",
        "version": "v1",
        "title": "A title",
        "side": "neutral",
        "language": "en",
        "part": 0,
    } | values
    return Passage(id=key, start=start, end=start + len(text), text=text, **told)
