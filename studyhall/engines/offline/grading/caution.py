"""What keeps an answer in words from being called right, however many of the right words it has."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from studyhall.domain.amounts import amounts, same_amount
from studyhall.domain.reasons import Because
from studyhall.engines.offline.grading.likeness import Beside, common
from studyhall.engines.offline.grading.opposites import ALTERNATIVES, doubts, turns
from studyhall.engines.offline.grading.wordings import KIN, TERM, Concept, Wording, credit, distinct

_ALTERNATIVES = frozenset("or either hoặc hay".split())
MOST_ADDED = 0.34
"""Words of content that neither a reference nor the question has, as a share of the reference's.

Two are always free, but beside a term none is.
"""
LEAST_OWN = 0.5
"""The share of an answer's words of content that must be the reference's: who lists everything has less."""
LEAST_GRAMMAR = 0.2
"""The share of a longer answer's words that are no words of content: a heap of keywords has none."""
_NOT_ONLY = re.compile(r"\bnot (?:only|just|all|every)\b|không chỉ", re.IGNORECASE)
_POSSESSIVE = re.compile(r"(?:(?<=['’]s)|['’]s)(?!\w)")
_BY = frozenset({"by", "bởi", "bị"})
_CHOICE = re.compile(r"\b(?:or|hay|hoặc)\b", re.IGNORECASE)
_LISTED = re.compile(r",\s*(?:(?:the|an?)\s+)?", re.IGNORECASE)
_STOPS = ".!?:"
_LONG = 5
_FREE_WORDS = 2
_LEAST_NEW, _MOST_TIMES, _FREE = 0.5, 3, 8


def caution(question: Wording, answer: Wording, best: Beside) -> Because | None:
    """Why an answer that is like a reference has to be read by somebody; None where nothing tells so."""
    if _denies(question, answer, best):
        return Because.DENIES
    if _adds(question, answer, best):
        return Because.ADDS
    if _disordered(answer, best):
        return Because.DISORDERED
    return None


def _denies(question: Wording, answer: Wording, best: Beside) -> bool:
    """Whether anything is denied or opened that the reference leaves alone, or the other way round."""
    reference = best.reference
    said = frozenset((*reference.words, *question.words))
    if answer.denials != reference.denials or best.turned or best.opposed:
        return True
    if turns(answer.words, reference.words) or _NOT_ONLY.search(answer.text):
        return True
    if ALTERNATIVES.search(answer.text) and not ALTERNATIVES.search(f"{question.text} {reference.text}"):
        return True
    if any(word not in said and (doubts(word) or word in _ALTERNATIVES) for word in answer.words):
        return True
    return any(
        one.pair == other.pair and one.sign != other.sign
        for one in answer.concepts
        for other in answer.concepts
        if (one.pair, -one.sign) not in {(c.pair, c.sign) for c in reference.concepts}
    )


def _adds(question: Wording, answer: Wording, best: Beside) -> bool:
    """Whether much is said beside the reference, or any label or figure that it has not."""
    mine, its = distinct(answer.concepts), distinct(best.reference.concepts)
    asked = frozenset(question.terms)
    met = [one for one in mine if _has(its, one)]
    added = [one for one in mine if one not in met and one.term not in asked]
    labels = {one.term for one in mine if one.label} - {one.term for one in its if one.label}
    return (
        bool(labels)
        or _renames(question, answer, best.reference)
        or _chooses_another(question, answer, best.reference)
        or len(added) > (max(_FREE_WORDS, MOST_ADDED * len(its)) if len(its) > TERM else 0)
        or len(met) < LEAST_OWN * len(mine)
        or best.new < _LEAST_NEW
        or len(answer.terms) > _MOST_TIMES * len(best.reference.terms) + _FREE
        or not _figures_known(question, answer, best)
    )


def _renames(question: Wording, answer: Wording, reference: Wording) -> bool:
    """Whether one name stands where the reference has another."""
    asked, meant = _names(question), _names(reference)
    its, mine = (frozenset(one.term for one in wording.concepts) for wording in (reference, answer))
    other = ((mine & asked) | _names(answer)) - its
    return bool(other) and bool((meant | (asked & its)) - mine)


def _chooses_another(question: Wording, answer: Wording, reference: Wording) -> bool:
    """Whether the answer has what the question offers beside what is right: "a solid or a gas"."""
    its, mine = (frozenset(one.term for one in wording.concepts) for wording in (reference, answer))
    return any(
        offered & its and (offered & mine) - its
        for offered in (_offered(question, choice) for choice in _CHOICE.finditer(question.text))
    )


def _offered(question: Wording, choice: re.Match[str]) -> frozenset[str]:
    """What a question offers around an "or": what follows it, and what is listed before it."""
    after = [one.term for one in question.concepts if one.start >= choice.end()]
    before = [one for one in question.concepts if one.end <= choice.start()]
    offered = after[:1]
    while before:
        last = before.pop()
        offered.append(last.term)
        if not before or not _LISTED.fullmatch(question.text[before[-1].end : last.start]):
            break
    return frozenset(offered)


def _names(wording: Wording) -> frozenset[str]:
    """The terms that are written with a capital inside a sentence."""
    text = wording.text
    return frozenset(
        one.term
        for one in wording.concepts
        if text[one.start].isupper() and text[: one.start].rstrip()[-1:] not in (*_STOPS, "")
    )


def _has(concepts: Sequence[Concept], one: Concept) -> bool:
    return any(credit(one, other) >= KIN for other in concepts)


def _figures_known(question: Wording, answer: Wording, best: Beside) -> bool:
    known = (*amounts(question.text), *amounts(best.reference.text))
    return all(any(same_amount(told, one) for one in known) for told in amounts(answer.text))


def _disordered(answer: Wording, best: Beside) -> bool:
    """Whether the words of the reference stand in another order, or in a heap without grammar.

    Who is said to do what to whom is in the order.
    """
    theirs = [one.term for one in distinct(best.reference.concepts)]
    mine = [one.term for one in distinct(answer.concepts) if one.term in theirs]
    if common(mine, theirs) < len(mine) or _changes_voice(answer, best.reference):
        return True
    size = len(answer.concepts)
    return size >= _LONG and len(answer.terms) - size < LEAST_GRAMMAR * len(answer.terms)


def _changes_voice(answer: Wording, reference: Wording) -> bool:
    """Whether only one of two says by whom it is done, after words that both have, or whose it is.

    With the same words in the same order, "was defeated by" is the contrary of "defeated".
    """
    mine, its = (frozenset(one.term for one in wording.concepts) for wording in (answer, reference))
    if any(
        _has_by(one, mine & its) and not _BY & set(other.words) for one, other in _pairs(answer, reference)
    ):
        return True
    return any(
        _POSSESSIVE.match(answer.text, one.end) and one.term in its and following.term not in its
        for one, following in pairwise(answer.concepts)
    )


def _pairs(one: Wording, other: Wording) -> tuple[tuple[Wording, Wording], ...]:
    return (one, other), (other, one)


def _has_by(wording: Wording, shared: frozenset[str]) -> bool:
    """Whether "by" follows a word of content that is shared."""
    at = next((at for at, word in enumerate(wording.words) if word in _BY), 0)
    return not shared.isdisjoint(wording.terms[:at])
