"""Grading by a model: a proposal with the pupil's own words for it, and no more trust than those earn."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

from studyhall.domain.errors import Trouble
from studyhall.domain.grades import UNDECIDED, Verdict
from studyhall.domain.language import FUNCTION_WORDS
from studyhall.domain.metering import Purpose
from studyhall.domain.text import one_line
from studyhall.domain.tokens import fold, term, words
from studyhall.engines.llm.answering import NAME
from studyhall.engines.llm.failures import failure
from studyhall.engines.llm.fencing import fence, named
from studyhall.engines.llm.prompts import Prompt
from studyhall.engines.llm.schemas import SHARES, WrittenGrade
from studyhall.engines.llm.structured import Structured
from studyhall.ports import AnswerGrader, GradingRequest

SECONDS = 40.0
_NONE = "(none)"
_LITTLE = frozenset(chain.from_iterable(FUNCTION_WORDS.values()))
# Orders to whoever grades, in folded words. A sentence on history that reads like one waits for a teacher.
_ORDERS = re.compile(
    r"\b(?:ignore|disregard|forget) (?:\w+ ){0,4}(?:above|before|previous|prior|instructions?|rules|rubric)\b"
    r"|\b(?:full|maximum|max|top) (?:marks?|points?|credits?|score|grade)\b"
    r"|\b(?:give|award|grant|assign) (?:\w+ ){0,4}(?:marks?|points?|credits?|score|grade)\b"
    r"|\b(?:system prompt|language model|i am the teacher)\b|\b(?:share|confidence) [01]\b"
    r"|\b(?:bo qua|phot lo|quen) (?:\w+ ){0,4}(?:o tren|phia tren|huong dan|chi dan)\b"
    r"|\bdiem (?:toi da|tuyet doi)\b|\b(?:10|muoi|tron) diem\b|\bcho (?:em|toi|minh|con) (?:\w+ ){0,4}diem\b"
)


class ModelGrader(AnswerGrader):
    """Asks a model what share of its points an answer earns: none, half or all of them."""

    def __init__(self, structured: Structured, prompt: Prompt) -> None:
        self._structured = structured
        self._prompt = prompt

    def grade(self, request: GradingRequest) -> Verdict:
        """What the model thinks, or UNDECIDED. Raises ModelFailure.

        UNDECIDED without a call where nothing is said, or orders are given to whoever grades; and where the
        words that the model quotes do not stand in the answer, or have nothing of what a right one says.
        """
        said = " ".join(_folded(request.given))
        if not said or _ORDERS.search(said):
            return UNDECIDED
        told = {
            "question": request.prompt,
            "rubric": request.rubric or _NONE,
            "references": "\n".join(request.references) or _NONE,
            "evidence": request.evidence or _NONE,
            "answer": request.given,
        }
        language = named(request.language) or "the language of the question"
        messages = self._prompt.messages(fence=fence(*told.values()), language=language, **told)
        if not self._structured.fits(messages):
            raise failure(Trouble.TOO_LONG)
        replied = self._structured.ask(WrittenGrade, messages, Purpose.GRADE, request.meter, total=SECONDS)
        if replied.failure:
            raise replied.failure
        return _verdict(replied.objects, request)


def _verdict(objects: Sequence[Mapping[str, Any]], request: GradingRequest) -> Verdict:
    try:
        # Two would contradict each other, or one of them be what the pupil wrote.
        (told,) = map(WrittenGrade.model_validate, objects)
    except ValueError:
        return UNDECIDED
    quoted = _standing(told.quoted, request.given)
    if quoted is None or told.share not in SHARES or not 0 <= told.confidence <= 1:
        return UNDECIDED
    if told.share and not _speaks_to_it(quoted, request):
        return UNDECIDED
    return Verdict(told.share, told.confidence, reason=one_line(told.reason), quoted=quoted, engine=NAME)


def _folded(text: str) -> list[str]:
    return [fold(word.text) for word in words(text)]


def _standing(said: str, given: str) -> str | None:
    """The words of an answer that somebody quotes, as they stand there; None where they do not."""
    wanted, held = _folded(said), _folded(given)
    for at in range(len(held) - len(wanted) + 1):
        if held[at : at + len(wanted)] == wanted:
            run = words(given)[at : at + len(wanted)]
            return given[run[0].start : run[-1].end] if run else ""
    return None


def _speaks_to_it(quoted: str, request: GradingRequest) -> bool:
    """Whether quoted words have any that tell something in common with what is right."""
    right = "\n".join((*request.references, request.rubric, request.evidence))
    return bool(_telling(quoted) & _telling(right))


def _telling(text: str) -> set[str]:
    return {term(word.text) for word in words(text) if fold(word.text) not in _LITTLE}
