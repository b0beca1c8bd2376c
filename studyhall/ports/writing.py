"""What writes answers and suggests questions, and the engine, which bundles the tasks that are the seam."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import NamedTuple

from studyhall.domain.documents import Passage
from studyhall.domain.evidence import Answer, Citation, Found
from studyhall.domain.metering import Model
from studyhall.ports.metering import Meter
from studyhall.ports.quizzing import AnswerGrader, QuestionWriter


class WriterRequest(NamedTuple):
    """What an answer writer is given. `language` is the one to reply in; no `meter`, nobody counts."""

    question: str
    language: str
    found: Found
    meter: Meter | None = None


class Turn(NamedTuple):
    """A question that was asked before, and its answer."""

    question: str
    answer: str


class Draft(NamedTuple):
    """An answer as far as it is written and checked: whole lines, none at first, and what they cite."""

    text: str
    citations: tuple[Citation, ...]


Telling = Callable[[Draft], object]


def untold(_draft: Draft) -> None:
    """An answer that nobody waits for line by line."""


class AnswerWriter(ABC):
    """Writes an answer from evidence, and from nothing else."""

    @abstractmethod
    def write(self, request: WriterRequest, telling: Telling = untold) -> Answer:
        """An answer whose citations all lie in passages of `request.found.evidence`, or one not found.

        `telling` is called with what there is so far whenever another line is checked, and every now and
        then while nothing comes; who has all at once need not call it. What it raises ends the writing.
        Raises ModelFailure.
        """


class QuestionRewriter(ABC):
    """Makes a question that leans on others stand for itself."""

    @abstractmethod
    def rewrite(
        self, question: str, turns: Sequence[Turn], meter: Meter | None = None, telling: Telling = untold
    ) -> str:
        """The question as it would be asked without those before it, oldest first. Raises ModelFailure.

        The question as it is where there are none before it, or where the engine remembers none. `telling` is
        called as by an `AnswerWriter`, while there is nothing yet.
        """


class QuestionSuggester(ABC):
    """Makes first questions out of passages."""

    @abstractmethod
    def suggest(self, passages: Sequence[Passage], language: str) -> list[str]:
        """Questions in `language` that these passages may answer, best first; the same for the same ones."""


class Engine(ABC):
    """One way of doing the tasks: bundles who does each. `model` is what they call; None where it is none."""

    name: str
    model: Model | None = None
    answers: AnswerWriter
    rewriting: QuestionRewriter
    suggestions: QuestionSuggester
    questions: QuestionWriter
    grading: AnswerGrader

    def prepare(self) -> None:  # noqa: B027 - most have nothing to do
        """Do what would make the first question wait."""

    def try_out(self) -> None:  # noqa: B027 - most call nothing
        """Call what it calls, once and shortly. Raises ModelFailure."""

    def close(self) -> None:  # noqa: B027 - most hold nothing
        """Let go of what it holds."""
