"""Where dates and numbers stand in English and Vietnamese prose, each with what it comes to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from studyhall.domain.amounts import Amount, amount

_MONTH = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
)
_YEAR = r"(?:1\d{3}|20\d{2})"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_VIETNAMESE_MONTH = r"(?:1[0-2]|[1-9]|giêng|hai|ba|tư|năm|sáu|bảy|tám|chín|mười một|mười hai|mười|chạp)"
_DATE = re.compile(
    rf"""(?<![\w/])(?<![\d][.,])(?:
        {_DAY}\ (?:of\ )?(?:{_MONTH})\b\.?(?:,?\ {_YEAR})?
      | (?:{_MONTH})\b\.?\ {_DAY}(?:,?\ {_YEAR})?
      | (?:{_MONTH})\b\.?,?\ (?:of\ )?{_YEAR}
      | (?:[Nn]gày\ )?(?:mùng\ |mồng\ )?\d{{1,2}}\ tháng\ {_VIETNAMESE_MONTH}(?:,?\ năm\ {_YEAR})?
      | [Tt]háng\ {_VIETNAMESE_MONTH}(?:\ năm\ |/){_YEAR}
      | (?:[Nn]gày\ )?\d{{1,2}}/\d{{1,2}}/{_YEAR}
      | [Nn]ăm\ {_YEAR}
      | {_YEAR}
    )(?![\w/–-]|[.,]\d)""",
    re.VERBOSE,
)
# A number of four digits is a year where something says so.
_BEFORE_YEAR = re.compile(
    r"(?i)(?:\b(?:in|since|by|until|till|from|of|to|before|after|during|and|or|between|early|late|mid|year|"
    r"circa|spring|summer|autumn|fall|winter|sang|đến|tới|từ|trước|sau|và)\s|[(,]\s?|\bmid-)$"
)
# "27 to 29 February": what stands last is the end of a stretch, and no date by itself.
_STRETCH = re.compile(
    rf"(?:(?<!\d)\d{{1,2}}(?:st|nd|rd|th)?|\b(?:{_MONTH})|tháng \w+|năm \d{{4}}|(?<![\w/])\d{{4}})"
    r"(?:,| (?:to|and|or|until|till|đến|tới|và|hay|hoặc|rạng sáng|rạng))"
    r"(?: (?:early|late|ngày|tháng|năm|đầu|cuối))?\s$|[–-]\s?$"
)
_STRETCHES_ON = re.compile(
    rf" ?[–-]| (?:to|until|till|through|đến|tới|rạng sáng)(?: (?:early|late|ngày|tháng|năm|đầu|cuối))* "
    rf"(?:\d|{_MONTH})"
)
_YEARS_ON = re.compile(rf"(?:,? (?:and|or|và|hoặc)|,) (?:năm )?{_YEAR}\b(?!,\d)")
_POWER = "hundred|thousand|million|billion|trăm|nghìn|ngàn|triệu|tỷ|tỉ"
_WORDED = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    "eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
)
_NUMBER = re.compile(
    rf"(?<![\w–/$£€#-])(?<!\d[.,])(?<![A-Z]\.)(?:\d{{1,3}}(?:[.,]\d{{3}})+(?![\d])|\d+(?:[.,]\d{{1,2}})?)(?: "
    rf"(?:{_POWER}))?"
    rf"(?!\w|[–/-]|[.,:]\d)|\b(?:{_WORDED})\b(?![-–]| (?:of|and|or|hundred|thousand|million|billion)\b)"
)
# What numbers something rather than counts it: "resolution 822", "chương 3".
_LABELLED = re.compile(
    r"(?i)\b(?:resolutions?|articles?|chapters?|nos?\.?|numbers?|pages?|section|line|route|flight|regiment|"
    r"division|volume|part|layers?|level|grade|tier|version|unit|channel|war|model|chapter|highway|world|"
    r"top|act|phase|stage|type|class|group|year|age|aged|nghị quyết|điều|chương|số|trang|"
    r"quyển|trung đoàn|sư đoàn|khoản|đoạn|lần thứ|thứ|ngày|tháng|năm|mục|loại|giờ|phút|quận|khóa|tầng|lớp|"
    r"cấp|thế hệ|hạng|phiên bản|vị trí|đệ)"
    r"(?: \d[\d,. ]*(?:,|and|và))* $"
)
_NAME_BEFORE = re.compile(r"(?<=[\w,] )[A-ZÀ-ÞĐ][a-zà-ỹ]+ $")
_RANGE = re.compile(
    r"\d(?:[\d.,]*\d)?(?: \w+)? (?:to|and|or|đến|tới|và|hoặc) (?:about |some |around |khoảng |gần )?$"
)
_RANGE_ON = re.compile(r" (?:to|or|đến|tới|hoặc) (?:about |some |around |khoảng )?\d")
_COUNTED = re.compile(
    r"\s?%|\s(?!(?:and|or|to|in|on|at|by|for|from|of|with|as|is|are|was|were|had|has|have|but|than|when|"
    r"until|into|và|hoặc|hay|đến|tới|rạng|ở|tại|trong|của|là|vào|với|do|bởi|tháng|năm|giờ|phút|thì|"
    r"còn)\b)[^\W\d_]"
)


class Mention(NamedTuple):
    """`text[start:end]`, a date or a number, with what it comes to."""

    start: int
    end: int
    text: str
    amount: Amount

    @property
    def day(self) -> tuple[int, int, int]:
        """The date that it is, with 0 for what is not told."""
        return self.amount.day or (0, 0, 0)

    @property
    def number(self) -> Decimal:
        """The number that it is; of a date, 0."""
        return self.amount.number or Decimal(0)


@lru_cache(maxsize=8192)
def dates(text: str) -> tuple[Mention, ...]:
    """The dates of a text, as exact as they are told; neither part of a stretch like "27–29 February" is one.

    A year alone is one where the words before it say that it is.
    """
    return tuple(_dates(text))


def _dates(text: str) -> Iterator[Mention]:
    for match in _DATE.finditer(text):
        before, words = text[: match.start()], match.group()
        told = amount(words)
        if told is None or told.day is None:
            continue
        if _STRETCH.search(before) or _STRETCHES_ON.match(text, match.end()):
            continue
        if words[-4:].isdecimal() and _YEARS_ON.match(text, match.end()):
            continue
        if not words.isdecimal() or _BEFORE_YEAR.search(before):
            yield Mention(match.start(), match.end(), words, told)


@lru_cache(maxsize=8192)
def counts(text: str) -> tuple[Mention, ...]:
    """The numbers of a text that count something named after them: "25,000 people", "14 per cent", "3 triệu".

    No dates, no numbers of resolutions, chapters and the like.
    """
    return tuple(_counts(text))


def _counts(text: str) -> Iterator[Mention]:
    dated = [match.span() for match in _DATE.finditer(text)]
    for match in _NUMBER.finditer(text):
        start, end = match.span()
        told = amount(match.group())
        year = match.group().isdecimal() and len(match.group()) == 4
        if told is None or (told.number is None and not year) or any(a < end and start < b for a, b in dated):
            continue
        counted = _COUNTED.match(text, end)
        ranged = _RANGE.search(text[:start]) or _RANGE_ON.match(text, end)
        if counted and not ranged and not _is_label(text[:start]) and not _STRETCH.search(text[:start]):
            yield Mention(start, end, match.group(), told)


def _is_label(before: str) -> bool:
    """Whether a number after these words is part of a name: "resolution 822", "Level 3"."""
    return bool(_LABELLED.search(before) or _NAME_BEFORE.search(before))
