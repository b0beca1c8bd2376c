"""Making questions from a course's sources: of which passages, by which engine, each one proven from SQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import zip_longest
from typing import NamedTuple

from studyhall.domain.courses import Course
from studyhall.domain.documents import Passage
from studyhall.domain.errors import Refused
from studyhall.domain.flaws import Flaw, flaws_of
from studyhall.domain.proofs import prove
from studyhall.domain.questions import Question
from studyhall.domain.quizzes import Brief, check_brief
from studyhall.domain.shuffling import shuffled
from studyhall.domain.sides import side_key
from studyhall.domain.tasks import Unfit
from studyhall.ports import Dropped, Engine, QuestionRequest, Storage, UnitOfWork
from studyhall.services.citing import proving
from studyhall.services.engines import engine_for
from studyhall.services.metering import CourseMeter
from studyhall.services.policies import allowed
from studyhall.services.retrieval import Retrieval

NEAREST = 40
"""How many passages a topic finds at most."""
LEAST_NEAR, NEAR_BEST = 0.2, 0.35
"""What a passage scores that is about a topic: so much, and so much of what the best one does.

In the starter course the best passage of 9 topics that it tells of scores 0.28 and more, of 5 foreign ones
0.16 and less, but for one with a word in common.
"""
ROUNDS = 3
"""How often a model is asked at most, where what it writes is not proven."""
AROUND = 2_000
"""From how many passages of a course wrong options are taken at most, spread over all of them."""


class Composed(NamedTuple):
    """A question that is proven, with what a teacher should look at twice."""

    question: Question
    flaws: tuple[Flaw, ...]


def nobody_waits() -> None:
    """Questions that nobody waits for."""


class Composing:
    """Makes questions and keeps none of them."""

    def __init__(self, storage: Storage, retrieval: Retrieval, engines: Mapping[str, Engine]) -> None:
        self._storage = storage
        self._retrieval = retrieval
        self._engines = engines

    def compose(  # noqa: PLR0913, PLR0917 - who, of what, by whom, when, beside what
        self,
        actor: int,
        course: Course,
        brief: Brief,
        now: datetime,
        engine: str | None = None,
        existing: Sequence[str] = (),
        waiting: Callable[[], object] = nobody_waits,
    ) -> Iterator[Composed | Dropped]:
        """At most `brief.count` questions, each as soon as it is there and proven, and what was dropped.

        Without a named `engine` it is the model where a teacher of the course switched it on, and the offline
        one otherwise. `existing` are prompts not to be asked again. `waiting` is called every now and then;
        what it raises ends the making. Raises NotAllowed, Absent; Refused for a brief that none can be made
        of, and for an engine that cannot be used; ModelFailure. It is checked before anything is made.
        """
        check_brief(brief)
        with self._storage.begin() as work:
            person = allowed(work, actor, "make a quiz", course.id)
            terms = work.terms.get(course.id)
            around = _around(work, course, brief)
        writer = engine_for(self._engines, engine, terms, person)
        # Whoever runs this here agrees by naming the engine.
        meter = CourseMeter(self._storage, course.id, now, agreed=person.operator and engine is not None)
        passages = self._chosen(course, brief, around, meter if writer.model else None)
        request = QuestionRequest(brief, passages, around, existing, meter if writer.model else None, waiting)
        return self._proven(writer, request)

    def _chosen(
        self, course: Course, brief: Brief, around: Sequence[Passage], meter: CourseMeter | None
    ) -> list[Passage]:
        """The passages that the brief is about: the nearest to its topic, or all of them by turns."""
        if brief.topic:
            found = self._retrieval.search(course, brief.topic, NEAREST, meter)
            best = max((evidence.score for evidence in found.evidence), default=0.0)
            near = [one.passage for one in found.evidence if one.score >= max(LEAST_NEAR, NEAR_BEST * best)]
            chosen = [passage for passage in near if _is_wanted(passage, brief)]
        else:
            wanted = [passage for passage in around if _is_wanted(passage, brief)]
            chosen = by_turns(wanted, brief.seed)
        if not chosen:
            raise Refused(
                "nothing in this course's sources is about this",
                "choose other sources, or another topic",
                code="nothing_to_ask",
            )
        return chosen

    def _proven(self, engine: Engine, request: QuestionRequest) -> Iterator[Composed | Dropped]:
        """What is proven of what is written; where that is too little, more is asked of other passages."""
        kept: list[Question] = []
        for number in range(ROUNDS):
            written = False
            for one in self._round(engine, _rest(request, kept, number), kept):
                written = True
                yield one
            # Rules leave out themselves what is not proven: they have nothing else to say.
            if engine.model is None or not written or len(kept) == request.brief.count:
                return

    def _round(
        self, engine: Engine, request: QuestionRequest, kept: list[Question]
    ) -> Iterator[Composed | Dropped]:
        """One asking of an engine; what is proven is added to `kept`."""
        wanted = len(kept) + request.brief.count
        for written in engine.questions.write(request):
            if isinstance(written, Dropped):
                yield written
                continue
            try:
                self._prove(written, kept, request.existing)
            except Unfit as unfit:
                yield Dropped(unfit.fault)
                continue
            kept.append(written)
            yield Composed(written, flaws_of(written))
            if len(kept) == wanted:
                return

    def _prove(self, question: Question, kept: Sequence[Question], existing: Sequence[str]) -> None:
        """Raises Unfit where the source, as it is stored now, does not prove a question."""
        with self._storage.begin() as work:
            passage = proving(work, question.solution.evidence)
        prove(question, passage, kept, existing)


def _rest(request: QuestionRequest, kept: Sequence[Question], number: int) -> QuestionRequest:
    """What is still wanted, of passages that were not asked about first."""
    count = request.brief.count - len(kept)
    cut = number * len(request.passages) // ROUNDS
    return request._replace(
        brief=replace(request.brief, count=count),
        passages=[*request.passages[cut:], *request.passages[:cut]],
        existing=[*request.existing, *(question.task.prompt for question in kept)],
    )


def _around(work: UnitOfWork, course: Course, brief: Brief) -> list[Passage]:
    """The passages of the sources that a brief names, or of all; not more than can be looked at."""
    if not brief.documents:
        return work.passages.some(_spread(work.passages.ids(course.id), AROUND))
    passages = [passage for document in brief.documents for passage in work.passages.of(document)]
    return [passages[index] for index in _spread(range(len(passages)), AROUND)]


def _spread(ids: Sequence[int], most: int) -> list[int]:
    """At most so many of the ids, evenly."""
    step = -(-len(ids) // most) or 1
    return list(ids[::step])


def _is_wanted(passage: Passage, brief: Brief) -> bool:
    of_document = not brief.documents or passage.document_id in brief.documents
    return of_document and (not brief.sections or not set(brief.sections).isdisjoint(passage.heading))


def by_turns(passages: Sequence[Passage], seed: int) -> list[Passage]:
    """The passages, one of each document in turn, and the documents by turns of their sides.

    Which of a document's passages comes first is drawn by the seed, and so is which document of a side.
    """
    documents: dict[str, list[Passage]] = {}
    for passage in passages:
        documents.setdefault(passage.document_id, []).append(passage)
    sides: dict[str, list[list[Passage]]] = {}
    for index in shuffled(len(documents), seed, "documents"):
        found = list(documents.values())[index]
        drawn = [found[place] for place in shuffled(len(found), seed, found[0].document_id)]
        sides.setdefault(side_key(found[0].side), []).append(drawn)
    turns = [document for turn in zip_longest(*sides.values()) for document in turn if document]
    return [passage for turn in zip_longest(*turns) for passage in turn if passage]
