"""Whether two words are one that was mistyped: letters swapped, doubled, left out, a vowel for a vowel."""

from __future__ import annotations

from functools import lru_cache

from studyhall.domain.figures import POWERS, UNITS
from studyhall.domain.tokens import fold

ONE, ANY_LETTER, TWO = 6, 8, 10
"""Letters from which on a word may have one slip, one that leaves out any letter, and two."""
_NUMBERS = frozenset(map(fold, (*POWERS, *UNITS)))
_VOWELS = frozenset("aeiouy")
_TOO_MUCH = 9
# Beginnings that turn a word into another one, a slip apart from each other.
_OPPOSED = (
    ("pre", "pro"),
    ("pre", "per"),
    ("per", "pro"),
    ("hyper", "hypo"),
    ("inter", "intra"),
    ("sub", "sup"),
)


@lru_cache(maxsize=65_536)
def is_slip(one: str, other: str) -> bool:
    """Whether two different words, folded, are likely to be one and the same; it does not matter which.

    Of a shorter word only a vowel, or one of two letters that are the same, is left out.

    A consonant for another one makes another word too often ("revolution", "resolution"), and so does what
    happens to the first two letters or to the last vowel ("nitrate", "nitrite"). Words for numbers have none.
    """
    shorter = min(len(one), len(other))
    if shorter < ONE or not (one.isalpha() and other.isalpha()) or {one, other} & _NUMBERS:
        return False
    if one[:2] != other[:2] or one[-1] != other[-1] or _opposed(one, other) or _opposed(other, one):
        return False
    longer, least = (one, other) if len(one) >= len(other) else (other, one)
    return 0 < _slips(longer, least, any_letter=shorter >= ANY_LETTER) <= (2 if shorter >= TWO else 1)


def _opposed(one: str, other: str) -> bool:
    return any(one.startswith(a) and other.startswith(b) for a, b in _OPPOSED)


def _slips(longer: str, least: str, *, any_letter: bool) -> int:
    """The fewest slips that make one of the other: Damerau and Levenshtein's distance, of the kinds allowed.

    Letters are only left out of one of the two, or one more and one less would change a letter at will.
    """
    if len(longer) - len(least) > 2:
        return _TOO_MUCH
    rows = [list(range(0, _TOO_MUCH * (len(least) + 1), _TOO_MUCH))]
    for i, letter in enumerate(longer, 1):
        row = [_TOO_MUCH if len(longer) == len(least) else i]
        for j, there in enumerate(least, 1):
            doubled = letter in (longer[i - 2 : i - 1], longer[i : i + 1])
            may = any_letter or doubled or letter in _VOWELS
            out = 1 if len(longer) > len(least) and may else _TOO_MUCH
            cost = min(rows[i - 1][j - 1] + _change(letter, there, len(longer) - i), rows[i - 1][j] + out)
            if i > 1 and j > 1 and (letter, longer[i - 2]) == (least[j - 2], there):
                cost = min(cost, rows[i - 2][j - 2] + (letter != there))
            row.append(cost)
        rows.append(row)
    return rows[-1][-1]


def _change(letter: str, there: str, after: int) -> int:
    if letter == there:
        return 0
    return 1 if {letter, there} <= _VOWELS and after > 2 else _TOO_MUCH
