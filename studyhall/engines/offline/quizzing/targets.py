"""What can be asked for in a statement: a date, a number, a name or a term; and how each is written."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from studyhall.domain.amounts import Amount
from studyhall.domain.mentions import Mention
from studyhall.engines.offline.quizzing.bounding import is_loose
from studyhall.engines.offline.quizzing.capitals import extents
from studyhall.engines.offline.quizzing.listing import is_listed
from studyhall.engines.offline.quizzing.names import Gazetteer, Name, Sort
from studyhall.engines.offline.quizzing.statements import Statement

Day = tuple[int, int, int]


class Asked(Enum):
    """What is asked for."""

    DATE = "date"
    NUMBER = "number"
    PERSON = "person"
    PLACE = "place"
    NAME = "name"
    TERM = "term"
    PHRASE = "phrase"


class Target(NamedTuple):
    """What is asked for, at `start:end` of a statement's clause."""

    asked: Asked
    start: int
    end: int
    text: str
    amount: Amount = Amount()

    @property
    def answer(self) -> str:
        """What is asked for as it is written inside a sentence."""
        return self.text.replace("Tháng", "tháng", 1) if self.asked is Asked.DATE else self.text

    def places(self, text: str) -> list[re.Match[str]]:
        """Where it stands in a text, by itself: "19" stands neither in "1911" nor in "19,000"."""
        return list(re.finditer(rf"(?<!\w)(?<!\d[.,]){re.escape(self.text)}(?!\w|[.,]\d)", text))

    def replaced(self, text: str, words: str) -> str:
        """A text in which it stands once, with other words in its place."""
        (place,) = self.places(text)
        return f"{text[: place.start()]}{words}{text[place.end() :]}"

    @property
    def number(self) -> Decimal:
        """The number that it is."""
        return self.amount.number or Decimal(0)

    @property
    def day(self) -> Day:
        """The date that it is."""
        return self.amount.day or (0, 0, 0)


_PREFIX = re.compile(r"(?:[Nn]gày|[Nn]ăm) (?=\d)")
NAMED = re.compile(r"(?<=[\w,’'”] )(?!(?:On|In|By|At)\b)[^\W\d_a-zà-ỹ]\w+")
"""Words that are written with a capital inside a text."""
_YEAR = re.compile(r"(?<!\d)(?:1\d{3}|20\d{2})(?!\d)")
_PAST = re.compile(r"\b(?:was|were|had|did|took|won|lost|held|left|fell|gave|came|went|\w{2,}ed)\b")
_LEAST = _NAMES = 3
_SORTS = {Sort.PERSON: Asked.PERSON, Sort.PLACE: Asked.PLACE}


def targets(statement: Statement, gazetteer: Gazetteer) -> list[Target]:
    """What can be asked for in a statement: what stands in it once only."""
    found = [
        *(of_mention(Asked.DATE, mention) for mention in statement.dates),
        *(of_mention(Asked.NUMBER, mention) for mention in statement.counts),
        *(of_name(name) for name in gazetteer.names(statement.clause)),
    ]
    return [
        target
        for target in found
        if len(target.places(statement.whole)) == 1
        and not is_aside(statement.clause, target)
        and not (target.asked in (Asked.PERSON, Asked.PLACE) and is_listed(statement.clause[: target.start]))
        and _is_tied(statement, target)
        and not is_loose(statement.clause, target.start, target.end, dated=target.asked is Asked.DATE)
    ]


# "tiếng Pháp", "người Pháp": a language or a people, and no place.
_PEOPLE_OF = re.compile(r"\b(?:[Tt]iếng|[Nn]gười|[Dd]ân|[Qq]uân|[Ll]ính|[Nn]ghĩa) $")
_GLOSS = re.compile(
    r"\s?\(|,? (?:also )?(?:called|spelled|spelt|known as|named|now|or|nay là|tức|còn gọi|tiếng)\b"
)


def is_aside(clause: str, target: Target) -> bool:
    """Whether it stands in brackets, or has its other name beside it."""
    before = clause[: target.start]
    named = target.asked in (Asked.PERSON, Asked.PLACE, Asked.NAME)
    if named and _PEOPLE_OF.search(before):
        return True
    return before.count("(") > before.count(")") or (named and bool(_GLOSS.match(clause, target.end)))


def _is_tied(statement: Statement, target: Target) -> bool:
    """Whether enough else is told to know what is asked for by: a year, or names of what it is about.

    A number below three tells little, and a day without its year is of any.
    """
    if target.asked is Asked.DATE:
        return bool(target.day[0]) and any(extents(statement.clause))
    if target.amount.number is not None and target.amount.number < _LEAST:
        return False
    rest = target.replaced(statement.whole, "")
    if _YEAR.search(rest):
        return any(extents(statement.clause))
    named = set(NAMED.findall(rest))
    if target.asked is Asked.NUMBER:
        # What was once counted is of a time that is not told; what somebody says, or what is, may be known.
        told = bool(statement.teller) or (statement.language == "en" and not _PAST.search(rest))
        return told and len(named) >= (1 if statement.teller else _NAMES)
    return target.asked is Asked.PERSON and len(named) >= _NAMES


def of_mention(asked: Asked, mention: Mention) -> Target:
    """In Vietnamese "ngày" stays before the gap, and is no part of what fills it."""
    told = _PREFIX.match(mention.text)
    skipped = told.end() if told else 0
    return Target(asked, mention.start + skipped, mention.end, mention.text[skipped:], mention.amount)


def of_name(name: Name) -> Target:
    """What is asked for where a person's name or a place's stands."""
    return Target(_SORTS[name.sort], name.start, name.end, name.text)
