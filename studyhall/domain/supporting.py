"""Whether words of a source support a short text: its dates, numbers, names and most words stand there."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from studyhall.domain.amounts import Amount, amount, counted
from studyhall.domain.figures import figures
from studyhall.domain.mentions import Mention, counts, dates
from studyhall.domain.naming import unknown_names
from studyhall.domain.sameness import covers, marked, spelled, stands, strays
from studyhall.domain.tokens import clash, fold, term, words

LEAST_SHARE = 0.5
"""Of the words of an answer so many must stand in its evidence: what has fewer says something of its own."""
_SHORT = 4
"""Of so few words each counts, with its diacritics."""
_NEAR = 3
"""So many words before a number may bound it, and so many after it may tell what it counts."""
_EMPTY = frozenset(
    "the a an of and to in on at by for from with as is are was were be been it its that this which who whom "
    "whose or not no but than then into about over under after before between during their his her they he "
    "she had has have did do does when where what how many much there all more most some other such va cua "
    "la cac nhung trong o tai cho voi tu den khi mot hai bi duoc da se dang nay do vao ra theo ve nhu vi thi "
    "ma cung con nguoi ngay thang nam".split()
)


def supports(quote: str, said: str, *, abroad: bool = False, around: Sequence[str] = ()) -> bool:
    """Whether a quotation supports what is said.

    `abroad` when the two are in different languages: then dates, numbers and names are all that is compared.
    `around` may have names and numbers too, such as the title of what is quoted.
    """
    if stands(said, quote) and not _has_sign(said):
        return True
    known = "\n".join((quote, *around))
    if len(said.split()) <= _SHORT and strays(said, known):
        return False
    return (
        _dates_stand(quote, said, around)
        and _numbers_stand(quote, said, known)
        and _names_stand(said, known)
        and (abroad or _is_figure(said) or share(said, known) >= LEAST_SHARE)
    )


def share(said: str, quote: str) -> float:
    """The share of the words of `said` that stand in a quotation, but for empty ones; 1 of none."""
    wanted, there = _content(said), _content(quote)
    return len(wanted & there) / len(wanted) if wanted else 1.0


@lru_cache(maxsize=8192)
def _content(text: str) -> frozenset[str]:
    return frozenset(term(word.text) for word in words(text) if is_content(word.text))


def is_content(word: str) -> bool:
    """Whether a word carries more than grammar."""
    return fold(word) not in _EMPTY


def _is_figure(said: str) -> bool:
    return amount(said) is not None


def _dates_stand(quote: str, said: str, around: Sequence[str]) -> bool:
    own = amount(said)
    told = [own] if own and own.day else [found.amount for found in dates(said)]
    there = [found.amount for text in (quote, *around) for found in dates(text)]
    return all(
        stands(said, quote) or any(covers(date, known) for known in there)
        for date in told
        if date is not None
    )


def _numbers_stand(quote: str, said: str, known: str) -> bool:
    own = amount(said)
    if own is None or own.number is None:
        return figures(said) <= figures(known)
    return (stands(said, quote) and not _has_sign(said)) or any(
        _counts_the_same(said, own, found, quote) for found in counts(quote)
    )


def _has_sign(said: str) -> bool:
    """Whether it is a number with a sign, which is no word: "30" may stand where "30 %" does not."""
    own = amount(said)
    return own is not None and bool(own.unit) and not own.unit.replace(" ", "").isalpha()


def _counts_the_same(said: str, own: Amount, found: Mention, quote: str) -> bool:
    """Whether a number of a quotation is this one, of the same things, and bounded in the same way."""
    if own.number != found.amount.number:
        return False
    before, after = quote[: found.start].split()[-_NEAR:], quote[found.end :].split()[:_NEAR]
    if clash(marked(said), marked(" ".join(after))):
        return False
    bounded = (amount(" ".join((*before[-led:], found.text))) for led in range(1, len(before) + 1))
    bounds = {one.bound for one in bounded if one}
    things = {*map(counted, after), *(counted(" ".join(after[:count])) for count in range(1, len(after) + 1))}
    return (not own.unit or own.unit in things) and (not own.bound or own.bound in bounds)


def _names_stand(said: str, known: str) -> bool:
    """Whether every name in what is said stands there in some form, the first word too of a name alone."""
    written = said.split()
    named = len(written) <= 4 and all(word[0].isupper() for word in written)
    unknown = unknown_names(f"- {said}" if named else said, known)
    return not unknown or (named and spelled(said, known))
