"""An engine that quotes the first sentence of what was found, and remembers what it was asked."""

from __future__ import annotations

from collections.abc import Sequence

from studyhall.domain.documents import Passage
from studyhall.domain.evidence import Answer, Citation, Reason, Status
from studyhall.domain.sentences import sentences
from studyhall.ports import (
    AnswerWriter,
    Draft,
    Engine,
    Meter,
    QuestionRewriter,
    QuestionSuggester,
    Telling,
    Turn,
    WriterRequest,
    untold,
)


class FakeWriter(AnswerWriter):
    """Quotes the first sentence of the best passage, whatever is asked; `requests` are all it got."""

    def __init__(self, name: str = "fake") -> None:
        self.name = name
        self.requests: list[WriterRequest] = []

    def write(self, request: WriterRequest, telling: Telling = untold) -> Answer:
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
                draft = Draft("As written [S1]", (citation,))
                telling(draft)
                return Answer(draft.text, Status.GROUNDED, request.language, self.name, draft.citations)
        return Answer(
            "Nothing was found.", Status.NOT_FOUND, request.language, self.name, reason=Reason.NOTHING_NEAR
        )


class FakeSuggester(QuestionSuggester):
    """Asks what each passage says, by its first words; `looked_at` are the passages it was given."""

    def __init__(self) -> None:
        self.looked_at: list[Passage] = []

    def suggest(self, passages: Sequence[Passage], language: str) -> list[str]:
        self.looked_at += passages
        return [f"{language}: {' '.join(passage.text.split()[:3])}?" for passage in passages]


class FakeRewriter(QuestionRewriter):
    """Adds the question before, in brackets; `asked` are the questions it got, each with those before it."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, tuple[Turn, ...]]] = []

    def rewrite(
        self, question: str, turns: Sequence[Turn], meter: Meter | None = None, telling: Telling = untold
    ) -> str:
        self.asked.append((question, tuple(turns)))
        return f"{question} ({turns[-1].question})" if turns else question


class FakeEngine(Engine):
    """An engine around a fake of each task: `writer`, `rewriter` and `suggester`."""

    def __init__(self, name: str = "fake") -> None:
        self.name = name
        self.answers = self.writer = FakeWriter(name)
        self.rewriting = self.rewriter = FakeRewriter()
        self.suggestions = self.suggester = FakeSuggester()
