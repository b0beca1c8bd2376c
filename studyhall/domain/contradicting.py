"""Whether words of a source contradict a statement that is to be false, as far as code can see it.

What the source says nothing of is not false by it: a false statement takes up what a sentence tells, and
denies it, or tells another date, number, name or word in its place.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from difflib import SequenceMatcher
from functools import partial

from studyhall.domain.amounts import Amount
from studyhall.domain.denials import denies
from studyhall.domain.mentions import counts, dates
from studyhall.domain.naming import unknown_names
from studyhall.domain.sameness import covers, plain, stands
from studyhall.domain.sentences import sentences
from studyhall.domain.supporting import LEAST_SHARE, is_content, share

_TURNING = frozenset("before after over under more less first last to from truoc sau tren duoi hon".split())
"""Words of grammar that turn round what is said."""


def contradicts(statement: str, quote: str, *, abroad: bool = False, around: Sequence[str] = ()) -> bool:
    """Whether a statement is false by a quotation: one of its sentences is.

    `abroad` when the two are in different languages: then denials, dates, numbers and names are all that is
    compared. `around` may have names too, such as the title of what is quoted.
    """
    known = "\n".join((quote, *around))
    return any(_contradicts(said, quote, known, abroad=abroad) for said in _told(statement))


def drops_denial(statement: str, quote: str) -> bool:
    """Whether a sentence that a statement rests on denies something, and the statement does not."""
    return any(denies(_nearest(said, quote)) and not denies(said) for said in _told(statement))


def _contradicts(said: str, quote: str, known: str, *, abroad: bool) -> bool:
    if stands(said, quote) or (not abroad and share(said, known) < LEAST_SHARE):
        return False
    told = _nearest(said, quote)
    if denies(said) != denies(told):
        return True
    if abroad:
        # Which sentence it takes up is not told by its words.
        told = quote
    return (
        _tells_other_amount(said, quote, told)
        or _tells_other_name(said, known, told)
        or (not abroad and _tells_other_word(said, told))
    )


def _nearest(said: str, quote: str) -> str:
    """The sentence of a quotation that has most of what is said."""
    return max(_told(quote), key=partial(share, said))


def _told(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)] or [text]


def _tells_other_amount(said: str, quote: str, told: str) -> bool:
    """Whether it has a date, or a number, that the quotation has not, where the sentence has one."""

    def foreign(amounts: Callable[[str], Collection[Amount]]) -> bool:
        there = amounts(quote)
        own = [one for one in amounts(said) if not any(covers(one, other) for other in there)]
        return bool(own and amounts(told))

    return foreign(lambda text: [one.amount for one in dates(text)]) or foreign(
        lambda text: [one.amount for one in counts(text)]
    )


def _tells_other_name(said: str, known: str, told: str) -> bool:
    """Whether it has a name that is nowhere there, and lacks one that the sentence has."""
    # What begins a text may be a name, too.
    return bool(unknown_names(f"- {said}", known) and unknown_names(f"- {told}", said))


def _tells_other_word(said: str, told: str) -> bool:
    """Whether words of the sentence are exchanged for others, or for one another."""
    own, there = plain(said).split(), plain(told).split()
    changes = SequenceMatcher(None, there, own, autojunk=False).get_opcodes()
    return any(
        change == "replace" and any(map(_weighs, there[a:b])) and any(map(_weighs, own[c:d]))
        for change, a, b, c, d in changes
    )


def _weighs(word: str) -> bool:
    return is_content(word) or word in _TURNING
