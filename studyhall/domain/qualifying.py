"""What an answer puts around a date or number that the accepted one has not: "about", and what is counted."""

from __future__ import annotations

import re

from studyhall.domain.amounts import Amount, amount, counted
from studyhall.domain.numerals import numeral
from studyhall.domain.tokens import fold, term, words

_LOOSE = tuple(
    re.compile(rf"(?<!\w)(?:{listed})(?!\w)")
    for listed in (
        "about|around|some|approximately|roughly|circa|ca|khoang|chung|xap xi|uoc chung",
        "nearly|almost|close to|just under|gan|suyt",
        "since|tu",
        "by|until|till|den|toi",
    )
)
"""Words, folded, that make an amount inexact or a date a bound; those of one line mean the same."""
_REACH = 3
_TELLS = re.compile(r"\W*[\d$€£]")


def qualifies(given: str, accepted: str, prompt: str = "", source: str = "") -> bool:
    """Whether an answer makes an amount looser than an accepted answer has it, or counts what that does not.

    What the source has so too is nothing new, nor is to count what the question asks for.
    """
    loose = [form for form in _LOOSE if _loosens(form, given)]
    if any(not (_loosens(form, accepted) or _loosens(form, source)) for form in loose):
        return True
    told, meant = amount(given), amount(accepted)
    if not told or not meant or meant.unit or not told.unit or told.number is None or meant.number is None:
        return False
    if told.number != meant.number:
        return False
    asked = {form for word in words(prompt) for form in (term(word.text), counted(word.text))}
    return not set(told.unit.split()) <= asked and not _counts(source, told)


def _loosens(form: re.Pattern[str], text: str) -> bool:
    """Whether a text has such a word right before a date or number."""
    level = fold(text)
    return any(_begins_amount(level[found.end() :]) for found in form.finditer(level))


def _begins_amount(rest: str) -> bool:
    if _TELLS.match(rest):
        return True
    first = [word.text for word in words(rest)[:_REACH]]
    return numeral(first, bare=True) is not None or any(
        amount(" ".join(first[:size])) is not None for size in range(1, len(first) + 1)
    )


def _counts(source: str, told: Amount) -> bool:
    """Whether a source has a number and, within a few words of it, what it counts."""
    listed = words(source)
    for at in range(len(listed)):
        for size in (1, 2, 3):
            span = source[listed[at].start : listed[min(at + size, len(listed)) - 1].end]
            found = amount(span)
            if found and found.number == told.number:
                following = source[listed[at].start : listed[min(at + size + _REACH, len(listed)) - 1].end]
                near = {form for w in words(following) for form in (term(w.text), counted(w.text))}
                if set(told.unit.split()) <= near | set("%$€£°") & set(following):
                    return True
    return False
