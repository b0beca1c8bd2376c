"""Fits the coefficients of the offline grader on marked answers, and prints them with figures.

    python bench/fit_grading.py FILE…

Each file is JSON Lines of `set`, `question_id`, `question`, `references`, `answer` and `label`. The model is
a ridge logistic regression on the marks of an answer beside its references
(`engines/offline/grading/likeness.py`): 1 for an answer labelled "correct", 0 for any other. Figures are
cross-validated by question (five folds by a hash of its id), with what the grader may be sure of from several
chances on. What is printed last is pasted into `studyhall/engines/offline/grading/weights.py`, and
`FITTED_ON` into `studyhall/evaluation/fitted_on.py`. Nothing of the files is kept but which questions they
were, as a short fingerprint each, so that nobody takes figures for them that are not cross-validated.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from studyhall.engines.offline.grading.caution import caution
from studyhall.engines.offline.grading.overlap import compare
from studyhall.engines.offline.grading.weights import Marks
from studyhall.evaluation.fitted_on import fingerprint
from studyhall.evaluation.fitting import Matrix
from studyhall.evaluation.grading import FOLDS, Described, described, fitted, load

THRESHOLDS = (0.7, 0.75, 0.8, 0.825, 0.85, 0.875, 0.9, 0.95)


def chances(rows: Sequence[Described]) -> Matrix:
    """Each answer's chance, fitted without its question's fold."""
    folds = np.array([row.marked.fold for row in rows])
    found = np.zeros(len(rows))
    for fold in range(FOLDS):
        judgement = fitted([row for row in rows if row.marked.fold != fold])
        for at in np.flatnonzero(folds == fold):
            found[at] = judgement.chance(rows[at].marks)
    return found


def held_back(row: Described) -> bool:
    """Whether an answer is not called right, however likely it is."""
    compared = compare(row.marked.request)
    return compared is None or caution(compared.question, compared.answer, compared.best) is not None


def report(rows: Sequence[Described], chance: Matrix) -> None:
    """Prints accuracy and macro-F1 a set, and what is decided, and how well, from each threshold on."""
    right = np.array([row.marked.right for row in rows])
    sources = np.array([row.marked.source for row in rows])
    free = ~np.array([held_back(row) for row in rows])
    for source in (*dict.fromkeys(sources), ""):
        mine = sources == source if source else np.full(len(rows), fill_value=True)
        guessed = (chance > 0.5)[mine]
        print(
            f"\n{source or 'all'}: {mine.sum()} answers, accuracy {(guessed == right[mine]).mean():.3f}, ",
            end="",
        )
        print(f"macro-F1 {macro_f1(guessed, right[mine]):.3f}")
        print("threshold  right precision  wrong precision  decided precision")
        for threshold in THRESHOLDS:
            yes = mine & free & (chance >= threshold)
            no = mine & (chance <= 1 - threshold)
            sure = yes.sum() + no.sum()
            hits = (yes & right).sum() + (no & ~right).sum()
            shares = (
                yes.sum() / mine.sum(),
                (yes & right).sum() / max(yes.sum(), 1),
                no.sum() / mine.sum(),
                (no & ~right).sum() / max(no.sum(), 1),
                sure / mine.sum(),
                hits / max(sure, 1),
            )
            print(f"{threshold:9.3f}  " + "  ".join(f"{share:.3f}" for share in shares))


def macro_f1(guessed: NDArray[np.bool_], right: NDArray[np.bool_]) -> float:
    """The mean of the F1 of right answers and that of others."""
    pairs = ((guessed, right), (~guessed, ~right))
    return float(np.mean([2 * (one & other).sum() / (one.sum() + other.sum()) for one, other in pairs]))


def block(rows: Sequence[Described]) -> str:
    """The constants, fitted on everything, as they stand in `grading/weights.py` and `fitted_on.py`."""
    judgement = fitted(rows)
    listed = [
        f"        {name}={value:.2f},"
        for name, value in zip(Marks._fields, judgement.coefficients, strict=True)
    ]
    prints = "".join(sorted({fingerprint(row.marked.question_id) for row in rows}))
    lines = [f'    "{prints[at : at + 100]}"' for at in range(0, len(prints), 100)]
    return "\n".join(
        ["GRADING = Judgement(", "    Marks(", *listed, "    ),", f"    {judgement.bias:.2f},", ")",
         "FITTED_ON = (", *lines, ")"]
    )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description="Fit the offline grader's coefficients.")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    marked = [one for path in parser.parse_args().files for one in load(path)]
    rows = described(marked, lambda _done, _all: None)
    report(rows, chances(rows))
    print(block(rows))


if __name__ == "__main__":
    main()
