"""Words, folded words and terms of a text: what search and answering compare.

Folding never changes which characters a word spans: each word keeps its offsets in the text it was
found in, because lower-casing a whole text can change its length (İ becomes two characters).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*(?:[^\W\d_]*)")
# "theAzeris", "MartakertMartuni": two words that lost the space between them.
_GLUED = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z][a-z])")
_STROKED = str.maketrans({"đ": "d", "ł": "l", "ø": "o", "ı": "i", "ə": "e", "ß": "ss", "æ": "ae", "œ": "oe"})


class Word(NamedTuple):
    """`text` is the folded form of what stands at `start:end`."""

    text: str
    start: int
    end: int


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Lower case without diacritics: "Đèo Omar" and "deo omar" become the same."""
    # Folded again after decomposing: 𝑨 is no capital letter until it has become A.
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text.casefold()).casefold())
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", bare.translate(_STROKED))


def agree(one: str, other: str) -> bool:
    """Whether two lower-case words may be one: the same, or one written without the other's diacritics."""
    return one == other or (fold(one) == fold(other) and (one == fold(one) or other == fold(other)))


def clash(mine: Iterable[str], others: Sequence[str]) -> bool:
    """Whether some lower-case words differ from others by their diacritics alone: "3 hộ" counts no "hồ"."""
    return any(fold(one) == fold(other) and not agree(one, other) for one in mine for other in others)


def words(text: str) -> list[Word]:
    """The words and numbers of `text` in order, lower-cased with their diacritics, glued ones parted.

    Thousands separators are taken out of numbers ("1,500" is "1500").
    """
    found: list[Word] = []
    for match in _WORD.finditer(text):
        token, at = match.group(), match.start()
        if token[0].isdigit():
            found.append(Word(_number(token), at, match.end()))
            continue
        start = 0
        for cut in [m.start() for m in _GLUED.finditer(token)] + [len(token)]:
            found.append(Word(token[start:cut].casefold(), at + start, at + cut))
            start = cut
    return found


def _number(token: str) -> str:
    """The digits of a number; separators of groups of three are dropped, a decimal mark becomes a point."""
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", token):
        return re.sub(r"[.,]", "", token)
    return token.replace(",", ".")


@lru_cache(maxsize=65_536)
def term(word: str) -> str:
    """The folded word without its English ending: "captured", "captures" and "capture" become one.

    A light suffix stripper (plural, possessive, -ed, -ing, -ly): it never needs to give a real word, only
    the same string for forms of one word. Words with diacritics or of other scripts are only folded.
    """
    folded = fold(word)
    bare = re.sub(r"['’]s?$", "", folded)
    if not bare.isascii() or not bare.isalpha() or len(bare) < 4 or word.casefold() != folded:
        return bare
    return _stem(bare)


def _stem(word: str) -> str:
    stem = word
    if stem.endswith("ies") and len(stem) > 4:
        stem = stem[:-3] + "y"
    elif stem.endswith(("sses", "shes", "ches", "xes", "zes")):
        stem = stem[:-2]
    elif stem.endswith("s") and not stem.endswith(("ss", "us", "is")):
        stem = stem[:-1]
    for ending in ("ingly", "edly", "ing", "ed", "ly"):
        rest = stem[: -len(ending)]
        shortest = 4 if ending == "ly" else 3
        if stem.endswith(ending) and len(rest) >= shortest and re.search(r"[aeiouy]", rest):
            if len(rest) > 3 and rest[-1] == rest[-2] and rest[-1] not in "lsz":
                rest = rest[:-1]
            stem = rest
            break
    if stem.endswith("e") and len(stem) > 3:
        stem = stem[:-1]
    return stem[:-1] + "i" if stem.endswith("y") and len(stem) > 3 else stem
