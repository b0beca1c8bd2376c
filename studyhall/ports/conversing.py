"""What keeps conversations: questions, the answers they got, who has read them, and what teachers think."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import datetime

from studyhall.domain.conversation import Conversation, Exchange, Mark
from studyhall.domain.evidence import Answer
from studyhall.domain.reviews import Opinion, Review


class Conversations(ABC):
    """Who talked about what."""

    @abstractmethod
    def start(self, course_id: int, person_id: int, title: str, now: datetime) -> int:
        """A new conversation; gives its id."""

    @abstractmethod
    def get(self, conversation_id: int) -> Conversation | None:
        """The conversation with this id."""

    @abstractmethod
    def of(self, course_id: int, person_id: int) -> list[Conversation]:
        """A person's conversations in a course, the one used last first."""

    @abstractmethod
    def of_course(self, course_id: int) -> list[Conversation]:
        """Everybody's conversations in a course, the one used last first."""

    @abstractmethod
    def rename(self, conversation_id: int, title: str) -> None:
        """Give it another title."""

    @abstractmethod
    def remove(self, conversation_id: int) -> None:
        """Remove it with everything in it."""

    @abstractmethod
    def forget(self, used_before: datetime) -> int:
        """Remove everybody's conversations last used before a moment; gives how many there were."""

    @abstractmethod
    def note_reading(self, conversation_id: int, reader_id: int, now: datetime) -> None:
        """Remember that somebody else has read it."""

    @abstractmethod
    def readings(self, conversation_id: int) -> list[tuple[int, datetime]]:
        """Who else has read it and when, the newest first."""


class Exchanges(ABC):
    """Questions and the answers they got."""

    @abstractmethod
    def ask(self, conversation_id: int, question: str, now: datetime) -> int:
        """Store a question before anything is computed; its conversation was used now. Gives its id."""

    @abstractmethod
    def answer(self, exchange_id: int, answer: Answer, now: datetime) -> None:
        """Store the answer of a question, with the words it cites, in place of an earlier one.

        A mark on an earlier answer goes with it.
        """

    @abstractmethod
    def mark(self, exchange_id: int, mark: Mark | None) -> None:
        """Put a thumb down on an answer, or take it back."""

    @abstractmethod
    def conversation(self, exchange_id: int) -> int | None:
        """The id of the conversation that an exchange belongs to."""

    @abstractmethod
    def of(self, conversation_id: int) -> list[Exchange]:
        """A conversation's exchanges, oldest first; each citation says if its source stands."""

    @abstractmethod
    def waiting(self, course_id: int) -> list[tuple[int, Exchange]]:
        """The exchanges of a course that were marked and not reviewed since, with their conversations' ids.

        The one that was marked first comes first.
        """


class Reviews(ABC):
    """What teachers think of answers, each opinion kept."""

    @abstractmethod
    def add(self, exchange_id: int, person_id: int, opinion: Opinion, correction: str, now: datetime) -> int:
        """Store an opinion besides the earlier ones; gives its id."""

    @abstractmethod
    def of(self, exchange_id: int) -> list[Review]:
        """All opinions of an exchange, oldest first."""
