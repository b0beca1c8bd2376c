"""Figures of use: added up by day, each day shown, and unknown prices not taken for nothing."""

from __future__ import annotations

from datetime import date

import pytest

from studyhall.domain.metering import Purpose, Tokens, Used
from studyhall.ui import session
from studyhall.ui.components.figures import count, dollars
from studyhall.ui.components.usage import Day, days

TODAY = date(2026, 11, 22)


def used(day: int, tokens: int, cost: float | None, purpose=Purpose.ANSWER, failed: int = 0) -> Used:
    return Used(date(2026, 11, day), purpose, "small", 2, failed, Tokens(tokens, 1), 0, cost)


def test_the_purposes_of_a_day_are_added_up_and_days_without_use_are_shown():
    shown = days([used(22, 10, 0.5), used(22, 20, 0.25, Purpose.REWRITE, 1), used(20, 5, 0.125)], TODAY)
    assert shown == [
        Day(TODAY, 32, 0.75, 4, 1),
        Day(date(2026, 11, 21), 0, 0, 0, 0),
        Day(date(2026, 11, 20), 6, 0.125, 2, 0),
    ]


def test_a_day_of_which_a_price_was_not_known_costs_nobody_knows_what():
    (day,) = days([used(22, 10, 0.5), used(22, 10, None, Purpose.EMBED)], TODAY)
    assert day.cost is None


@pytest.mark.parametrize(
    ("language", "tokens", "cost", "little"),
    [("en", "1,234,567", "$1,234.50", "$0.0012"), ("vi", "1.234.567", "1.234,50 USD", "0,0012 USD")],
)
def test_figures_are_written_as_their_readers_write_them(monkeypatch, language, tokens, cost, little):
    monkeypatch.setattr(session._run, "language", language, raising=False)
    assert (count(1_234_567), dollars(1_234.5), dollars(0.00123)) == (tokens, cost, little)
    assert dollars(0) in ("$0.00", "0,00 USD")
