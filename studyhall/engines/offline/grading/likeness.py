"""How an answer in words is like the accepted ones, in a few figures: what a grader goes by."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from operator import mul
from typing import NamedTuple

from studyhall.domain.sentences import sentences
from studyhall.engines.offline.grading.weights import Marks
from studyhall.engines.offline.grading.wordings import KIN, Concept, Wording, credit, distinct

_WHICH = frozenset("which what nào gì".split())
_VERDICTS = ({"yes", "no"}, {"có", "không"}, {"đúng", "sai"}, {"true", "false"})


class Beside(NamedTuple):
    """An answer beside one reference: the figures that `Marks` takes from the likest."""

    reference: Wording
    met: float
    turned: float
    new: float
    new_weighted: float
    own: float
    recall: float
    precision: float
    pairs: float
    order: float
    run: float
    opposed: bool
    labels_missing: float
    labels_added: float

    @property
    def likeness(self) -> float:
        """By how much it is the one that the answer means, if any."""
        both = self.recall + self.precision
        harmonic = 2 * self.recall * self.precision / both if both else 0.0
        return (
            harmonic + 0.5 * self.new_weighted + 0.3 * self.pairs - 0.5 * self.turned - 0.3 * self.opposed
            - 0.3 * self.labels_missing - 0.2 * self.labels_added
        )  # fmt: skip


def beside(answer: Wording, reference: Wording, asked: frozenset[str]) -> Beside:
    """An answer beside a reference; `asked` are the terms of the question."""
    mine, its = distinct(answer.concepts), distinct(reference.concepts)
    found = [max((credit(one, other) for other in mine), default=0.0) for one in its]
    had = [max((credit(one, other) for other in its), default=0.0) for one in mine]
    met, turned = _signed(answer, reference)
    new = [i for i, concept in enumerate(its) if concept.term not in asked]
    weights = [_weight(concept) for concept in its]
    recall = _share(weights, found)
    fresh = [value for value, concept in zip(had, mine, strict=True) if concept.term not in asked]
    pairs, my_pairs = set(pairwise(reference.terms)), set(pairwise(answer.terms))
    ours, theirs = [c.term for c in answer.concepts], [c.term for c in reference.concepts]
    my_labels, its_labels = ({c.term for c in w.concepts if c.label} for w in (answer, reference))
    return Beside(
        reference=reference,
        met=met,
        turned=turned,
        new=_mean([found[i] for i in new]) if new else _mean(found),
        new_weighted=_share([weights[i] for i in new], [found[i] for i in new]) if new else recall,
        own=_mean(fresh),
        recall=recall,
        precision=_share([_weight(concept) for concept in mine], had),
        pairs=len(pairs & my_pairs) / len(pairs) if pairs else 0.0,
        order=common(answer.terms, reference.terms) / max(len(reference.terms), 1),
        run=common(ours, theirs) / len(theirs) if theirs else 0.0,
        opposed=_opposed(answer, reference),
        labels_missing=len(its_labels - my_labels) / len(its_labels) if its_labels else 0.0,
        labels_added=min(len(my_labels - its_labels), 2) / 2,
    )


def marks(question: Wording, answer: Wording, compared: Sequence[Beside]) -> Marks:
    """The figures of an answer beside all references, of which there is at least one."""
    asked = frozenset(question.terms)
    best = max(compared, key=lambda one: one.likeness)
    denied, denies = best.reference.denials > 0, answer.denials > 0
    one = float(len(compared) == 1)
    said = {term for other in compared for term in other.reference.terms}
    mine = distinct(answer.concepts)
    others = list({c.term: c for o in compared for c in o.reference.concepts}.values())
    log_asked, log_references = math.log(1 + len(question.terms)), math.log(len(compared))
    labels = float(any(concept.label for concept in best.reference.concepts))
    log_sentences = math.log(max(len(sentences(best.reference.text)), 1))
    length = math.log((1 + len(answer.terms)) / (1 + len(best.reference.terms)))
    return Marks(
        met=max(other.met for other in compared) * (1 - best.turned),
        new=best.new,
        own=best.own,
        order=best.order,
        undenied=float(denied and not denies),
        one_denies=float(denied != denies) * best.recall,
        contrary=max(other.run for other in compared) * best.opposed,
        turned=min(other.turned for other in compared),
        verdict=float({*answer.words[:1], *best.reference.words[:1]} in _VERDICTS),
        labels=labels,
        length=length,
        length_apart=abs(length),
        sentences=log_sentences,
        told=_mean([max(credit(concept, other) for other in others) for concept in mine if others]),
        known=_mean([float(c.term in said or c.term in asked) for c in mine]),
        references=log_references,
        one_new=one * best.new_weighted,
        one_pairs=one * best.pairs,
        asked=log_asked,
        which=float(not _WHICH.isdisjoint(question.words)),
        denials=float(answer.denials > 1),
        labels_asked=labels * log_asked,
        apart_references=abs(length) * log_references,
        sentences_asked=log_sentences * log_asked,
    )


def common(one: Sequence[str], other: Sequence[str]) -> int:
    """The length of the longest common subsequence."""
    before = [0] * (len(other) + 1)
    for term in one:
        row = [0]
        for at, there in enumerate(other):
            row.append(before[at] + 1 if term == there else max(before[at + 1], row[-1]))
        before = row
    return before[-1]


def _signed(answer: Wording, reference: Wording) -> tuple[float, float]:
    """The share of a reference that an answer says, and the share of which it only says the contrary."""
    met = turned = 0
    for concept in reference.concepts:
        same = [c for c in answer.concepts if c.pair == concept.pair]
        same = same or [c for c in answer.concepts if credit(c, concept) >= KIN]
        if any(c.sign == concept.sign for c in same):
            met += 1
        elif same:
            turned += 1
    size = len(reference.concepts) or 1
    return met / size, turned / size


def _opposed(answer: Wording, reference: Wording) -> bool:
    """Whether a word of a reference stands in the answer as its contrary only."""
    for concept in reference.concepts:
        signs = {c.sign for c in answer.concepts if c.pair == concept.pair}
        if concept.paired and signs and concept.sign not in signs:
            return True
    return False


def _weight(concept: Concept) -> float:
    """What a word counts: longer ones tell more."""
    return 1.0 if concept.label else min(len(concept.word), 9) / 5


def _share(weights: Sequence[float], values: Sequence[float]) -> float:
    return sum(map(mul, weights, values)) / sum(weights) if weights else 0.0


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
