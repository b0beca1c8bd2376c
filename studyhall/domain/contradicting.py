"""Whether words of a source contradict a statement, or are turned by it, as far as code can see it.

What the source says nothing of is not false by it: a false statement takes up what a sentence tells, and
denies it, or tells another date, number, name or word in its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from functools import partial

from studyhall.domain.denials import denies, doubts
from studyhall.domain.mentions import Mention, counts, dates
from studyhall.domain.naming import CALENDAR, unknown_names
from studyhall.domain.sameness import covers, marked, plain, stands
from studyhall.domain.sentences import sentences
from studyhall.domain.supporting import LEAST_SHARE, is_content, share
from studyhall.domain.tokens import agree, fold, term

_TURNING = frozenset("before after over under more less first last to from truoc sau tren duoi hon".split())
"""Words of grammar that turn round what is said."""
_QUANTITY = re.compile(
    r"(?i)\b(all|every|each|none|some|few|most|many|half|both|only|always|often|sometimes|if|unless|tất cả|"
    r"mọi|một số|ít|nhiều|hầu hết|cả hai|luôn|đôi khi|nếu|chỉ có)\b"
)
"""Words that say of how many, how often or on which condition something is so."""
_BOUND = re.compile(
    r"\b(before|after|since|until|by|from|over|more than|at least|under|less than|fewer than|at most|up to|"
    r"nearly|almost|about|around|truoc|sau|tu|den|hon|tren|duoi|it nhat|nhieu nhat|gan|khoang)"
    r"(?: (?:the|a|nam|ngay|thang))* ?$"
)


def contradicts(statement: str, quote: str, *, abroad: bool = False, around: Sequence[str] = ()) -> bool:
    """Whether a statement is false by a quotation: one of its sentences is.

    `abroad` when the two are in different languages: then denials, dates, numbers and names are all that is
    compared. `around` may have names too, such as the title of what is quoted.
    """
    known = "\n".join((quote, *around))
    return any(_contradicts(said, quote, known, abroad=abroad) for said in _told(statement))


def turns(statement: str, quote: str, *, abroad: bool = False) -> bool:
    """Whether a statement turns what its words tell where they stand.

    It leaves out a denial, a doubt or a condition, speaks of all where some are meant, bounds a number or a
    date in another way, or has the same words with the names in another order. `abroad` when the two are in
    different languages: then denials and doubts are all that is compared.
    """
    return any(_turns(said, _nearest(said, quote), abroad=abroad) for said in _told(statement))


def _turns(said: str, told: str, *, abroad: bool) -> bool:
    if (denies(told) and not denies(said)) or (doubts(told) and not doubts(said)):
        return True
    if abroad:
        return False
    return (
        _quantities(said) != _quantities(told)
        or _bounds_otherwise(said, told)
        or _exchanges_names(said, told)
    )


def _quantities(text: str) -> set[str]:
    return {found.casefold() for found in _QUANTITY.findall(text)}


def _bounds_otherwise(said: str, told: str) -> bool:
    return any(
        one.amount == other.amount and _bound(said, one) != _bound(told, other)
        for mentions in (dates, counts)
        for one in mentions(said)
        for other in mentions(told)
    )


def _exchanges_names(said: str, told: str) -> bool:
    """Whether it has just the words of a sentence, but its names in another order."""
    if sorted(plain(said).split()) != sorted(plain(told).split()):
        return False
    written = (f"{said} {told}").split()
    small = {plain(word) for word in written if not word[0].isupper()} | CALENDAR
    names = {plain(word) for word in written} - small
    orders = [[word for word in plain(text).split() if word in names] for text in (said, told)]
    return orders[0] != orders[1]


def _contradicts(said: str, quote: str, known: str, *, abroad: bool) -> bool:
    if stands(said, quote) or (not abroad and share(said, known) < LEAST_SHARE):
        return False
    # Which sentence is taken up in another language is not told by its words.
    told = quote if abroad else _nearest(said, quote)
    differs = (
        _tells_other_amount(said, quote, told)
        or _tells_other_name(said, known, told)
        or (not abroad and _tells_other_word(said, told))
    )
    if denies(said) == denies(told):
        return differs
    # It denies just what is told: that something else did not happen may well be true.
    return not differs and not abroad


def _nearest(said: str, quote: str) -> str:
    """The sentence of a quotation that has most of what is said."""
    return max(_told(quote), key=partial(share, said))


def _told(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)] or [text]


def _tells_other_amount(said: str, quote: str, told: str) -> bool:
    """Whether it has a date, or a number, that the quotation has not, in place of one that the sentence has.

    What is bounded in another way ("before 1903", "more than 1,000") may be true beside it.
    """

    def foreign(mentions: Callable[[str], Sequence[Mention]]) -> bool:
        there, own = mentions(quote), mentions(said)
        new = [one for one in own if not any(covers(one.amount, other.amount) for other in there)]
        gone = [one for one in mentions(told) if not any(covers(other.amount, one.amount) for other in own)]
        bounds = {_bound(told, one) for one in gone}
        return any(_bound(said, one) in bounds for one in new)

    return foreign(dates) or foreign(counts)


def _bound(text: str, mention: Mention) -> str:
    """The word before a date or a number that bounds it, folded; empty where none does."""
    found = _BOUND.search(fold(text[: mention.start]))
    return found[1] if found else ""


def _tells_other_name(said: str, known: str, told: str) -> bool:
    """Whether it has a name that is nowhere there, and lacks one that the sentence has."""
    # What begins a text may be a name, too.
    return bool(unknown_names(f"- {said}", known) and unknown_names(f"- {told}", said))


def _tells_other_word(said: str, told: str) -> bool:
    """Whether words of the sentence are exchanged for others, or for one another."""
    there = marked(told)
    # Another form of a word, or one without its diacritics, is that of the sentence.
    own = [next((other for other in there if _is_form(word, other)), word) for word in marked(said)]
    changes = SequenceMatcher(None, there, own, autojunk=False).get_opcodes()
    return any(
        change == "replace" and any(map(_weighs, there[a:b])) and any(map(_weighs, own[c:d]))
        for change, a, b, c, d in changes
    )


def _is_form(word: str, other: str) -> bool:
    return agree(word, other) or term(word) == term(other) != fold(other)


def _weighs(word: str) -> bool:
    if word[0].isdigit() or word in CALENDAR:
        # Dates and numbers are compared by what they come to.
        return False
    return is_content(word) or fold(word) in _TURNING
