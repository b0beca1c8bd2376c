"""Grading an answer whose key is one exact fact, a date, a number or a name, by what it says in its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from studyhall.domain.accepting import alike
from studyhall.domain.amounts import Amount, amount, amounts, same_amount
from studyhall.domain.grades import Verdict
from studyhall.domain.initials import initials
from studyhall.domain.qualifying import qualifies
from studyhall.domain.reasons import Because, reason
from studyhall.domain.tokens import fold, words
from studyhall.engines.offline.grading.opposites import ALTERNATIVES, denies, doubts
from studyhall.engines.offline.grading.wordings import read
from studyhall.engines.offline.kinds import Kind, kind_of
from studyhall.ports import GradingRequest

SURE, QUITE_SURE = 0.95, 0.9
"""How sure a fact is that is told plainly, and that a name is another one, as people have several."""
NEAR = Decimal("0.1")
"""Numbers nearer to each other than this share may be one that was rounded."""
_MOST_WORDS = 6
_PARTICLES = frozenset("of the and de la von van al el bin ibn da di du".split())
_ROLES = re.compile(
    r"\b(?:admiral|ambassador|bishop|captain|chairman|chief|colonel|commander|emperor|empress|father|general|"
    r"governor|king|leader|lord|marshal|minister|mother|officer|pope|president|prince|princess|queen|saint|"
    r"secretary|sir|sultan|teacher|tsar|capital|city|country|republic|river|state|town|union|tong thong|"
    r"thu tuong|chu tich|vua|hoang de|bo truong|tuong|thanh pho|thu do|nuoc|song)\b"
)
_MOVING = frozenset(
    (
        "before after until till since between from to earlier later over above under below than most least "
        "up least less fewer more minimum maximum trước sau đến tới từ giữa hơn trên dưới nhất quá"
    ).split()
)
_CHOOSING = frozenset("or hoặc hay either perhaps possibly probably maybe chắc".split())
_CAPITAL = re.compile(r"[^\W\d_]")


def on_fact(request: GradingRequest) -> Verdict | None:
    """The verdict on an answer to a question for an exact fact; None where the key is none."""
    meant = [told for told in map(amount, request.references) if told]
    if meant:
        return _on_amount(request, meant)
    if request.references and _is_name(request.references[0], request):
        return _on_name(request)
    return None


def _on_amount(request: GradingRequest, meant: Sequence[Amount]) -> Verdict:
    whole = amount(request.given)
    said = amounts(request.given) or ((whole,) if whole else ())
    key = request.references[0]
    if not said:
        return _undecided(Because.BESIDE, meant=key)
    if any(not same_amount(one, said[0]) for one in said):
        return _undecided(Because.SEVERAL, meant=key)
    right = any(same_amount(said[0], one) for one in meant)
    if not _plain(request) or (meant[0].number is not None and not _rest_known(request)):
        return _undecided(Because.BESIDE, meant=key)
    told = _told(request.given)
    if right:
        loose = all(
            qualifies(request.given, text, request.prompt, request.evidence) for text in request.references
        )
        if loose or not _rest_known(request):
            return _undecided(Because.PARTLY, said=told, meant=key)
        return Verdict(1.0, SURE, reason=reason(Because.RIGHT_FACT, said=told), quoted=told)
    if any(_near(said[0], one) for one in meant):
        return _undecided(Because.PARTLY, said=told, meant=key)
    return Verdict(0.0, SURE, reason=reason(Because.OTHER, said=told, meant=key), quoted=told)


def _near(said: Amount, meant: Amount) -> bool:
    """Whether one may stand for the other: a date in part, a number rounded or counted in other units.

    A dash before a number may be no minus.
    """
    if said.day and meant.day:
        return said.day[0] == meant.day[0] or 0 in (said.day[0], meant.day[0])
    if said.number is None or meant.number is None:
        return True
    if said.unit and meant.unit and said.unit != meant.unit:
        return True
    if said.number == -meant.number:
        return True
    return abs(said.number - meant.number) <= NEAR * abs(meant.number)


def _plain(request: GradingRequest) -> bool:
    """Whether nothing in an answer takes back, moves or leaves open what it says."""
    told = [word.text for word in words(request.given)]
    if (
        ALTERNATIVES.search(request.given)
        and "/" not in "".join(request.references)
        and not amount(request.given)
    ):
        return False
    said = {word.text for text in (request.prompt, *request.references) for word in words(text)}
    return not any(
        denies(word) or (word not in said and (doubts(word) or word in _MOVING or word in _CHOOSING))
        for word in told
    )


def _rest_known(request: GradingRequest) -> bool:
    """Whether what an answer says beside the fact is the question's, the source's or an accepted answer's."""
    language = request.language
    known = {
        concept.term
        for text in (request.prompt, request.evidence, *request.references)
        for concept in read(text, language).concepts
    }
    return all(
        concept.term in known or any(c.isdigit() for c in concept.term) or amount(concept.word) is not None
        for concept in read(request.given, language).concepts
    )


def _is_name(key: str, request: GradingRequest) -> bool:
    """Whether a key is a name: it has capitals, and stands inside a sentence or is asked for by its kind."""
    if not _named(key):
        return False
    stands = re.search(rf"[^\W_][,;]? {re.escape(key.strip())}", request.evidence)
    return bool(stands) or kind_of(request.prompt, request.language) in (Kind.WHO, Kind.WHERE)


def _named(text: str) -> bool:
    """Whether a text is a few words that are all written with a capital, but for particles."""
    listed = [text[word.start : word.end] for word in words(text)]
    real = [word for word in listed if word not in _PARTICLES]
    return (
        0 < len(real) <= _MOST_WORDS
        and all(word[0].isupper() for word in real)
        and any(len(word) > 1 for word in real)
        and len(_CAPITAL.findall(text)) > 2
    )


def _on_name(request: GradingRequest) -> Verdict:
    key, given = request.references[0], request.given
    plain = _plain(request)
    for reference in request.references:
        span = _span(given, reference)
        if span is None:
            continue
        if plain and _rest_known(request):
            return Verdict(1.0, SURE, reason=reason(Because.RIGHT_FACT, said=span), quoted=span)
        return _undecided(Because.PARTLY, said=given, meant=key)
    if plain and _is_other(request):
        said = given.strip()
        return Verdict(0.0, QUITE_SURE, reason=reason(Because.OTHER, said=said, meant=key), quoted=said)
    return _undecided(Because.PARTLY, said=given, meant=key)


def _span(given: str, reference: str) -> str | None:
    """The words of an answer that are a reference in some form."""
    listed = words(given)
    size = len(words(reference))
    for count in (size, size + 1, size - 1):
        for at in range(len(listed) - count + 1 if count > 0 else 0):
            span = given[listed[at].start : listed[at + count - 1].end]
            if alike(span, reference):
                return span
    return None


def _is_other(request: GradingRequest) -> bool:
    """Whether an answer is nothing but another name: no part of the right one, no description of it."""
    said = {fold(word.text) for word in words(request.given)} - _PARTICLES
    if not _named(request.given) or _ROLES.search(fold(request.given)):
        return False
    meant = {fold(word.text) for text in request.references for word in words(text)} - _PARTICLES
    if any(one[:3] == other[:3] for one in said for other in meant):
        return False
    shortened = frozenset().union(initials(request.given), *map(initials, request.references))
    asked = {fold(word.text) for word in words(request.prompt)}
    return not (said & asked) and not ((said | meant) & shortened) and not _beside(request)


def _beside(request: GradingRequest) -> bool:
    """Whether a place is named in the source too, as the country of a town is beside it."""
    if kind_of(request.prompt, request.language) is Kind.WHO:
        return False
    source = fold(request.evidence)
    return fold(request.given.strip()) in source


def _told(given: str) -> str:
    """What an answer says, without the stop at its end."""
    return given.strip().rstrip(".!?;, ")


def _undecided(because: Because, *, said: str = "", meant: str = "") -> Verdict:
    return Verdict(None, reason=reason(because, said=_told(said), meant=meant))
