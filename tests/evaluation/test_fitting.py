"""The two fits, on data made so that the answer is known."""

from __future__ import annotations

import numpy as np
import pytest

from studyhall.evaluation.fitting import conditional_logit, logistic


def test_what_tells_the_right_one_of_a_group_gets_the_weight() -> None:
    rng = np.random.default_rng(3)
    values = rng.normal(size=(400, 2))
    sizes = np.full(100, 4)
    right = np.zeros(400, dtype=bool)
    for group in range(100):
        rows = slice(4 * group, 4 * group + 4)
        right[4 * group + int(np.argmax(values[rows, 0]))] = True
    fitted = conditional_logit(values, right, sizes, np.ones(100), 1.0)
    assert fitted[0] > 1.0 > abs(fitted[1]) * 3


def test_a_group_of_no_weight_says_nothing() -> None:
    values = np.array([[1.0], [0.0], [0.0], [1.0]])
    right = np.array([True, False, True, False])
    sizes = np.array([2, 2])
    assert conditional_logit(values, right, sizes, np.array([1.0, 0.0]), 0.1)[0] > 0.0
    assert conditional_logit(values, right, sizes, np.array([0.0, 1.0]), 0.1)[0] < 0.0


def test_the_log_odds_are_found_again() -> None:
    rng = np.random.default_rng(5)
    values = rng.normal(2.0, 1.0, size=(8000, 2))
    odds = 1.5 * values[:, 0] - 0.5 * values[:, 1] - 1.0
    target = (rng.random(8000) < 1 / (1 + np.exp(-odds))).astype(float)
    coefficients, bias = logistic(values, target, np.ones(8000), 1e-6)
    assert coefficients == pytest.approx([1.5, -0.5], abs=0.15)
    assert bias == pytest.approx(-1.0, abs=0.25)
