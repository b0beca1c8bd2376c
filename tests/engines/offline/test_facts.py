"""Dates, numbers, names and causes in both languages."""

from __future__ import annotations

import pytest

from studyhall.domain.tokens import term
from studyhall.engines.offline import facts
from studyhall.engines.offline.forms import canonical, kin


@pytest.mark.parametrize(
    "text",
    [
        "On 12 May 1994 it ended.",
        "It ended on May 12, 1994.",
        "It ended 12/5/1994.",
        "Nó kết thúc ngày 12 tháng 5 năm 1994.",
        "no ket thuc ngay 12 thang 5 nam 1994",
    ],
)
def test_a_date_is_the_same_however_it_is_written(text: str) -> None:
    assert facts.days(facts.tokens(text)) == ((1994, 5, 12),)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("in October 1993", ((1993, 10, 0),)),
        ("tháng 10 năm 1993", ((1993, 10, 0),)),
        ("tháng tư năm 1990", ((1990, 4, 0),)),
        ("in 1871", ((1871, 0, 0),)),
        ("They may march in spring", ()),
        ("12 dogs and 3500 cats", ()),
    ],
)
def test_dates_are_as_exact_as_they_are_told(text: str, days: tuple[facts.Day, ...]) -> None:
    assert facts.days(facts.tokens(text)) == days


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1,500 fighters came on 3 May 1994", ("1500",)),
        ("three villages", ("3",)),
        ("khoảng ba nghìn người", ("ba", "nghin")),
        ("in 1994", ()),
    ],
)
def test_numbers_are_no_dates(text: str, numbers: tuple[str, ...]) -> None:
    assert facts.numbers(facts.tokens(text)) == numbers


def test_months_match_across_languages() -> None:
    assert facts.tokens("October")[0].term == facts.tokens("tháng 10")[0].term == "month:10"


@pytest.mark.parametrize(
    "text", ["because it rained", "as a result of rain", "vì trời mưa", "nguyên nhân là mưa"]
)
def test_causes(text: str) -> None:
    assert facts.gives_reason(facts.tokens(text))
    assert not facts.gives_reason(facts.tokens("It rained."))


def test_strange_digits_are_no_days() -> None:
    assert facts.days(facts.tokens("² May ٣ ʼ")) == ((0, 5, 0),)


def test_forms_of_taking_back_and_of_blame_are_one() -> None:
    assert canonical(term("retaken")) == canonical(term("retook")) == canonical(term("retake"))
    assert canonical(term("recapture")) in kin(canonical(term("retaken")))
    assert canonical(term("accused")) in kin(canonical(term("blame")))
