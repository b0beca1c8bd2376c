"""How near words come to a question that somebody is answering in a quiz, in English and Vietnamese.

What a text says is taken apart into concepts, each with every form that it is known by: its term, its
renderings in the other language, its other spellings. Concepts weigh what they tell apart: one that stands
in few of a course's passages weighs most.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from studyhall.domain.figures import figures
from studyhall.domain.framing import sought
from studyhall.domain.glossary import Phrase, renderings
from studyhall.domain.language import language_of
from studyhall.domain.sentences import sentences
from studyhall.domain.tokens import fold, term, words

ABOUT = 0.6
"""The share of what a question asks about from which it is near, when a quiz asks about it too."""
COVERED = 0.6
"""The share of a quiz's question from which words ask it, whatever stands around them."""
TOLD, TOLD_ABROAD = 0.5, 0.2
"""The share of a quiz's question from which a sentence that has the key is the answer to it.

In another language less is known of what a sentence says.
"""
LEAST, LEAST_TOLD = 0.4, 0.2
"""The weight that words must at least share with a quiz's question: to be near it, and beside its key."""
UNKNOWN = 0.2
"""The weight of what none of the course's passages says: it cannot be answered from them."""
KEY = 0.6
"""The share of a key's words from which a sentence has it."""
_EMPTY = frozenset(
    "the a an of and or to in on at by for from with as into than is are was were be been being it its that "
    "this these those who whom whose which what when where why how do does did done has have had not no so "
    "there they their them he she his him her we our us you your i my me if then about also can could would "
    "should will may might must please tell say said date day month year time place name number many much "
    "long first one true false correct right answer question quiz come came take took taken go went gone get "
    "got make made give gave given become became begin began begun happen happened occur occurred held hold "
    "va cua la cac nhung trong o tai cho voi tu den khi nao ai gi dau sao bao nhieu thi khong duoc bi da se "
    "dang nay do mot nguoi nam thang ngay vao ra theo ve nhu vi the co phai bang hay cung len tren duoi sau "
    "truoc ma roi lai boi noi dung sai luc gio may vay cau hoi tra loi ten so biet toi em minh ban".split()
)

Weigh = Callable[["Concept"], float]


class Concept(NamedTuple):
    """One thing that a text speaks of: its own `terms`, and all `forms` by which another text may have it."""

    terms: tuple[str, ...]
    forms: frozenset[str]


@dataclass(frozen=True)
class Secret:
    """A question of a quiz that somebody has open: what it asks, its right answers, what proves it.

    `options` are what may be chosen, right or not.
    """

    prompt: str
    keys: tuple[str, ...]
    quote: str
    options: tuple[str, ...] = ()


@lru_cache(maxsize=8_192)
def concepts(text: str) -> tuple[Concept, ...]:
    """What a text speaks of, in the order in which it first does, without words that carry grammar alone."""
    every = words(text)
    found: dict[frozenset[str], Concept] = {}
    taken: set[int] = set()
    for one in renderings(text):
        inside = [word for word in every if one.start <= word.start < one.end]
        taken |= {word.start for word in inside}
        if not all(fold(word.text) in _EMPTY for word in inside):
            own = tuple(term(word.text) for word in inside)
            others = map(_form, (*one.translations, *one.variants, *one.related))
            concept = Concept(own, frozenset((" ".join(own), *others)))
            found.setdefault(concept.forms, concept)
    for word in every:
        if word.start not in taken and fold(word.text) not in _EMPTY:
            own = (term(word.text),)
            found.setdefault(frozenset(own), Concept(own, frozenset(own)))
    return tuple(found.values())


def near(question: str, secret: Secret, weigh: Weigh) -> bool:
    """Whether a question of the chat asks what a quiz asks, in these words or in others.

    Either it covers what the quiz asks, whatever else it asks besides; or most of what it asks about stands
    in the question of the quiz, in its options, in its key or in what proves it. To ask about an option is
    near whether it is right or not, so that what is declined does not tell which one is.
    """
    asked = sought(question)
    if _common(secret.prompt, (asked,), weigh) >= _least(secret.prompt, COVERED, weigh):
        return True
    about = (secret.prompt, secret.quote, *secret.keys, *secret.options)
    return _common(asked, about, weigh) >= _least(asked, ABOUT, weigh)


def tells(text: str, secret: Secret, weigh: Weigh) -> bool:
    """Whether a sentence of a text answers a quiz's question: it has the key, and what the question asks."""
    return any(
        _has_key(said, secret.keys)
        and _common(secret.prompt, (said,), weigh) >= _least_told(said, secret, weigh)
        for said in _sentences(text)
    )


def _least_told(said: str, secret: Secret, weigh: Weigh) -> float:
    """What a sentence must have in common with a quiz's question to be the answer to it."""
    if not secret.keys:
        return _least(secret.prompt, COVERED, weigh)
    abroad = language_of(said) != language_of(secret.prompt)
    return _least(secret.prompt, TOLD_ABROAD if abroad else TOLD, weigh, LEAST_TOLD)


def rarity(frequencies: Mapping[str, int], passages: int) -> Weigh:
    """What a concept tells apart: 1 for one that stands in a single passage, 0 for one in every passage.

    `frequencies` count in how many of a course's `passages` a term stands. A phrase is as rare as its rarest
    term, a concept as common as its most common form. What stands nowhere tells little apart; where there are
    no passages everything weighs the same.
    """

    def weigh(concept: Concept) -> float:
        if not passages:
            return 1.0
        count = max(min(frequencies.get(one, 0) for one in form.split()) for form in concept.forms)
        return max(0.0, 1 - math.log(count) / math.log(max(passages, 2))) if count else UNKNOWN

    return weigh


def terms_of(secrets: Iterable[Secret], question: str) -> list[str]:
    """The terms whose frequencies `rarity` needs to judge a question."""
    texts = [sought(question)]
    for secret in secrets:
        texts += (secret.prompt, secret.quote, *secret.keys, *secret.options)
    return list(dict.fromkeys(one for text in texts for form in _forms(text) for one in form.split()))


def _form(phrase: Phrase) -> str:
    return " ".join(map(term, phrase))


def _common(wanted: str, there: Sequence[str], weigh: Weigh) -> float:
    """What the concepts of a text weigh that others have in any form."""
    return sum(weigh(concept) for concept in _met(wanted, there))


def _least(text: str, share: float, weigh: Weigh, floor: float = LEAST) -> float:
    """What this share of the concepts of a text weighs, and no less than what is worth looking at."""
    return max(floor, share * sum(map(weigh, concepts(text))))


def _met(wanted: str, there: Sequence[str]) -> list[Concept]:
    forms = [_forms(text) for text in there]
    return [one for one in concepts(wanted) if not all(map(one.forms.isdisjoint, forms))]


@lru_cache(maxsize=8_192)
def _forms(text: str) -> frozenset[str]:
    return frozenset(form for concept in concepts(text) for form in concept.forms)


def _has_key(said: str, keys: Sequence[str]) -> bool:
    """Whether a sentence has one of the keys: its numbers where it has any, otherwise most of its words."""
    return not keys or any(_has(said, key) for key in keys)


def _has(said: str, key: str) -> bool:
    numbers = figures(key)
    if numbers:
        return numbers <= figures(said)
    wanted = concepts(key)
    return bool(wanted) and len(_met(key, (said,))) >= KEY * len(wanted)


@lru_cache(maxsize=2_048)
def _sentences(text: str) -> tuple[str, ...]:
    return tuple(text[start:end] for start, end in sentences(text))
