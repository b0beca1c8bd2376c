"""Questions in SQL, and apart from them what settles them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from studyhall.domain.questions import Difficulty, Question, Solution
from studyhall.domain.tasks import Kind, Task, options_of, task_of
from studyhall.storage.columns import citation_from, quotation_of
from studyhall.storage.database import new_id
from studyhall.storage.tables import accepted_answers, questions, quiz_items, solutions, version_items

_OWN = {"id", "course_id", "created_at", "language"}
# The language of the question, besides that of what proves it.
ASKED = (
    questions.c.language.label("asked_in"),
    *(column for column in questions.c if column.name not in _OWN),
)
"""What a question is read from, without what settles it."""
SOLVED = tuple(column for column in solutions.c if column.name != "question_id")
"""What its solution is read from."""

Row = sa.Row[*tuple[Any, ...]]


def add_question(connection: sa.Connection, course_id: int, question: Question, now: datetime) -> int:
    """Store a question with its solution; gives its id."""
    task, solution = question.task, question.solution
    made = questions.insert().values(
        course_id=course_id,
        kind=task.kind.value,
        prompt=task.prompt,
        options=list(options_of(task)),
        language=question.language,
        difficulty=question.difficulty.value,
        engine=question.engine,
        created_at=now,
    )
    key = new_id(connection, made)
    connection.execute(
        solutions.insert().values(
            question_id=key,
            key=solution.key,
            accepted=list(solution.accepted),
            explanation=solution.explanation,
            rubric=solution.rubric,
            citation_key=solution.evidence.key,
            **quotation_of(solution.evidence),
        )
    )
    return key


def task_from(row: Row) -> Task:
    """What a pupil may see of the question in a row."""
    return task_of(Kind(row.kind), row.prompt, tuple(row.options))


def solution_from(row: Row, also: Iterable[str] = ()) -> Solution:
    """What settles the question in a row, with what is `also` right."""
    return Solution(
        row.key,
        row.explanation,
        citation_from(row, row.citation_key),
        tuple(dict.fromkeys((*row.accepted, *also))),
        row.rubric,
    )


def question_from(row: Row, also: Iterable[str] = ()) -> Question:
    """The question in a row, with its solution."""
    return Question(
        task_from(row), solution_from(row, also), row.asked_in, Difficulty(row.difficulty), row.engine
    )


def also_right(connection: sa.Connection, wanted: sa.ColumnElement[bool]) -> dict[int, list[str]]:
    """What teachers accepted later, by question, for the `wanted` rows of these answers; oldest first."""
    rows = connection.execute(sa.select(accepted_answers).where(wanted).order_by(accepted_answers.c.id))
    found: dict[int, list[str]] = {}
    for row in rows:
        found.setdefault(row.question_id, []).append(row.text)
    return found


def remove_unused(connection: sa.Connection, question_ids: Collection[int]) -> None:
    """Remove those of the questions that stand in no draft and were never published."""
    connection.execute(
        questions.delete().where(
            questions.c.id.in_(question_ids),
            *(
                ~sa.exists().where(table.c.question_id == questions.c.id)
                for table in (quiz_items, version_items)
            ),
        )
    )
