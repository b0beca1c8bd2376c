"""Fits the coefficients of the offline engine's two models on question sets, and prints them with figures.

    python bench/fit_answering.py FILE… [--most N]

Each file (SQuAD's JSON format) becomes a course and is asked through the real search. Ranking is a
conditional logit over all sentences found for a question: those of a right paragraph with an answer in them
against the rest. The decision is a logistic regression on the best sentence: 1 for a question that its course
answers, 0 for one marked impossible and for one asked after its article was taken out of the course.
Figures are cross-validated by article (five folds by a hash of the title, the same over all files, as
files may share articles). What is printed last is pasted into `studyhall/engines/offline/weights.py`;
nothing of the files is kept.
"""

from __future__ import annotations

import argparse
import hashlib
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from studyhall.domain.evidence import Found
from studyhall.engines.offline.deciding import signs
from studyhall.engines.offline.questions import Asked, read
from studyhall.engines.offline.sentences import Candidate, candidates
from studyhall.engines.offline.weights import Signs, Traits
from studyhall.evaluation.answers import holds
from studyhall.evaluation.course import course_of
from studyhall.evaluation.squad import Question, QuestionSet, load

FOLDS = 5
PARTS = 4  # an article is absent from one course in so many
RANKING_PENALTY, DECISION_PENALTY = 30.0, 0.002
ABSENT_SHARE = 0.35  # of the questions, how many are asked again with their article absent
STORIES_RANKING = 0.1  # free retellings say little about how words of an answer are found
THRESHOLDS = np.arange(-2.0, 1.01, 0.25)
Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Case:
    """A question with the sentences found for it, `traits` a row for each.

    `right` marks those to rank first (in the right paragraph, if any is), `holding` all that hold an answer;
    `here` unless its article was taken out of the course.
    """

    source: str
    fold: int
    asked: Asked
    ranked: list[Candidate]
    traits: Matrix
    right: NDArray[np.bool_]
    holding: NDArray[np.bool_]
    answerable: bool
    here: bool


def digest(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8])


def sampled(questions: Sequence[Question], most: int) -> list[Question]:
    return random.Random(7).sample(list(questions), min(most, len(questions)))


@dataclass(frozen=True)
class Search:
    """A question with what a course gives for it; `here` unless its article was taken out of the course.

    `in_place` are the ids of right passages; `told` when an answer stands in them word for word.
    """

    source: str
    title: str
    question: Question
    found: Found
    in_place: frozenset[int]
    here: bool
    told: bool


def searches(path: Path, most: int) -> Iterator[Search]:
    """Each question asked of the whole course, and some of a course without their article."""
    questions = load(path)
    asked = sampled(questions.questions, most)
    yield from asked_of(path.name, questions, dict(enumerate(questions.articles)), asked, here=True)
    again = sampled(asked, int(len(asked) * ABSENT_SHARE))
    for part in range(PARTS):
        kept = {i: a for i, a in enumerate(questions.articles) if digest(a[0]) // FOLDS % PARTS != part}
        mine = [q for q in again if all(article not in kept for article, _ in q.paragraphs)]
        if mine and kept:
            yield from asked_of(path.name, questions, kept, mine, here=False)


def asked_of(
    source: str,
    questions: QuestionSet,
    articles: dict[int, tuple[str, tuple[str, ...]]],
    asked: Sequence[Question],
    *,
    here: bool,
) -> Iterator[Search]:
    with course_of(articles) as made:
        for question in asked:
            found = made.hall.retrieval.search(made.course, question.text)
            ids = [piece.passage.id for piece in found.evidence]
            right = frozenset(i for i in ids if made.places[i] in question.paragraphs)
            title = questions.articles[min(question.paragraphs)[0]][0]
            own = " ".join(questions.articles[a][1][p] for a, p in question.paragraphs)
            yield Search(source, title, question, found, right, here, holds(own, question.answers))


def case_of(search: Search) -> Case | None:
    """The question read and its sentences described.

    None where nothing was found, and where the answer is written freely: then no sentence can be told to be
    right.
    """
    question, found = search.question, search.found
    asked = read(question.text, found.frequencies, found.passages, "en")
    ranked = candidates(asked, found.evidence)
    answerable = search.here and not question.impossible
    holding = [answerable and holds(c.quote, question.answers) for c in ranked]
    if not ranked or (answerable and not search.told):
        return None
    placed = [
        held and c.evidence.passage.id in search.in_place for held, c in zip(holding, ranked, strict=True)
    ]
    traits = np.array([c.traits for c in ranked], dtype=float)
    return Case(
        search.source,
        digest(search.title) % FOLDS,
        asked,
        ranked,
        traits,
        np.array(placed if any(placed) else holding, dtype=bool),
        np.array(holding, dtype=bool),
        answerable,
        search.here,
    )


def fitted_ranking(cases: Sequence[Case]) -> Matrix:
    """The coefficients that make right sentences likeliest: gradient ascent (Adam), standardised traits."""
    used = [case for case in cases if case.right.any() and not case.right.all()]
    stacked = np.vstack([case.traits for case in used])
    spread = stacked.std(axis=0) + 1e-9
    values = stacked / spread
    right = np.concatenate([case.right for case in used])
    sizes = np.array([len(case.right) for case in used])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    owner = np.repeat(np.arange(len(used)), sizes)
    weight = np.repeat([STORIES_RANKING if is_story(case) else 1.0 for case in used], sizes)
    w = np.zeros(values.shape[1])
    first, second = np.zeros_like(w), np.zeros_like(w)
    for step in range(1, 301):
        scores = values @ w
        scores -= np.maximum.reduceat(scores, starts)[owner]
        likely = np.exp(scores)
        all_of = likely / np.add.reduceat(likely, starts)[owner]
        among = likely * right
        right_of = among / np.add.reduceat(among, starts)[owner]
        slope = values.T @ (weight * (right_of - all_of)) - RANKING_PENALTY * w
        first = 0.9 * first + 0.1 * slope
        second = 0.999 * second + 0.001 * slope**2
        w += 0.05 * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-9)
    fitted: Matrix = w / spread
    return fitted


def decided_on(case: Case, ranking: Matrix) -> tuple[Signs, bool]:
    """The signs under other coefficients of the ranking, and whether its first sentence holds an answer."""
    ranks = case.traits @ ranking
    order = np.argsort(-ranks, kind="stable")
    ranked = [case.ranked[i]._replace(rank=float(ranks[i])) for i in order]
    return signs(case.asked, ranked), bool(case.holding[order[0]])


def fitted_decision(signs_of: Matrix, target: Matrix, weight: Matrix) -> tuple[Matrix, float]:
    """Coefficients and bias of a ridge logistic regression, by Newton's method on standardised signs."""
    middle, spread = signs_of.mean(axis=0), signs_of.std(axis=0) + 1e-9
    values = np.c_[(signs_of - middle) / spread, np.ones(len(signs_of))]
    penalty = np.eye(values.shape[1]) * DECISION_PENALTY * weight.sum()
    penalty[-1, -1] = 0.0
    w = np.zeros(values.shape[1])
    for _ in range(50):
        likely = 1 / (1 + np.exp(-values @ w))
        slope = values.T @ (weight * (likely - target)) + penalty @ w
        curve = (values * (weight * likely * (1 - likely))[:, None]).T @ values + penalty
        move = np.linalg.solve(curve, slope)
        w -= move
        if np.abs(move).max() < 1e-7:
            break
    return w[:-1] / spread, float(w[-1] - (w[:-1] * middle / spread).sum())


def is_story(case: Case) -> bool:
    return "fairytale" in case.source


def importance(case: Case) -> float:
    """What a case weighs in the decision's fit.

    Small courses are what teachers have, so the small sets weigh more than the large one; every set counts
    questions that its course answers and others about equally.
    """
    if is_story(case):
        return 0.3 if case.here else 0.6
    if "xquad" in case.source:
        return 2.0 if case.here else (10.0 if case.asked.language == "vi" else 4.0)
    return 0.7


def judged(cases: Sequence[Case]) -> tuple[Matrix, NDArray[np.bool_]]:
    """Each case's log-odds and whether its first sentence is right, fitted without its article's fold."""
    folds = np.array([case.fold for case in cases])
    target = np.array([float(case.answerable) for case in cases])
    weight = np.array([importance(case) for case in cases])
    odds, first_right = np.zeros(len(cases)), np.zeros(len(cases), dtype=bool)
    for fold in range(FOLDS):
        ranking = fitted_ranking([case for case in cases if case.fold != fold])
        rows, right = zip(*(decided_on(case, ranking) for case in cases), strict=True)
        values, others = np.array(rows, dtype=float), folds != fold
        coefficients, bias = fitted_decision(values[others], target[others], weight[others])
        odds[~others] = values[~others] @ coefficients + bias
        first_right[~others] = np.array(right)[~others]
    return odds, first_right


def report(cases: Sequence[Case], odds: Matrix, first_right: NDArray[np.bool_]) -> None:
    """Prints, for each file and threshold, the figures that `evaluate answers` gives."""
    sources, here, answerable = (
        np.array(c) for c in zip(*((c.source, c.here, c.answerable) for c in cases), strict=True)
    )
    for source in dict.fromkeys(sources):
        mine = sources == source
        good, bad, absent = mine & answerable, mine & here & ~answerable, mine & ~here
        print(f"\n{source}: {good.sum()} answerable, {bad.sum()} impossible, {absent.sum()} absent; ", end="")
        print(f"answer_sentence@1 {first_right[good].mean():.3f} with nothing refused")
        print("threshold answered sentence@1 abstain_precision abstain_recall left_out_refused")
        for threshold in THRESHOLDS:
            refused = odds < threshold
            hits = (refused & bad).sum()
            figures = (
                1 - refused[good].mean(),
                (~refused & first_right)[good].mean(),
                hits / max((refused & mine & here).sum(), 1),
                hits / max(bad.sum(), 1),
                refused[absent].mean(),
            )
            print(f"{threshold:9.2f} " + " ".join(f"{figure:.3f}" for figure in figures))


def block(cases: Sequence[Case]) -> str:
    """The constants, fitted on everything, as they stand in `weights.py`."""
    ranking = fitted_ranking(cases)
    values = np.array([decided_on(case, ranking)[0] for case in cases], dtype=float)
    target = np.array([float(case.answerable) for case in cases])
    coefficients, bias = fitted_decision(values, target, np.array([importance(case) for case in cases]))
    lines = ["RANKING = Traits("]
    lines += [f"    {n}={v:.2f}," for n, v in zip(Traits._fields, ranking, strict=True)]
    lines += [")", "DECIDING = Signs("]
    lines += [f"    {n}={v:.2f}," for n, v in zip(Signs._fields, coefficients, strict=True)]
    return "\n".join([*lines, ")", f"BIAS = {bias:.2f}"])


def main() -> None:
    parser = argparse.ArgumentParser(description="Fit the offline engine's coefficients.")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--most", type=int, default=2600, help="questions taken of each file")
    options = parser.parse_args()
    found = (search for path in options.files for search in searches(path, options.most))
    cases = [case for search in found if (case := case_of(search)) is not None]
    report(cases, *judged(cases))
    print(block(cases))


if __name__ == "__main__":
    main()
