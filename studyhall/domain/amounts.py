"""The dates and numbers that a short text tells, in English or Vietnamese, however they are written."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from studyhall.domain.centuries import span_at
from studyhall.domain.dates import Day, date_at, era_at
from studyhall.domain.numerals import numeral
from studyhall.domain.tokens import fold, term

_PARTS = tuple(
    (re.compile(rf"(?<!\w)(?<!and )(?<!and a )(?:{words})\s+(?=(?:{powers})(?!\w))"), part)
    for powers in ("hundred|thousand|million|billion|trăm|nghìn|ngàn|triệu|tỷ|tỉ|nghin|ngan|trieu|ty",)
    for words, part in (
        (r"(?:a |one )?half(?: of)?(?: an?| one)?|(?:một )?nửa|(?:mot )?nua", "0.5 "),
        (r"(?:a |one )?quarter(?: of)?(?: an?| one)?", "0.25 "),
        (r"three[ -]quarters(?: of)?(?: an?| one)?", "0.75 "),
    )
)
_MINUS = re.compile(r"^(?:[-−–]\s+|minus\s+|âm\s+)(?=\d)")
_BOUNDS = tuple(
    (bound, re.compile(rf"(?:{words})\s+", re.IGNORECASE))
    for bound, words in (
        ("", r"about|around|some|nearly|almost|approximately|roughly|circa|khoảng|gần|chừng|xấp xỉ|độ"),
        ("least", r"at least|no less than|no fewer than|not less than|ít nhất"),
        ("most", r"at most|up to|no more than|not more than|không quá|nhiều nhất"),
        ("over", r"over|more than|above|hơn|trên"),
        ("under", r"under|less than|fewer than|below|dưới|chưa đến|ít hơn"),
    )
)
_ENDING_BOUNDS = (
    ("least", re.compile(r"\s+(?:or (?:more|over|above|older)|trở lên)$")),
    ("most", re.compile(r"\s+(?:or (?:less|fewer|under|below|younger)|trở xuống)$")),
)
_GROUPS = re.compile(r"(?<![\d.,])\d{1,3}(?:[\u00a0\u202f ]\d{3})+(?!\d)")
_WORD = re.compile(r"(?:(?<![\w)])[-−])?\d+(?:[.,]\d+)*|[%°$€£¥]|[^\W\d_]+")
_CURRENCY = re.compile(r"(?:us)?([$€£¥])\s*(?=\d)", re.IGNORECASE)
_UNITS = {
    " ".join(map(term, name.split())): names.split(";")[0]
    for names in (
        "%;percent;per cent;percentage;phan tram",
        "km;kilometre;kilometer;kilomet;ki lo met", "m;metre;meter;met",
        "cm;centimetre;centimeter;centimet;xentimet", "kg;kilogram;kilo;kilogam", "g;gram;gam",
        "$;dollar;usd;do la;us dollar", "€;euro", "£;pound", "people;person;nguoi", "year;nam", "month;thang",
        "day;ngay", "hour;gio", "minute;phut", "degree;do;°",
    )
    for name in names.split(";")
}  # fmt: skip
_COMMON = frozenset("a an one một năm ba tư".split())
"""Words for small numbers that say something else as often."""
_MOST_WORDS = 16


class Amount(NamedTuple):
    """A date as (year, month, day) with 0 for what is not told, or a number with what it counts, folded.

    A year before Christ is negative. `bound` is "over" for what is told to be more, "least" where it may be
    just as much; "under" and "most" for less.
    """

    day: Day | None = None
    number: Decimal | None = None
    unit: str = ""
    bound: str = ""


@lru_cache(maxsize=4096)
def amount(text: str) -> Amount | None:
    """The one date or number that the whole of a short text tells; None where it tells something else.

    A year alone is a date. "12/5/1994" is the twelfth of May, as it is read outside of America.
    """
    line = _line(text).strip(" .,;:()")
    level = _level(line)
    told = date_at(level, 0)
    if told and told[1] == len(level):
        return Amount(day=told[0])
    spanned = span_at(level, 0)
    return _span(spanned) if spanned and spanned[2] == len(level) else _number(line, level)


@lru_cache(maxsize=4096)
def amounts(text: str) -> tuple[Amount, ...]:
    """The dates and numbers that are told anywhere in a text, in order.

    A small number in words that may say something else is none.
    """
    line = _line(text)
    level = _level(line)
    found: list[Amount] = []
    at = 0
    while word := _WORD.search(line, at):
        at, told = word.start(), None
        if dated := date_at(level, at):
            told = Amount(day=dated[0]), dated[1]
        elif spanned := span_at(level, at):
            told = _span(spanned), spanned[2]
        told = told or _number_at(line, at, within=True)
        if told:
            found.append(told[0])
        at = max(told[1] if told else 0, word.end())
    return tuple(found)


def same_amount(one: Amount, other: Amount) -> bool:
    """Whether two say the same: the same date, as exactly; the same number, of the same where both tell.

    A year alone may be a number, and a share of one, as 0.25, a percentage. A bound is only the same as one
    of the same meaning.
    """
    if one.day and other.day:
        return one.day == other.day
    if one.number is None or other.number is None:
        day, number = (one.day, other) if one.day else (other.day, one)
        plain = not (number.unit or number.bound)
        return plain and day is not None and not any(day[1:]) and day[0] == number.number
    return (
        _number_of(one, other) == _number_of(other, one)
        and (not (one.unit and other.unit) or one.unit == other.unit)
        and one.bound == other.bound
    )


def _number_of(told: Amount, other: Amount) -> Decimal | None:
    """The number that is told, in hundredths where it is a share beside a percentage."""
    share = told.number is not None and 0 < told.number < 1 and not told.unit and other.unit == "%"
    return told.number * 100 if share and told.number and (other.number or 0) >= 1 else told.number


def counted(word: str) -> str:
    """What a word or sign counts, in the form that `Amount.unit` has."""
    return _unit(word.casefold())


def _line(text: str) -> str:
    squeezed = " ".join(unicodedata.normalize("NFC", text).split()).casefold()
    squeezed = _MINUS.sub("-", squeezed)
    for parts, value in _PARTS:
        squeezed = parts.sub(value, squeezed)
    return _GROUPS.sub(lambda found: re.sub(r"\D", "", found[0]), squeezed)


def _level(line: str) -> str:
    """The folded line, as long as it was."""
    return "".join(bare if len(bare := fold(character)) == 1 else character for character in line)


def _span(told: tuple[int, str, int]) -> Amount:
    return Amount(number=Decimal(told[0]), unit=told[1])


def _number(line: str, level: str) -> Amount | None:
    """The number that a whole line tells, with its bound and what it counts."""
    bound, at, moved = "", 0, True
    while moved:
        moved = False
        for name, words in _BOUNDS:
            if told := words.match(line, at):
                bound, at, moved = name or bound, told.end(), True
    found = _number_at(line, at, within=False)
    if found is None:
        return None
    told_number, end = found
    ending = line[end:].rstrip()
    for name, words in _ENDING_BOUNDS:
        if told := words.search(ending):
            bound, ending = name, ending[: told.start()]
    rest = ending.strip(" -")
    sign, after = era_at(level, end)
    if after == len(level) > end:
        return Amount(day=(sign * int(told_number.number or 0), 0, 0))
    # More than a word or two after a number is a sentence that begins with one.
    if len(rest.split()) > 3 or any(c.isdigit() for c in rest) or _goes_on(rest):
        return None
    return told_number._replace(unit=told_number.unit or _unit(rest), bound=bound)


def _goes_on(rest: str) -> bool:
    """Whether further words of numbers follow: "nineteen ninety-four" is no nineteen of anything."""
    words = [word.group() for word in _WORD.finditer(rest)]
    return bool(words) and words[0] not in _COMMON and numeral(words) is not None


def _number_at(line: str, at: int, *, within: bool) -> tuple[Amount, int] | None:
    """The number that begins at a place, and where it ends; its unit where a sign tells it.

    `within` a sentence, small words that may say something else are no numbers.
    """
    currency = _CURRENCY.match(line, at)
    listed = _running(line, currency.end() if currency else at)
    words = [word.group() for word in listed]
    negative = bool(words) and words[0][0] in "-−"
    if negative:
        words[0] = words[0][1:]
    read = numeral(words)
    if not within:
        read = max(read, numeral(words, bare=True), key=lambda told: told[1] if told else 0)
    if read is None or (within and read[1] == 1 and words[0] in _COMMON):
        return None
    value, taken = read
    end = listed[taken - 1].end()
    return Amount(number=-value if negative else value, unit=currency[1] if currency else ""), end


def _running(line: str, at: int) -> list[re.Match[str]]:
    """The next few words, as far as only spaces or hyphens part them, without an article."""
    found: list[re.Match[str]] = []
    for word in islice(_WORD.finditer(line, at), _MOST_WORDS):
        if found and line[found[-1].end() : word.start()] not in ("", " ", "-"):
            break
        found.append(word)
    return found[1:] if found and found[0].group() in ("a", "an") else found


def _unit(rest: str) -> str:
    # Without its diacritics it has the same stem as when they were typed.
    words = [term(fold(word.group())) for word in _WORD.finditer(rest)] or [rest]
    return _UNITS.get(" ".join(words), " ".join(words))
