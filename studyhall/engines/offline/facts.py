"""What a text has that can answer a question: its words in one form, dates, numbers, names and causes.

English and Vietnamese ways of writing the same date come out equal: "12 May 1994", "May 12, 1994",
"12/5/1994" and "ngày 12 tháng 5 năm 1994" all hold the day (1994, 5, 12).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from studyhall.domain.tokens import term, words
from studyhall.engines.offline.forms import MONTHS, NUMBERS, canonical

Day = tuple[int, int, int]
"""Year, month, day; 0 where it is not told."""


class Token(NamedTuple):
    """`text[start:end]` as a term; `word` keeps its diacritics, `capital` when it begins with a capital."""

    term: str
    word: str
    start: int
    end: int
    capital: bool


@lru_cache(maxsize=65_536)
def _canonical_term(word: str) -> str:
    return canonical(term(word))


_BEFORE_MONTH = frozenset("in of since until till by during early late mid from to between last".split())
_MONTH_WORDS = {"giêng": 1, "hai": 2, "ba": 3, "tư": 4, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "chạp": 12}


def tokens(text: str) -> tuple[Token, ...]:
    """The words of `text` in order, each as the one term of its forms.

    A month is `month:N` however it is written ("May", "tháng 5", "thang 5").
    """
    plain = [
        Token(_canonical_term(w.text), w.text, w.start, w.end, text[w.start].isupper()) for w in words(text)
    ]
    found: list[Token] = []
    skip = 0
    for index, token in enumerate(plain):
        if skip:
            skip -= 1
            continue
        number, taken = _month(plain, index)
        if number:
            last = plain[index + taken - 1]
            found.append(Token(f"month:{number}", token.word, token.start, last.end, False))
            skip = taken - 1
        else:
            found.append(token)
    return tuple(_slashed(found, text))


def _month(plain: Sequence[Token], index: int) -> tuple[int, int]:
    """The month that begins at `index` (0 for none) and how many words it takes."""
    word = plain[index].word
    following = plain[index + 1] if index + 1 < len(plain) else None
    if word in ("tháng", "thang") and following is not None:
        if following.word.isdecimal() and 1 <= int(following.word) <= 12:
            return int(following.word), 2
        if following.word in _MONTH_WORDS and word == "tháng":
            return _MONTH_WORDS[following.word], 2
    number = MONTHS.get(word, 0)
    if number and (word in ("may", "march") or len(word) < 5):
        before = plain[index - 1].word if index else ""
        beside = before.isdecimal() or (following is not None and following.word.isdecimal())
        if not (beside or (plain[index].capital and before in _BEFORE_MONTH)):
            return 0, 0
    return number, 1 if number else 0


def _slashed(found: list[Token], text: str) -> list[Token]:
    """Makes the middle of "12/5/1994" and "12-5-1994" a month."""
    for index in range(1, len(found) - 1):
        before, middle, after = found[index - 1 : index + 2]
        apart = text[before.end : middle.start] + text[middle.end : after.start]
        numeric = apart in ("//", "--") and before.word.isdecimal() and middle.word.isdecimal()
        if numeric and is_year(after) and 1 <= int(middle.word) <= 12:
            found[index] = middle._replace(term=f"month:{int(middle.word)}")
    return found


def is_year(token: Token) -> bool:
    """Whether a number reads as a year: four digits from 1000 to 2100, with no separator between them."""
    return token.word.isdecimal() and token.end - token.start == 4 and 1000 <= int(token.word) <= 2100


def days(found: Sequence[Token]) -> tuple[Day, ...]:
    """The dates told, as exact as they are told; a day with no month is none."""
    told: list[Day] = []
    used: set[int] = set()
    for index, token in enumerate(found):
        if token.term.startswith("month:"):
            day = next((i for i in (index - 1, index + 1) if _is_day(found, i)), None)
            near = range(index + 1, min(index + 5, len(found)))
            year = next((i for i in near if is_year(found[i])), None)
            used |= {i for i in (day, year) if i is not None}
            told.append((_value(found, year), int(token.term[6:]), _value(found, day)))
    told += [(int(t.word), 0, 0) for i, t in enumerate(found) if i not in used and is_year(t)]
    return tuple(told)


def _value(found: Sequence[Token], index: int | None) -> int:
    return 0 if index is None else int(found[index].word)


def _is_day(found: Sequence[Token], index: int) -> bool:
    if not 0 <= index < len(found):
        return False
    word = found[index].word
    return word.isdecimal() and word.isascii() and len(word) <= 2 and 1 <= int(word) <= 31


_QUANTITY_WORDS = frozenset(
    "hundred thousand million billion dozen dozens hundreds thousands millions half "
    "hai ba bốn sáu bảy tám chín mười trăm nghìn ngàn triệu tỷ tỉ chục một vài nửa".split()
) | frozenset(NUMBERS)


def numbers(found: Sequence[Token]) -> tuple[str, ...]:
    """The quantities told, digits as digits: no years, months, or days of a month."""
    told: list[str] = []
    for index, token in enumerate(found):
        if token.word[0].isdigit():
            beside = [found[i].term for i in (index - 1, index + 1) if 0 <= i < len(found)]
            dated = _is_day(found, index) and any(t.startswith("month:") for t in beside)
            if not (is_year(token) or dated or token.term.startswith("month:")):
                told.append(token.word)
        elif token.word in _QUANTITY_WORDS and token.word not in ("one", "một"):
            told.append(token.term)
    return tuple(told)


_REASONS = (
    "because|due to|since|in order|so that|so as|as a result|result of|resulted|caused|cause|owing|therefore|"
    "thus|reason|led to|thanks to|to avoid|to prevent|to protect|to stop|to secure|response to|"
    "aimed at|for fear|so he|so she|so they|"
    "vì|do|bởi|nhằm|nhờ|nguyên nhân|lý do|khiến|dẫn đến|dẫn tới|để|kết quả|vì vậy|do đó"
)
_REASON_WORDS = frozenset(phrase for phrase in _REASONS.split("|") if " " not in phrase)
_REASON_PAIRS = frozenset(
    (first, second) for first, _, second in (p.partition(" ") for p in _REASONS.split("|")) if second
)
_TIMES = frozenset(
    "century centuries decade decades day days night morning evening noon midnight week month year years "
    "spring summer autumn winter when while after before during until till once ago today yesterday "
    "thế kỷ thập niên sáng tối đêm mùa xuân hè thu đông trước sau lúc hôm".split()
)
_PLACES = frozenset(
    "in at near from to into on under through across toward towards inside around ở tại gần từ đến tới "
    "trong vào trên dưới giữa".split()
)


def gives_reason(found: Sequence[Token]) -> bool:
    """Whether words of cause or purpose stand among the tokens."""
    listed = [token.word for token in found]
    return not _REASON_WORDS.isdisjoint(listed) or not _REASON_PAIRS.isdisjoint(pairwise(listed))


def tells_time(found: Sequence[Token]) -> bool:
    """Whether a time is told in words, with no date."""
    return any(token.word in _TIMES for token in found)


def tells_place(found: Sequence[Token]) -> bool:
    """Whether a preposition of place stands among the tokens."""
    return any(token.word in _PLACES for token in found)
