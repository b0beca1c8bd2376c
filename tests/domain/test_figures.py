"""Numbers: one value however they are written, in English and Vietnamese."""

from __future__ import annotations

import pytest

from studyhall.domain.figures import figures, untold_figures


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("25 thousand, 25,000, 25.000 and 25 nghìn", {25_000}),
        ("1.2 million or 1,2 triệu or 1 200 000", {1_200_000}),
        ("0,7 triệu, 700 nghìn", {700_000}),
        ("more than one hundred, hơn một trăm", {100}),
        ("ninety thousand; two million; ba triệu", {90_000, 2_000_000, 3_000_000}),
        ("12.5.1994, tháng 5.1994, 12/5/1994, 12-05-1994 (2.9.1991)", {1994, 1991}),
        ("1988–94 and 1993/94", {1988, 1993, 1994}),
        ("On 9 May 1994 120 tanks", {1994, 120}),
        ("$1,000,000,000", {1_000_000_000}),
        ("853, 874 and 884 of 613", {853, 874, 884, 613}),
        ("19\u200c45", {1945}),
        ("11.8 per cent of 77, on 2 May", set()),
    ],
)
def test_a_number_is_one_value_however_it_is_written(text, values):
    assert figures(text) == values


def test_a_number_without_end_is_a_number():
    assert len(figures("9" * 5_000)) == 1


@pytest.mark.parametrize(
    ("statement", "untold"),
    [
        ("It was signed in 1994 by 6 people.", set()),
        ("It was signed in 1995.", {1995}),
        ("25,000 and 1,200,000 people fled.", set()),
        ("Some 26,000 people fled.", {26_000}),
        ("Some 5,000 people fled in the year 2000.", {5_000, 2_000}),
        ("In 7 of 12 towns", set()),
    ],
)
def test_figures_that_the_source_does_not_have(statement, untold):
    source = "On 5 May 1994, 25 thousand people and 1.2 million more had fled in 2 weeks."
    assert untold_figures(statement, source) == untold
