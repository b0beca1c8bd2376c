"""The offline grader: accepted answers in other forms, exact facts, and likeness to accepted answers."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from studyhall.domain.accepting import accepted_as
from studyhall.domain.grades import Verdict
from studyhall.domain.language import language_of
from studyhall.domain.reasons import Because, reason
from studyhall.domain.tokens import fold, words
from studyhall.engines.offline.answering import NAME
from studyhall.engines.offline.grading import weights
from studyhall.engines.offline.grading.caution import caution
from studyhall.engines.offline.grading.exact import on_fact
from studyhall.engines.offline.grading.likeness import Beside, beside, marks
from studyhall.engines.offline.grading.weights import GRADING, Judgement, Marks
from studyhall.engines.offline.grading.wordings import KIN, TERM, Wording, credit, distinct, read
from studyhall.ports import AnswerGrader, GradingRequest

LONGEST = 1_500
"""Characters of an answer that is compared; a longer one is for a teacher."""
SHORT, DENSEST = 6, 3
"""Words of content of an answer that may say in others what the references say, and of theirs for each."""
_NOTHING = frozenset(
    "i dont do not don t know idk dunno no idea nope clue sorry am im m sure have cannot can t answer tell "
    "pass khong biet ko em chiu chua hoc minh toi cau tra loi a".split()
)
_GIVES_UP = frozenset("idk dunno idea clue pass chiu".split())
_KNOWS, _NOT = (
    frozenset("know sure answer biet".split()),
    frozenset("dont don not cannot cant khong ko chua".split()),
)
_ECHO = 0.7
_LEAST_ECHO = _LEAST_TOLD = 3


class Compared(NamedTuple):
    """An answer beside all references: how it is marked, and the reference that is likest.

    `is_term` where the references are but a word or two: there is too little in them to call others wrong.
    `least` are the words of content of the shortest.
    """

    question: Wording
    answer: Wording
    best: Beside
    marks: Marks
    is_term: bool
    least: int


class OverlapGrader(AnswerGrader):
    """Calls nothing and knows no meaning: it settles what is plain and leaves the rest to a teacher."""

    def __init__(self, judgement: Judgement = GRADING) -> None:
        self._judgement = judgement

    def grade(self, request: GradingRequest) -> Verdict:
        request = request._replace(
            given=unicodedata.normalize("NFC", request.given),
            references=tuple(
                unicodedata.normalize("NFC", text) for text in request.references if text.strip()
            ),
            language=request.language or language_of(request.prompt),
        )
        verdict = _by_rule(request) or on_fact(request) or self._by_likeness(request)
        return Verdict(
            verdict.share, verdict.confidence, verdict.same, verdict.reason, verdict.quoted, engine=NAME
        )

    def guess(self, request: GradingRequest) -> float:
        """How likely the answer is right, in 0..1, whether it is sure or not."""
        compared = compare(request)
        return self._judgement.chance(compared.marks) if compared else 0.0

    def _by_likeness(self, request: GradingRequest) -> Verdict:
        compared = compare(request)
        if compared is None:
            return _unsure(Because.UNSURE)
        if _elsewhere(request):
            return _unsure(Because.OTHER_LANGUAGE)
        chance = self._judgement.chance(compared.marks)
        right, wrong = _bounds(request.language)
        if chance <= wrong and not compared.is_term and not _may_say_it_otherwise(compared):
            return Verdict(0.0, 1 - chance, reason=reason(Because.UNLIKE))
        if chance < right:
            return _unsure(Because.UNSURE)
        held_back = caution(compared.question, compared.answer, compared.best)
        if held_back:
            return _unsure(held_back)
        meant = compared.best.reference.text
        return Verdict(
            1.0, chance, reason=reason(Because.LIKE, meant=meant), quoted=_quoted(compared, request.given)
        )


def compare(request: GradingRequest) -> Compared | None:
    """An answer beside its references; None where there is none, or an answer too long to be compared."""
    if not request.references or len(request.given) > LONGEST:
        return None
    language = request.language or language_of(request.prompt)
    return _compared(request.prompt, tuple(request.references), request.given, language)


@lru_cache(maxsize=256)
def _compared(prompt: str, references: tuple[str, ...], given: str, language: str) -> Compared:
    question, answer = read(prompt, language), read(given, language)
    asked = frozenset(question.terms)
    found = [beside(answer, read(reference, language), asked) for reference in references]
    return Compared(
        question,
        answer,
        best=max(found, key=lambda one: one.likeness),
        marks=marks(question, answer, found),
        is_term=all(len(distinct(one.reference.concepts)) <= TERM for one in found),
        least=min(len(distinct(one.reference.concepts)) for one in found),
    )


def _by_rule(request: GradingRequest) -> Verdict | None:
    """The verdict where no opinion is needed: an accepted answer, none at all, or the question again."""
    given = request.given.strip()
    accepted = accepted_as(given, request.references, request.prompt, request.language, request.evidence)
    if accepted:
        return Verdict(1.0, 1.0, same=True, reason=reason(Because.SAME, meant=accepted), quoted=given)
    if _says_nothing(given):
        return Verdict(0.0, 1.0, reason=reason(Because.EMPTY))
    return Verdict(0.0, 1.0, reason=reason(Because.ECHO)) if _echoes(request) else None


def _says_nothing(given: str) -> bool:
    """Whether there is nothing in an answer but punctuation, or that there is no answer."""
    if not any(unicodedata.category(sign)[0] in "LNS" for sign in given):
        return True
    told = {re.sub("['’]", "", fold(word.text)) for word in words(given)}
    return told <= _NOTHING and bool(told & _GIVES_UP or (told & _KNOWS and told & _NOT))


def _echoes(request: GradingRequest) -> bool:
    """Whether an answer has nothing but most of the words of the question, and a right one has others."""
    asked = {fold(word.text) for word in words(request.prompt)}
    told = {fold(word.text) for word in words(request.given)}
    meant = {fold(word.text) for text in request.references for word in words(text)}
    return told <= asked and len(told) >= max(_LEAST_ECHO, _ECHO * len(asked)) and not meant <= asked


def _elsewhere(request: GradingRequest) -> bool:
    """Whether an answer and the accepted ones are not in one language that the figures are for."""
    if len(words(request.given)) < _LEAST_TOLD:
        return False
    spoken = {language_of(text, request.language) for text in (request.given, *request.references[:1])}
    return len(spoken) > 1 or not spoken <= {"en", "vi"}


def _bounds(language: str) -> tuple[float, float]:
    if language == "vi":
        return weights.RIGHT_ABROAD, weights.WRONG_ABROAD
    return weights.RIGHT, weights.WRONG


def _may_say_it_otherwise(compared: Compared) -> bool:
    """Whether an answer is a few words of which no reference has any, but as many as could say the same."""
    mine = {one.term for one in distinct(compared.answer.concepts)} - set(compared.question.terms)
    enough = len(mine) * DENSEST >= compared.least
    return 0 < len(mine) <= SHORT and enough and mine.isdisjoint(compared.best.reference.terms)


def _quoted(compared: Compared, given: str) -> str:
    """The words of the answer from the first to the last that the reference has."""
    theirs = compared.best.reference.concepts
    met = [one for one in compared.answer.concepts if any(credit(one, other) >= KIN for other in theirs)]
    return given[met[0].start : met[-1].end] if met else ""


def _unsure(because: Because) -> Verdict:
    return Verdict(None, reason=reason(because))
