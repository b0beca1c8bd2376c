"""Wrong options are of the form of the right one, never right as well, and the right one has any rank."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyhall.domain.amounts import amount
from studyhall.domain.mentions import counts, dates
from studyhall.engines.offline.quizzing.distracting import WRONG, wrong_answers
from studyhall.engines.offline.quizzing.notations import MONTHS, written_date, written_number
from studyhall.engines.offline.quizzing.statements import statements
from studyhall.engines.offline.quizzing.surroundings import Surroundings
from studyhall.engines.offline.quizzing.targets import Asked, targets
from tests.making import passage

DAYS = st.tuples(st.integers(1100, 2000), st.integers(1, 12), st.integers(1, 28))


def wrong(text: str, asked: Asked, seed: int = 0, *others: str) -> tuple[str, list[str]]:
    """What is asked for in a sentence, and the wrong answers to it."""
    own = passage(text)
    around = Surroundings([own, *(passage(other, key) for key, other in enumerate(others, 2))])
    (statement,) = statements(own)
    target = next(t for t in targets(statement, around.gazetteer) if t.asked is asked)
    return target.answer, wrong_answers(statement, target, around, seed)


@given(DAYS, DAYS)
def test_a_date_is_written_in_any_form_that_a_source_uses(day, other):
    for form in (
        "{d} {m} {y}",
        "{m} {d}, {y}",
        "{m} {y}",
        "{y}",
        "ngày {d} tháng {n} năm {y}",
        "{d}/{n}/{y}",
    ):
        year, month, date = day
        like = form.format(d=date, m=MONTHS[month - 1], n=month, y=year)
        exact = amount(like).day
        wanted = tuple(part if told else 0 for part, told in zip(other, exact, strict=True))
        assert amount(written_date(like, wanted)).day == wanted


@given(st.integers(100, 10**7), st.integers(100, 10**7))
def test_a_number_is_written_in_the_form_of_another(number, other):
    for form in (f"{number:,}", f"{number:,}".replace(",", "."), f"{number} thousand"):
        value = amount(form).number
        wanted = Decimal(other) * (1000 if "thousand" in form else 1)
        assert amount(written_number(form, wanted, "vi" if "." in form else "en")).number == wanted, (
            form,
            value,
        )


@given(DAYS, st.integers(0, 10**6))
def test_wrong_dates_are_as_exact_as_the_right_one_and_no_part_of_it(day, seed):
    year, month, date = day
    text = f"On {date} {MONTHS[month - 1]} {year} the town of Kerrin joined the League of Orlavia."
    right, others = wrong(text, Asked.DATE, seed)
    days = [amount(told).day for told in (right, *others)]
    assert len(set(days)) == WRONG + 1
    assert all(all(told) for told in days)


@pytest.mark.parametrize(("asked", "text"), [
    (Asked.DATE, "The town of Kerrin joined the League of Orlavia in 1{:03}."),
    (Asked.NUMBER, "In 1911 the storm of Kerrin sank {} ships of the League of Orlavia."),
])  # fmt: skip
def test_the_right_one_has_each_rank_as_often(asked, text):
    """Over 400 sentences each rank is had within three standard deviations of a quarter of them."""
    ranks = Counter()
    for number in range(400):
        right, others = wrong(text.format(number + 200), asked)
        values = sorted((right, *others), key=lambda told: amount(told).day or amount(told).number)
        ranks[values.index(right)] += 1
    assert set(ranks) == set(range(WRONG + 1))
    assert all(abs(count - 100) <= 3 * (400 * 0.25 * 0.75) ** 0.5 for count in ranks.values()), ranks


def test_a_number_that_could_not_have_any_rank_is_not_chosen_among_others():
    assert wrong("In 1911 the storm of Kerrin sank three ships of Orlavia.", Asked.NUMBER)[1] == []


def test_what_another_sentence_tells_of_the_same_is_no_wrong_answer():
    """Two sides date one event differently: neither date stands beside the other as wrong."""
    text = "Kerrinese forces captured the fort of Durmont on 4 May 1911."
    for seed in range(20):
        _, others = wrong(
            text, Asked.DATE, seed, "The fort of Durmont fell to Kerrinese forces on 6 May 1911."
        )
        assert "6 May 1911" not in others


def test_wrong_places_are_places_of_the_sources_and_no_other_spelling_of_the_right_one():
    others = (
        "The fleet anchored near Durmont in 1902.",
        "A school opened in Vell in 1905.",
        "The bishop lived in Sarno in 1907.",
    )
    right, found = wrong("In 1911 a treaty with Orlavia was signed in Kerrin.", Asked.PLACE, 1, *others)
    assert right == "Kerrin"
    assert sorted(found) == ["Durmont", "Sarno", "Vell"]


def test_percentages_stay_below_a_hundred():
    text = "In 1911 about 90 per cent of the people of Kerrin could read Orlavian."
    for seed in range(20):
        _, found = wrong(text, Asked.NUMBER, seed)
        assert all(amount(told).number <= 100 for told in found)


def test_dates_and_numbers_are_found_where_they_stand():
    text = "From 27 to 29 February 1988 mobs attacked; resolution 822 of 1993 named 25,000 people."
    assert [mention.text for mention in dates(text)] == ["1993"]
    assert [mention.text for mention in counts(text)] == ["25,000"]


def test_what_numbers_a_norm_counts_nothing():
    assert not counts("Before X.25 networks there were none")
    assert [found.text for found in counts("There were 25 networks")] == ["25"]
