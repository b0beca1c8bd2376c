"""Which words of the sources are used alike, by the company they keep: the words before and after them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from math import log

from studyhall.domain.tokens import fold
from studyhall.engines.offline.quizzing.capitals import extents

_DETERMINERS = "the|a|an|its|his|her|their|our|of"
_FOLLOW = (
    "of|in|on|at|for|from|with|by|to|and|or|is|are|was|were|has|had|have|that|which|who|when|where|as|than|"
    "into|through|between|against|during|after|before|because|while|until|but|will|would|can|could|may|must|"
    "should|said|came|went|took|gave|saw|made|did|began|became|asked|answered|cried|ran|got|stood|sat|looked"
)
_NOUN = re.compile(
    rf"(?<![\w’'-])(?P<det>{_DETERMINERS}) (?:(?P<mod>[a-z]{{3,}}) )?(?P<noun>[a-z]{{4,}})"
    rf"(?=[,.;)]|\.?$| (?:{_FOLLOW})\b)"
)
_NO_NOUN = re.compile(
    r"(?<![\w’'-])(?:to|not|was|were|is|are|been|be|very|more|most|so|too|quite|he|she|they|it|we|who|which|"
    r"would|could|will|can|may|must|should|did|does|do|also|then|never|always|as) (?P<word>[a-z]{4,})"
)
_OTHER_ENDINGS = re.compile(
    r"(?:ly|ed|ing|ive|ous|able|ible|ful|less|[nrciut]al|ual|ish|est|ward|wards|self|selves|eth)$"
)
_GENERIC = frozenset(
    "time times year years month months week weeks day days hour hours minute minutes part parts way ways "
    "thing things people person number numbers amount kind kinds type types form forms use uses case cases "
    "example examples place places area areas group groups work works life world order end ends side sides "
    "fact facts reason reasons result results state point points line lines name names other others "
    "same first second third last next more most many much some such than that this those these one "
    "early late during about under over between into both rest half majority variety range lack "
    "course addition total most least little what when where there then them they with without while "
    "which would could should from were have been will also only even just very term terms word words "
    "something anything nothing everything someone anyone everyone thousand million hundred hundreds "
    "thousands millions moment while bit piece matter means manner account sort lot level basis rate role "
    "whole back front century decade period beginning middle night morning evening afternoon today set "
    "value values percent effect issue issues aspect aspects factor factors member members head hand hands "
    "face eyes same late present past future different large small great good high long full main major "
    "common general certain various several possible important similar public local national human "
    "principle principles condition conditions theory theories method methods question questions problem "
    "problems system systems concept concepts approach approaches purpose purposes addition existence "
    "following based using used called known need needs ability idea ideas size age home house room side "
    "attempt increase decrease change changes difference differences process action actions "
    "best better well soon once again here ever never always away down near along until among upon "
    "each every like".split()
)


@dataclass
class Usage:
    """How often a word or name is used, after and before which words, and in which passages."""

    count: int = 0
    before: Counter[str] = field(default_factory=Counter)
    after: Counter[str] = field(default_factory=Counter)
    passages: set[int] = field(default_factory=set)
    documents: Counter[str] = field(default_factory=Counter)

    def add(self, before: str, after: str, passage: int, document: str) -> None:
        """Another use of it."""
        self.count += 1
        self.before[before] += 1
        self.after[after] += 1
        self.passages.add(passage)
        self.documents[document] += 1

    @property
    def with_the(self) -> bool:
        """Whether "the" mostly stands before it."""
        return 2 * self.before["the"] > self.count


Uses = dict[str, Usage]


def nouns_at(text: str) -> Iterator[tuple[int, int, str]]:
    """Where a noun seems to stand in English prose, with the word before it that tells so."""
    for match in _NOUN.finditer(text):
        many = (match["mod"] or "").endswith("s") and not match["mod"].endswith("ss")
        # "Their descendants rose": after a noun in the plural stands a verb.
        if not many and match["noun"] not in _GENERIC and not _OTHER_ENDINGS.search(match["noun"]):
            yield match.start("noun"), match.end("noun"), match["det"] if not match["mod"] else match["mod"]


def no_nouns(text: str) -> list[str]:
    """The words of a text that stand where no noun does."""
    return [match["word"] for match in _NO_NOUN.finditer(text)]


def names_at(text: str) -> Iterator[tuple[int, int]]:
    """Where names stand inside a sentence: what begins one may have its capital from there."""
    for start, end in extents(text):
        if (
            start
            and not _CONTRACTED.match(text[start:end])
            and not re.search(r"[.!?:;“\"(‘']\s*$", text[:start])
        ):
            yield start, end - (2 if text[start:end].endswith(("'s", "’s")) else 0)


_CONTRACTED = re.compile(r"I['’]|\w+['’](?:ll|m|ve|d|re|t)\b")


def beside(text: str, start: int, end: int) -> tuple[str, str]:
    """The words before and after a stretch of text, folded; "." where none stands there."""
    before, after = re.search(r"([\w’'-]+) $", text[:start]), re.match(r" ([\w’'-]+)", text[end:])
    return fold(before[1]) if before else ".", fold(after[1]) if after else "."


def is_plural(word: str) -> bool:
    """Whether an English noun is in the plural, by its form."""
    last = word.rsplit(maxsplit=1)[-1].casefold()
    return (
        last in _PLURALS
        or last.endswith("men")
        or (last.endswith("s") and not last.endswith(("ss", "us", "is")))
    )


_PLURALS = frozenset(
    "men women children people mice geese feet teeth oxen wolves data bacteria media".split()
)


def alikeness(one: Usage, other: Usage) -> float:
    """How alike two words are used: of each word that both have beside them, the rarer the more."""
    shared = 0.0
    for mine, theirs in ((one.before, other.before), (one.after, other.after)):
        for word in mine.keys() & theirs.keys():
            shared += 0.2 if word in _COMMON else 1.0
    return shared / log(4 + other.count)


_COMMON = frozenset(
    ". the a an of and in to or is was were are by with for on at that "
    "của và là ở tại trong cho với được bị đã có các những người một từ vào đến về do để như".split()
)


def uses_of_names(told: Iterable[tuple[str, int, str]]) -> Uses:
    """The names in sentences (text, passage, document), with how each is used."""
    found: Uses = {}
    for text, passage, document in told:
        for start, end in names_at(text):
            found.setdefault(text[start:end], Usage()).add(*beside(text, start, end), passage, document)
    return found


def uses_of_nouns(told: Iterable[tuple[str, int, str]]) -> Uses:
    """The nouns in sentences (text, passage, document), with how each is used."""
    found: Uses = {}
    against: Counter[str] = Counter()
    for text, passage, document in told:
        against.update(no_nouns(text))
        for start, end, _ in nouns_at(text):
            found.setdefault(text[start:end], Usage()).add(*beside(text, start, end), passage, document)
    return {word: usage for word, usage in found.items() if usage.count > 2 * against[word]}
