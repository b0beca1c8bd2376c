"""Writing questions by rules, of dates, numbers, people, places and events: kinds and sources take turns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain, product, zip_longest

from studyhall.domain.documents import Passage
from studyhall.domain.proofs import prove
from studyhall.domain.questions import Question
from studyhall.domain.shuffling import shuffled
from studyhall.domain.tasks import Fault, Kind, Unfit
from studyhall.domain.wording import LANGUAGES
from studyhall.engines.offline.answering import NAME
from studyhall.engines.offline.quizzing.composing import Draft, made, true_of, why
from studyhall.engines.offline.quizzing.difficulty import difficulty_of
from studyhall.engines.offline.quizzing.disputing import Disputes
from studyhall.engines.offline.quizzing.events import Event, Told, choosing, events, ordering
from studyhall.engines.offline.quizzing.excerpts import excerpts
from studyhall.engines.offline.quizzing.gaps import gaps
from studyhall.engines.offline.quizzing.manners import Manner
from studyhall.engines.offline.quizzing.remembering import Remembered
from studyhall.engines.offline.quizzing.statements import Statement, statements
from studyhall.engines.offline.quizzing.surroundings import Surroundings
from studyhall.engines.offline.quizzing.targets import Asked, Target, targets
from studyhall.ports import Dropped, QuestionRequest, QuestionWriter

Tier = Callable[[Passage], Sequence[Statement]]
Line = list[Passage]
"""The passages of one document, the most wanted first."""


class RuleQuestionWriter(QuestionWriter):
    """Asks about English and Vietnamese sentences that can be understood alone: rather little than badly."""

    def write(self, request: QuestionRequest) -> Iterator[Question | Dropped]:
        """As the port says; the same for the same request, another choice for another seed."""
        return _Writing(request).questions()


class _Writing:
    """One set of questions that is being written: what there is of it, and which sentences are used."""

    def __init__(self, request: QuestionRequest) -> None:
        self._request = request
        self._brief = request.brief
        self._around = Surroundings(request.around)
        self._disputes = Disputes(self._around)
        self._passages = [passage for passage in request.passages if passage.language in LANGUAGES]
        self._kept: list[Question] = []
        self._remembered = Remembered()
        self._tried: set[tuple[Kind, bool, int, int]] = set()
        self._no_false = False
        self._events: dict[int, list[Event]] = {}

    def questions(self) -> Iterator[Question | Dropped]:
        """Each kind in turn, until there are enough or no sentence makes another.

        Sources in another language than the one asked for come in only where the others are too few.
        """
        own = [passage for passage in self._passages if self._brief.language in ("", passage.language)]
        others = [passage for passage in self._passages if passage not in own]
        for passages in (own, others):
            lines = _lines(passages)
            # An order takes more dated events of one passage than anything else: it comes first.
            kinds = sorted(dict.fromkeys(self._brief.kinds), key=lambda kind: kind is not Kind.ORDER)
            self._no_false = False
            while kinds and len(self._kept) < self._brief.count:
                kind = kinds.pop(0)
                made = False
                for result in self._next(kind, lines):
                    yield result
                    if isinstance(result, Question):
                        self._kept.append(result)
                        made = True
                if not made and kind is Kind.TRUE_FALSE and self._false_is_next:
                    # None can be made false any more: one that is true may still stand beside the others.
                    made, self._no_false = not self._no_false, True
                kinds += [kind] * made

    def _next(self, kind: Kind, lines: list[Line]) -> Iterator[Question | Dropped]:
        """The next question of a kind, after what was dropped on the way; its document comes last then."""
        for tier, line in product((statements, excerpts), list(lines)):
            for told in self._told(kind, line, tier):
                self._request.waiting()
                if isinstance(told, Dropped):
                    yield told
                    continue
                rated = self._rated(told)
                if self._brief.difficulty not in (None, rated.question.difficulty):
                    continue
                fault = self._fault(rated)
                if fault is None:
                    self._remembered.add(rated)
                    lines.remove(line)
                    lines.append(line)
                    yield rated.question
                    return
                yield Dropped(fault)

    def _told(self, kind: Kind, line: Line, tier: Tier) -> Iterator[Told | Dropped]:
        """The questions of a kind that a document makes; nothing is tried twice."""
        of_events = {Kind.ORDER: self._ordering, Kind.MULTI: self._choosing}
        tries: list[tuple[int, int, Callable[[], Iterator[Told | Dropped]]]]
        if kind in of_events:
            if tier is excerpts:
                return
            tries = [(passage.id, -1, partial(of_events[kind], passage)) for passage in line]
        else:
            told = self._statements(line, tier)
            tries = [
                (one.passage.id, 2 * one.start + one.is_excerpt, partial(self._of_one, kind, one))
                for one in told
            ]
        for passage_id, start, attempt in tries:
            key = (kind, kind is Kind.TRUE_FALSE and self._false_is_next, passage_id, start)
            if key not in self._tried:
                self._tried.add(key)
                yield from attempt()

    def _statements(self, line: Line, tier: Tier) -> list[Statement]:
        """The statements of a document: one of each passage, drawn by the seed, before a second of any."""
        drawn = []
        for passage in line:
            found = tier(passage)
            order = shuffled(len(found), self._brief.seed, passage.text)
            # What needs none before it first: a sentence that is shown cannot be asked about any more.
            drawn.append(sorted((found[index] for index in order), key=lambda one: bool(one.lead)))
        return [statement for turn in zip_longest(*drawn) for statement in turn if statement]

    def _manner(self, passage: Passage) -> Manner:
        return Manner(
            self._brief.language or passage.language, self._brief.seed, NAME, self._brief.difficulty
        )

    def _of_one(self, kind: Kind, statement: Statement) -> Iterator[Told | Dropped]:
        """The questions of one statement: of each thing in turn that can be asked for in it."""
        if self._remembered.has(statement) or self._disputes.has(statement):
            return
        manner = self._manner(statement.passage)
        if kind is Kind.TRUE_FALSE and statement.is_excerpt and not self._false_is_next:
            yield Told(true_of(statement, manner), (statement,))
            return
        if kind is Kind.SHORT and (asked := why(statement, self._around, manner)):
            yield Told(asked, (statement,))
        for target in self._targets(kind, statement):
            if kind is not Kind.TRUE_FALSE and self._remembered.asked_for(target):
                continue
            draft = Draft(statement, target, self._around, manner, false=self._false_is_next)
            try:
                question = made(kind, draft)
            except Unfit as unfit:
                yield Dropped(unfit.fault)
                continue
            if question:
                yield Told(question, (statement,), target.asked)

    def _targets(self, kind: Kind, statement: Statement) -> list[Target]:
        """What can be asked for in a statement, drawn by the seed; in a quotation, what tells most first."""
        if statement.is_excerpt:
            found = gaps(statement, self._around)
        else:
            found = targets(statement, self._around.gazetteer)
        drawn = [found[i] for i in shuffled(len(found), self._brief.seed, f"{kind} {statement.sentence}")]
        # What was asked for least comes first; a lone common noun tells least.
        return sorted(drawn, key=lambda one: (one.asked is Asked.TERM, self._remembered.sorts[one.asked]))

    @property
    def _false_is_next(self) -> bool:
        """Every second statement to judge is false; whether the first is, the seed says.

        Where no sentence makes a false one, one more may be true than are false, and no more.
        """
        keys = [question.solution.key for question in self._kept if question.kind is Kind.TRUE_FALSE]
        if self._no_false:
            return keys.count(True) > keys.count(False)
        first = shuffled(2, self._brief.seed, "truth")[0]
        return (first + len(keys)) % 2 == 1

    def _ordering(self, passage: Passage) -> Iterator[Told | Dropped]:
        yield from _whole(ordering, passage, self._free(passage), self._manner(passage))

    def _choosing(self, passage: Passage) -> Iterator[Told | Dropped]:
        others = chain.from_iterable(map(self._of, (p for p in self._passages if p.id != passage.id)))
        yield from _whole(choosing, passage, self._free(passage), list(others), self._manner(passage))

    def _free(self, passage: Passage) -> list[Event]:
        """The events of a passage that are not asked about yet; none of one in another language."""
        if self._brief.language not in ("", passage.language):
            return []
        free = (event for event in self._of(passage) if not self._remembered.has(event.statement))
        return [event for event in free if not self._disputes.has(event.statement)]

    def _of(self, passage: Passage) -> list[Event]:
        if passage.id not in self._events:
            self._events[passage.id] = events(passage, self._around)
        return self._events[passage.id]

    def _rated(self, told: Told) -> Told:
        """A question with its difficulty."""
        statement = told.statements[0]
        document = self._around.of_document(statement.passage.document_id)
        rating = difficulty_of(told.question, document, led=bool(statement.lead))
        return told._replace(question=replace(told.question, difficulty=rating))

    def _fault(self, told: Told) -> Fault | None:
        try:
            prove(told.question, told.statements[0].passage, self._kept, self._request.existing)
        except Unfit as unfit:
            return unfit.fault
        return None


def _lines(passages: Sequence[Passage]) -> list[Line]:
    """The passages by document, in the order in which they come."""
    documents: dict[str, Line] = {}
    for passage in passages:
        documents.setdefault(passage.document_id, []).append(passage)
    return list(documents.values())


def _whole(make: Callable[..., Told | None], *about: object) -> Iterator[Told | Dropped]:
    """The question that is made of a passage, if there is one that is fit."""
    try:
        told = make(*about)
    except Unfit as unfit:
        yield Dropped(unfit.fault)
        return
    if told:
        yield told
