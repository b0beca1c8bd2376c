"""A question with what settles it: its key, why that is right, and the words of the source."""

from __future__ import annotations

from studyhall.domain.evidence import Citation, citation_of
from studyhall.domain.questions import Given, Question, Solution
from studyhall.domain.tasks import Task
from studyhall.domain.wording import say
from studyhall.engines.offline.quizzing.manners import Manner
from studyhall.engines.offline.quizzing.statements import Statement

KEY = "S1"
"""What the one quotation of a question is called."""


def proven(  # noqa: PLR0913, PLR0917 - what is asked of what, how, and what settles it
    statement: Statement,
    task: Task,
    manner: Manner,
    key: Given,
    accepted: tuple[str, ...] = (),
    why: str = "",
) -> Question:
    """A question with its explanation and its evidence, which is what the statement says where it says it."""
    evidence = citation_of(KEY, statement.passage, statement.first, statement.end)
    solution = Solution(key, explained(manner.language, evidence, why), evidence, accepted)
    return Question(task, solution, manner.language, engine=manner.engine)


def explained(language: str, evidence: Citation, first: str = "") -> str:
    """Why a key is right: in words, then with those of the source."""
    quote = " ".join(evidence.quote.split())
    told = say(language, "The source says: “{quote}”", quote=quote)
    return f"{first} {told}".strip()
