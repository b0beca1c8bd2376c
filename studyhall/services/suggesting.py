"""First questions for a course: those that came with it and those made of its sources, all answered."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import zip_longest

from studyhall.domain.courses import Course
from studyhall.domain.documents import Passage
from studyhall.domain.errors import Unavailable
from studyhall.domain.evidence import Status
from studyhall.domain.language import language_of
from studyhall.domain.sides import side_key
from studyhall.domain.tokens import term, words
from studyhall.ports import Engine, Storage
from studyhall.services.engines import OFFLINE
from studyhall.services.guarding import guard_of
from studyhall.services.policies import allowed
from studyhall.services.tutoring import Asked, Tutoring

LOOKED_AT = 160
"""How many of a course's passages questions are made of, spread over all of them."""
TRIED = 16
"""How many questions are put to the engine at most, of the sources in the language and of the others."""
ENOUGH = 4
"""So many questions from sources in the language, and none is made from the others."""
REMEMBERED = 64
_ALIKE = 0.5

Key = tuple[str, int, str, int]


class Suggesting:
    """Suggests what to ask; nothing is suggested that the engine does not answer from the course."""

    def __init__(
        self,
        storage: Storage,
        tutoring: Tutoring,
        engines: Mapping[str, Engine],
        given: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        """`given` are questions that came with courses, by slug."""
        self._storage = storage
        self._tutoring = tutoring
        self._engine = engines.get(OFFLINE) or next(iter(engines.values()))
        self._given = given or {}
        self._remembered: dict[Key, tuple[str, ...]] = {}
        self._picking = threading.Lock()

    def questions_for(
        self, actor: int, course: Course, language: str, now: datetime, count: int = 4
    ) -> tuple[str, ...]:
        """The same for somebody in the course; none for who has a quiz open, whom they might help."""
        with self._storage.begin() as work:
            person = allowed(work, actor, "ask", course.id)
            guard = guard_of(work, person, now)
        return () if guard else self.questions(course, language, count)

    def questions(self, course: Course, language: str, count: int = 4) -> tuple[str, ...]:
        """At most `count` questions in `language`; the same until the course's sources change.

        None while the course cannot be searched.
        """
        with self._storage.begin() as work:
            key = (course.key, work.passages.revision(course.id), language, count)
        with self._picking:
            # A whole class that opens the page at once waits for one to be picked, not for thirty.
            if key not in self._remembered:
                try:
                    self._remember(key, self._picked(course, language, count))
                except Unavailable:
                    return ()
            return self._remembered[key]

    def _remember(self, key: Key, questions: tuple[str, ...]) -> None:
        while len(self._remembered) >= REMEMBERED:
            self._remembered.pop(next(iter(self._remembered)))
        self._remembered[key] = questions

    def _picked(self, course: Course, language: str, count: int) -> tuple[str, ...]:
        given = [text for text in self._given.get(course.slug, ()) if language_of(text) == language]
        picked: list[str] = []
        for text in given:
            if len(picked) < count and self._answered(course, text):
                picked.append(text)
        if len(picked) >= count:
            return tuple(picked)
        own, others = self._sources(course, language)
        self._add(course, language, own, picked, count)
        if len(picked) < min(count, ENOUGH):
            # Of a source in another language a question is best answered in that language.
            self._add(course, language, others, picked, count)
        return tuple(picked)

    def _add(
        self, course: Course, language: str, sources: Sequence[list[Passage]], picked: list[str], count: int
    ) -> None:
        """Add to `picked`, up to `count`, questions made of the sources that are answered from the course."""
        lists = [self._engine.suggestions.suggest(passages, language) for passages in sources]
        for _ in range(TRIED):
            candidate = _next(lists, picked)
            if candidate is None or len(picked) >= count:
                break
            if self._answered(course, candidate):
                picked.append(candidate)

    def _sources(self, course: Course, language: str) -> tuple[list[list[Passage]], list[list[Passage]]]:
        """Passages of the course's documents in the language, and of the others; side by side in turn."""
        with self._storage.begin() as work:
            ids = work.passages.ids(course.id)
            step = -(-len(ids) // LOOKED_AT) or 1
            passages = work.passages.some(ids[::step])
        documents: dict[str, list[Passage]] = {}
        for passage in passages:
            documents.setdefault(passage.document_id, []).append(passage)
        own = [of for of in documents.values() if of[0].language == language]
        others = [of for of in documents.values() if of[0].language != language]
        return list(_by_turns(own)), list(_by_turns(others))

    def _answered(self, course: Course, question: str) -> bool:
        reply = self._tutoring.reply(course, Asked(question), self._engine)
        return reply.answer.status is not Status.NOT_FOUND


def _by_turns(documents: Sequence[list[Passage]]) -> Iterator[list[Passage]]:
    """The documents, one of each side in turn."""
    sides: dict[str, list[list[Passage]]] = {}
    for passages in documents:
        sides.setdefault(side_key(passages[0].side), []).append(passages)
    for turn in zip_longest(*sides.values()):
        yield from (passages for passages in turn if passages is not None)


def _next(lists: list[list[str]], picked: Sequence[str]) -> str | None:
    """Takes the next candidate out of the lists, which take turns; the asked document goes to the end.

    In its list the candidate of the form that was picked least comes first; one like another is dropped.
    """
    while lists:
        candidates = [text for text in lists.pop(0) if not any(_alike(text, other) for other in picked)]
        if candidates:
            chosen = min(candidates, key=lambda text: sum(_same_form(text, other) for other in picked))
            candidates.remove(chosen)
            lists.append(candidates)
            return chosen
    return None


def _alike(one: str, other: str) -> bool:
    """Whether two questions ask about nearly the same: more than half of their terms are common."""
    first, second = ({term(word.text) for word in words(text)} for text in (one, other))
    return len(first & second) > _ALIKE * len(first | second)


def _same_form(one: str, other: str) -> bool:
    """Whether two questions begin or end with the same words."""
    first, second = one.casefold().split(), other.casefold().split()
    return first[:2] == second[:2] or first[-2:] == second[-2:]
