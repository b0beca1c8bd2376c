"""How well questions are answered: found, cited word for word, and refused where nothing answers."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass
from time import perf_counter

from studyhall.domain.evidence import Answer, Citation, Status
from studyhall.evaluation.squad import Question

Ask = Callable[[str], Answer]
Stands = Callable[[Citation], bool]


@dataclass(frozen=True)
class AnswerFigures:
    """Shares in 0..1, each None where there is nothing to take a share of.

    `answered`: of the answerable questions, not refused. `answer_sentence_at_1`: of the answerable questions,
    whose first citation contains one of the answers. `citation_valid`: of all citations. `abstain_precision`
    and `abstain_recall` are of refusals, impossible questions being the positive ones. `left_out_refused`: of
    the questions whose article is not in the course. Times are in milliseconds, over all questions asked.
    """

    n: int
    answered: float | None
    answer_sentence_at_1: float | None
    citation_valid: float | None
    abstain_precision: float | None
    abstain_recall: float | None
    left_out_refused: float | None
    ms_p50: float
    ms_p95: float

    def by_name(self) -> dict[str, float | int | None]:
        """The figures under the names that the command line prints."""
        return {name.replace("_at_", "@"): value for name, value in vars(self).items()}


@dataclass(frozen=True)
class _Asked:
    question: Question
    answer: Answer
    seconds: float

    @property
    def refused(self) -> bool:
        return self.answer.status is Status.NOT_FOUND


def measure(
    questions: Sequence[Question], answer: Ask, stands: Stands, absent: Container[int] = ()
) -> AnswerFigures:
    """Ask every question and count.

    `stands` tells whether a citation's words stand at its place in its source. `absent` are the numbers of
    the articles that are not in the course: questions on them count for `left_out_refused`, citations and
    times only. `n` is the number of all questions asked.
    """
    every = [_ask(question, answer) for question in questions]
    left = [a for a in every if all(article in absent for article, _ in a.question.paragraphs)]
    asked = [a for a in every if any(article not in absent for article, _ in a.question.paragraphs)]
    answerable = [a for a in asked if not a.question.impossible]
    impossible = [a for a in asked if a.question.impossible]
    times = sorted(a.seconds * 1000 for a in every)
    return AnswerFigures(
        n=len(every),
        answered=_share(not a.refused for a in answerable),
        answer_sentence_at_1=_share(_first_holds(a) for a in answerable),
        citation_valid=_share(stands(citation) for a in every for citation in a.answer.citations),
        abstain_precision=_share(a.question.impossible for a in asked if a.refused) if impossible else None,
        abstain_recall=_share(a.refused for a in impossible),
        left_out_refused=_share(a.refused for a in left),
        ms_p50=percentile(times, 50),
        ms_p95=percentile(times, 95),
    )


def left_out(articles: Sequence[tuple[str, tuple[str, ...]]], share: float) -> frozenset[int]:
    """The numbers of the articles (title, paragraphs) to leave out: `share` of them, at least one if not 0.

    Those whose titles have the smallest SHA-256 are taken, so the choice does not hang on their order, nor on
    the process. Raises ValueError when `share` is not in 0..1.
    """
    if not 0.0 <= share <= 1.0:
        raise ValueError(f"a share must be between 0 and 1, not {share}")
    count = max(round(len(articles) * share), 1 if share else 0)
    by_hash = sorted(range(len(articles)), key=lambda number: (_digest(articles[number][0]), number))
    return frozenset(by_hash[:count])


def holds(text: str, answers: Iterable[str]) -> bool:
    """Whether one of the answers stands in a text: compared as NFC, white space runs as one, with case."""
    squeezed = _squeezed(text)
    return any(_squeezed(answer) in squeezed for answer in answers if answer.strip())


def percentile(ordered: Sequence[float], percent: int) -> float:
    """The smallest of the `ordered` values that `percent` of them do not exceed (nearest rank); 0 of none."""
    if not ordered:
        return 0.0
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]


def _digest(title: str) -> bytes:
    return hashlib.sha256(unicodedata.normalize("NFC", title).encode()).digest()


def _ask(question: Question, answer: Ask) -> _Asked:
    started = perf_counter()
    given = answer(question.text)
    return _Asked(question, given, perf_counter() - started)


def _first_holds(asked: _Asked) -> bool:
    return any(holds(citation.quote, asked.question.answers) for citation in asked.answer.citations[:1])


def _squeezed(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _share(hits: Iterable[bool]) -> float | None:
    counted = list(hits)
    return sum(counted) / len(counted) if counted else None
