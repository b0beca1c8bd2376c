"""Dates and numbers: one value however they are written, in English and Vietnamese."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyhall.domain.amounts import Amount, amount, amounts, same_amount
from studyhall.domain.numerals import numeral

MONTHS = "January February March April May June July August September October November December".split()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12 May 1994", (1994, 5, 12)),
        ("May 12, 1994", (1994, 5, 12)),
        ("on the 12th of May 1994.", (1994, 5, 12)),
        ("12/5/1994", (1994, 5, 12)),
        ("1994-05-12", (1994, 5, 12)),
        ("ngày 12 tháng 5 năm 1994", (1994, 5, 12)),
        ("ngay 12 thang 5 nam 1994", (1994, 5, 12)),
        ("12 tháng Năm, 1994", (1994, 5, 12)),
        ("May 1994", (1994, 5, 0)),
        ("tháng 5 năm 1994", (1994, 5, 0)),
        ("in 1994", (1994, 0, 0)),
        ("12 May", (0, 5, 12)),
        ("44 BC", (-44, 0, 0)),
        ("44 trước Công nguyên", (-44, 0, 0)),
        ("300 AD", (300, 0, 0)),
        ("năm 938", (938, 0, 0)),
        ("vào năm 40", (40, 0, 0)),
        ("year 410", (410, 0, 0)),
        ("năm 179 TCN", (-179, 0, 0)),
        ("ngày 2/9", (0, 9, 2)),
        ("ngày mùng 2/9", (0, 9, 2)),
    ],
)
def test_a_date_is_one_day_however_it_is_written(text, day):
    assert amount(text) == Amount(day=day)


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("30,000", 30_000, ""),
        ("30.000", 30_000, ""),
        ("30 000", 30_000, ""),
        ("thirty thousand", 30_000, ""),
        ("ba mươi nghìn", 30_000, ""),
        ("ba muoi nghin", 30_000, ""),
        ("about 30 thousand people", 30_000, "people"),
        ("30 nghìn người", 30_000, "people"),
        ("two hundred and fifty", 250, ""),
        ("hai trăm linh năm", 205, ""),
        ("2 triệu 300 nghìn", 2_300_000, ""),
        ("a hundred", 100, ""),
        ("30%", 30, "%"),
        ("30 phần trăm", 30, "%"),
        ("$5", 5, "$"),
        ("5 dollars", 5, "$"),
        ("30km", 30, "km"),
        ("-5", -5, ""),
        ("the 20th century", 20, "century"),
        ("thế kỷ XX", 20, "century"),
        ("in the twentieth century", 20, "century"),
        ("XX century", 20, "century"),
        ("20th c.", 20, "century"),
        ("the 1900s", 20, "century"),
        ("the 1940s", 1940, "decade"),
        ("half a million", 500_000, ""),
        ("a quarter of a million", 250_000, ""),
        ("nửa triệu", 500_000, ""),
        ("minus 5", -5, ""),
    ],
)
def test_a_number_is_one_value_however_it_is_written(text, number, unit):
    assert amount(text) == Amount(number=Decimal(number), unit=unit)


@pytest.mark.parametrize(
    "text", ["", "no", "a dog", "31/2/1994", "1/2", "nineteen ninety-four", "5 of the 12 towns", "Bishkek"]
)
def test_what_tells_something_else_is_no_amount(text):
    assert amount(text) is None


def test_what_is_told_as_a_bound_is_one():
    assert amount("more than 30").bound == amount("hơn 30").bound == "over"
    assert amount("at least 30").bound == amount("30 or more").bound == amount("ít nhất 30").bound == "least"
    assert amount("at most 30").bound == amount("không quá 30").bound == "most"
    assert amount("under 30").bound == amount("dưới 30").bound == "under"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("30,000", "30 thousand people", True),
        ("30 people", "30 km", False),
        ("over 30", "30", False),
        ("over 30", "more than 30 people", True),
        ("over 30", "under 30", False),
        ("1994", "1,994", True),
        ("1994", "May 1994", False),
        ("300 BC", "300", False),
        ("300 AD", "300", True),
        ("5", "-5", False),
    ],
)
def test_two_amounts_are_the_same_or_not(one, other, same):
    assert same_amount(amount(one), amount(other)) is same
    assert same_amount(amount(other), amount(one)) is same


def test_all_amounts_of_a_text_are_found():
    found = amounts(
        "On 12 May 1994 three men signed; $5 million and 30.000 tents followed in one of the towns."
    )
    assert found == (
        Amount(day=(1994, 5, 12)),
        Amount(number=Decimal(3)),
        Amount(number=Decimal(5_000_000), unit="$"),
        Amount(number=Decimal(30_000)),
    )
    assert amounts("Ngày 9/5/1994, hai mươi người đến.")[-1] == Amount(number=Decimal(20))


@given(st.dates(date(1000, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_in_every_form(day):
    month = MONTHS[day.month - 1]
    forms = {
        f"{day.day} {month} {day.year:04}",
        f"{month} {day.day}, {day.year:04}",
        f"{day.day}/{day.month}/{day.year:04}",
        f"ngày {day.day} tháng {day.month} năm {day.year:04}",
        f"{month[:3]} {day.day} {day.year:04}",
    }
    assert {amount(form) for form in forms} == {Amount(day=(day.year, day.month, day.day))}


@given(st.integers(0, 10**12))
def test_every_number_is_read_with_either_separator(number):
    plain = Amount(number=Decimal(number))
    for separator in (",", ".", " ", "\u202f"):
        told = amount(f"{number:,}".replace(",", separator))
        assert same_amount(told, plain)


@given(
    st.lists(st.sampled_from("two five twenty ninety hundred thousand million and 30 hai mươi trăm".split()))
)
def test_words_of_numbers_never_tell_more_than_they_are(words):
    told = numeral(words)
    assert told is None or (told[0] >= 0 and 1 <= told[1] <= len(words))
