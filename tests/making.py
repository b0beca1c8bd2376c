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
from studyhall.domain.evidence import Citation
from studyhall.domain.questions import Given, Question, Solution
from studyhall.domain.sentences import sentences
from studyhall.domain.tasks import Kind, task_of


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


OPTIONS: dict[Kind, tuple[str, ...]] = {
    Kind.MCQ: ("Kerrin", "Sarn", "Odo"),
    Kind.MULTI: ("Kerrin", "Sarn", "Odo", "Mira"),
    Kind.ORDER: ("The landing", "The siege", "The truce"),
}
KEYS: dict[Kind, Given] = {
    Kind.MCQ: 1,
    Kind.MULTI: (0, 2),
    Kind.TRUE_FALSE: True,
    Kind.SHORT: "The harbour of Sarn",
    Kind.CLOZE: "Sarn",
    Kind.ORDER: (2, 0, 1),
}


def question(kind: Kind = Kind.MCQ, prompt: str = "Where did they land? ____", **values: object) -> Question:
    """A question of this kind; `values` are of its solution, or its own."""
    own = {name: values.pop(name) for name in ("language", "difficulty", "engine") if name in values}
    quote = "They landed at Sarn."
    evidence = Citation("S1", "d1", "v1", "A title", "neutral", "en", 7, 7 + len(quote), quote, 3, ("A", "B"))
    solved = {"key": KEYS[kind], "explanation": "It says so.", "evidence": evidence} | values
    return Question(
        task_of(kind, prompt, OPTIONS.get(kind, ())), Solution(**solved), **{"language": "en"} | own
    )
