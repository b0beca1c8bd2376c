"""Dates as they are written in English and Vietnamese: "12 May 1994", "ngày 12 tháng 5 năm 1994"."""

from __future__ import annotations

import re
from datetime import date

Day = tuple[int, int, int]
"""Year, month, day; 0 for what is not told. A year before Christ is negative."""

_MONTHS = "january february march april may june july august september october november december".split()
_MONTH_NUMBERS = {name: n for n, name in enumerate(_MONTHS, 1)} | {
    name[:3]: n for n, name in enumerate(_MONTHS, 1)
}
_MONTH_NUMBERS["sept"] = 9
_WORDED = {"gieng": 1, "hai": 2, "ba": 3, "tu": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9,
           "muoi": 10, "muoi mot": 11, "muoi hai": 12, "chap": 12}  # fmt: skip
_NAMED = "|".join(sorted(_MONTH_NUMBERS, key=len, reverse=True))
_VIETNAMESE_MONTH = rf"(?P<m>\d{{1,2}}|{'|'.join(sorted(_WORDED, key=len, reverse=True))})"
_LEAD = r"(?:(?:on|in|by|since|the|vao|hom|mung|mong|year|nam|around|about|circa|c\.|khoang)\s+)*"
_DATES = tuple(
    re.compile(rf"{_LEAD}{form}(?!\w)(?![.,]\d)", re.ASCII)
    for form in (
        r"(?P<y>1\d{3}|20\d{2})",
        rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<m>{_NAMED})\.?,?(?: (?P<y>\d{{4}}))?",
        rf"(?P<m>{_NAMED})\.? (?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<y>\d{{4}}))?",
        rf"(?P<m>{_NAMED})\.?,? (?:of )?(?P<y>\d{{4}})",
        r"(?P<d>\d{1,2})[./-](?P<m>\d{1,2})[./-](?P<y>\d{4})",
        r"(?P<y>\d{4})-(?P<m>\d{2})(?:-(?P<d>\d{2}))?",
        r"(?P<m>\d{1,2})/(?P<y>\d{4})",
        rf"(?:(?:ngay )?(?P<d>\d{{1,2}})(?:,? thang |[/-]))?(?:thang )?{_VIETNAMESE_MONTH}"
        r"(?:(?:,? nam |[ ,/-]+)(?P<y>\d{4}))",
        rf"(?:ngay )?(?P<d>\d{{1,2}}) thang {_VIETNAMESE_MONTH}",
        r"ngay (?:mung |mong )?(?P<d>\d{1,2})/(?P<m>\d{1,2})",
        # After a number "năm" counts years: "5 năm 300".
        r"(?<!\d )(?:nam|year) (?P<y>\d{2,3})(?! tuoi)",
    )
)
_BEFORE_CHRIST = re.compile(r"\s*(?:b\.?c\.?(?:e\.?)?|tcn|truoc cong nguyen)(?!\w)")
_ERA = re.compile(r"\s*(?:a\.?d\.?|c\.?e\.?|scn|sau cong nguyen)(?!\w)")


def date_at(level: str, at: int) -> tuple[Day, int] | None:
    """The longest date that begins at a place of a folded text, and where it ends.

    A year alone is a date. "12/5/1994" is the twelfth of May, as it is read outside of America.
    """
    best: tuple[Day, int] | None = None
    for form in _DATES:
        told = form.match(level, at)
        if told and (best is None or told.end() > best[1]):
            parts = told.groupdict()
            day = (_int(parts.get("y")), _month(parts.get("m")), _int(parts.get("d")))
            best = (day, told.end()) if _can_be(day) else best
    if best is None:
        return None
    (year, month, day_of_month), end = best
    sign, after = era_at(level, end)
    return (sign * year, month, day_of_month), after


def era_at(level: str, at: int) -> tuple[int, int]:
    """The sign of a year that is followed by what stands at a place of a folded text, and where that ends."""
    if before := _BEFORE_CHRIST.match(level, at):
        return -1, before.end()
    era = _ERA.match(level, at)
    return 1, era.end() if era else at


def _int(digits: str | None) -> int:
    return int(digits) if digits else 0


def _month(told: str | None) -> int:
    if not told:
        return 0
    return int(told) if told.isdecimal() else _MONTH_NUMBERS.get(told, 0) or _WORDED.get(told, 0)


def _can_be(day: tuple[int, int, int]) -> bool:
    year, month, day_of_month = day
    try:
        # A leap year stands for one that is not told.
        date(year or 2000, month or 1, day_of_month or 1)
    except ValueError:
        return False
    return True
