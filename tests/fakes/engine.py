"""An engine that quotes the first sentence of what was found, and remembers what it was asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import cycle

from studyhall.domain.documents import Passage
from studyhall.domain.evidence import Answer, Reason, Status, citation_of
from studyhall.domain.questions import Difficulty, Given, Question, Solution
from studyhall.domain.sentences import sentences
from studyhall.domain.shuffling import settled
from studyhall.domain.tasks import BLANK, Fault, Kind, task_of
from studyhall.ports import (
    AnswerWriter,
    Draft,
    Dropped,
    Engine,
    Meter,
    QuestionRequest,
    QuestionRewriter,
    QuestionSuggester,
    QuestionWriter,
    Telling,
    Turn,
    WriterRequest,
    untold,
)
from tests.fakes.grader import FakeGrader

OPTIONS = ("the first", "the second", "the third", "the fourth")
KEYS: dict[Kind, Given] = {
    Kind.MCQ: 0,
    Kind.MULTI: (0, 1),
    Kind.ORDER: (0, 1, 2, 3),
    Kind.TRUE_FALSE: True,
    Kind.SHORT: "the first",
    Kind.CLOZE: "the first",
}
"""What is right in the fake writer's questions, before their options are settled."""


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
                citation = citation_of("S1", passage, start, end)
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


class FakeQuestionWriter(QuestionWriter):
    """Asks for the first sentence of each passage, in the kinds of the brief by turns.

    `requests` are all it got; `dropped` are the faults that it tells of before the first question.
    """

    def __init__(self, name: str = "fake", dropped: Sequence[Fault] = ()) -> None:
        self.name = name
        self.dropped = dropped
        self.requests: list[QuestionRequest] = []

    def write(self, request: QuestionRequest) -> Iterator[Question | Dropped]:
        self.requests.append(request)
        yield from map(Dropped, self.dropped)
        left, brief = request.brief.count, request.brief
        kinds = cycle(brief.kinds)
        for passage in request.passages:
            request.waiting()
            for start, end in sentences(passage.text)[:1]:
                words = " ".join(passage.text[start:end].split())[:100]
                kind = next(kinds)
                prompt = f"{kind} {passage.id}: {words}{f' {BLANK}' * (kind is Kind.CLOZE)}"
                if left and prompt not in request.existing:
                    left -= 1
                    solution = Solution(
                        KEYS[kind], "It is the first.", citation_of("S1", passage, start, end)
                    )
                    options = OPTIONS if isinstance(KEYS[kind], int | tuple) else ()
                    task = task_of(kind, prompt, () if kind is Kind.TRUE_FALSE else options)
                    language = brief.language or passage.language
                    level = brief.difficulty or Difficulty.MEDIUM
                    yield settled(Question(task, solution, language, level, self.name), brief.seed)


class FakeEngine(Engine):
    """A fake of each task: `writer`, `rewriter`, `suggester`, `question_writer` and `grader`."""

    def __init__(self, name: str = "fake") -> None:
        self.name = name
        self.answers = self.writer = FakeWriter(name)
        self.rewriting = self.rewriter = FakeRewriter()
        self.suggestions = self.suggester = FakeSuggester()
        self.grading = self.grader = FakeGrader(name)
        self.questions = self.question_writer = FakeQuestionWriter(name)
