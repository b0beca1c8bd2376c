"""Names and terms as wrong options: those of the sources that are used as the right one is, and look so."""

from __future__ import annotations

import re
from collections.abc import Callable

from studyhall.domain.sameness import same, spelled, stands
from studyhall.domain.shuffling import shuffled
from studyhall.domain.tokens import fold
from studyhall.engines.offline.quizzing.bearers import bearer_of
from studyhall.engines.offline.quizzing.company import Usage, alikeness, beside, is_plural
from studyhall.engines.offline.quizzing.drawing import WRONG, Wanted, some
from studyhall.engines.offline.quizzing.sorts import are_alike, is_common, kind_of_name, others_of, sort_of
from studyhall.engines.offline.quizzing.targets import Asked
from studyhall.engines.offline.quizzing.wholes import is_syllable


def others(wanted: Wanted) -> list[str]:
    """Other names, or terms, that are used most alike; none that stands near, or beside the right one."""
    right, statement = wanted.target.text, wanted.statement
    named = wanted.target.asked is Asked.NAME
    uses = wanted.around.uses_of_names if named else wanted.around.uses_of_nouns
    if right not in uses:
        return []
    own, passage = uses[right], statement.passage
    told = "\n".join((statement.whole, passage.title, *(sentence.text for sentence in wanted.near)))
    form = _form(wanted, named=named)
    fits = [
        (alikeness(own, usage) + (_HERE if passage.document_id in usage.documents else 0), word)
        for word, usage in uses.items()
        if form(word, usage)
        and (named or passage.id not in usage.passages)
        and not (spelled(word, told) or same(word, right) or fold(word)[:4] == fold(right)[:4])
        and not (named and is_partly_told(word, statement.whole))
    ]
    bearer = bearer_of(right, own, wanted.around.gazetteer) if named else ""
    least = _LEAST_ALIKE if bearer else _LEAST_UNKNOWN
    nearest = [
        word
        for score, word in sorted(fits, key=lambda pair: (-pair[0], pair[1]))
        if not named or (score > least and bearer_of(word, uses[word], wanted.around.gazetteer) == bearer)
    ]
    found: list[str] = []
    for word in some(nearest, WRONG, wanted) + nearest:
        if len(found) < WRONG and not any(fold(word)[:4] == fold(other)[:4] for other in found):
            found.append(word)
    return found if named or not found else _filled(found, wanted, told)


def is_partly_told(name: str, text: str) -> bool:
    """Whether a text has the last word of a name of several: nobody would take it for another."""
    return " " in name and stands(name.rsplit(maxsplit=1)[-1], text)


def _filled(found: list[str], wanted: Wanted, told: str) -> list[str]:
    """Terms of the sources, and where they are too few of a sort, others of it that the sources have not."""
    right = wanted.target.text
    of_sort = [word for word in others_of(right) if not (are_alike(word, right) or same(word, right))]
    unused = [w for w in of_sort if w not in wanted.around.uses_of_nouns and w not in wanted.around.small]
    fits = [w for w in unused if is_plural(w) == is_plural(right) and not spelled(w, told)]
    drawn = [fits[index] for index in shuffled(len(fits), 2, wanted.salt)]
    return [*found, *drawn][:WRONG]


_HERE = 0.8
"""How much more plausible a word of the same document is."""
_LEAST_ALIKE, _LEAST_UNKNOWN = 0.9, 1.7
"""How alike names must be used: more so where nothing tells what bears them."""


def _form(wanted: Wanted, *, named: bool) -> Callable[[str, Usage], bool]:
    """What another word must look like to fit where the right one stands."""
    text = wanted.target.text
    own = (wanted.around.uses_of_names if named else wanted.around.uses_of_nouns)[text]
    before = beside(wanted.statement.clause, wanted.target.start, wanted.target.end)[0]

    def common(word: str) -> bool:
        return word.casefold() in wanted.around.small or is_common(word)

    def fits(word: str, usage: Usage) -> bool:
        if (
            len(word.split()) > _LONGEST_NAME
            or ("-" in word) != ("-" in text)
            or bool(_GLUED.search(word)) != bool(_GLUED.search(text))
            or is_plural(word) != is_plural(text)
        ):
            return False
        if not named:
            if sort_of(word) != sort_of(text) or are_alike(word, text):
                return False
            return before not in ("a", "an") or bool(usage.before["a"] or usage.before["an"])
        if usage.after["of"] or usage.before["of"] > usage.count / 2 or any(map(common, word.split())):
            return False
        one_word = (" " in word) == (" " in text)
        return (
            one_word
            and usage.with_the == own.with_the
            and word.isupper() == text.isupper()
            and _sort(word) == _sort(text)
        )

    return fits


_LONGEST_NAME = 4  # words
_GLUED = re.compile(r"[a-z][A-Z]")
_PEOPLE = re.compile(r"(?:[^aeiou]ians?|ish|ese|ench|utch|eek|[a-z]ans?|ijanis?|ists?)$")
_KINDS_OF_NAMES = re.compile(r"(?:ism|ity)$")


def _sort(name: str) -> tuple[bool, bool, bool, str]:
    """What a name looks like: a people's, a teaching's, one with a Vietnamese syllable in it."""
    return (
        bool(_PEOPLE.search(name)),
        bool(_KINDS_OF_NAMES.search(name)),
        any(map(is_syllable, name.split())),
        kind_of_name(name),
    )
