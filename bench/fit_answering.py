"""Fits the coefficients of the offline engine's two models on question sets, and prints them with figures.

    python bench/fit_answering.py FILE[=QUESTIONS]… [--most N]

Each file (SQuAD's JSON format) becomes a course and is asked through the real search, with the texts of a
parallel file of QUESTIONS in another language if one is given. Ranking is a
conditional logit over all sentences found for a question: those of a right paragraph with an answer in them
against the rest. The decision is a logistic regression on the best sentence: 1 for a question that its course
answers, 0 for one marked impossible and for one asked after its article was taken out of the course; it is
fitted twice, for evidence in the question's language and for other evidence.
Figures are cross-validated by article (five folds by a hash of the title, the same over all files, as
files may share articles). What is printed last is pasted into `studyhall/engines/offline/weights.py`;
nothing of the files is kept.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from studyhall.engines.offline.deciding import abroad, signs
from studyhall.engines.offline.questions import Asked, read
from studyhall.engines.offline.sentences import Candidate, candidates
from studyhall.engines.offline.weights import Signs, Traits
from studyhall.evaluation.answers import holds
from studyhall.evaluation.fitting import Matrix, conditional_logit, logistic
from studyhall.evaluation.searched import Search, searches, share_of_title

FOLDS = 5
RANKING_PENALTY, DECISION_PENALTY = 30.0, 0.002
STORIES_RANKING = 0.1  # free retellings say little about how words of an answer are found
THRESHOLDS = np.arange(-2.0, 1.01, 0.25)
NOTHING = (np.zeros(len(Signs._fields)), 0.0)


@dataclass(frozen=True)
class Case:
    """A question with the sentences found for it, `traits` a row for each.

    `right` marks those to rank first (in the right paragraph, if any is), `holding` all that hold an answer;
    `here` unless its article was taken out of the course; `foreign` where it is another language's.
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
    foreign: bool


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
        share_of_title(search.title, FOLDS),
        asked,
        ranked,
        traits,
        np.array(placed if any(placed) else holding, dtype=bool),
        np.array(holding, dtype=bool),
        answerable,
        search.here,
        abroad(asked, ranked[0]),
    )


def fitted_ranking(cases: Sequence[Case]) -> Matrix:
    """The coefficients that make right sentences likeliest."""
    used = [case for case in cases if case.right.any() and not case.right.all()]
    return conditional_logit(
        np.vstack([case.traits for case in used]),
        np.concatenate([case.right for case in used]),
        np.array([len(case.right) for case in used]),
        np.array([STORIES_RANKING if is_story(case) else 1.0 for case in used]),
        RANKING_PENALTY,
    )


def decided_on(case: Case, ranking: Matrix) -> tuple[Signs, bool]:
    """The signs under other coefficients of the ranking, and whether its first sentence holds an answer."""
    ranks = case.traits @ ranking
    order = np.argsort(-ranks, kind="stable")
    ranked = [case.ranked[i]._replace(rank=float(ranks[i])) for i in order]
    return signs(case.asked, ranked), bool(case.holding[order[0]])


class Decision(NamedTuple):
    """Coefficients and bias for evidence in the question's language, and the two for other evidence."""

    home: tuple[Matrix, float]
    abroad: tuple[Matrix, float]

    def odds(self, values: Matrix, foreign: NDArray[np.bool_]) -> Matrix:
        """The log-odds of each row of signs."""
        (home, bias), (abroad, other) = self
        return np.where(foreign, values @ abroad + other, values @ home + bias)


def fitted_decision(cases: Sequence[Case], values: Matrix) -> Decision:
    """The decision fitted on the rows of signs of the cases."""
    target = np.array([float(case.answerable) for case in cases])
    weight = np.array([importance(case) for case in cases])
    foreign = np.array([case.foreign for case in cases])
    home, other = (
        logistic(values[mine], target[mine], weight[mine], DECISION_PENALTY) if mine.any() else NOTHING
        for mine in (~foreign, foreign)
    )
    return Decision(home, other)


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
        absent = 13.0 if case.foreign else (10.0 if case.asked.language == "vi" else 4.0)
        return 2.0 if case.here else absent
    return 0.7


def judged(cases: Sequence[Case]) -> tuple[Matrix, NDArray[np.bool_]]:
    """Each case's log-odds and whether its first sentence is right, fitted without its article's fold."""
    folds = np.array([case.fold for case in cases])
    foreign = np.array([case.foreign for case in cases])
    odds, first_right = np.zeros(len(cases)), np.zeros(len(cases), dtype=bool)
    for fold in range(FOLDS):
        kept = [case for case in cases if case.fold != fold]
        ranking = fitted_ranking(kept)
        rows, right = zip(*(decided_on(case, ranking) for case in cases), strict=True)
        values, mine = np.array(rows, dtype=float), folds == fold
        odds[mine] = fitted_decision(kept, values[~mine]).odds(values[mine], foreign[mine])
        first_right[mine] = np.array(right)[mine]
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
    decision = fitted_decision(cases, values)
    lines = ["RANKING = Traits(", *listed(Traits._fields, ranking), ")"]
    for name, (coefficients, bias) in zip(("", "_ABROAD"), decision, strict=True):
        lines += [f"DECIDING{name} = Signs(", *listed(Signs._fields, coefficients), ")"]
        lines += [f"BIAS{name} = {bias:.2f}"]
    return "\n".join(lines)


def listed(names: Sequence[str], values: Matrix) -> list[str]:
    return [f"    {name}={value:.2f}," for name, value in zip(names, values, strict=True)]


def main() -> None:
    parser = argparse.ArgumentParser(description="Fit the offline engine's coefficients.")
    parser.add_argument("files", nargs="+", metavar="FILE[=QUESTIONS]")
    parser.add_argument("--most", type=int, default=2600, help="questions taken of each file")
    options = parser.parse_args()
    found = (search for pair in options.files for search in searches(pair, options.most))
    cases = [case for search in found if (case := case_of(search)) is not None]
    report(cases, *judged(cases))
    print(block(cases))


if __name__ == "__main__":
    main()
