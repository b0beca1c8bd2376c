"""The coefficients of the two small models, which rank sentences and decide whether one answers.

Made by `bench/fit_answering.py` (which see for the method) on public reading-comprehension sets in SQuAD's
format: encyclopaedia articles in English and Vietnamese, questions on them that their text does not answer,
stories with questions of teachers, and questions on articles that were taken out of the course. Only these
numbers come from there. Both models are linear, so each number says how much its trait or sign moves a
sentence's rank or the log-odds of answering.
"""

from __future__ import annotations

import math
from operator import mul
from typing import NamedTuple


class Traits(NamedTuple):
    """What a sentence is ranked by, or the coefficient of each. Shares are of the question's weight, 0..1.

    `passage` is the share that its passage holds, and `search` the passage's search score over the best
    one's; `rare` and `local` are the shares that the sentence holds, each term weighed by how rare it is
    among all sentences found and among those of its passage; `met` counts terms instead; `pairs` and
    `passage_pairs` are shares of neighbouring terms; `before`, `leaning` and `title` are what the sentence
    before adds, the same where the sentence points back, and what the headings add; `names` is the share of
    the question's names in the passage; `first` tells that it is the passage's first, `density` the share of
    its words that the question has; `when` and `number` that it has what was asked for, `missing` that it
    has not.
    """

    passage: float
    search: float
    rare: float
    local: float
    met: float
    pairs: float
    passage_pairs: float
    before: float
    leaning: float
    names: float
    title: float
    first: float
    density: float
    when: float
    number: float
    missing: float


class Signs(NamedTuple):
    """What the decision to answer is made on, or the coefficient of each.

    `rank` is the best sentence's, `passage` its trait, `search` the share that the index of words gives its
    passage; `named` is 1 for a question with a name, and `names_missing` and `figures_missing` are the shares
    of its names and numbers that do not stand in the passage; `unknown` is the share of the question that
    stands nowhere in the evidence; `denied` is 1 where the question denies and the sentence does not;
    `length` grows to 1 with the question. Vietnamese questions, whose syllables stand nearly everywhere, have
    three of their own: that they are Vietnamese (`syllables`), neighbouring terms, and terms with the same
    diacritics.
    """

    rank: float
    passage: float
    search: float
    named: float
    names_missing: float
    figures_missing: float
    unknown: float
    denied: float
    length: float
    syllables: float
    syllable_pairs: float
    syllable_surface: float


def weighed(values: tuple[float, ...], coefficients: tuple[float, ...]) -> float:
    """The sum of the products, in order."""
    return math.fsum(map(mul, values, coefficients))


RANKING = Traits(
    passage=2.29,
    search=5.44,
    rare=2.80,
    local=1.97,
    met=2.30,
    pairs=0.49,
    passage_pairs=1.69,
    before=2.98,
    leaning=2.22,
    names=1.26,
    title=2.69,
    first=0.31,
    density=2.27,
    when=1.14,
    number=1.66,
    missing=-1.04,
)
DECIDING = Signs(
    rank=0.16,
    passage=0.24,
    search=5.05,
    named=0.20,
    names_missing=-2.10,
    figures_missing=-0.55,
    unknown=-1.97,
    denied=-2.66,
    length=1.58,
    syllables=-4.05,
    syllable_pairs=4.60,
    syllable_surface=5.25,
)
BIAS = -4.83
THRESHOLD = -1.0
"""The log-odds below which a question is refused: low, as a near miss that shows its words costs a student
less than no answer does."""
