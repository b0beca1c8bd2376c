"""Whether an answer is an accepted one in another form: typed, spelled or counted in another way."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache

from studyhall.domain.amounts import amount, same_amount
from studyhall.domain.figures import value_of
from studyhall.domain.glossary import renderings, vocabulary
from studyhall.domain.initials import abbreviates
from studyhall.domain.qualifying import qualifies
from studyhall.domain.slips import is_slip
from studyhall.domain.text import one_spelling, visible_line
from studyhall.domain.tokens import clash, fold

Piece = str | Decimal
"""A word, lower-case with its diacritics; a number; or a sign that means something, as it is."""

_PIECE = re.compile(
    r"(?:(?<![\w)])[-−])?\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|[-+−×÷*/=<>≤≥≠^%‰°$€£¥#√±~|\\]"
)
_RAISED = str.maketrans({raised: f"^{digit}" for digit, raised in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")})
# A hyphen between letters or before a word, and a stroke between words, part words and mean nothing else.
_PARTING = re.compile(r"(?<=[^\W\d_])[-/](?=[^\W\d_])|(?<=\d)-(?=[^\W\d_])")
_POSSESSIVE = re.compile(r"['’]s?$")
_LAST_Y = re.compile(r"^([hklmst]|qu)y$")
_VIETNAMESE = "vi"
_NAMES_ONLY = "und"


def accepted_as(
    given: str, accepted: Sequence[str], prompt: str = "", language: str = "", source: str = ""
) -> str | None:
    """The first accepted answer that this one is, in whatever form; None where it is none of them.

    An amount that is told more loosely, or of something else, than there or in the `source` is another one.
    A long form may be told by its initials: "WWII".

    Words of the prompt and of the accepted answers are known: where a word that was typed without its
    diacritics, or mistyped, may be another one of these, it is that one. In Vietnamese, diacritics that were
    typed are meant.
    """
    known = frozenset(word for text in (prompt, *accepted) for word in _words(_pieces(text)))
    for answer in accepted:
        if abbreviates(given, answer, f"{prompt} {source}"):
            return answer
        if language == _VIETNAMESE and _adds_marks(given, answer):
            continue
        if alike(given, answer, known) and not qualifies(given, answer, prompt, source):
            return answer
    return None


def alike(one: str, other: str, known: Iterable[str] = ()) -> bool:
    """Whether two short answers are the same in another form; it does not matter which is which.

    Case, punctuation, white space, articles, diacritics that one of them leaves out, the way to write a date
    or a number, the spelling of a name, and slips of the keyboard in long words make no difference. A date is
    as exact as it is told: a month is no day. `known` are words, lower-case, that are no forms of others.
    """
    mine, others = _pieces(one), _pieces(other)
    if mine == others:
        return bool(mine) or one.strip() == other.strip()
    told, meant = amount(one), amount(other)
    if told and meant:
        return same_amount(told, meant) and not clash(_words(mine), _words(others))
    if not mine or not others:
        return False
    words = frozenset(known)
    return (
        _match(mine, others, words)
        or _run_together(mine, others)
        or _match(_pieces(_named(one)), _pieces(_named(other)), words)
    )


@lru_cache(maxsize=4096)
def _pieces(text: str) -> tuple[Piece, ...]:
    line = unicodedata.normalize("NFKC", visible_line(text).translate(_RAISED)).casefold()
    spelled = one_spelling(line).replace("&", " and ")
    found = [match.group() for match in _PIECE.finditer(_PARTING.sub(" ", spelled))]
    pieces = [_number(piece) if piece[-1].isdigit() else _word(piece) for piece in found]
    return _without_articles(pieces)


def _number(digits: str) -> Decimal:
    return -value_of(digits[1:]) if digits[0] in "-−" else value_of(digits)


def _word(piece: str) -> str:
    """A word without its apostrophes and possessive ending."""
    return re.sub("['’]", "", _POSSESSIVE.sub("", piece))


def _without_articles(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Leaves out "the", and "a" or "an" at the beginning where a word follows that it can belong to."""
    kept = [piece for piece in pieces if piece != "the"]
    if len(kept) > 1 and kept[0] in ("a", "an") and len(str(kept[1])) > 2 and kept[1] not in ("and", "plus"):
        kept = kept[1:]
    return tuple(kept or pieces)


def _words(pieces: Iterable[Piece]) -> list[str]:
    return [piece for piece in pieces if isinstance(piece, str)]


def _match(mine: Sequence[Piece], others: Sequence[Piece], known: frozenset[str]) -> bool:
    return len(mine) == len(others) and all(
        _same(one, other, known) for one, other in zip(mine, others, strict=True)
    )


def _same(one: Piece, other: Piece, known: frozenset[str]) -> bool:
    if one == other:
        return True
    if isinstance(one, Decimal) or isinstance(other, Decimal):
        return False
    bare, plain = fold(one), fold(other)
    if bare == plain or _written_with_y(one, other):
        return (bare == one or plain == other) and not _is_another(one, other, known)
    if {one, other} <= known or {bare, plain} <= vocabulary():
        return False
    return _plural(bare, plain) or _plural(plain, bare) or is_slip(bare, plain)


def _written_with_y(one: str, other: str) -> bool:
    """Whether one is the other without its marks, and with the "i" that many write for "y": "mi" is "mỹ"."""
    marked, bare = (other, one) if one == fold(one) else (one, other)
    return bare == fold(bare) and marked != fold(marked) and _LAST_Y.sub(r"\1i", fold(marked)) == bare


def _is_another(one: str, other: str, known: frozenset[str]) -> bool:
    bare = {fold(one), fold(other)}
    return any(fold(word) in bare and word not in {one, other, *bare} for word in known)


def _plural(one: str, other: str) -> bool:
    return len(one) > 3 and other == one + "s"


def _run_together(mine: Sequence[Piece], others: Sequence[Piece]) -> bool:
    """Whether only the spaces are others: "cease-fire" is "ceasefire"; never between numbers or signs."""
    if len(mine) == len(others) or not all(isinstance(p, str) and p.isalpha() for p in (*mine, *others)):
        return False
    one, other = "".join(map(str, mine)), "".join(map(str, others))
    return fold(one) == fold(other) and (one == other or fold(one) in (one, other))


@lru_cache(maxsize=4096)
def _named(text: str) -> str:
    """The text with each name that the lexicon spells in several ways in one of them."""
    said, at = "", 0
    for name in renderings(text, _NAMES_ONLY):
        if name.variants:
            spelled = min((text[name.start : name.end].casefold(), *map(" ".join, name.variants)))
            said, at = said + text[at : name.start] + spelled, name.end
    return said + text[at:]


def _adds_marks(given: str, answer: str) -> bool:
    """Whether a word that the answer has without diacritics was given with some."""
    bare = {word for word in _words(_pieces(answer)) if word == fold(word)}
    return any(word != fold(word) and fold(word) in bare for word in _words(_pieces(given)))
