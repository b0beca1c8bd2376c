"""Changing a question by hand: what a teacher writes passes the same proof as what an engine writes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from studyhall.domain.errors import Refused
from studyhall.domain.evidence import Citation, citation_of
from studyhall.domain.flaws import Flaw, flaws_of
from studyhall.domain.proofs import prove
from studyhall.domain.questions import Difficulty, Given, Question, Solution
from studyhall.domain.quizzes import Item, ItemState
from studyhall.domain.quoting import located
from studyhall.domain.tasks import BLANK, Fault, Unfit, task_of
from studyhall.domain.text import normalised
from studyhall.ports import Storage, UnitOfWork
from studyhall.services.citing import proving
from studyhall.services.owning import own_item

BY_HAND = "teacher"
"""What stands as the engine of a question that a person wrote last."""
_SHAPE = frozenset({Fault.BAD_SHAPE, Fault.BAD_KEY, Fault.NO_BLANK, Fault.TOO_LONG, Fault.OPTIONS_REPEAT})


@dataclass(frozen=True)
class Edited:
    """A question as a teacher wants it; its kind stays.

    `quote` are the words of the same source that prove it; without any those stay that it had.
    """

    prompt: str
    key: Given
    explanation: str
    options: tuple[str, ...] = ()
    accepted: tuple[str, ...] = ()
    rubric: str = ""
    difficulty: Difficulty = Difficulty.MEDIUM
    quote: str = ""


class Editing:
    """Changing the questions of a draft."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def edit(self, actor: int, item_id: int, edited: Edited, now: datetime, *, checked: bool = False) -> None:
        """Put the edited question in the item's place, approved by whoever wrote it.

        Raises Refused: "unfit_question" for one that has no key or lacks a part, whoever wrote it, "no_blank"
        for a gap that is missing; "quote_not_found" for words that do not stand in its source;
        "unproven_question" for one that its evidence does not prove, unless they `checked` that themselves:
        then it carries that as a flaw.
        """
        with self._storage.begin(write=True) as work:
            item = own_item(work, actor, item_id)
            question, flaws = _proved(work, item, edited, checked=checked)
            work.quizzes.edit_item(item_id, question, flaws, now)
            work.quizzes.judge_item(item_id, ItemState.APPROVED)
            work.commit()


def _proved(
    work: UnitOfWork, item: Item, edited: Edited, *, checked: bool
) -> tuple[Question, Collection[Flaw]]:
    evidence = _evidence(work, item.question.solution.evidence, edited.quote)
    try:
        question = _question(item.question, edited, evidence)
    except Unfit as error:
        raise _unfit(error.fault) from error
    try:
        prove(question, proving(work, evidence))
    except Unfit as error:
        if error.fault in _SHAPE:
            raise _unfit(error.fault) from error
        if not checked:
            raise Refused(
                f"the quoted words do not prove this question ({error.fault.value})",
                "change it, or say that you have checked it yourself",
                code="unproven_question",
            ) from error
        return question, (Flaw.UNPROVEN, *flaws_of(question))
    return question, flaws_of(question)


def _evidence(work: UnitOfWork, before: Citation, quote: str) -> Citation:
    """Where these words stand in the source that was quoted before."""
    if not quote.strip() or quote == before.quote:
        return before
    for passage in work.passages.of(before.document_id):
        found = located(quote, passage.text)
        if found:
            return citation_of(before.key, passage, *found)
    raise Refused(
        "these words do not stand in this source",
        "copy them from it, letter by letter",
        code="quote_not_found",
    )


def _question(before: Question, edited: Edited, evidence: Citation) -> Question:
    task = task_of(before.kind, normalised(edited.prompt), tuple(map(normalised, edited.options)))
    key = normalised(edited.key) if isinstance(edited.key, str) else edited.key
    accepted = tuple(filter(None, map(normalised, edited.accepted)))
    explanation, rubric = normalised(edited.explanation), normalised(edited.rubric)
    solution = Solution(key, explanation, evidence, accepted, rubric)
    return replace(before, task=task, solution=solution, difficulty=edited.difficulty, engine=BY_HAND)


def _unfit(fault: Fault) -> Refused:
    if fault is Fault.NO_BLANK:
        return Refused("a question with a gap needs one", f"write {BLANK} where the gap is", code="no_blank")
    return Refused(
        f"this cannot be a question of its kind ({fault.value})",
        "look at its options and at what is right",
        code="unfit_question",
    )
