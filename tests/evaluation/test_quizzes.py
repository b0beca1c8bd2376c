"""Figures of questions made from a file of articles, and of results worked out by hand."""

from __future__ import annotations

import json

from studyhall.domain.evidence import Citation
from studyhall.domain.flaws import Flaw
from studyhall.domain.questions import Question, Solution
from studyhall.domain.tasks import Fault, Kind, task_of
from studyhall.evaluation.measuring import measure_quizzes
from studyhall.evaluation.quizzes import measure
from studyhall.ports import Dropped
from studyhall.services.composing import Composed

CITED = Citation("S1", "d1", "v1", "A title", "neutral", "en", 0, 4, "1911")


def composed(key, *flaws: Flaw) -> Composed:
    kind = Kind.MCQ if isinstance(key, int) else Kind.SHORT
    options = ("1902", "1911", "1920") if kind is Kind.MCQ else ()
    return Composed(Question(task_of(kind, "When was it?", options), Solution(key, "", CITED), "en"), flaws)


def test_what_was_kept_and_dropped_is_counted():
    made = [
        composed(1, Flaw.NEGATIVE),
        composed(1),
        composed(0, Flaw.NEGATIVE, Flaw.VAGUE),
        composed("1911"),
        Dropped(Fault.LEANS),
        Dropped(Fault.REPEATED),
        Dropped(Fault.LEANS),
    ]
    figures = measure(2, made, 1.5)
    assert vars(figures) == {
        "documents": 2,
        "kept": 4,
        "dropped_counts": {"leans_on_context": 2, "repeated": 1},
        "flaw_counts": {"negative": 2, "vague": 1},
        "kind_counts": {"mcq": 3, "short": 1},
        "key_positions": [1, 2],
        "seconds": 1.5,
    }


def test_of_nothing_there_are_no_positions():
    assert measure(0, [], 0.0).key_positions == []


def test_each_article_of_a_file_is_a_document(tmp_path):
    texts = {
        "Kerrin": "On 4 May 1887 Ada Morrow opened the lighthouse of Kerrin.",
        "Durmont": "On 7 June 1902 Ben Sorrel was elected mayor of Durmont.",
    }
    file = tmp_path / "towns.json"
    articles = [
        {"title": title, "paragraphs": [{"context": text, "qas": []}]} for title, text in texts.items()
    ]
    file.write_text(json.dumps({"data": articles}), encoding="utf-8")
    done: list[tuple[int, int]] = []
    figures = measure_quizzes(file, "offline", 5, 0, lambda *counts: done.append(counts))
    assert figures["documents"] == 2
    # One sentence an article: one question each.
    assert figures["kept"] == 2 == sum(figures["kind_counts"].values())
    assert done == [(1, 2), (2, 2)]
