"""Facts that the sources of a course tell differently, deny or take back: none of them is asked."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache

from studyhall.domain.denials import denies
from studyhall.domain.tokens import term, words
from studyhall.engines.offline.quizzing.statements import Statement
from studyhall.engines.offline.quizzing.surroundings import Surroundings, Told

_SAME = 0.6
"""The share of the terms of the longer one, figures apart, from which two sentences tell of one event."""
_LEAST = 3
"""Terms that they have in common at least; of what denies or disputes it, one less."""
_DISPUTES = re.compile(
    r"(?i)\b(?:disagree\w*|disputed?|contradict\w*|differ (?:on|over|about)|not agree|uncertain|unclear|"
    r"untrue|false|wrong|mistake\w*|legend|myth|rumou?r\w*|không thống nhất|mâu thuẫn|tranh cãi|chưa rõ|"
    r"nhầm|sai|tin đồn|phủ nhận|bác bỏ|den(?:y|ies|ied))\b"
)
_TAKES_BACK = re.compile(
    r"(?i)^(?:but |however, |in fact,? )?(?:this|that|it|these|the (?:date|number|figure|claim)|điều này|"
    r"nhưng|con số này|ngày này)\b"
)
_DISAGREE = re.compile(
    r"(?i)\b(?:sources|accounts|historians|records) (?:disagree|differ|contradict)\w*|"
    r"\b(?:nguồn|sử gia|tài liệu) (?:\w+ )?(?:không thống nhất|mâu thuẫn)\b"
)
_EMPTY = frozenset(
    "the and was were had has for with from that this its their about more than least year day month date "
    "cua cac nhung trong cho voi tai ngay thang nam duoc mot khi ".split()
)
_MONTHS = frozenset(
    map(term, "january february march april may june july august september october november december".split())
)


class Disputes:
    """The statements of some sources that others of their sentences speak against."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around

    def has(self, statement: Statement) -> bool:
        """Whether another sentence tells the same event with another date or number, denies or doubts it."""
        own = _matter(statement.clause)
        others = (
            told
            for told in self._around.near(statement)
            if (told.passage_id, told.start) != (statement.passage.id, statement.start)
        )
        return (
            any(_against(statement, own, told) for told in others)
            or any(
                _names(statement.clause) & _names(told.text) and _dates_meet(statement, told)
                for told in self._open
            )
            or _is_taken_back(statement, self._around)
        )

    @cached_property
    def _open(self) -> list[Told]:
        """The sentences that say of something dated that sources disagree, in whichever language."""
        return [told for told in self._around.told if _DISAGREE.search(told.text)]


def _against(statement: Statement, own: frozenset[str], told: Told) -> bool:
    other = _matter(told.text)
    mine, theirs = _names(statement.clause), _names(told.text)
    if not (mine <= theirs or theirs <= mine):
        # The same happened elsewhere, or to others.
        return False
    shared, most = len(own & other), max(len(own), len(other))
    if _DISPUTES.search(told.text) or denies(told.text):
        met = not (statement.dates and told.dates) or _dates_meet(statement, told)
        return met and shared >= max(_LEAST - 1, _SAME * most)
    alike = shared >= max(_LEAST, _SAME * most)
    return alike and (_dated_otherwise(statement, told) or _counted_otherwise(statement, told))


def _dates_meet(statement: Statement, told: Told) -> bool:
    pairs = ((a.day, b.day) for a in statement.dates for b in told.dates)
    return any(all(x == y or 0 in (x, y) for x, y in zip(a, b, strict=True)) for a, b in pairs)


def _dated_otherwise(statement: Statement, told: Told) -> bool:
    return bool(statement.dates and told.dates) and not _dates_meet(statement, told)


def _counted_otherwise(statement: Statement, told: Told) -> bool:
    """Whether it counts the same thing to another number."""
    mine = {(_counted(statement.clause, count.end), count.number) for count in statement.counts}
    theirs = {(_counted(told.text, count.end), count.number) for count in told.counts}
    things = {thing for thing, _ in mine} & {thing for thing, _ in theirs}
    return any(
        {n for t, n in mine if t == thing}.isdisjoint(n for t, n in theirs if t == thing) for thing in things
    )


def _counted(text: str, end: int) -> str:
    after = words(text[end : end + 40])
    return term(after[0].text) if after else ""


def _is_taken_back(statement: Statement, around: Surroundings) -> bool:
    """Whether the next sentence says that this is wrong."""
    after = around.after(statement)
    return after is not None and bool(_TAKES_BACK.match(after.text) and _DISPUTES.search(after.text))


@lru_cache(maxsize=8192)
def _matter(text: str) -> frozenset[str]:
    """The terms of a text, without figures, months and words that say nothing."""
    found = (term(word.text) for word in words(text) if len(word.text) > 2)
    return frozenset(one for one in found if not one[0].isdigit()) - _EMPTY - _MONTHS


def _names(text: str) -> frozenset[str]:
    """The terms of the words with a capital, but for the first."""
    found = (text[word.start : word.end] for word in words(text)[1:])
    return frozenset(term(word) for word in found if word[0].isupper() and len(word) > 2) - _MONTHS - _EMPTY
