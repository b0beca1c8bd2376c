"""Quizzes that are published already, put straight into a storage: for trials of what comes after."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from studyhall.domain.courses import Course
from studyhall.domain.documents import Document
from studyhall.domain.evidence import Citation
from studyhall.domain.flaws import Flaw
from studyhall.domain.questions import Given, Question, Solution
from studyhall.domain.quizzes import ItemState, Rules
from studyhall.domain.tasks import Kind, task_of
from studyhall.ports import Storage, UnitOfWork


class Asked(NamedTuple):
    """A question to be published; `quote` stands in the course's sources and settles it."""

    kind: Kind
    prompt: str
    key: Given
    quote: str
    options: tuple[str, ...] = ()
    explanation: str = "The source says so."
    accepted: tuple[str, ...] = ()
    rubric: str = ""
    flaws: tuple[Flaw, ...] = ()


ORLA = "The bridge of Orla was built in 1897 by Vera Lind."
AS_STORED = Rules(shuffle=False)
"""Rules by which everybody sees the questions and options as they are stored."""
KERRIN = "The lighthouse of Kerrin was destroyed by a fire on 4 May 1902."
SECOND = "The second bridge of Orla was opened on 9 June 1910."
EVERY_KIND = (
    Asked(Kind.MCQ, "Who built the bridge of Orla?", 1, ORLA, ("Odo Sarn", "Vera Lind", "Mira Holm")),
    Asked(Kind.MULTI, "Which of these stood by 1911?", (0, 2), SECOND,
          ("The first bridge of Orla", "The lighthouse of Kerrin", "The second bridge of Orla", "A tunnel")),
    Asked(Kind.TRUE_FALSE, "A flood destroyed the lighthouse of Kerrin.", False, KERRIN),
    Asked(Kind.SHORT, "How was the lighthouse of Kerrin destroyed?", "By a fire", KERRIN,
          accepted=("It burned down",), rubric="Says that it burned."),
    Asked(Kind.CLOZE, "The bridge of Orla was built by ____ in 1897.", "Vera Lind", ORLA),
    Asked(Kind.ORDER, "Put these in order.", (2, 0, 1), KERRIN,
          ("The fire of Kerrin", "The second bridge is opened", "The bridge of Orla is built")),
)  # fmt: skip
"""A question of every kind on the sources of `tests.ui.conftest.School`."""


def cited(documents: Iterable[Document], quote: str) -> Citation:
    """The words in the first of these documents that has them."""
    document = next(one for one in documents if quote in one.body.text)
    told, start = document.description, document.body.text.index(quote)
    place = start, start + len(quote)
    return Citation("S1", document.id, document.version, told.title, told.side, told.language, *place, quote)


def drafted(
    work: UnitOfWork,
    course: Course,
    teacher: int,
    asked: Iterable[Asked],
    now: datetime,
    rules: Rules = AS_STORED,
    title: str = "The bridges of Orla",
    language: str = "en",
) -> int:
    """A quiz in which every question waits to be looked at; gives its id."""
    ids = [source.document_id for source in work.documents.summaries(course.id)]
    documents = [found for found in map(work.documents.get, ids) if found]
    quiz = work.quizzes.create(course.id, title, rules, teacher, now)
    for one in asked:
        solution = Solution(one.key, one.explanation, cited(documents, one.quote), one.accepted, one.rubric)
        question = Question(task_of(one.kind, one.prompt, one.options), solution, language)
        work.quizzes.add_item(quiz, question, one.flaws, now)
    return quiz


def publish(
    storage: Storage,
    course: Course,
    teacher: int,
    asked: Iterable[Asked],
    now: datetime,
    *told: Any,
    **more: Any,
) -> int:
    """A published quiz; gives its id. The rest is told as to `drafted`."""
    with storage.begin(write=True) as work:
        quiz = drafted(work, course, teacher, asked, now, *told, **more)
        for item in work.quizzes.items(quiz):
            work.quizzes.judge_item(item.id, ItemState.APPROVED)
        work.versions.publish(quiz, teacher, now)
        work.commit()
    return quiz
