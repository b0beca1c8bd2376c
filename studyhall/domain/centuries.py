"""Centuries and decades as they are written in English and Vietnamese: "the 1800s", "thế kỷ XIX"."""

from __future__ import annotations

import re

_CENTURY = re.compile(
    r"(?:(?:in|during|vao|trong|the) )*(?:the ky(?: thu)? (?P<after>\d{1,2}|[ivx]+)"
    r"|(?P<before>\d{1,2}(?:st|nd|rd|th)?|[ivx]+|(?P<worded>[a-z]+(?:[ -][a-z]+)?))[ -]centur(?:y|ies)"
    r"|(?P<short>\d{1,2})(?:st|nd|rd|th) c\b\.?"
    r"|(?P<hundreds>\d{1,2})00[’']?s)(?!\w)"
)
_DECADE = re.compile(r"(?:(?:in|during|the) )*(?P<decade>\d{3,4})[’']?s(?!\w)")
_ORDINALS = {
    name: number
    for number, name in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
        "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first".split(),
        start=1,
    )
}
_ROMAN = {"i": 1, "v": 5, "x": 10}


def span_at(level: str, at: int) -> tuple[int, str, int] | None:
    """The number of the century or decade that begins at a place of a folded text, which it is, and its end.

    "The 1800s" are the 19th century.
    """
    if told := _CENTURY.match(level, at):
        number = (
            int(told["hundreds"]) + 1
            if told["hundreds"]
            else _ordinal(told["after"] or told["before"] or told["short"])
        )
        return (number, "century", told.end()) if number else None
    if decade := _DECADE.match(level, at):
        return int(decade["decade"]), "decade", decade.end()
    return None


def _ordinal(told: str) -> int:
    """The number of a century, in figures, Roman numerals or words; 0 where it is none."""
    if told[0].isdecimal():
        return int(re.sub(r"\D", "", told))
    return _ORDINALS.get(told.replace(" ", "-")) or (_roman(told) if set(told) <= set(_ROMAN) else 0)


def _roman(letters: str) -> int:
    values = [_ROMAN[letter] for letter in letters]
    return sum(-v if v < max(values[at:]) else v for at, v in enumerate(values))
