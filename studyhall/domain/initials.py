"""Long forms told by their initials: "WWII" is World War II, "LHQ" is Liên hợp quốc."""

from __future__ import annotations

import re

from studyhall.domain.text import visible_line
from studyhall.domain.tokens import fold

_SHORT = re.compile(r"[^\W\d_]{2,6}\d?")
_WORD = re.compile(r"[^\W_]+")
_PARTICLES = frozenset("of the and for in de la du va cua".split())
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5"}
_LEAST = 3


def abbreviates(given: str, long: str, known: str = "") -> bool:
    """Whether an answer is the initials of a long form, in capitals; a numeral at its end is kept.

    Two letters may be of anything: they have to stand in what is `known` too.
    """
    short = visible_line(given).strip().rstrip("?!").replace(".", "").replace(" ", "")
    if not _SHORT.fullmatch(short) or not short.rstrip("0123456789").isupper():
        return False
    if fold(short) not in initials(long):
        return False
    return len(short) >= _LEAST or short in _WORD.findall(known)


def initials(long: str) -> frozenset[str]:
    """The initials of a text of two words or more, folded, with its numeral in letters or figures."""
    listed = [word for word in map(fold, _WORD.findall(long)) if word not in _PARTICLES]
    if len(listed) < 2:
        return frozenset()
    head = "".join(word[0] for word in listed[:-1])
    last = listed[-1]
    ends = {last, _ROMAN[last]} if last in _ROMAN else {last if last.isdecimal() else last[0]}
    return frozenset(head + end for end in ends)
