"""What writes questions from passages, and what grades answers in words."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from studyhall.domain.documents import Passage
from studyhall.domain.grades import Verdict
from studyhall.domain.questions import Question
from studyhall.domain.quizzes import Brief
from studyhall.domain.tasks import Fault, Kind
from studyhall.ports.metering import Meter


def _nobody_waits() -> None:
    """A reply that nobody waits for."""


class QuestionRequest(NamedTuple):
    """What a question writer is given.

    Questions are about `passages`, the most wanted ones first, evenly; `around` are all passages of the same
    sources, from which wrong options may be taken. `existing` are prompts not to be asked again. `waiting` is
    called every now and then while nothing comes; what it raises ends the writing.
    """

    brief: Brief
    passages: Sequence[Passage]
    around: Sequence[Passage]
    existing: Sequence[str] = ()
    meter: Meter | None = None
    waiting: Callable[[], object] = _nobody_waits


class Dropped(NamedTuple):
    """A question that was written and is not fit to be kept, and why."""

    fault: Fault


class QuestionWriter(ABC):
    """Writes questions whose evidence lies in passages."""

    @abstractmethod
    def write(self, request: QuestionRequest) -> Iterator[Question | Dropped]:
        """Questions, each as soon as it is there, at most `brief.count` of them, and what was dropped.

        The evidence of each lies in one of `request.passages`. The options stand in the order in which they
        are to be kept. Raises ModelFailure.
        """


class GradingRequest(NamedTuple):
    """An answer in words to be graded; `references` are right answers, `rubric` what one has to say.

    `evidence` are the words of the source that settle the question, `language` that of the question.
    """

    kind: Kind
    prompt: str
    references: Sequence[str]
    given: str
    language: str = ""
    rubric: str = ""
    evidence: str = ""
    meter: Meter | None = None


class AnswerGrader(ABC):
    """Grades answers in words."""

    @abstractmethod
    def grade(self, request: GradingRequest) -> Verdict:
        """What it thinks of the answer, or UNDECIDED. Raises ModelFailure."""
