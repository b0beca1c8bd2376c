"""The offline engine: its writers in one bundle."""

from __future__ import annotations

from studyhall.engines.offline.answering import NAME, QuotingWriter
from studyhall.engines.offline.rewriting import AsAsked
from studyhall.engines.offline.suggesting import RuleSuggester
from studyhall.ports import AnswerWriter, Engine, QuestionRewriter, QuestionSuggester


class OfflineEngine(Engine):
    """Needs no key, no download and no network. It says what it is: its answers are quotations."""

    name = NAME

    def __init__(self) -> None:
        self._answers = QuotingWriter()
        self._rewriting = AsAsked()
        self._suggestions = RuleSuggester()

    @property
    def answers(self) -> AnswerWriter:
        """The writer that quotes."""
        return self._answers

    @property
    def rewriting(self) -> QuestionRewriter:
        """Who takes a question as it is."""
        return self._rewriting

    @property
    def suggestions(self) -> QuestionSuggester:
        """Who makes questions by rules."""
        return self._suggestions
