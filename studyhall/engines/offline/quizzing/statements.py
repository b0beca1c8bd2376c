"""Sentences of sources that can be understood alone, each with who tells it, where it is not just so."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from studyhall.domain.claims import claimant, names_teller
from studyhall.domain.denials import disputes
from studyhall.domain.documents import NEUTRAL, Passage
from studyhall.domain.leaning import leans
from studyhall.domain.mentions import Mention, counts, dates
from studyhall.domain.sentences import sentences
from studyhall.domain.sides import side_key
from studyhall.engines.offline.quizzing.denying import plainly_told
from studyhall.engines.offline.quizzing.mixing import is_foreign
from studyhall.engines.offline.quizzing.selfstanding import content, names_its_things, stands_alone
from studyhall.engines.offline.quizzing.tellers import according, account, inside, is_nobody, parted


class Statement(NamedTuple):
    """A sentence at `start:end` of its passage's text, on one line.

    `teller` is who says it, as it stands after "according to": empty where the sentence speaks for itself.
    `clause` is what is said, without the teller and the full stop. `lead` are the sentences before it, from
    `begin`, that must be quoted along with it; `begin` is `start` where it is quoted without any, and None
    where it can stand alone.
    """

    passage: Passage
    start: int
    end: int
    sentence: str
    teller: str
    clause: str
    lead: str = ""
    begin: int | None = None

    @property
    def is_excerpt(self) -> bool:
        """Whether it is asked about as a quotation of its source."""
        return self.begin is not None

    @property
    def first(self) -> int:
        """Where what proves it begins in its passage's text."""
        return self.start if self.begin is None else self.begin

    @property
    def language(self) -> str:
        """The language that it is written in."""
        return self.passage.language

    @property
    def dates(self) -> tuple[Mention, ...]:
        """The dates in its clause."""
        return dates(self.clause)

    @property
    def counts(self) -> tuple[Mention, ...]:
        """The numbers in its clause that count something."""
        return counts(self.clause)

    @property
    def terms(self) -> frozenset[str]:
        """The terms of its clause that are long enough to say something."""
        return content(self.clause)

    @property
    def whole(self) -> str:
        """The sentence as it can be read: with what leads to it, or whose account it is, if need be."""
        if self.is_excerpt:
            return f"{self.lead} {self.sentence}".lstrip()
        if not self.teller or self.sentence != f"{self.clause}.":
            return self.sentence
        return f"{according(self.teller, self.language)}{inside(self.clause, self.language)}."


_ABOUT = 3
"""So many terms in common with a sentence that tells of a dispute, and a statement is what is disputed."""
SAME = 0.7
"""The share of the fewer terms that two statements have in common when they tell the same."""


def tell_the_same(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two statements with these terms tell nearly the same."""
    return len(one & other) >= SAME * min(len(one), len(other))


@lru_cache(maxsize=4096)
def statements(passage: Passage) -> tuple[Statement, ...]:
    """The sentences of a passage that can be understood without what stands around them.

    What another sentence of it calls disputed is not among them.
    """
    every = sentences(passage.text)
    disputed = [content(told) for start, end in every if disputes(told := passage.text[start:end])]
    found = (_statement(passage, start, end) for start, end in every)
    return tuple(
        statement
        for statement in found
        if statement and not any(len(statement.terms & terms) >= _ABOUT for terms in disputed)
    )


def _statement(passage: Passage, start: int, end: int) -> Statement | None:
    sentence = " ".join(passage.text[start:end].split())
    if not stands_alone(sentence, passage):
        return None
    if not plainly_told(sentence) or is_foreign(sentence, passage.language):
        # A fact of it, swapped or left out, would be as true or as false as before.
        return None
    teller, clause = parted(sentence, passage.language)
    if is_nobody(teller) or leans(clause, passage.language) or not names_its_things(clause, passage):
        return None
    side = "" if side_key(passage.side) == NEUTRAL else passage.side
    if side and not teller and not names_teller(sentence, side):
        teller = account(side, passage.language)
    elif not side and not teller and claimant(sentence):
        # Somebody says it, but what exactly cannot be told apart from who says it.
        return None
    return Statement(passage, start, end, sentence, teller, clause)
