"""Figures of retrieval on rankings worked out by hand, and questions made harder."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyhall.evaluation.retrieval import measure, perturbed, without_diacritics
from studyhall.evaluation.squad import Question

A, B, C = (0, 0), (0, 1), (1, 0)


def asked(text: str, *places: tuple[int, int], impossible: bool = False) -> Question:
    return Question(text, text, frozenset(places), ("x",), impossible)


def figures(rankings, *questions):
    ticks = iter(range(1_000))
    return measure(questions, rankings.__getitem__, clock=lambda: next(ticks) / 1000)


def test_ranks_by_hand():
    found = figures(
        {"one": [(A, 0.9), (B, 0.5)], "two": [(A, 0.9), (B, 0.5)], "none": []},
        asked("one", A), asked("two", B), asked("none", C),
    )  # fmt: skip
    assert found.n == 3
    assert found.recall_1 == pytest.approx(1 / 3)
    assert found.recall_5 == pytest.approx(2 / 3)
    assert found.mrr == pytest.approx((1 + 1 / 2) / 3)
    assert found.ndcg_10 == pytest.approx((1 + 1 / math.log2(3)) / 3)
    assert (found.ms_p50, found.ms_p95) == (pytest.approx(1), pytest.approx(1))


def test_ties_count_against_us():
    found = figures({"q": [(A, 0.5), (B, 0.5), (C, 0.5)]}, asked("q", A))
    assert found.mrr == pytest.approx(1 / 3)
    assert found.recall_1 == 0


def test_the_order_given_does_not_matter_and_doubles_count_once():
    found = figures({"q": [(B, 0.1), (B, 0.6), (B, 0.7), (A, 0.5)]}, asked("q", A))
    assert found.mrr == pytest.approx(1 / 2)


def test_any_of_several_right_paragraphs_is_a_hit():
    found = figures({"q": [(B, 0.9), (A, 0.8), (C, 0.7)]}, asked("q", A, B))
    assert (found.recall_1, found.mrr, found.ndcg_10) == (1, 1, 1)


def test_questions_without_an_answer_are_left_out():
    found = figures({"q": [(A, 1.0)]}, asked("q", A), asked("not asked", A, impossible=True))
    assert found.n == 1


def test_no_questions_give_zeros():
    assert set(figures({}).by_name().values()) == {0}


def test_the_names_are_the_contracts():
    names = ["n", "recall@1", "recall@5", "mrr", "ndcg@10", "ms_p50", "ms_p95"]
    assert list(figures({}).by_name()) == names


@given(st.text(max_size=80), st.integers(0, 5))
def test_perturbing_changes_single_inner_letters(text, seed):
    changed = perturbed(text, seed)
    assert len(changed) == len(text)
    assert changed == perturbed(text, seed)
    for at, (old, new) in enumerate(zip(text, changed, strict=True)):
        if old != new:
            assert text[at - 1].isalnum()
            assert text[at + 1].isalnum()


def test_every_second_long_word_is_changed():
    text = "Which treaty ended the Russian occupation of Nakhchivan, này nghiêng"
    changed = perturbed(text, 3).split()
    differing = [old for old, new in zip(text.split(), changed, strict=True) if old != new]
    assert differing == ["Which", "ended", "occupation", "nghiêng"]
    assert perturbed(text, 3) != perturbed(text, 4)
    assert all(new[0] == old[0] for old, new in zip(text.split(), changed, strict=True))


def test_diacritics_are_taken_off():
    assert without_diacritics("Đà Nẵng, ở đâu? Ngừng bắn") == "Da Nang, o dau? Ngung ban"
    assert without_diacritics("e\u0301") == "e"
