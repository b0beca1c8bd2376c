"""Writing questions by rules, of dates, numbers, people, places and events: kinds and sources take turns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain, product, zip_longest

from studyhall.domain.documents import Passage
from studyhall.domain.proofs import prove
from studyhall.domain.questions import Question
from studyhall.domain.sentences import sentences
from studyhall.domain.shuffling import shuffled
from studyhall.domain.tasks import Fault, Kind, Unfit
from studyhall.domain.wording import LANGUAGES
from studyhall.engines.offline.answering import NAME
from studyhall.engines.offline.composing import Draft, made, true_of
from studyhall.engines.offline.difficulty import difficulty_of
from studyhall.engines.offline.disputing import Disputes
from studyhall.engines.offline.events import Event, Told, choosing, events, ordering
from studyhall.engines.offline.excerpts import excerpts
from studyhall.engines.offline.gaps import gaps
from studyhall.engines.offline.manners import Manner
from studyhall.engines.offline.statements import Statement, statements, tell_the_same
from studyhall.engines.offline.surroundings import Surroundings
from studyhall.engines.offline.targets import Asked, Target, targets
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
        self._used: set[tuple[int, int]] = set()
        self._shown: set[tuple[int, int]] = set()
        self._asked: list[frozenset[str]] = []
        self._tried: set[tuple[Kind, int, int]] = set()
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
            while kinds and len(self._kept) < self._brief.count:
                kind = kinds.pop(0)
                for result in self._next(kind, lines):
                    yield result
                    if isinstance(result, Question):
                        self._kept.append(result)
                        kinds.append(kind)

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
                    self._use(rated.statements)
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
            if (kind, passage_id, start) not in self._tried:
                self._tried.add((kind, passage_id, start))
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
        if self._is_used(statement) or self._disputes.has(statement):
            return
        manner = self._manner(statement.passage)
        if kind is Kind.TRUE_FALSE and statement.is_excerpt and not self._false_is_next:
            yield Told(true_of(statement, manner), (statement,))
            return
        for target in self._targets(kind, statement):
            draft = Draft(statement, target, self._around, manner, false=self._false_is_next)
            try:
                question = made(kind, draft)
            except Unfit as unfit:
                yield Dropped(unfit.fault)
                continue
            if question:
                yield Told(question, (statement,))

    def _targets(self, kind: Kind, statement: Statement) -> list[Target]:
        """What can be asked for in a statement, drawn by the seed; in a quotation, what tells most first."""
        if statement.is_excerpt:
            found = gaps(statement, self._around)
        else:
            found = targets(statement, self._around.gazetteer)
        drawn = [found[i] for i in shuffled(len(found), self._brief.seed, f"{kind} {statement.sentence}")]
        return sorted(drawn, key=lambda target: target.asked is Asked.TERM)

    @property
    def _false_is_next(self) -> bool:
        """Every second statement to judge is false; whether the first is, the seed says."""
        first = shuffled(2, self._brief.seed, "truth")[0]
        return (first + sum(question.kind is Kind.TRUE_FALSE for question in self._kept)) % 2 == 1

    def _ordering(self, passage: Passage) -> Iterator[Told | Dropped]:
        yield from _whole(ordering, passage, self._free(passage), self._manner(passage))

    def _choosing(self, passage: Passage) -> Iterator[Told | Dropped]:
        others = chain.from_iterable(map(self._of, (p for p in self._passages if p.id != passage.id)))
        yield from _whole(choosing, passage, self._free(passage), list(others), self._manner(passage))

    def _free(self, passage: Passage) -> list[Event]:
        """The events of a passage that are not asked about yet; none of one in another language."""
        if self._brief.language not in ("", passage.language):
            return []
        free = (event for event in self._of(passage) if not self._is_used(event.statement))
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

    def _is_used(self, statement: Statement) -> bool:
        """Whether it, or one that tells nearly the same, is asked about already."""
        places = _places(statement)
        if places[-1] in self._used | self._shown or not self._used.isdisjoint(places):
            return True
        return any(tell_the_same(statement.terms, asked) for asked in self._asked)

    def _use(self, told: Iterable[Statement]) -> None:
        for statement in told:
            *leads, own = _places(statement)
            self._shown.update(leads)
            self._used.add(own)
            self._asked.append(statement.terms)


def _lines(passages: Sequence[Passage]) -> list[Line]:
    """The passages by document, in the order in which they come."""
    documents: dict[str, Line] = {}
    for passage in passages:
        documents.setdefault(passage.document_id, []).append(passage)
    return list(documents.values())


def _places(statement: Statement) -> list[tuple[int, int]]:
    """Where the sentences begin that a statement shows, its own last."""
    passage = statement.passage
    leads = [start for start, _ in sentences(passage.text) if statement.first <= start < statement.start]
    return [(passage.id, start) for start in (*leads, statement.start)]


def _whole(make: Callable[..., Told | None], *about: object) -> Iterator[Told | Dropped]:
    """The question that is made of a passage, if there is one that is fit."""
    try:
        told = make(*about)
    except Unfit as unfit:
        yield Dropped(unfit.fault)
        return
    if told:
        yield told
