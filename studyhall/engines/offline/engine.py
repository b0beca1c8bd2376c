"""The offline engine: its writers and its grader in one bundle."""

from __future__ import annotations

from studyhall.engines.offline.answering import NAME, QuotingWriter
from studyhall.engines.offline.grading.overlap import OverlapGrader
from studyhall.engines.offline.quizzing.writing import RuleQuestionWriter
from studyhall.engines.offline.rewriting import AsAsked
from studyhall.engines.offline.suggesting import RuleSuggester
from studyhall.ports import Engine


class OfflineEngine(Engine):
    """Needs no key, no download and no network. It says what it is: its answers are quotations."""

    name = NAME

    def __init__(self) -> None:
        self.answers = QuotingWriter()
        self.rewriting = AsAsked()
        self.suggestions = RuleSuggester()
        self.questions = RuleQuestionWriter()
        self.grading = OverlapGrader()
