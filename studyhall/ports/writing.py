"""What writes answers and suggests questions; the seam is the task, not a chat message."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import NamedTuple

from studyhall.domain.documents import Passage
from studyhall.domain.evidence import Answer, Found


class WriterRequest(NamedTuple):
    """What an answer writer is given. `language` is the one to reply in."""

    question: str
    language: str
    found: Found


class AnswerWriter(ABC):
    """Writes an answer from evidence, and from nothing else."""

    @abstractmethod
    def write(self, request: WriterRequest) -> Answer:
        """An answer whose citations all lie in passages of `request.found.evidence`, or one not found."""


class QuestionSuggester(ABC):
    """Makes first questions out of passages."""

    @abstractmethod
    def suggest(self, passages: Sequence[Passage], language: str) -> list[str]:
        """Questions in `language` that these passages may answer, best first; the same for the same ones."""


class Engine(ABC):
    """One way of doing the tasks: bundles the writers."""

    name: str

    @property
    @abstractmethod
    def answers(self) -> AnswerWriter:
        """Who writes answers."""

    @property
    @abstractmethod
    def suggestions(self) -> QuestionSuggester:
        """Who suggests questions."""
