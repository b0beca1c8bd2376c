"""How well answers in words are graded: held against people's marks, on questions that were not fitted on."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np

from studyhall.domain.errors import BadFile
from studyhall.domain.grades import Verdict
from studyhall.domain.tasks import Kind
from studyhall.engines.offline.grading.overlap import OverlapGrader, compare
from studyhall.engines.offline.grading.weights import GRADING, Judgement, Marks
from studyhall.evaluation.fitted_on import is_fitted_on
from studyhall.evaluation.fitting import logistic
from studyhall.evaluation.searched import share_of_title
from studyhall.ports import AnswerGrader, GradingRequest
from studyhall.services.indexing import Progress

FOLDS = 5
PENALTY = 0.002
RIGHT = "correct"
_HALF = 0.5


@dataclass(frozen=True)
class Marked:
    """An answer to be graded, of a set and to a question, and whether people marked it right."""

    source: str
    question_id: str
    request: GradingRequest
    right: bool

    @property
    def fold(self) -> int:
        """In which of the folds its question is."""
        return share_of_title(self.question_id, FOLDS)


class Described(NamedTuple):
    """A marked answer with what a model goes by."""

    marked: Marked
    marks: Marks


@dataclass(frozen=True)
class Judged:
    """What a grader thinks of a marked answer; `guess` is whether it is rather right, sure or not."""

    marked: Marked
    verdict: Verdict
    guess: bool


@dataclass(frozen=True)
class GradingFigures:
    """Shares in 0..1. `macro_f1` is the mean of the F1 of right answers and that of others.

    `decided` is the share of answers that the grader is sure of, `precision_decided` how often it is right on
    these, None where there are none. The others count as guessed in `accuracy` and `macro_f1`.
    """

    n: int
    accuracy: float
    macro_f1: float
    decided: float
    precision_decided: float | None


def load(path: Path) -> list[Marked]:
    """The marked answers of a file of JSON Lines. Raises BadFile."""
    try:
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        marked = [_marked(json.loads(line)) for line in lines]
    except OSError as error:
        raise BadFile(f"{path.name} could not be opened", "check the path") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadFile(
            f"{path.name} is not a file of graded answers",
            "give JSON Lines with question_id, question, references, answer and label",
        ) from error
    if not marked:
        raise BadFile(f"{path.name} holds no answers", "give a file with at least one")
    return marked


def described(marked: Sequence[Marked], progress: Progress) -> list[Described]:
    """The answers that can be compared with a reference, each with its marks."""
    found = []
    for done, one in enumerate(marked, 1):
        compared = compare(one.request)
        if compared:
            found.append(Described(one, compared.marks))
        progress(done, len(marked))
    return found


def fitted(rows: Sequence[Described]) -> Judgement:
    """The model fitted on marked answers, of which some are right and some are not."""
    values = np.array([row.marks for row in rows], dtype=float)
    target = np.array([row.marked.right for row in rows], dtype=float)
    coefficients, bias = logistic(values, target, np.ones(len(rows)), PENALTY)
    return Judgement(Marks(*map(float, coefficients)), bias)


def judged_offline(marked: Sequence[Marked], progress: Progress) -> list[Judged]:
    """The answers as the offline grader judges them.

    Those to questions that its coefficients were fitted on are judged by others, fitted on the questions of
    the file's other folds: nothing is judged by what was fitted on answers to the same question.
    """
    rows = described([one for one in marked if is_fitted_on(one.question_id)], progress)
    graders = {fold: OverlapGrader(_without(fold, rows)) for fold in range(FOLDS)}
    shipped = OverlapGrader()
    return [judged(one, graders[one.fold] if is_fitted_on(one.question_id) else shipped) for one in marked]


def _without(fold: int, rows: Sequence[Described]) -> Judgement:
    others = [row for row in rows if row.marked.fold != fold]
    both = len({row.marked.right for row in others}) == 2
    return fitted(others) if both else GRADING


def judged_by(marked: Sequence[Marked], grader: AnswerGrader, progress: Progress) -> list[Judged]:
    """The answers as any grader judges them. Raises ModelFailure."""
    found = []
    for done, one in enumerate(marked, 1):
        found.append(judged(one, grader))
        progress(done, len(marked))
    return found


def judged(one: Marked, grader: AnswerGrader) -> Judged:
    """An answer as a grader judges it; where it is unsure, the offline one's best guess counts."""
    verdict = grader.grade(one.request)
    if verdict.share is None and isinstance(grader, OverlapGrader):
        return Judged(one, verdict, grader.guess(one.request) > _HALF)
    return Judged(one, verdict, is_right(verdict))


def figures(judged: Sequence[Judged]) -> GradingFigures:
    """The figures of what was judged, which is not nothing."""
    decided = [one for one in judged if one.verdict.share is not None]
    return GradingFigures(
        n=len(judged),
        accuracy=_share(one.guess == one.marked.right for one in judged),
        macro_f1=(_f1(judged, right=True) + _f1(judged, right=False)) / 2,
        decided=len(decided) / len(judged),
        precision_decided=_share(is_right(one.verdict) == one.marked.right for one in decided)
        if decided
        else None,
    )


def by_set(judged: Sequence[Judged]) -> dict[str, list[Judged]]:
    """What was judged, by the set that it is of."""
    sets: dict[str, list[Judged]] = {}
    for one in judged:
        sets.setdefault(one.marked.source, []).append(one)
    return sets


def is_right(verdict: Verdict) -> bool:
    """Whether a verdict calls an answer right: it earns more than half."""
    return verdict.share is not None and verdict.share > _HALF


def _marked(line: dict[str, object]) -> Marked:
    references = line["references"]
    if not isinstance(references, list):
        raise TypeError("references are a list")
    texts = [_nfc(line[name]) for name in ("question", "answer")]
    request = GradingRequest(Kind.SHORT, texts[0], tuple(map(_nfc, references)), texts[1], "en")
    return Marked(str(line.get("set", "")), str(line["question_id"]), request, line["label"] == RIGHT)


def _nfc(text: object) -> str:
    return unicodedata.normalize("NFC", str(text))


def _f1(judged: Sequence[Judged], *, right: bool) -> float:
    guessed = sum(one.guess is right for one in judged)
    marked = sum(one.marked.right is right for one in judged)
    both = sum(one.guess is right and one.marked.right is right for one in judged)
    return 2 * both / (guessed + marked) if guessed + marked else 0.0


def _share(hits: Iterable[bool]) -> float:
    counted = list(hits)
    return sum(counted) / len(counted) if counted else 0.0
