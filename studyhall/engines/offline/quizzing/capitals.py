"""Where names stand in a text: runs of words with a capital, and what belongs to them in small letters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studyhall.domain.tokens import fold
from studyhall.engines.offline.quizzing.compounds import completed

CAPITAL = f"[A-Z{''.join(sign for sign in map(chr, range(0xC0, 0x1F00)) if sign.isupper())}]"
_WORD = rf"(?:{CAPITAL}[\w’'-]*[^\W_]|[ẢÝÁ](?!\w))"
_NAME = re.compile(rf"(?<![\w’'-]){_WORD}(?: (?:(?:de|van|von|der|al|bin|ibn|da|di|la|le|du) )?{_WORD})*")
_MONTHS = frozenset(
    "january february march april may june july august september october november december monday tuesday "
    "wednesday "
    "thursday friday saturday sunday".split()
)
# What begins a sentence with a capital, and is no part of a name.
_COMMON = frozenset(
    "the a an in on at by to from for with when where who what which how why did was were is are do does he "
    "she it they his her its their this that these those after before during since until as if some many "
    "most all one two three four five six seven eight nine ten there according under over because while "
    "although of both each several only about around between and but or not no soviet early late mid near "
    "against despite following like unlike ngay thang nam tu den dem trong theo o tai khi cac nhung mot hai "
    "ba bon luc quan phia nguoi cuoc su viec chien hoi nghi dau cuoi giua mua khoang hon sau truoc nha chinh "
    "dan vua hoang nuoc ong ba tong thu bo dai "
    "chu".split()
)


def extents(text: str) -> Iterator[tuple[int, int]]:
    """Where names stand: runs of words with a capital, without a common word at the beginning."""
    done = 0
    for match in _NAME.finditer(text):
        if match.start() < done:
            continue
        end = done = _whole_end(text, match.end())
        start, name = match.start(), text[match.start() : end]
        inside = bool(_INSIDE.search(text[:start]))
        while name and _is_common(name, inside=inside):
            first, _, name = name.partition(" ")
            start += len(first) + 1
        if name and fold(name) not in _COMMON | _MONTHS:
            yield start, start + len(name)


_INSIDE = re.compile(r"[\w,;)] $")


def _whole_end(text: str, end: int) -> int:
    """Where a name ends that goes on in small letters, and with capitals after them."""
    while (further := completed(text, end)) > end:
        more = _ON.match(text, further)
        end = more.end() if more else further
    return end


_ON = re.compile(rf"(?: {_WORD})+")


def _is_common(name: str, *, inside: bool) -> bool:
    """Whether the first word is none of a name; inside a sentence "Ba Lan" has its capital as a name."""
    first = name.split(maxsplit=1)[0]
    if completed(name, len(first)) > len(first) or (inside and first in _NAMES_INSIDE):
        return False
    return fold(first) in _COMMON | _MONTHS


_NAMES_INSIDE = ("Ba", "Bà", "Ả")
