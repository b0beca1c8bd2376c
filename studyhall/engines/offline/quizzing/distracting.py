"""Wrong options: of the kind, form and exactness of the right one, from the same sources, never right."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeVar

from studyhall.domain.questions import Difficulty
from studyhall.domain.sameness import same, spelled, stands
from studyhall.domain.shuffling import shuffled
from studyhall.engines.offline.quizzing.alternatives import is_partly_told, others
from studyhall.engines.offline.quizzing.drawing import WRONG, Wanted, some
from studyhall.engines.offline.quizzing.lands import is_continent, is_land
from studyhall.engines.offline.quizzing.names import Sort
from studyhall.engines.offline.quizzing.notations import written_date, written_number
from studyhall.engines.offline.quizzing.phrases import head_of
from studyhall.engines.offline.quizzing.sorts import kind_of_name
from studyhall.engines.offline.quizzing.statements import Statement
from studyhall.engines.offline.quizzing.surroundings import Surroundings
from studyhall.engines.offline.quizzing.targets import Asked, Day, Target

_FACTORS = tuple(map(Decimal, "0.4 0.5 0.6 0.7 0.75 0.8 1.2 1.25 1.3 1.5 1.6 1.75 2 2.5".split()))
_FAR = 5
"""How many times larger or smaller a number of the sources may be and still be plausible."""
_AGE = 60 * 366
"""Days beyond which a date is of another age, and nobody would take it for the right one."""
_EARLIEST, _LATEST = 1000, 2100
"""The years that are read as years wherever they stand."""
_ANY_YEAR = 2001
_UNGROUPED = 999
_MOST = Decimal(10**15)
_PERCENT = re.compile(r"\s?(?:%|per ?cent|phần trăm)")

_Value = TypeVar("_Value", Day, Decimal)


def wrong_answers(  # noqa: PLR0913, PLR0917 - to what, among what, and how they are drawn
    statement: Statement,
    target: Target,
    around: Surroundings,
    seed: int,
    difficulty: Difficulty | None = None,
    least: int = WRONG,
) -> list[str]:
    """Three wrong answers, or at `least` so many; none where there are not.

    Of dates and numbers as many are less than the right one as the seed says: its rank is as likely to be
    any of them. The harder a question is meant to be, the nearer they are.
    """
    wanted = Wanted(statement, target, around, around.near(statement), seed, difficulty)
    found = _FINDERS[target.asked](wanted)
    return found if len(found) >= least else []


def _dates(wanted: Wanted) -> list[str]:
    key = wanted.target.day
    exact = tuple(map(bool, key))
    right = {key, *(mention.day for told in wanted.near for mention in told.dates)}

    def fits(day: Day) -> bool:
        told_so = tuple(map(bool, day)) == exact and (not key[0] or _EARLIEST <= day[0] <= _LATEST)
        return told_so and not any(_meets(day, other) for other in right)

    told = {mention.day for sentence in wanted.around.told for mention in sentence.dates}
    if not key[0]:
        right = {day for day in right if day[1]}
    pool = sorted(filter(fits, told), key=lambda day: (_apart(day, key), day))
    of_its_age = [day for day in pool if _apart(day, key) < _AGE]
    made = [day for day in _made_days(key, wanted.salt) if fits(day)]
    drawn = _ranked(key, [*of_its_age, *made], wanted)
    return [written_date(wanted.target.answer, day) for day in drawn]


def _ranked(key: _Value, pool: Iterable[_Value], wanted: Wanted) -> list[_Value]:
    """Values around the right one, which is as likely to have any rank among them; none if it could not.

    The `pool` tells the most plausible first: from its beginning they are drawn.
    """
    values = list(dict.fromkeys(pool))
    lower = [value for value in values if value < key]
    upper = [value for value in values if value > key]
    if min(len(lower), len(upper)) < WRONG:
        # "two" would be known by being the least.
        return []
    rank = shuffled(WRONG + 1, 0, wanted.salt)[0]
    return some(lower, rank, wanted) + some(upper, WRONG - rank, wanted)


def _meets(one: Day, other: Day) -> bool:
    """Whether two dates can be one, told more or less exactly."""
    return all(a == b or 0 in (a, b) for a, b in zip(one, other, strict=True))


def _apart(one: Day, other: Day) -> int:
    """About how many days lie between two dates."""
    years, months, days = (a - b for a, b in zip(one, other, strict=True))
    return abs(years * 366 + months * 31 + days)


def _made_days(key: Day, salt: str) -> Iterator[Day]:
    """Dates about as far from one another as those that are mixed up: days, months or years."""
    year, month, day = key
    if not year:
        # A day of no year moves as in any that is no leap year.
        yield from ((0, *moved[1:]) for moved in _made_days((_ANY_YEAR, month, day), salt))
        return
    steps = [sign * step for step in (1, 2, 3, 4, 5, 7) for sign in (-1, 1)]
    for index in shuffled(len(steps), 0, salt):
        step = steps[index]
        if day:
            moved = date(year, month, min(day, 28)) + timedelta(days=17 * step)
            yield (moved.year, moved.month, moved.day)
        elif month:
            at = year * 12 + month - 1 + 2 * step
            yield (at // 12, at % 12 + 1, 0)
        else:
            yield (year + step, 0, 0)


def _numbers(wanted: Wanted) -> list[str]:
    target, key = wanted.target, wanted.target.number
    right = {key, *(mention.number for told in wanted.near for mention in told.counts)}
    language = wanted.statement.language
    most = Decimal(100) if _PERCENT.match(wanted.statement.clause, target.end) else _MOST

    def fits(value: Decimal) -> bool:
        if value in right or not 0 < value <= most:
            return False
        told = written_number(target.text, value, language)
        # "3,277" beside 4096 would be known by its comma.
        return bool(told) and (not target.text.isdecimal() or told.isdecimal() or key <= _UNGROUPED)

    def alike(value: Decimal) -> bool:
        return key / _FAR <= value <= key * _FAR and _zeros(value) == _zeros(key)

    told = {mention.number for sentence in wanted.around.told for mention in sentence.counts}
    pool = sorted(filter(alike, told), key=lambda value: (abs(value - key), value))
    drawn = _ranked(key, filter(fits, [*pool, *_made_numbers(key, wanted.salt)]), wanted)
    return [written_number(target.text, value, language) for value in drawn]


def _zeros(value: Decimal) -> int:
    """With how many zeros a whole number ends: what is rounded stands beside what is rounded."""
    digits = str(int(value))
    return min(len(digits) - len(digits.rstrip("0")), 3)


def _made_numbers(key: Decimal, salt: str) -> Iterator[Decimal]:
    """Numbers of the size and the roundness of the right one."""
    unit = Decimal(10) ** _zeros(key) if key == int(key) else Decimal("0.1")
    steps = [Decimal(sign * step) for step in range(1, 6) for sign in (-1, 1)]
    near = (
        [key + step * unit for step in steps] if key <= 20 * unit else [key * factor for factor in _FACTORS]
    )
    for index in shuffled(len(near), 1, salt):
        yield (near[index] / unit).to_integral_value() * unit


def _is_other_place(name: str, right: str) -> bool:
    """Whether two names, where they are of places, are of one kind: neither lies in the other."""
    kinds = kind_of_name(name), kind_of_name(right)
    return (
        is_land(name) == is_land(right) and is_continent(name) == is_continent(right) and len({*kinds}) == 1
    )


def _names(wanted: Wanted) -> list[str]:
    """Other names of the sort, those of the same document first; none that a near sentence has."""
    right = wanted.target.text
    sort = Sort.PERSON if wanted.target.asked is Asked.PERSON else Sort.PLACE
    told = "\n".join(
        (wanted.statement.whole, wanted.statement.passage.title, *(sentence.text for sentence in wanted.near))
    )
    fits = [
        name
        for name in wanted.around.names[sort]
        if _is_other_place(name, right)
        and not (spelled(name, told) or same(name, right))
        and not is_partly_told(name, wanted.statement.whole)
    ]
    drawn = [fits[index] for index in shuffled(len(fits), wanted.seed, wanted.statement.clause)]
    passage = wanted.statement.passage
    own = [told for told in wanted.around.told if told.language == passage.language]
    there = "\n".join(told.text for told in own)
    here = "\n".join(told.text for told in own if told.document_id == passage.document_id)
    return sorted((name for name in drawn if name in there), key=lambda name: name not in here)[:WRONG]


def _phrases(wanted: Wanted) -> list[str]:
    """Other terms that name a thing of the same kind: they have its head, and the same number."""
    right, statement = wanted.target.text.casefold(), wanted.statement
    language = statement.language
    head = head_of(right, language)
    told = "\n".join((statement.passage.text, *(sentence.text for sentence in wanted.near)))
    fits = [
        term
        for term in sorted(wanted.around.every_term(language))
        if head_of(term, language) == head and len(term.split()) > 1 and not spelled(term, told)
        and not (stands(right, term) or stands(term, right))
    ]  # fmt: skip
    found: list[str] = []
    for index in shuffled(len(fits), wanted.seed, statement.clause):
        if not any(stands(fits[index], other) or stands(other, fits[index]) for other in found):
            found.append(fits[index])
    return found[:WRONG]


_FINDERS: dict[Asked, Callable[[Wanted], list[str]]] = {
    Asked.DATE: _dates,
    Asked.NUMBER: _numbers,
    Asked.PERSON: _names,
    Asked.PLACE: _names,
    Asked.NAME: others,
    Asked.TERM: others,
    Asked.PHRASE: _phrases,
}
