"""What can be asked for in a quotation: dates, numbers, names of every sort, and the terms of its text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from studyhall.domain.amounts import amount
from studyhall.domain.mentions import Mention
from studyhall.domain.tokens import fold, words
from studyhall.engines.offline.bounding import is_loose_day
from studyhall.engines.offline.company import names_at, nouns_at
from studyhall.engines.offline.names import extents
from studyhall.engines.offline.sorts import is_common, sort_of
from studyhall.engines.offline.statements import Statement
from studyhall.engines.offline.surroundings import Surroundings
from studyhall.engines.offline.targets import Asked, Target, is_aside, of_mention, of_name

_STEM = 5
"""Words that have so many first letters in common may be forms of one."""
_LISTED = re.compile(
    r"(?i)\b(?:such as|including|includes?|included|like|e\.g\.|for example|for instance|namely|as well as|"
    r"among (?:them|others)|như|bao gồm|gồm(?: có)?|chẳng hạn|ví dụ|cũng như|trong đó có|lẫn)\b"
)
_LIST_ON = re.compile(
    r"^,? (?:and|or|as well as|và|hay|hoặc|cùng) [A-ZÀ-ÞĐ“]|^, [A-ZÀ-ÞĐ][^,]*(?:,| and | và )"
)
_LIST_BEFORE = re.compile(r"[A-ZÀ-ÞĐ][\w’'-]*(?:,|,? (?:and|or|và|hay|hoặc|cùng))(?: the)? $")
_PART = re.compile(r"[A-ZÀ-ÞĐ][\w’'-]*(?: (?:of|on|for)(?: the)?|’s|'s| de)? $|[-–/]$| v\.? $")
_PART_ON = re.compile(r"^(?: of(?: the)? [A-ZÀ-ÞĐ]| [IVX]+\b| \d|[-–/]|’s [A-ZÀ-ÞĐ]|'s [A-ZÀ-ÞĐ]|\.[A-Z])")
_FEWEST_LETTERS = 3
_MEASURED = re.compile(r"^ ?(?:[A-Z]{2,}\b|km\b|kg\b|%|m\b|mm\b)")
# A word of Vietnamese is written in syllables, of which only the first may have a capital.
_SYLLABLE = re.compile(
    r"(?:ngh?|gh|gi|kh|ph|qu|th|tr|ch|nh|[bcdđghklmnpqrstvx])?[aăâeêioôơuưy]{1,3}(?:ch|ng|nh|[cmnpt])?"
)
# "PubMed", "GANs": nobody's name, and no place's.
_INNER_CAPITAL = re.compile(r"\w[A-Z]|-.*-")
_COUNTED_ON = re.compile(
    r"(?i)\b(?:one|two|three|four|five|six|seven|eight|nine|ten|\d+|first|last|the)"
    r"(?: or| to| hay| đến)? $"
)
_DEFINES = re.compile(r"\b(?:called|known as|termed|named|defined as|referred to as)(?: (?:the|an?))? $")
_OFTEN = 4
"""So often a term stands in a text that is about it."""


def gaps(statement: Statement, around: Surroundings) -> list[Target]:
    """What can be asked for in a quotation, what tells most first: nothing that the rest of it hints at."""
    return [target for target in _all(statement, around) if _is_fair(statement, target)]


def is_recalled(statement: Statement, target: Target, around: Surroundings) -> bool:
    """Whether who read the text can be asked to find the words: a common noun has too many others for it."""
    if target.asked is not Asked.TERM or _DEFINES.search(statement.clause[: target.start]):
        return True
    if not is_common(target.text):
        return False
    usage = around.uses_of_nouns[target.text]
    return usage.documents[statement.passage.document_id] >= _OFTEN and len(usage.passages) > 1


def _all(statement: Statement, around: Surroundings) -> Iterator[Target]:
    days = (mention for mention in statement.dates if not is_loose_day(statement.clause, mention.start))
    yield from (of_mention(Asked.DATE, mention) for mention in days)
    yield from (of_mention(Asked.NUMBER, m) for m in statement.counts if _counts_enough(m))
    sorted_names = [n for n in around.gazetteer.names(statement.clause) if not _INNER_CAPITAL.search(n.text)]
    yield from map(of_name, sorted_names)
    taken = [(name.start, name.end) for name in sorted_names]
    for start, end in (*names_at(statement.clause), *_first_name(statement.clause)):
        name = statement.clause[start:end]
        if not any(a < end and start < b for a, b in taken) and _is_name(name, around):
            yield Target(Asked.NAME, start, end, name)
    if statement.language == "en":
        yield from _terms(statement, around)


def _first_name(clause: str) -> list[tuple[int, int]]:
    """Where a name begins a clause."""
    return [(start, end) for start, end in extents(clause) if start == 0]


def _is_name(name: str, around: Surroundings) -> bool:
    """Whether it is used as a name here, and is no common noun that somebody wrote with a capital."""
    if name not in around.uses_of_names or _NO_NAME.fullmatch(name) or name.count("-") > 1:
        return False
    return not all(w.casefold() in around.small or is_common(w) for w in name.split())


_NO_NAME = re.compile(
    r"[IVX]+|[A-Z]|(?:North|South)?-?(?:West|East|North|South)|God|Majesty|Highness|Court|Christmas|Easter|"
    r"Internet|Earth|CE|BC|AD|BCE|Oh|Ah|Yes|Sir|Madam"
)


def _terms(statement: Statement, around: Surroundings) -> Iterator[Target]:
    """The nouns that are most telling here: used often in this text, and seldom in others."""
    found = []
    for start, end, _ in nouns_at(statement.clause):
        word = statement.clause[start:end]
        usage = around.uses_of_nouns.get(word)
        if usage and sort_of(word):
            here = usage.documents[statement.passage.document_id]
            found.append(
                (min(here, 4) * here / usage.count + len(word) / 6, Target(Asked.TERM, start, end, word))
            )
    for _, target in sorted(found, key=lambda pair: (-pair[0], pair[1].start))[:2]:
        yield target


def _counts_enough(mention: Mention) -> bool:
    return mention.number > 2


def _is_fair(statement: Statement, target: Target) -> bool:
    whole, clause = statement.whole, statement.clause
    if len(target.places(whole)) != 1 or is_aside(clause, target):
        return False
    before, after = clause[: target.start], clause[target.end :]
    if target.asked is Asked.DATE:
        return not (_dated_elsewhere(statement, target) or _MEASURED.match(after))
    if target.asked is Asked.NUMBER:
        return not _COUNTED_ON.search(before)
    if _LISTED.search(before) or _LIST_BEFORE.search(before) or _LIST_ON.match(after):
        return False
    named = target.asked is not Asked.TERM
    if named and (_PART.search(before) or _PART_ON.match(after) or len(target.text) < _FEWEST_LETTERS):
        return False
    if named and _is_broken(target.text, before, after, statement.language):
        return False
    return not _is_hinted(target, f"{statement.passage.title} {target.replaced(whole, '')}")


def _is_broken(name: str, before: str, after: str, language: str) -> bool:
    """Whether what is asked for is but a part of a name: what stands beside it belongs to it."""
    previous = before.split()[-1:] if before.strip() else []
    if previous and previous[0][0].isupper() and (language == "vi" or len(before.split()) > 1):
        return True
    if language != "vi" or not is_syllable(name.rsplit(maxsplit=1)[-1]):
        return False
    following = re.match(r" ([^\W\d_]+)", after)
    goes_on = following and following[1].islower() and following[1] not in _AFTER_NAME
    return " " not in name or bool(goes_on)


_AFTER_NAME = frozenset(
    "và là đã ở của được bị có trong tại cho với vào từ đến tới do để khi như cũng sẽ đang hay hoặc "
    "thì mà về "
    "lên ra cùng theo nói không chỉ còn sau trước nên làm nằm thuộc bởi gồm này đó năm ngày bằng trên dưới "
    "qua rằng chiếm mở ký đánh gọi viết bắt tiếp".split()
)


def is_syllable(word: str) -> bool:
    """Whether a word may be a single syllable of Vietnamese, with its tone or without."""
    bare = "".join(c for c in unicodedata.normalize("NFD", word.casefold()) if c not in _TONES)
    return bool(_SYLLABLE.fullmatch(unicodedata.normalize("NFC", bare)))


_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")


def _dated_elsewhere(statement: Statement, target: Target) -> bool:
    """Whether the rest tells the year that is asked for."""
    rest = target.replaced(statement.whole, "")
    return bool(target.day[0]) and str(target.day[0]) in rest


def _is_hinted(target: Target, rest: str) -> bool:
    """Whether the rest has a word that is a form of one that is asked for: "Polish" tells of Poland."""
    there = {fold(word.text)[:_STEM] for word in words(rest) if len(word.text) >= _FEWEST_LETTERS}
    asked = [fold(word.text) for word in words(target.text)]
    return any(word[:_STEM] in there for word in asked if len(word) > _FEWEST_LETTERS) or (
        amount(target.text) is not None
    )
