"""How dates, numbers and names are written in the form of others, and in which other forms they may be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from studyhall.domain.figures import POWERS
from studyhall.domain.sameness import spellings
from studyhall.engines.offline.quizzing.names import Gazetteer
from studyhall.engines.offline.quizzing.targets import Asked, Day, Target

MONTHS = "January February March April May June July August September October November December".split()
WORDED = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split()
)
_YEARS = range(1000, 2101)


def written_date(like: str, day: Day) -> str:
    """A date in the form of another that is told as exactly."""
    year, month, date = day
    parts: list[str] = []
    numbers = iter(((date, month, year) if date else (month, year)) if month else (year,))
    worded = re.sub(r"(?<=tháng )[^\W\d]+(?: một| hai)?(?= năm )", str(month), like)
    for piece in re.findall(r"\d+|[^\W\d_]+|[\W_]+", worded):
        if piece.isdecimal() and len(piece) == 4:
            parts.append(str(year))
        elif piece.isdecimal():
            parts.append(str(next(numbers, 0)))
        elif piece in MONTHS or piece in _SHORT:
            parts.append(MONTHS[month - 1] if piece in MONTHS and piece != "May" else _month(like, month))
            numbers = iter((date, year))
        elif piece in ("st", "nd", "rd", "th"):
            parts.append({1: "st", 2: "nd", 3: "rd"}.get(date % 10 if date not in (11, 12, 13) else 0, "th"))
        else:
            parts.append(piece)
    return "".join(parts)


_SHORT = {name[:3] for name in MONTHS} | {"Sept"}


def _month(like: str, month: int) -> str:
    return MONTHS[month - 1] if any(name in like for name in MONTHS) else MONTHS[month - 1][:3]


def written_number(like: str, number: Decimal, language: str) -> str:
    """A number in the form of another: in words, with separators, of millions; empty where it has none."""
    digits, _, power = like.partition(" ")
    if like.casefold() in WORDED:
        return WORDED[int(number)] if number == int(number) and 2 <= number < len(WORDED) else ""
    if not digits[0].isdigit():
        return ""
    scaled = number / POWERS.get(power.casefold(), 1)
    if digits.isdecimal() and len(digits) > 3 and scaled == int(scaled) and int(scaled) not in _YEARS:
        return f"{int(scaled)} {power}".rstrip()
    fraction = re.search(r"[.,](\d{1,2})$", digits)
    told = f"{scaled:.{len(fraction[1])}f}" if fraction else _grouped(scaled, language)
    told = told.replace(".", fraction[0][0]) if fraction else told
    return f"{told} {power}".rstrip()


def _grouped(number: Decimal, language: str) -> str:
    """A whole number with its thousands apart: without, one of four digits reads as a year."""
    if number != int(number):
        return ""
    return f"{int(number):,}".replace(",", "." if language == "vi" else ",")


def other_forms(target: Target, language: str, gazetteer: Gazetteer) -> tuple[str, ...]:
    """Other ways to write what is asked for, none of them twice."""
    forms = {
        Asked.DATE: _date_forms(target.day, language),
        Asked.NUMBER: _number_forms(target, language),
        Asked.PERSON: _person_forms(target.text, gazetteer),
        Asked.PLACE: iter(spellings(target.text)),
        Asked.NAME: iter(spellings(target.text)),
        Asked.TERM: iter(()),
        Asked.PHRASE: iter(()),
    }[target.asked]
    return tuple(form for form in dict.fromkeys(forms) if form not in (target.text, target.answer))


def _date_forms(day: Day, language: str) -> Iterator[str]:
    year, month, date = day
    if not month:
        yield str(year)
        return
    name, tail = MONTHS[month - 1], f" {year}" if year else ""
    slash = f"/{year}" if year else ""
    if language == "vi":
        yield f"{f'ngày {date} ' if date else ''}tháng {month}{f' năm {year}' if year else ''}"
    if not date:
        yield f"{month}{slash}"
        if language != "vi":
            yield from (f"{name}{tail}", f"{name[:3]}{tail}")
        return
    yield f"{date}/{month}{slash}"
    if language == "vi":
        yield f"{date}-{month}-{year}"
    else:
        comma = f", {year}" if year else ""
        yield from (
            f"{date} {name}{tail}",
            f"{name} {date}{comma}",
            f"{date} {name[:3]}{tail}",
            f"{name[:3]} {date}{comma}",
        )


def _number_forms(target: Target, language: str) -> Iterator[str]:
    number = target.amount.number
    if number is None or number != int(number):
        return
    yield str(int(number))
    if number < len(WORDED) and language == "en":
        yield WORDED[int(number)]
    yield _grouped(number, language)


def _person_forms(name: str, gazetteer: Gazetteer) -> Iterator[str]:
    """The other spellings, and the last name where only one person here has it."""
    yield from spellings(name)
    last = name.rsplit(maxsplit=1)[-1]
    if sum(other.split()[-1] == last for other in gazetteer.people) == 1 and len(last) > 3:
        yield last
