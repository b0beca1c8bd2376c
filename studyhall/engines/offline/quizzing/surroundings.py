"""All that the sources of a quiz tell: from it wrong options are taken, and by it none is right as well."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from studyhall.domain.documents import Passage
from studyhall.domain.mentions import Mention, counts, dates
from studyhall.domain.sentences import sentences
from studyhall.domain.tokens import term, words
from studyhall.engines.offline.quizzing.company import Uses, uses_of_names, uses_of_nouns
from studyhall.engines.offline.quizzing.names import Gazetteer, Sort, gazetteer, small_words
from studyhall.engines.offline.quizzing.phrases import terms_of
from studyhall.engines.offline.quizzing.statements import Statement

_CAPITAL = re.compile(r"(?<=[\w,;(] )[^\W\d_][\w’'-]*")
_NEAR = 0.5
"""The share of the fewer terms that two sentences have in common when they may tell the same."""
_RARE = 0.03
"""The share of all sentences up to which a term is rare: two that are shared tell the same matter."""
_RARE_SHARED = 2


class Told(NamedTuple):
    """A sentence of the sources, on one line, with what stands in it."""

    document_id: str
    passage_id: int
    start: int
    language: str
    text: str
    terms: frozenset[str]

    @property
    def dates(self) -> tuple[Mention, ...]:
        """The dates in it."""
        return dates(self.text)

    @property
    def counts(self) -> tuple[Mention, ...]:
        """The numbers in it."""
        return counts(self.text)


class Surroundings:
    """The sentences of all passages of the sources, with the names in them."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._passages = passages

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The people and places that the sources name."""
        return gazetteer(self._passages)

    @cached_property
    def told(self) -> tuple[Told, ...]:
        """Every sentence."""
        return tuple(
            _told(passage, start, end) for passage in self._passages for start, end in sentences(passage.text)
        )

    @cached_property
    def capitals(self) -> frozenset[str]:
        """The words that are written with a capital inside sentences."""
        found = (word for told in self.told for word in _CAPITAL.findall(told.text))
        return frozenset(word for word in found if word[0].isupper())

    @cached_property
    def names(self) -> dict[Sort, list[str]]:
        """The names of each sort."""
        return {sort: self.gazetteer.of(sort) for sort in Sort}

    def of_document(self, document_id: str) -> Sequence[str]:
        """The sentences of a document."""
        return self._documents.get(document_id, ())

    @cached_property
    def _documents(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for told in self.told:
            found.setdefault(told.document_id, []).append(told.text)
        return found

    def terms(self, document_id: str, language: str) -> frozenset[str]:
        """The terms of several words that a document comes back to, and few others do."""
        if (document_id, language) not in self._terms:
            told = self._documents.get(document_id, [])
            self._terms[document_id, language] = terms_of(told, language)
        return self._terms[document_id, language]

    @cached_property
    def _terms(self) -> dict[tuple[str, str], frozenset[str]]:
        return {}

    def every_term(self, language: str) -> frozenset[str]:
        """The terms of several words of all documents in a language."""
        found = {told.document_id for told in self.told if told.language == language}
        return frozenset().union(*(self.terms(document_id, language) for document_id in found))

    @cached_property
    def uses_of_names(self) -> Uses:
        """How the names inside sentences are used."""
        return uses_of_names((told.text, told.passage_id, told.document_id) for told in self.told)

    @cached_property
    def small(self) -> frozenset[str]:
        """The words that are written small somewhere."""
        return small_words(self._passages)

    @cached_property
    def uses_of_nouns(self) -> Uses:
        """How the nouns of English sentences are used."""
        return uses_of_nouns(
            (told.text, told.passage_id, told.document_id) for told in self.told if told.language == "en"
        )

    @cached_property
    def _counts(self) -> Counter[str]:
        return Counter(term for told in self.told for term in told.terms)

    def near(self, statement: Statement) -> list[Told]:
        """The sentences that may tell the same as a statement: what they name is no wrong answer to it."""
        most = max(3, int(_RARE * len(self.told)))
        own = statement.terms
        rare = frozenset(term for term in own if self._counts[term] <= most)
        return [told for told in self.told if _is_near(own, rare, told)]

    def after(self, statement: Statement) -> Told | None:
        """The sentence that follows a statement in its passage."""
        later = (
            told for told in self._of_passage.get(statement.passage.id, ()) if told.start > statement.start
        )
        return next(later, None)

    @cached_property
    def _of_passage(self) -> dict[int, list[Told]]:
        found: dict[int, list[Told]] = {}
        for told in self.told:
            found.setdefault(told.passage_id, []).append(told)
        return found


def _is_near(own: frozenset[str], rare: frozenset[str], told: Told) -> bool:
    shared = own & told.terms
    fewer = min(len(own), len(told.terms))
    return len(shared) >= max(2, _NEAR * fewer) or len(shared & rare) >= _RARE_SHARED


def _told(passage: Passage, start: int, end: int) -> Told:
    text = " ".join(passage.text[start:end].split())
    terms = frozenset(term(word.text) for word in words(text) if len(word.text) > 2)
    return Told(passage.document_id, passage.id, start, passage.language, text, terms)
