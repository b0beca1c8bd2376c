"""What the search gives for the questions of a file: from a course of its articles, and from one without."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from studyhall.domain.evidence import Found
from studyhall.evaluation.answers import holds
from studyhall.evaluation.course import course_of
from studyhall.evaluation.squad import Question, QuestionSet, load

PARTS = 4
"""An article is absent from one course in so many."""
ABSENT_SHARE = 0.35
"""Of the questions, how many are asked again with their article absent."""
_APART = 5  # so that the shares of the titles into five do not fall together with the parts


@dataclass(frozen=True)
class Search:
    """A question with what a course gives for it; `here` unless its article was taken out of the course.

    `in_place` are the ids of right passages; `told` when an answer stands in them word for word.
    """

    source: str
    title: str
    question: Question
    found: Found
    in_place: frozenset[int]
    here: bool
    told: bool


def searches(pair: str, most: int) -> Iterator[Search]:
    """At most so many questions of FILE[=QUESTIONS] asked of a course, some again without their article.

    QUESTIONS is a parallel file whose texts are asked in place of the file's own, by id. Raises BadFile.
    """
    path, _, texts = pair.partition("=")
    questions = load(Path(path))
    if texts:
        questions = questions.asked_as({q.id: q.text for q in load(Path(texts)).questions})
    source = "=".join(Path(name).name for name in (path, texts) if name)
    asked = _sampled(questions.questions, most)
    yield from _asked_of(source, questions, dict(enumerate(questions.articles)), asked, here=True)
    again = _sampled(asked, int(len(asked) * ABSENT_SHARE))
    for part in range(PARTS):
        kept = {i: a for i, a in enumerate(questions.articles) if _digest(a[0]) // _APART % PARTS != part}
        mine = [q for q in again if all(article not in kept for article, _ in q.paragraphs)]
        if mine and kept:
            yield from _asked_of(source, questions, kept, mine, here=False)


def share_of_title(title: str, shares: int) -> int:
    """Which of so many shares an article falls into: by its title, so that files that share it agree."""
    return _digest(title) % shares


def _asked_of(
    source: str,
    questions: QuestionSet,
    articles: dict[int, tuple[str, tuple[str, ...]]],
    asked: Sequence[Question],
    *,
    here: bool,
) -> Iterator[Search]:
    with course_of(articles) as made:
        for question in asked:
            found = made.hall.retrieval.search(made.course, question.text)
            ids = [piece.passage.id for piece in found.evidence]
            right = frozenset(i for i in ids if made.places[i] in question.paragraphs)
            title = questions.articles[min(question.paragraphs)[0]][0]
            own = " ".join(questions.articles[a][1][p] for a, p in question.paragraphs)
            yield Search(source, title, question, found, right, here, holds(own, question.answers))


def _sampled(questions: Sequence[Question], most: int) -> list[Question]:
    """So many of the questions, the same each time: those whose ids have the smallest hashes."""
    return sorted(questions, key=lambda question: _digest(question.id))[:most]


def _digest(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8])
