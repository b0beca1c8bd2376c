"""Numbers told in words, in English and Vietnamese: "two hundred thousand", "hai mươi lăm triệu"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from studyhall.domain.figures import POWERS, UNITS, value_of
from studyhall.domain.tokens import fold

_SMALL = {word: value for word, value in UNITS.items() if word not in ("a", "an", "mười")} | {
    "zero": 0, "mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5, "bẩy": 7, "mười": 10,
}  # fmt: skip
_JOINING = frozenset("and linh lẻ".split())
_TIMES_TEN = frozenset({"mươi", "muoi"})
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_TABLES = (_SMALL, POWERS | {"vạn": 10_000})
# Without diacritics only words that do not say something else more often: "nam" is a year and the south.
_BARE = tuple(
    {fold(word): value for word, value in table.items() if fold(word) not in ("nam", "tu", "sau")}
    for table in _TABLES
)


class _Group(NamedTuple):
    """What is read of a number below a thousand, and the part that "hundred" or "mươi" may still multiply."""

    sum: Decimal
    last: Decimal | None = None

    @property
    def value(self) -> Decimal | None:
        return self.sum + (self.last or 0) if self.sum or self.last is not None else None


def numeral(words: Sequence[str], *, bare: bool = False) -> tuple[Decimal, int] | None:
    """The number that the first of `words` (lower-case) tell, and how many of them tell it, if any.

    Figures may stand in it: "30 thousand", "2 triệu 300 nghìn". `bare` reads Vietnamese without diacritics.
    """
    small, powers = _BARE if bare else _TABLES
    total, group, least, taken = Decimal(0), _Group(Decimal(0)), Decimal(10) ** 30, 0
    for at, word in enumerate(words):
        if taken == at > 0 and _joins(words, at):
            continue
        if word in powers and powers[word] > 100:
            power = Decimal(powers[word])
            alone = group.value is None and (taken or word not in POWERS)
            if power >= least or alone:
                break
            total, group, least = total + (group.value or 1) * power, _Group(Decimal(0)), power
        else:
            further = _read(word, group, small, powers)
            if further is None or (further.value or 0) >= least:
                break
            group = further
        taken = at + 1
    return (total + (group.value or 0), taken) if taken else None


def _joins(words: Sequence[str], at: int) -> bool:
    """Whether a word leads on within a number: "two hundred and five", not "5 million and 30"."""
    return words[at] in _JOINING and not "".join(words[at + 1 : at + 2])[:1].isdigit()


def _read(word: str, group: _Group, small: dict[str, int], powers: dict[str, int]) -> _Group | None:
    """The group with one word more; None where the word does not go on with it."""
    if powers.get(word) == 100:
        return None if group.sum else _Group((group.last if group.last is not None else Decimal(1)) * 100)
    if word in _TIMES_TEN:
        return None if not group.last or group.last > 9 else _Group(group.sum + group.last * 10)
    if _DIGITS.fullmatch(word):
        return None if group.value is not None else _Group(group.sum, value_of(word))
    value = small.get(word)
    if value is None or (group.last is not None) or (value > 9 and group.sum % 100):
        return None
    if value >= 20 or value == 10:
        return _Group(group.sum + value)
    return _Group(group.sum, Decimal(value))
