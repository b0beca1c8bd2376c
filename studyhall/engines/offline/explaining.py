"""A question with what settles it: its key, why that is right, and the words of the source."""

from __future__ import annotations

from studyhall.domain.documents import Passage
from studyhall.domain.evidence import Citation
from studyhall.domain.questions import Given, Question, Solution
from studyhall.domain.tasks import Task
from studyhall.domain.wording import say
from studyhall.engines.offline.manners import Manner
from studyhall.engines.offline.statements import Statement


def proven(  # noqa: PLR0913, PLR0917 - what is asked of what, how, and what settles it
    statement: Statement,
    task: Task,
    manner: Manner,
    key: Given,
    accepted: tuple[str, ...] = (),
    why: str = "",
) -> Question:
    evidence = cited(statement.passage, statement.first, statement.end)
    solution = Solution(key, explained(manner.language, evidence, why), evidence, accepted)
    return Question(task, solution, manner.language, engine=manner.engine)


def explained(language: str, evidence: Citation, first: str = "") -> str:
    """Why a key is right: in words, then with those of the source."""
    quote = " ".join(evidence.quote.split())
    told = say(language, "The source says: “{quote}”", quote=quote)
    return f"{first} {told}".strip()


def cited(passage: Passage, start: int, end: int) -> Citation:
    """The words at `start:end` of a passage's text, as evidence."""
    return Citation(
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
