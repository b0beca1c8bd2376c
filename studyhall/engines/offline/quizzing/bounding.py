"""Bounds that a source tells instead of a date or a number: "by 1730", "at least 500", "khoảng 200"."""

from __future__ import annotations

import re

_FILLING = (
    r"(?: (?:the|early|late|mid|end|beginning|spring|summer|autumn|winter|of|about|khoảng|đầu|cuối|mùa|xuân|"
    r"hè|hạ|thu|đông|ngày|tháng|năm))* $"
)
_BOUND = re.compile(
    r"\b(?:after|before|until|till|since|by|from|following|between|through|more than|less than|fewer than|"
    r"over|under|above|below|at least|at most|up to|as many as|nearly|almost|sau|trước|đến|tới|từ|kể từ|hơn|"
    rf"trên|dưới|ít nhất|nhiều nhất|tối đa|tối thiểu|gần|qua|không quá|giữa){_FILLING}",
    re.IGNORECASE,
)
_ABOUT_DAY = re.compile(
    r"\b(?:about|around|circa|roughly|approximately|khoảng|chừng|vào quãng)"
    r"(?: (?:ngày|tháng|năm|the|year))* $",
    re.IGNORECASE,
)
_OR_MORE = re.compile(
    r"\s?(?:%|[^\W\d_]+)?(?: [^\W\d_]+){0,2},? "
    r"(?:or (?:so|more|fewer|less)|at (?:least|most)|trở (?:lên|xuống))\b"
)
_SAID = re.compile(
    r"\b(?P<said>at least|at most|more than|less than|fewer than|over|under|up to|as many as|nearly|almost|"
    r"about|around|some|approximately|roughly|an estimated)(?: (?:about|some))? $",
    re.IGNORECASE,
)
_MANY = re.compile(r"\b(?:How many|What percentage)\b")
_CALLED = {"some": "about", "around": "about", "an estimated": "about", "roughly": "about"}


def is_bound(before: str) -> bool:
    """Whether what follows these words is only a bound: "after May 1994", "more than 200"."""
    return bool(_BOUND.search(before))


def is_loose_day(clause: str, start: int) -> bool:
    """Whether the date at `start` is not that of the event: it was before, after, or about then."""
    before = clause[:start]
    return is_bound(before) or bool(_ABOUT_DAY.search(before))


def is_loose(clause: str, start: int, end: int, *, dated: bool) -> bool:
    """Whether a date is not the event's own, or a number is a bound by what follows: "500 men or more"."""
    return is_loose_day(clause, start) if dated else bool(_OR_MORE.match(clause, end))


def bounded(question: str, clause: str, start: int) -> str:
    """An English question for the number at `start`, with the bound that its clause tells."""
    said = _SAID.search(clause[:start])
    if said is None or not _MANY.match(question):
        return question
    bound = said["said"].casefold()
    bound = _CALLED.get(bound, bound)
    return f"{bound[0].upper()}{bound[1:]} {question[0].lower()}{question[1:]}"
