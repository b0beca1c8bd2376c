"""Finding words that somebody says stand in a text, where they really stand: by an offset map, not a copy."""

from __future__ import annotations

import re
import unicodedata

from studyhall.domain.sentences import Extent, sentences
from studyhall.domain.text import one_tone_style
from studyhall.domain.tokens import fold, words

LEAST_WORDS, LEAST_IN_A_PART, LEAST_IDEOGRAPHS = 4, 2, 6
"""Fewer prove nothing, since they stand anywhere, unless they are a sentence."""
LONGEST = 800
"""Characters from the first to the last of quoted words: what is longer quotes nothing in particular."""
LONGEST_GAP = 200
"""Characters between two parts of a quotation."""
_LEFT_OUT = re.compile(r"[\[(]?(?:…|\.\.\.)[\])]?")
_QUOTES = frozenset("\"'`´“”„‟«»‹›‘’‚‛ʼ′″")
_DASHES = frozenset("-‐‑‒–—―−")
_UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
_EDGES = " .,;:!?'-()[]"
# Where scripts begin that put no spaces between words.
_IDEOGRAPHIC = "\u2e80"
_DENIALS = frozenset("not no never nor neither without khong chua chang".split())


def located(said: str, text: str) -> Extent | None:
    """Where words stand in a text: they differ in case, white space, quotation marks and dashes only.

    Whole words are compared. "…" in them stands for what was left out between parts that follow each
    other: little, and no denial. None where they do not stand there, or are too few to prove anything.
    """
    if len(said) > 2 * LONGEST:
        return None
    composed = unicodedata.normalize("NFC", said)
    parts = [part for part in map(_needle, _LEFT_OUT.split(composed)) if part]
    if not parts or (len(parts) > 1 and any(_count(part) < LEAST_IN_A_PART for part in parts)):
        return None
    folded, places = _folded(text)
    begin = end = _stands(parts[0], folded, 0)
    for part in parts:
        start = _stands(part, folded, max(end, 0))
        if start < 0 or (end != begin and _leaves_too_much_out(folded[end:start])):
            return None
        end = start + len(part)
    end = _with_sign(composed, parts[-1], folded, end)
    whole = Extent(places[begin], places[end - 1] + 1)
    if whole.end - whole.start > LONGEST or not (_enough(parts) or _is_sentence(whole, text)):
        return None
    return whole


def _leaves_too_much_out(gap: str) -> bool:
    return len(gap) > LONGEST_GAP or bool({fold(word.text) for word in words(gap)} & _DENIALS)


def _with_sign(said: str, part: str, folded: str, end: int) -> int:
    """Where a text ends together with the full stop, or the like, that the words end with too."""
    _, found, after = _folded(said)[0].rpartition(part)
    sign = after.partition(" ")[0]
    while found and sign and folded[end : end + 1] == sign[0]:
        sign, end = sign[1:], end + 1
    return end


def _enough(parts: list[str]) -> bool:
    return sum(map(_count, parts)) >= LEAST_WORDS


def _count(part: str) -> int:
    """How many words; in scripts without spaces, as many as prove something once there are enough signs."""
    if any(one >= _IDEOGRAPHIC for one in part) and len(part) >= LEAST_IDEOGRAPHS:
        return LEAST_WORDS
    return len(part.split())


def _is_sentence(found: Extent, text: str) -> bool:
    """Whether words are a whole sentence of the text, up to its signs."""
    wanted = text[found.start : found.end].strip(_EDGES)
    return any(text[start:end].strip(_EDGES) == wanted for start, end in sentences(text))


def _needle(said: str) -> str:
    return _folded(said)[0].strip(_EDGES)


def _folded(text: str) -> tuple[str, list[int]]:
    """A text as it is compared, and for each of its characters where it comes from."""
    characters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for one in _compared(character):
            if one == " " and characters[-1:] == [" "]:
                continue
            characters.append(one)
            places.append(place)
    return one_tone_style("".join(characters)), places


def _compared(character: str) -> str:
    if character.isspace():
        return " "
    if character in _QUOTES:
        return "'"
    if character in _DASHES:
        return "-"
    return "" if character in _UNSEEN else character.casefold()


def _stands(part: str, folded: str, at: int) -> int:
    """Where a part stands as whole words from `at` on; -1 where it does not."""
    while (at := folded.find(part, at)) >= 0:
        end = at + len(part)
        if not (_joined(folded[at - 1 : at + 1] if at else "") or _joined(folded[end - 1 : end + 1])):
            return at
        at += 1
    return -1


def _joined(pair: str) -> bool:
    """Whether two characters belong to one word: letters do, and a mark to what it is set on."""
    if len(pair) < 2:
        return False
    return unicodedata.category(pair[1]).startswith("M") or all(
        one.isalnum() and one < _IDEOGRAPHIC for one in pair
    )
