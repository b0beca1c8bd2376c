"""An engine that quotes the first sentence of what was found, and remembers what it was asked."""

from __future__ import annotations

from studyhall.domain.evidence import Answer, Citation, Reason, Status
from studyhall.domain.sentences import sentences
from studyhall.ports import AnswerWriter, Engine, WriterRequest


class FakeWriter(AnswerWriter):
    """Quotes the first sentence of the best passage, whatever is asked; `requests` are all it got."""

    def __init__(self, name: str = "fake") -> None:
        self.name = name
        self.requests: list[WriterRequest] = []

    def write(self, request: WriterRequest) -> Answer:
        self.requests.append(request)
        for piece in request.found.evidence:
            passage = piece.passage
            for start, end in sentences(passage.text)[:1]:
                citation = Citation(
                    key="S1",
                    document_id=passage.document_id,
                    version=passage.version,
                    title=passage.title,
                    side=passage.side,
                    language=passage.language,
                    start=passage.start + start,
                    end=passage.start + end,
                    quote=passage.text[start:end],
                    page=passage.page,
                    heading=passage.heading,
                )
                return Answer("As written [S1]", Status.GROUNDED, request.language, self.name, (citation,))
        return Answer(
            "Nothing was found.", Status.NOT_FOUND, request.language, self.name, reason=Reason.NOTHING_NEAR
        )


class FakeEngine(Engine):
    """An engine around a `FakeWriter`, which is `writer`."""

    def __init__(self, name: str = "fake") -> None:
        self.name = name
        self.writer = FakeWriter(name)

    @property
    def answers(self) -> AnswerWriter:
        return self.writer
