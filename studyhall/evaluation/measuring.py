"""Measuring a file of questions on a course made of its paragraphs, through the services that people use."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any, TypeVar

from studyhall.bootstrap import Hall, bootstrap
from studyhall.domain.errors import Refused
from studyhall.domain.evidence import Answer, Citation
from studyhall.domain.quizzes import Brief
from studyhall.engines.offline.answering import NAME as OFFLINE
from studyhall.evaluation import answers, grading, quizzes, retrieval
from studyhall.evaluation.course import MeasuredCourse, course_of
from studyhall.evaluation.squad import Question, load
from studyhall.ports import Dropped, Engine
from studyhall.services.citing import stands
from studyhall.services.composing import Composed
from studyhall.services.indexing import Progress
from studyhall.services.tutoring import Asked
from studyhall.settings import Settings

# More than any figure looks at: a right paragraph beyond it counts as not found.
_RANKED = 50

_Result = TypeVar("_Result")


def measure_retrieval(
    file: Path, questions: Path | None, *, seed: int | None, stripped: bool, progress: Progress
) -> dict[str, Any]:
    """The retrieval figures of a file, asked as it stands or with the texts of `questions`, by id.

    `seed` misspells the questions, `stripped` takes their diacritics. Raises BadFile.
    """
    asked = load(file)
    if questions is not None:
        asked = asked.asked_as({question.id: question.text for question in load(questions).questions})
    changes: list[Callable[[str], str]] = []
    if seed is not None:
        changes.append(lambda text: retrieval.perturbed(text, seed))
    if stripped:
        changes.append(retrieval.without_diacritics)
    asked = replace(asked, questions=tuple(_changed(question, changes) for question in asked.questions))
    with course_of(dict(enumerate(asked.articles))) as course:
        search = _counted(lambda text: _ranked(course, text), asked.questions, progress)
        return _rounded(retrieval.measure(asked.questions, search).by_name())


def measure_answers(file: Path, engine: str, share: float, progress: Progress) -> dict[str, Any]:
    """The answer figures of a file; a `share` of its articles is left out of the course, but asked.

    Raises BadFile, and Refused for an engine that is not set up.
    """
    asked = load(file)
    absent = answers.left_out(asked.articles, share)
    kept = {n: article for n, article in enumerate(asked.articles) if n not in absent}
    with course_of(kept) as course:
        writer = _engine(course.hall, engine)

        def answer(text: str) -> Answer:
            return course.hall.tutoring.reply(course.course, Asked(text), writer).answer

        counted = _counted(answer, asked.questions, progress)
        figures = answers.measure(asked.questions, counted, lambda c: _stands(course, c), absent)
    return _rounded(figures.by_name())


def measure_grading(file: Path, engine: str, progress: Progress) -> dict[str, Any]:
    """The grading figures of a file, and those of each set in it where it has several.

    Raises BadFile, and Refused for an engine that is not set up.
    """
    marked = grading.load(file)
    if engine == OFFLINE:
        judged = grading.judged_offline(marked, progress)
    else:
        with tempfile.TemporaryDirectory(prefix="studyhall-evaluation-") as folder:
            hall = bootstrap(Settings(home=Path(folder), database="", starter=False))
            try:
                judged = grading.judged_by(marked, _engine(hall, engine).grading, progress)
            finally:
                hall.close()
    sets = grading.by_set(judged)
    figures = _rounded(vars(grading.figures(judged)))
    if len(sets) > 1:
        figures["sets"] = {name: _rounded(vars(grading.figures(mine))) for name, mine in sets.items()}
    return figures


def _engine(hall: Hall, engine: str) -> Engine:
    if engine not in hall.engines:
        raise Refused(
            f"the engine {engine!r} is not set up here",
            f"use one of these: {', '.join(hall.engines)}",
            code="no_engine",
        )
    return hall.engines[engine]


def measure_quizzes(file: Path, engine: str, count: int, seed: int, progress: Progress) -> dict[str, Any]:
    """The figures of questions made from a file's articles, at most `count` of each.

    Raises BadFile, and Refused for an engine that is not set up.
    """
    asked = load(file)
    with course_of(dict(enumerate(asked.articles))) as course:
        hall, actor = course.hall, course.hall.accounts.operator(datetime.now(UTC)).id
        with hall.storage.begin() as work:
            documents = [source.document_id for source in work.documents.summaries(course.course.id)]
        made: list[Composed | Dropped] = []
        started = perf_counter()
        for done, document in enumerate(documents, 1):
            brief = Brief(count, documents=(document,), seed=seed)
            made += hall.composing.compose(actor, course.course, brief, datetime.now(UTC), engine)
            progress(done, len(documents))
        figures = quizzes.measure(len(documents), made, perf_counter() - started)
    return _rounded(vars(figures))


def _changed(question: Question, changes: Sequence[Callable[[str], str]]) -> Question:
    for change in changes:
        question = replace(question, text=change(question.text))
    return question


def _ranked(course: MeasuredCourse, text: str) -> retrieval.Ranked:
    found = course.hall.retrieval.search(course.course, text, _RANKED)
    return [(course.places[evidence.passage.id], evidence.score) for evidence in found.evidence]


def _stands(course: MeasuredCourse, citation: Citation) -> bool:
    with course.hall.storage.begin() as work:
        return stands(work, citation)


def _counted(
    act: Callable[[str], _Result], questions: Sequence[Question], progress: Progress
) -> Callable[[str], _Result]:
    """The act, telling `progress` each time it is done."""
    done = 0

    def counting(text: str) -> _Result:
        nonlocal done
        result = act(text)
        done += 1
        progress(done, len(questions))
        return result

    return counting


def _rounded(figures: dict[str, Any]) -> dict[str, Any]:
    return {name: round(value, 4) if isinstance(value, float) else value for name, value in figures.items()}
