"""What a set of questions has asked already: of which sentences, for what, and how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from studyhall.domain.hinting import right_texts
from studyhall.domain.sameness import plain
from studyhall.domain.sentences import sentences
from studyhall.engines.offline.quizzing.events import Told
from studyhall.engines.offline.quizzing.statements import Statement, tell_the_same
from studyhall.engines.offline.quizzing.targets import Asked, Target


class Remembered:
    """The sentences that are asked about or shown, and what was asked for."""

    def __init__(self) -> None:
        self.sorts: Counter[Asked] = Counter()
        self._used: set[tuple[int, int]] = set()
        self._shown: set[tuple[int, int]] = set()
        self._asked: list[frozenset[str]] = []
        self._named: set[str] = set()

    def has(self, statement: Statement) -> bool:
        """Whether it, or one that tells nearly the same, is asked about already."""
        places = _places(statement)
        if places[-1] in self._used | self._shown or not self._used.isdisjoint(places):
            return True
        return any(tell_the_same(statement.terms, asked) for asked in self._asked)

    def asked_for(self, target: Target) -> bool:
        """Whether a name or a term was asked for already."""
        return plain(target.answer) in self._named

    def add(self, told: Told) -> None:
        """Another question."""
        self._use(told.statements)
        if told.asked is None:
            return
        self.sorts[told.asked] += 1
        if told.asked not in (Asked.DATE, Asked.NUMBER):
            self._named.update(map(plain, right_texts(told.question)))

    def _use(self, told: Iterable[Statement]) -> None:
        for statement in told:
            *leads, own = _places(statement)
            self._shown.update(leads)
            self._used.add(own)
            self._asked.append(statement.terms)


def _places(statement: Statement) -> list[tuple[int, int]]:
    """Where the sentences begin that a statement shows, its own last."""
    passage = statement.passage
    leads = [start for start, _ in sentences(passage.text) if statement.first <= start < statement.start]
    return [(passage.id, start) for start in (*leads, statement.start)]
