"""Fitting the two small linear models of the offline engine: one that ranks, one that decides."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]

_STEPS, _PACE = 300, 0.05
_MOST_MOVES, _STILL = 50, 1e-7


def conditional_logit(
    values: Matrix, right: NDArray[np.bool_], sizes: NDArray[np.int64], weight: Matrix, penalty: float
) -> Matrix:
    """The coefficients under which the right rows of each group are likeliest to come first.

    The rows of `values` stand group by group, `sizes` rows in each, with at least one `right`; `weight` is
    each group's. Gradient ascent (Adam) on standardised columns, with a ridge `penalty`.
    """
    spread = values.std(axis=0) + 1e-9
    values = values / spread
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    owner = np.repeat(np.arange(len(sizes)), sizes)
    by_row = np.repeat(weight, sizes)
    w = np.zeros(values.shape[1])
    first, second = np.zeros_like(w), np.zeros_like(w)
    for step in range(1, _STEPS + 1):
        scores = values @ w
        scores -= np.maximum.reduceat(scores, starts)[owner]
        likely = np.exp(scores)
        all_of = likely / np.add.reduceat(likely, starts)[owner]
        among = likely * right
        right_of = among / np.add.reduceat(among, starts)[owner]
        slope = values.T @ (by_row * (right_of - all_of)) - penalty * w
        first = 0.9 * first + 0.1 * slope
        second = 0.999 * second + 0.001 * slope**2
        w += _PACE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-9)
    fitted: Matrix = w / spread
    return fitted


def logistic(values: Matrix, target: Matrix, weight: Matrix, penalty: float) -> tuple[Matrix, float]:
    """Coefficients and bias of a ridge logistic regression, by Newton's method on standardised columns.

    `penalty` is per unit of `weight`; the bias is not held back by it.
    """
    middle, spread = values.mean(axis=0), values.std(axis=0) + 1e-9
    rows = np.c_[(values - middle) / spread, np.ones(len(values))]
    ridge: Any = np.eye(rows.shape[1]) * penalty * weight.sum()
    ridge[-1, -1] = 0.0
    w = np.zeros(rows.shape[1])
    for _ in range(_MOST_MOVES):
        likely = 1 / (1 + np.exp(-rows @ w))
        slope = rows.T @ (weight * (likely - target)) + ridge @ w
        curve = (rows * (weight * likely * (1 - likely))[:, None]).T @ rows + ridge
        move = np.linalg.solve(curve, slope)
        w -= move
        if np.abs(move).max() < _STILL:
            break
    return w[:-1] / spread, float(w[-1] - (w[:-1] * middle / spread).sum())
