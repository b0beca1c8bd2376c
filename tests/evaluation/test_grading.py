"""The figures of `evaluate grading`, by hand, and what is judged by what."""

from __future__ import annotations

import json

import pytest

from studyhall.domain.errors import BadFile
from studyhall.domain.grades import UNDECIDED, Verdict
from studyhall.domain.tasks import Kind
from studyhall.engines.offline.grading.overlap import OverlapGrader
from studyhall.engines.offline.grading.weights import GRADING
from studyhall.evaluation import fitted_on, grading
from studyhall.evaluation.fitted_on import fingerprint, is_fitted_on
from studyhall.evaluation.grading import Judged, Marked, figures, judged_by, judged_offline, load
from studyhall.ports import GradingRequest
from tests.fakes.grader import FakeGrader

PLACES = "Orsa Kerrin Vellin Tarn Lund Mora Falun Visby Kiruna Ystad".split()


def marked(question: str, given: str, right: bool, source: str = "s") -> Marked:
    request = GradingRequest(Kind.SHORT, f"What burned in {question}?", ("The old mill burned",), given, "en")
    return Marked(source, question, request, right)


def seen(_done: int, _every: int) -> None:
    pass


def test_figures():
    yes, no = Verdict(1.0, 1.0), Verdict(0.0, 1.0)
    judged = [
        Judged(marked("a", "x", right=True), yes, guess=True),
        Judged(marked("a", "x", right=False), yes, guess=True),
        Judged(marked("a", "x", right=False), no, guess=False),
        Judged(marked("b", "x", right=True), UNDECIDED, guess=False),
        Judged(marked("b", "x", right=False), UNDECIDED, guess=False),
    ]
    found = figures(judged)
    assert (found.n, found.accuracy, found.decided) == (5, 3 / 5, 3 / 5)
    assert found.precision_decided == pytest.approx(2 / 3)
    assert found.macro_f1 == pytest.approx((2 * 1 / 4 + 2 * 2 / 6) / 2)
    assert figures(judged[3:]).precision_decided is None


def test_any_grader_is_measured():
    told = []
    judged = judged_by(
        [marked("a", text, right=True) for text in ("the old mill burned", "an old barn", "other")],
        FakeGrader(),
        lambda done, every: told.append((done, every)),
    )
    assert [one.verdict.share for one in judged] == [1.0, 0.5, None]
    assert [one.guess for one in judged] == [True, False, False]
    assert told[-1] == (3, 3)


def test_an_answer_is_never_judged_by_what_was_fitted_on_its_question(monkeypatch):
    every = [
        marked(place, given, right)
        for place in PLACES
        for given, right in (("a mill that was old burned", True), ("nothing of it", False))
    ]
    made_on, used = [], []
    fit, grade = grading.fitted, OverlapGrader.grade

    def fitting(rows):
        judgement = fit(rows)
        made_on.append((judgement, {row.marked.question_id for row in rows}))
        return judgement

    def graded(self, request):
        used.append((self._judgement, request.prompt.split()[-1].rstrip("?")))
        return grade(self, request)

    monkeypatch.setattr(grading, "fitted", fitting)
    monkeypatch.setattr(OverlapGrader, "grade", graded)
    monkeypatch.setattr(fitted_on, "FITTED_ON", "".join(map(fingerprint, PLACES)))
    judged_offline(every, seen)
    assert {question for _, question in used} == set(PLACES)
    for judgement, question in used:
        (fitted,) = [questions for made, questions in made_on if made is judgement]
        assert question not in fitted


def test_questions_that_nothing_was_fitted_on_are_judged_as_in_the_product(monkeypatch):
    monkeypatch.setattr(fitted_on, "FITTED_ON", "")
    used = []
    grade = OverlapGrader.grade
    monkeypatch.setattr(
        OverlapGrader, "grade", lambda self, request: used.append(self._judgement) or grade(self, request)
    )
    judged_offline([marked(place, "a mill", right=True) for place in PLACES], seen)
    assert all(judgement is GRADING for judgement in used)


def test_what_the_coefficients_were_fitted_on_is_known():
    first = fitted_on.FITTED_ON[:4]
    assert len(fitted_on.FITTED_ON) % 4 == 0
    known = next(text for text in map(str, range(10**6)) if fingerprint(text) == first)
    assert is_fitted_on(known)
    assert sum(is_fitted_on(f"another {n}") for n in range(1_000)) < 20


LINE = {
    "set": "s",
    "question_id": "q",
    "question": "Why?",
    "references": ["So."],
    "answer": "So",
    "label": "correct",
}


def test_a_file_is_read(tmp_path):
    path = tmp_path / "graded.jsonl"
    path.write_text(json.dumps(LINE) + "\n\n" + json.dumps(LINE | {"label": "contradictory"}) + "\n")
    first, second = load(path)
    assert (first.right, second.right) == (True, False)
    assert (first.source, first.question_id) == ("s", "q")
    assert first.request == GradingRequest(Kind.SHORT, "Why?", ("So.",), "So", "en")


@pytest.mark.parametrize(
    "content",
    ["", "no JSON", "[]", "{}", json.dumps(LINE | {"references": "So."}), json.dumps({"question": "Why?"})],
)
def test_another_file_is_refused(tmp_path, content):
    path = tmp_path / "graded.jsonl"
    path.write_text(content)
    with pytest.raises(BadFile):
        load(path)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(BadFile):
        load(tmp_path / "nowhere.jsonl")
