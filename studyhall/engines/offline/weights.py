"""The coefficients of the two small models, which rank sentences and decide whether one answers.

Made by `bench/fit_answering.py` (which see for the method) on public reading-comprehension sets in SQuAD's
format: encyclopaedia articles in English and Vietnamese, questions on them that their text does not answer,
stories with questions of teachers, questions in one of the two languages on articles in the other, and
questions on articles that were taken out of the course. Only these numbers come from there. Both models are
linear, so each number says how much its trait or sign moves a sentence's rank or the log-odds of answering.
The decision has a second set of numbers for evidence in another language than the question's.
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

    `rank` is the best sentence's and `missing` its trait; `passage` is the share of the question that its
    passage holds, of what could stand there in the passage's language, and `unread` the share that could not;
    `search` is the share that the index of words gives the passage, and `lead` what its search score is above
    the best other passage's; `pairs` is the trait `passage_pairs`; `named` is 1 for a question with a name,
    and `names_missing` and `figures_missing` are the shares of its names and numbers that do not stand in the
    passage; `unknown` is the share of the question that stands nowhere in the evidence; `denied` is 1 where
    the question denies and the sentence does not; `length` grows to 1 with the question. Vietnamese
    questions, whose syllables stand nearly everywhere, have three of their own: that they are Vietnamese
    (`syllables`), neighbouring terms, and terms with the same diacritics.
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
    lead: float
    missing: float
    pairs: float
    unread: float


def weighed(values: tuple[float, ...], coefficients: tuple[float, ...]) -> float:
    """The sum of the products, in order."""
    return math.fsum(map(mul, values, coefficients))


RANKING = Traits(
    passage=2.55,
    search=5.28,
    rare=2.74,
    local=1.59,
    met=3.14,
    pairs=0.84,
    passage_pairs=2.17,
    before=3.10,
    leaning=2.05,
    names=1.57,
    title=2.89,
    first=0.55,
    density=1.01,
    when=1.19,
    number=1.77,
    missing=-1.24,
)
DECIDING = Signs(
    rank=0.17,
    passage=0.23,
    search=4.50,
    named=0.08,
    names_missing=-1.90,
    figures_missing=-0.72,
    unknown=-1.78,
    denied=-2.74,
    length=1.56,
    syllables=-3.67,
    syllable_pairs=4.01,
    syllable_surface=4.62,
    lead=1.33,
    missing=-0.30,
    pairs=-0.47,
    unread=0.00,
)
BIAS = -4.87
DECIDING_ABROAD = Signs(
    rank=0.48,
    passage=2.52,
    search=3.28,
    named=0.50,
    names_missing=-1.82,
    figures_missing=-1.16,
    unknown=-3.68,
    denied=-0.37,
    length=2.50,
    syllables=0.30,
    syllable_pairs=1.77,
    syllable_surface=-0.66,
    lead=3.87,
    missing=-0.79,
    pairs=0.82,
    unread=3.93,
)
BIAS_ABROAD = -9.33
THRESHOLD = -1.1
"""The log-odds below which a question is refused: low, as a near miss that shows its words costs a student
less than no answer does."""
