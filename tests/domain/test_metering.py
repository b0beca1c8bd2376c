"""Tokens and their price, and which model a course's terms allow."""

from __future__ import annotations

import math

import pytest

from studyhall.domain.errors import ModelFailure, Trouble
from studyhall.domain.metering import HIGHEST_PRICE, MOST_DAILY, Model, Price, Terms, Tokens


def test_tokens_add_up_both_ways_and_what_was_read_before_is_part_of_the_input():
    together = Tokens(100, 20, 60) + Tokens(10, 5)
    assert together == Tokens(110, 25, 60)
    assert together.total == 135


@pytest.mark.parametrize(
    ("price", "dollars"),
    [(Price(2.0, 8.0), 0.28), (Price(2.0, 8.0, 0.5), 0.22), (Price(0.5), 0.05), (Price(0.0), 0.0)],
)
def test_what_tokens_cost(price, dollars):
    assert price.cost(Tokens(100_000, 10_000, 40_000)) == pytest.approx(dollars)


@pytest.mark.parametrize("told", [(-1, 0), (0, -1), (5, 0, -1), (5, 9, 6), (-400_000, -5)])
def test_tokens_that_cannot_be_are_refused(told):
    with pytest.raises(ValueError, match="not negative"):
        Tokens(*told)


@pytest.mark.parametrize("wrong", [-0.1, math.nan, math.inf, 1e308])
@pytest.mark.parametrize("which", ["input", "output", "cached"])
def test_a_price_that_gives_no_cost_is_refused(which, wrong):
    with pytest.raises(ValueError, match="from 0 to 1,000,000"):
        Price(**{"input": 1.0} | {which: wrong})


def test_even_the_highest_price_of_the_highest_limit_is_a_number():
    assert Price(HIGHEST_PRICE, HIGHEST_PRICE).cost(Tokens(MOST_DAILY, MOST_DAILY)) == 2e9


def test_a_cost_that_is_not_known_is_not_nothing():
    assert Model("small", "localhost:11434").cost(Tokens(100, 20)) is None
    assert Model("small", "localhost:11434", Price(0.0)).cost(Tokens(100, 20)) == 0.0


def test_an_agreement_is_to_a_host():
    here, there = Model("small", "api.example.org"), Model("small", "other.example.org")
    terms = Terms(chat_host="api.example.org", embeddings_host="other.example.org")
    assert [terms.allows_chat(model) for model in (here, there, None)] == [True, False, False]
    assert [terms.allows_embeddings(model) for model in (here, there, None)] == [False, True, False]
    assert terms.allows_chat(Model("large", "api.example.org"))


def test_without_an_agreement_no_model_is_allowed():
    for model in (Model("small", "api.example.org"), Model("small", ""), None):
        assert not Terms().allows_chat(model)
        assert not Terms().allows_embeddings(model)


def test_a_failure_of_a_model_says_whether_trying_again_helps():
    busy = ModelFailure(Trouble.BUSY, "the model is busy", "try again in a minute")
    key = ModelFailure(Trouble.KEY, "the key is wrong", "set another one")
    assert (busy.code, busy.retry, key.code, key.retry) == ("model_busy", True, "model_key", False)
