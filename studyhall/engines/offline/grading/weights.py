"""The coefficients of the small model that grades answers in words, and from where on it is sure.

Made by `bench/fit_grading.py` (which see for the method) on pupils' answers in English to questions on
science and electricity, marked by people as right or not. Only these numbers come from there. The model is
linear, so each number says how much its mark moves the log-odds of an answer's being right.
"""

from __future__ import annotations

import math
from operator import mul
from typing import NamedTuple


class Marks(NamedTuple):
    """What an answer is graded by, or the coefficient of each. Shares are of words of content, in 0..1.

    Of the reference that is likest: `new` is the share of what it says beyond the question that the answer
    has, and `own` the share of what the answer says beyond it that the reference has; `order` is the longest
    common subsequence of all words over the reference's; `undenied` tells that it denies and the answer does
    not, `one_denies` how much is met where only one of them denies; `contrary` is how much is met in order
    where a word's contrary stands, `verdict` that one says yes and the other no, `labels` that it tells
    things apart by letters or numbers; `length` is the logarithm of the answer's length over its own,
    `length_apart` the size of that, `sentences` the logarithm of how many it has.
    Of all references: `met` is the most that is met and not turned into its contrary, `turned` the least that
    is; `told` is the share of the answer that one of them tells, `known` also counts the question;
    `references` is the logarithm of how many there are; where there is only one, `one_new` is `new`, longer
    words counting more, and `one_pairs` the share of its neighbouring words.
    Of the question: `asked` is the logarithm of its length, `which` that it asks which or what.
    `denials` tells that the answer denies more than once. The last three are products.
    """

    met: float
    new: float
    own: float
    order: float
    undenied: float
    one_denies: float
    contrary: float
    turned: float
    verdict: float
    labels: float
    length: float
    length_apart: float
    sentences: float
    told: float
    known: float
    references: float
    one_new: float
    one_pairs: float
    asked: float
    which: float
    denials: float
    labels_asked: float
    apart_references: float
    sentences_asked: float


class Judgement(NamedTuple):
    """Coefficients and bias of the model."""

    coefficients: Marks
    bias: float

    def chance(self, marks: Marks) -> float:
        """How likely an answer with these marks is right, in 0..1."""
        return 1 / (1 + math.exp(-self.bias - math.fsum(map(mul, marks, self.coefficients))))


GRADING = Judgement(
    Marks(
        met=1.44,
        new=1.30,
        own=0.71,
        order=1.38,
        undenied=-0.48,
        one_denies=-0.69,
        contrary=-2.07,
        turned=2.20,
        verdict=-3.85,
        labels=1.49,
        length=0.52,
        length_apart=-0.18,
        sentences=1.15,
        told=1.00,
        known=-0.44,
        references=-0.70,
        one_new=0.21,
        one_pairs=-0.99,
        asked=0.57,
        which=-0.28,
        denials=0.54,
        labels_asked=-0.38,
        apart_references=-0.72,
        sentences_asked=-0.48,
    ),
    -3.22,
)
RIGHT, WRONG = 0.84, 0.165
"""From which chance on an answer is called right, and up to which wrong; a teacher reads the others."""
RIGHT_ABROAD, WRONG_ABROAD = 0.93, 0.07
"""The same for Vietnamese, on which nothing was fitted: chosen, not fitted."""
