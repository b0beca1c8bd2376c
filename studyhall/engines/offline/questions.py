"""What a question asks: its weighted terms, and the kind of answer it waits for."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from studyhall.domain.framing import Frame, framed
from studyhall.domain.glossary import renderings
from studyhall.domain.language import language_of
from studyhall.domain.tokens import fold, term
from studyhall.engines.offline.facts import Day, Token, days, tokens
from studyhall.engines.offline.forms import canonical
from studyhall.engines.offline.kinds import Kind, kind_of


class Other(NamedTuple):
    """Another way to say a concept: terms that must stand together.

    A single word with diacritics must stand as that `word`: folded, it would be some other word as well.
    `foreign` when it is of another language than the question.
    """

    terms: tuple[str, ...]
    word: str
    foreign: bool


class Concept(NamedTuple):
    """A term of the question, and `word` as it was typed.

    `weight` is its inverse document frequency in the course, in 0..1. It is a `name` when it is written with
    a capital inside the question, and `empty` when questions are made with it, whatever they are about.
    """

    term: str
    word: str
    weight: float
    name: bool
    others: tuple[Other, ...] = ()
    empty: bool = False

    @property
    def figure(self) -> bool:
        """Whether it is a number, a year or a month."""
        return self.term[:1].isdigit() or self.term.startswith("month:")

    @property
    def readable(self) -> bool:
        """Whether it can be told in a text of another language: a name, a number, a word with a rendering."""
        return self.name or self.figure or any(other.foreign for other in self.others)


class Asked(NamedTuple):
    """A question, read.

    `pairs` are neighbouring concepts, by index; `mass` is the sum of all weights, never 0; `accented` tells
    whether it was typed with diacritics, `days` are the dates it names,
    `said` all its terms.
    """

    language: str
    kind: Kind
    concepts: tuple[Concept, ...]
    pairs: tuple[tuple[int, int], ...]
    mass: float
    negative: bool
    accented: bool
    days: tuple[Day, ...]
    said: frozenset[str]


_ENGLISH_STOP = (
    "a an the of and or in on at to for by from with as into than that this these those it its is are was "
    "were be been being am do does did done has have had having who whom whose which what when where why how "
    "not no there their they them he she his her him we our you your i my me us if then so such can could "
    "would should will may might must shall also about s t d ll re ve didn doesn wasn isn aren weren don"
)
_VIETNAMESE_STOP = (
    "là và của các những đã sẽ đang được bị trong tại cho với từ khi nào ai gì đâu sao thì này đó ra theo "
    "về như vì thế có phải bằng hay cũng trên dưới mà rồi lại bởi bao nhiêu mấy nhưng một vào đến ở không "
    "năm ngày tháng người lúc giờ họ nó ông bà lâu do để"
)
_EMPTY_ENGLISH = "happen tell describe explain list give"
_EMPTY_VIETNAMESE = "xảy chuyện diễn hãy nêu kể"
_EMPTY = {
    "en": frozenset(canonical(term(word)) for word in _EMPTY_ENGLISH.split()),
    "vi": frozenset(_EMPTY_VIETNAMESE.split()),
}
_BARE_EMPTY = frozenset(map(fold, _EMPTY["vi"]))
_EMPTY_WEIGHT = 0.1  # what is asked with these words is seldom told with them
_STOP = {
    "en": frozenset(_ENGLISH_STOP.split()) | {canonical(term(word)) for word in _ENGLISH_STOP.split()},
    "vi": frozenset(_VIETNAMESE_STOP.split()),
}
_BARE_STOP = frozenset(map(fold, _VIETNAMESE_STOP.split()))
_NEGATIONS = frozenset("not never no neither nor without cannot không chưa chẳng".split())


def negates(word: str) -> bool:
    """Whether a lower-cased word turns a statement into its contrary."""
    return word in _NEGATIONS or word.endswith(("n't", "n’t"))


def read(question: str, frequencies: Mapping[str, int], passages: int, default: str) -> Asked:
    """What `question` asks. `frequencies` count in how many of the course's `passages` a term stands.

    `default` is its language where nothing in it tells.
    """
    language = language_of(question, default)
    frame, start, end = framed(question)
    whole = tokens(question)
    found = [t for t in whole if start <= t.start < end]
    accented = any(not t.word.isascii() for t in found)
    kept = [t for t in found if not is_grammar(t, language, accented=accented)]
    others = _others(question, language, kept)
    index: dict[str, int] = {}
    concepts: list[Concept] = []
    for token in kept:
        if token.term not in index:
            index[token.term] = len(concepts)
            weight = _weight(token, frequencies, max(passages, 1))
            empty = _says_little(token, language, accented)
            weight *= _EMPTY_WEIGHT if empty else 1.0
            name = token.capital and token is not whole[0]
            concepts.append(Concept(token.term, token.word, weight, name, others[token.start], empty))
    place = {t.start: i for i, t in enumerate(found)}
    pairs = [
        (index[x.term], index[y.term])
        for x, y in pairwise(kept)
        if place[y.start] - place[x.start] <= 2 and x.term != y.term
    ]
    mass = sum(c.weight for c in concepts) or 1.0
    negative = any(negates(t.word) for t in found[:-1] or found)
    kind = kind_of(question[start:end], language)
    if kind is Kind.OPEN and frame is not Frame.NONE:
        kind = Kind(frame.value)
    told, said = days(found), frozenset(t.term for t in found)
    return Asked(
        language, kind, tuple(concepts), tuple(dict.fromkeys(pairs)), mass, negative, accented, told, said
    )


def is_grammar(token: Token, language: str, *, accented: bool) -> bool:
    """Whether a word only carries the grammar of a question or statement."""
    if token.term.startswith("month:"):
        return False
    if language == "vi":
        return token.word in (_STOP["vi"] if accented else _BARE_STOP)
    return token.word in _STOP["en"] or token.term in _STOP["en"]


def _says_little(token: Token, language: str, accented: bool) -> bool:
    """Whether a word is one that questions are made with, whatever they are about."""
    if language == "vi":
        return token.word in (_EMPTY["vi"] if accented else _BARE_EMPTY)
    return token.term in _EMPTY["en"]


def _others(question: str, language: str, kept: Sequence[Token]) -> dict[int, tuple[Other, ...]]:
    """By the start of each token: what says the same in another language or spelling."""
    found: dict[int, tuple[Other, ...]] = {token.start: () for token in kept}
    for rendering in renderings(question, language):
        said = [_other(phrase, foreign=True) for phrase in rendering.translations]
        said += [_other(phrase, foreign=False) for phrase in rendering.variants]
        for token in kept:
            if rendering.start <= token.start < rendering.end:
                found[token.start] += tuple(o for o in said if o.terms and o.terms != (token.term,))
    return found


def _other(phrase: Sequence[str], *, foreign: bool) -> Other:
    terms = tuple(canonical(term(word)) for word in phrase)
    exact = len(phrase) == 1 and phrase[0] != fold(phrase[0])
    return Other(terms, phrase[0] if exact else "", foreign)


def _weight(token: Token, frequencies: Mapping[str, int], passages: int) -> float:
    """The inverse document frequency log(1 + (N - n + 1/2) / (n + 1/2)) of BM25, over that of n = 1.

    A month is taken to stand in every twelfth passage: it is not counted as one term.
    """
    count = frequencies.get(term(token.word), 0)
    if token.term.startswith("month:"):
        count = max(count, passages // 12)
    count = min(max(count, 1), passages)
    most = math.log(1 + (passages - 0.5) / 1.5)
    return math.log(1 + (passages - count + 0.5) / (count + 0.5)) / most
