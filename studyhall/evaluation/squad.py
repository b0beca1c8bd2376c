"""Reading question sets in SQuAD's JSON format: articles of paragraphs with questions and answers."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from studyhall.domain.errors import BadFile


@dataclass(frozen=True)
class Question:
    """`paragraphs` are the places (article, paragraph) it stands on; each of them is a right one.

    `answers` are texts, any of them right, and empty where `impossible`.
    """

    id: str
    text: str
    paragraphs: frozenset[tuple[int, int]]
    answers: tuple[str, ...]
    impossible: bool


@dataclass(frozen=True)
class QuestionSet:
    """`articles[i]` is a title with its paragraphs; all texts are NFC."""

    articles: tuple[tuple[str, tuple[str, ...]], ...]
    questions: tuple[Question, ...]

    def asked_as(self, texts: Mapping[str, str]) -> QuestionSet:
        """The same questions with their texts taken from `texts`, by id; those without one are left out."""
        asked = tuple(replace(q, text=texts[q.id]) for q in self.questions if q.id in texts)
        return replace(self, questions=asked)


def load(path: Path) -> QuestionSet:
    """The question set in the file at `path`. Raises BadFile when it is not in SQuAD's format."""
    try:
        return _parse(json.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise BadFile(f"{path.name} could not be opened", "check the path") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadFile(
            f"{path.name} is not a question set in SQuAD's JSON format",
            "give a file with data, paragraphs, qas, question and answers",
        ) from error


def _parse(content: dict[str, list[dict[str, object]]]) -> QuestionSet:
    articles: list[tuple[str, tuple[str, ...]]] = []
    questions: dict[str, Question] = {}
    for article in content["data"]:
        paragraphs: list[str] = []
        for paragraph in article["paragraphs"]:  # type: ignore[attr-defined]
            place = (len(articles), len(paragraphs))
            paragraphs.append(_nfc(paragraph["context"]))
            for asked in paragraph["qas"]:
                question = _question(asked, place)
                known = questions.get(question.id)
                questions[question.id] = _joined(known, question) if known else question
        articles.append((_nfc(str(article["title"])).replace("_", " "), tuple(paragraphs)))
    return QuestionSet(tuple(articles), tuple(questions.values()))


def _question(asked: dict[str, object], place: tuple[int, int]) -> Question:
    answers = asked.get("answers") or ()
    return Question(
        id=str(asked["id"]),
        text=_nfc(str(asked["question"])),
        paragraphs=frozenset({place}),
        answers=tuple(_nfc(str(answer["text"])) for answer in answers),  # type: ignore[attr-defined]
        impossible=bool(asked.get("is_impossible", False)),
    )


def _joined(one: Question, other: Question) -> Question:
    return replace(
        one,
        paragraphs=one.paragraphs | other.paragraphs,
        answers=tuple(dict.fromkeys(one.answers + other.answers)),
        impossible=one.impossible and other.impossible,
    )


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)
