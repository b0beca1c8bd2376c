"""What can be asked for in a quotation: dates, numbers, names of every sort, and the terms of its text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from studyhall.domain.amounts import amount
from studyhall.domain.mentions import Mention
from studyhall.domain.sameness import stands
from studyhall.domain.tasks import BLANK
from studyhall.domain.tokens import fold, words
from studyhall.engines.offline.quizzing.bounding import is_loose_day
from studyhall.engines.offline.quizzing.capitals import extents
from studyhall.engines.offline.quizzing.company import names_at, nouns_at
from studyhall.engines.offline.quizzing.compounds import is_compound
from studyhall.engines.offline.quizzing.defining import defined_at
from studyhall.engines.offline.quizzing.denying import plain_parts
from studyhall.engines.offline.quizzing.listing import is_listed
from studyhall.engines.offline.quizzing.phrases import phrases_at
from studyhall.engines.offline.quizzing.sorts import is_common, kind_of_name, sort_of
from studyhall.engines.offline.quizzing.statements import Statement
from studyhall.engines.offline.quizzing.surroundings import Surroundings
from studyhall.engines.offline.quizzing.targets import Asked, Target, is_aside, of_mention, of_name
from studyhall.engines.offline.quizzing.wholes import is_broken

_STEM = 5
"""Words that have so many first letters in common may be forms of one."""
_LIST_ON = re.compile(
    r"^,? (?:and|or|as well as|và|hay|hoặc|cùng) [A-ZÀ-ÞĐ“]|^, [A-ZÀ-ÞĐ][^,]*(?:,| and | và )"
)
_LIST_BEFORE = re.compile(r"[A-ZÀ-ÞĐ][\w’'-]*(?:,|,? (?:and|or|và|hay|hoặc|cùng))(?: the)? $")
_PART = re.compile(r"[A-ZÀ-ÞĐ][\w’'-]*(?: (?:of|on|for)(?: the)?|’s|'s| de)? $|[-–/]$| v\.? $")
_PART_ON = re.compile(
    r"^(?: (?:of(?: the)?|en|et|und|de|del|dell[ae]|dei|di|da|van|von|der) [A-ZÀ-ÞĐ]| [IVX]+\b| \d|[-–/]|"
    r"['’]s? [A-ZÀ-ÞĐ]|\.[A-Z])"
)
_FEWEST_LETTERS = 3
_MEASURED = re.compile(r"^ ?(?:[A-Z]{2,}\b|km\b|kg\b|%|m\b|mm\b)")
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
    alone = [*_first_name(statement.clause), *names_at(statement.clause)]
    joined = list(_joined(statement.clause, alone))
    yield from (Target(Asked.NAME, start, end, statement.clause[start:end]) for start, end in joined)
    taken += joined
    for start, end in alone:
        name = statement.clause[start:end]
        if not any(a < end and start < b for a, b in taken) and _is_name(name, around):
            yield Target(Asked.NAME, start, end, name)
    yield from _phrases(statement, around)
    if statement.language == "en":
        yield from _terms(statement, around)


def _joined(clause: str, names: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Where names of things stand that others belong to: "the European Court of Justice"."""
    for (start, end), (after, last) in pairwise(sorted(names)):
        kind = kind_of_name(clause[start:end])
        if kind and _JOINS.fullmatch(clause[end:after]) and not _PART_ON.match(clause[last:]):
            yield start, last


_JOINS = re.compile(r" (?:of|for)(?: the)? ")


def _first_name(clause: str) -> list[tuple[int, int]]:
    """Where a name begins a clause."""
    return [(start, end) for start, end in extents(clause) if start == 0]


def _is_name(name: str, around: Surroundings) -> bool:
    """Whether it is used as a name here, and is no common noun that somebody wrote with a capital."""
    if name not in around.uses_of_names or _NO_NAME.fullmatch(name) or _GLUED.search(name):
        return False
    return not (is_compound(name) or all(w.casefold() in around.small or is_common(w) for w in name.split()))


# "MartakertMartuni": two names that lost what stood between them.
_GLUED = re.compile(r"[a-zà-ỹ]{3}[A-ZĐ]|-.*-")
_NO_NAME = re.compile(
    r"[IVX]+|[A-Z]|(?:North|South)?-?(?:West|East|North|South)|God|Majesty|Highness|Court|Christmas|Easter|"
    r"Internet|Earth|CE|BC|AD|BCE|Oh|Ah|Yes|USD|EUR|GBP|VND|RPM|Sir|Madam"
)


def _phrases(statement: Statement, around: Surroundings) -> Iterator[Target]:
    """What a sentence explains, and the terms of several words that its text comes back to."""
    clause, language = statement.clause, statement.language
    explained = list(defined_at(clause, language))
    yield from (Target(Asked.PHRASE, start, end, clause[start:end]) for start, end in explained)
    terms = around.terms(statement.passage.document_id, language)
    for start, end, text in phrases_at(clause, terms, language):
        if not any(a < end and start < b for a, b in explained):
            yield Target(Asked.PHRASE, start, end, text)


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
    if len(target.places(whole)) != 1 or is_aside(clause, target) or not _is_told(clause, target):
        return False
    before, after = clause[: target.start], clause[target.end :]
    if target.asked is Asked.DATE:
        return not (_dated_elsewhere(statement, target) or _MEASURED.match(after))
    if target.asked is Asked.NUMBER:
        return not _COUNTED_ON.search(before)
    if is_listed(before) or _LIST_BEFORE.search(before) or _LIST_ON.match(after):
        return False
    if target.asked is Asked.PHRASE:
        return not _is_said_again(target, whole)
    named = target.asked is not Asked.TERM
    if named and (_PART.search(before) or _PART_ON.match(after) or len(target.text) < _FEWEST_LETTERS):
        return False
    if named and is_broken(target.text, before, after, statement.language):
        return False
    return not _is_hinted(target, f"{statement.passage.title} {target.replaced(whole, '')}")


def _is_said_again(target: Target, whole: str) -> bool:
    """Whether the rest has words that are asked for: two of them together, or the last of an English one."""
    rest = target.replaced(whole, BLANK)
    asked = [word.text for word in words(target.text)]
    if any(stands(f"{one} {other}", rest) for one, other in pairwise(asked)):
        return True
    return target.text.isascii() and any(stands(word, rest) for word in asked)


def _is_told(clause: str, target: Target) -> bool:
    """Whether the part of a clause that a target stands in denies nothing."""
    return any(start <= target.start and target.end <= end for start, end in plain_parts(clause))


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
