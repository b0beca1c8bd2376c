"""The numbers that a text tells, each as one value however it is written, in English and Vietnamese."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from itertools import chain

LEAST = 100
"""Smaller numbers are written in too many ways, and counted too easily, to be held against a source."""
_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
# Dates with marks between: their day and month are no figures, their year is.
_DATE = re.compile(r"(?<!\d)(?:\d{1,2}[./-])?\d{1,2}[./-](?=(?:1\d|20)\d{2}(?!\d))")
_DIGITS = re.compile(
    r"(?:\d{1,3}(?:[.,\u00a0\u202f]\d{3}(?!\d))+|\d{1,3}(?: \d{3}(?!\d))+|\d+)(?:[.,]\d{1,2}(?!\d))?"
)
_SHORT_END = re.compile(r"(?<!\d)(\d\d)(\d\d)[–/-](\d\d)(?!\d)")
POWERS = {
    "hundred": 100, "trăm": 100,
    "thousand": 1_000, "nghìn": 1_000, "ngàn": 1_000,
    "million": 1_000_000, "triệu": 1_000_000,
    "billion": 1_000_000_000, "tỷ": 1_000_000_000, "tỉ": 1_000_000_000,
}  # fmt: skip
"""What the words for powers of ten come to."""
UNITS = {
    word: number
    for number, names in enumerate(
        "a an one một;two hai;three ba;four bốn;five năm;six sáu;seven bảy;eight tám;nine chín;ten mười;"
        "eleven;twelve;thirteen;fourteen;fifteen;sixteen;seventeen;eighteen;nineteen;twenty".split(";"),
        start=1,
    )
    for word in names.split()
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
"""What the words for small numbers come to."""
_POWER = re.compile(rf"[\s-]+({'|'.join(POWERS)})s?\b", re.IGNORECASE)
_WORDED = re.compile(rf"\b({'|'.join(UNITS)})[\s-]+({'|'.join(POWERS)})s?\b", re.IGNORECASE)


def figures(text: str) -> frozenset[int]:
    """The whole numbers from `LEAST` on, years among them: "25,000", "25.000" and "25 thousand" are one.

    "1988–94" has both years. Of a number with a fraction it is what is before it, unless a power follows:
    "1.2 million".
    """
    plain = _DATE.sub(" ", _UNSEEN.sub("", text))
    ends = (int(century + end) for century, _, end in _SHORT_END.findall(plain))
    return frozenset(value for value in chain(_digits(plain), _worded(plain), ends) if value >= LEAST)


def untold_figures(statement: str, source: str) -> frozenset[int]:
    """The figures of a statement that a source does not have."""
    return figures(statement) - figures(source)


def _digits(text: str) -> list[int]:
    found = []
    for match in _DIGITS.finditer(text):
        power = _POWER.match(text, match.end())
        value = value_of(match.group())
        found.append(int(value * POWERS[power[1].casefold()] if power else value))
    return found


def _worded(text: str) -> list[int]:
    found = (UNITS[number.casefold()] * POWERS[power.casefold()] for number, power in _WORDED.findall(text))
    return list(found)


def value_of(digits: str) -> Decimal:
    """The number that digits write, 0 where they write none.

    What stands before three digits separates thousands, what stands before fewer a fraction.
    """
    whole = re.sub(r"[.,\u00a0\u202f ](?=\d{3}(?!\d))", "", digits)
    try:
        return Decimal(whole.replace(",", "."))
    except InvalidOperation:
        return Decimal(0)
