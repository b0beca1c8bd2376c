"""The names in a statement, held against what its sources tell: a name that none of them has was invented."""

from __future__ import annotations

from studyhall.domain.sentences import sentences
from studyhall.domain.tokens import fold, words

_ROOT = 4
"""So many letters tell the forms of one name: "Iran" and "Iranian", "Turkey" and "Turkish"."""
_LONGEST_ABBREVIATION = 5
CALENDAR = frozenset(
    "january february march april may june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday".split()
)


def unknown_names(statement: str, sources: str) -> frozenset[str]:
    """The capitalised words within a statement, folded, that its sources have in no form.

    What begins a sentence has a capital anyway, and is not judged; nor are words of less than three letters,
    abbreviations, months and days of the week. It is for languages that write names with a capital, and no
    other words.
    """
    told = {fold(word.text) for word in words(sources)}
    beginnings = {word[:_ROOT] for word in told}
    unknown = set()
    for start, end in sentences(statement):
        sentence = statement[start:end]
        for word in words(sentence)[1:]:
            written, name = sentence[word.start : word.end], fold(word.text)
            if written[0].isupper() and not _is_known(written, name, told, beginnings):
                unknown.add(name)
    return frozenset(unknown)


def _is_known(written: str, name: str, told: set[str], beginnings: set[str]) -> bool:
    abbreviation = written.isupper() and len(written) <= _LONGEST_ABBREVIATION
    return abbreviation or len(name) < 3 or name in told | CALENDAR or name[:_ROOT] in beginnings
