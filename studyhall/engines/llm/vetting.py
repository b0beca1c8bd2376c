"""A question of what a model wrote, or why it cannot be one: its form, its key, words that stand there."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from pydantic import ValidationError

from studyhall.domain.documents import Passage
from studyhall.domain.evidence import MARK, citation_of
from studyhall.domain.questions import Given, Question, Solution
from studyhall.domain.quizzes import Brief
from studyhall.domain.quoting import located
from studyhall.domain.tasks import BLANK, Fault, Kind, Unfit, task_of
from studyhall.domain.text import visible_line
from studyhall.domain.tokens import fold
from studyhall.engines.llm.answering import NAME
from studyhall.engines.llm.checking import ADDRESS
from studyhall.engines.llm.schemas import WrittenQuestion

_OPTIONED = frozenset({Kind.MCQ, Kind.MULTI, Kind.ORDER})
_TRUTHS = {"true": True, "false": False}
_MOST_ACCEPTED = 8
_UNTOLD: Mapping[str, Any] = {
    "options": [], "accepted": [], "rubric": "", "explanation": "", "difficulty": "medium",
}  # fmt: skip
"""What a model may leave out where its server does not hold it to the form."""
_BLANKS = re.compile(r"_{2,}")
_LETTERS = "ABCDEF"
_LABEL = re.compile(r"\(?([A-Fa-f])[.):]\s+")


def question_of(read: Mapping[str, Any], passages: Mapping[str, Passage], brief: Brief) -> Question:
    """The question that a model wrote from passages, by their keys. Raises Unfit.

    Its evidence is where its words really stand; what is not of a kind of the brief is BAD_SHAPE.
    """
    written = _legible(read)
    passage = passages.get(written.evidence.key.strip("[] "))
    found = located(written.evidence.words, passage.text) if passage else None
    if not (passage and found):
        raise Unfit(Fault.NOT_IN_SOURCE)
    if written.kind not in brief.kinds:
        raise Unfit(Fault.BAD_SHAPE)
    _check_words(written, passage, passages)
    options = tuple(written.options) if written.kind in _OPTIONED else ()
    task = task_of(written.kind, _BLANKS.sub(BLANK, written.prompt), options)
    key = _key(written)
    solution = Solution(
        key=key,
        explanation=written.explanation,
        evidence=citation_of("S1", passage, *found),
        accepted=_accepted(written, key),
        rubric=written.rubric if written.kind is Kind.SHORT else "",
    )
    language = brief.language or passage.language
    return Question(task, solution, language, brief.difficulty or written.difficulty, NAME)


def _legible(read: Mapping[str, Any]) -> WrittenQuestion:
    """What was written, in what can be seen of it, each text on one line, without marks of passages."""
    told = {**_UNTOLD} | {name: value for name, value in read.items() if value is not None}
    try:
        written = WrittenQuestion.model_validate(told)
    except ValidationError:
        raise Unfit(Fault.UNREADABLE) from None
    labels = [found[1].upper() for option in written.options if (found := _LABEL.match(option))]
    labelled = bool(labels) and labels == list(_LETTERS[: len(written.options)])

    def option(text: str) -> str:
        return _line(_LABEL.sub("", text, count=1) if labelled else text)

    return written.model_copy(
        update={
            "prompt": _line(written.prompt),
            "options": list(map(option, written.options)),
            "right": list(map(option, written.right)),
            "accepted": list(map(_line, written.accepted)),
            "rubric": _line(written.rubric),
            "explanation": _line(written.explanation),
        }
    )


def _line(text: str) -> str:
    return visible_line(MARK.sub("", text))


def _key(written: WrittenQuestion) -> Given:
    """What is right, in the form of the kind. Raises Unfit for what names no option, and for nothing."""
    if not written.right:
        raise Unfit(Fault.BAD_KEY)
    first = written.right[0]
    places = {_compared(option): index for index, option in enumerate(written.options)}
    try:
        if written.kind is Kind.TRUE_FALSE:
            return _TRUTHS[first.casefold()]
        if written.kind not in _OPTIONED:
            return first
        indexes = tuple(places[_compared(one)] for one in written.right)
    except KeyError:
        raise Unfit(Fault.BAD_KEY) from None
    if written.kind is Kind.MULTI:
        return tuple(sorted(indexes))
    # Several that are right make a key of another kind, which the question refuses.
    return indexes[0] if written.kind is Kind.MCQ and len(indexes) == 1 else indexes


def _compared(option: str) -> str:
    return fold(" ".join(option.split()))


def _accepted(written: WrittenQuestion, key: Given) -> tuple[str, ...]:
    """Other forms of a key in words."""
    if not isinstance(key, str):
        return ()
    forms = dict.fromkeys((*written.right[1:], *written.accepted))
    return tuple(form for form in forms if form and form != key)[:_MOST_ACCEPTED]


def _check_words(written: WrittenQuestion, passage: Passage, keys: Collection[str]) -> None:
    """Raises Unfit for an address that the passage does not have, and for keys, which nobody else knows."""
    said = "\n".join(
        (
            written.prompt,
            *written.options,
            *written.right,
            *written.accepted,
            written.rubric,
            written.explanation,
        )
    )
    addresses = (address.strip(".,;:!?").casefold() for address in ADDRESS.findall(said))
    if not all(address in passage.text.casefold() for address in addresses):
        raise Unfit(Fault.NOT_IN_SOURCE)
    if any(re.search(rf"\b{key}\b", said) and key not in passage.text for key in keys):
        raise Unfit(Fault.LEANS)
