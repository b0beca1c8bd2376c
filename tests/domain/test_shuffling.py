"""The order of options: always the same, of no use to who guesses, and rising where they are amounts."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyhall.domain.questions import Question
from studyhall.domain.shuffling import moved, moved_back, rising, settled, shown, shuffled
from studyhall.domain.tasks import Kind, MultipleChoice, Ordering, options_of
from tests.drawing import COUNTS, givens, keys, questions, tasks
from tests.making import question

OPTIONED = tuple(COUNTS)
FIRST = question(key=0).solution
"""The first option is right, as writers of questions like to have it."""
seeds = st.integers(0, 2**63 - 1)


def texts(asked, key):
    """The options that a key means: one, several in any order, or all in an order."""
    options = options_of(asked.task)
    if isinstance(key, tuple):
        named = [options[index] for index in key]
        return named if isinstance(asked.task, Ordering) else sorted(named)
    return options[key]


@given(st.integers(0, 12), seeds, st.text(max_size=5))
def test_an_order_has_everything_once_and_is_always_the_same(count, seed, salt):
    order = shuffled(count, seed, salt)
    assert sorted(order) == list(range(count))
    assert order == shuffled(count, seed, salt)


def test_an_order_is_the_same_on_every_machine():
    """Stored seeds outlive versions: another order would show a pupil another sheet."""
    assert [shuffled(5, seed, "1") for seed in (0, 1, 7)] == [
        (3, 1, 2, 0, 4), (3, 2, 0, 4, 1), (0, 4, 1, 2, 3)
    ]  # fmt: skip


def test_orders_of_other_seeds_and_salts_are_others():
    assert len({shuffled(8, seed) for seed in range(50)}) == 50
    assert len({shuffled(8, 7, str(salt)) for salt in range(50)}) == 50


@given(questions(OPTIONED), seeds)
def test_a_settled_question_asks_the_same_and_has_the_same_right(asked, seed):
    kept = settled(asked, seed)
    assert sorted(options_of(kept.task)) == sorted(options_of(asked.task))
    assert texts(kept, kept.solution.key) == texts(asked, asked.solution.key)
    assert (kept.task.prompt, kept.kind, kept.language) == (asked.task.prompt, asked.kind, asked.language)
    assert kept == settled(asked, seed)


@given(questions(tuple(set(Kind) - set(OPTIONED))), seeds)
def test_a_question_without_options_is_settled_as_it_is(asked, seed):
    assert settled(asked, seed) == asked


@given(questions((Kind.ORDER,)), seeds)
def test_things_to_be_put_in_order_do_not_stand_in_it(asked, seed):
    kept = settled(asked, seed)
    assert kept.solution.key != tuple(range(len(options_of(kept.task))))


@given(st.data(), seeds)
def test_where_options_stand_does_not_depend_on_which_is_right(data, seed):
    asked = data.draw(questions((Kind.MCQ, Kind.MULTI)))
    other = replace(asked, solution=replace(asked.solution, key=data.draw(keys(asked.task))))
    assert settled(asked, seed).task == settled(other, seed).task


@given(st.data(), seeds)
def test_an_answer_in_shown_places_is_told_back_in_stored_ones(data, seed):
    asked = data.draw(tasks())
    order, answer = shown(asked, seed), data.draw(givens(asked))
    there = moved(answer, order)
    assert type(there) is type(answer)
    assert moved_back(there, order) == answer
    assert moved(moved_back(answer, order), order) == answer


def test_the_places_of_the_key_are_even_over_a_bank():
    """Whoever always ticks the same place is right as often as anywhere else."""
    for count in range(3, 6):
        options = tuple(f"Option {letter}" for letter in "ABCDE"[:count])
        bank = (Question(MultipleChoice(f"Question {n}?", options), FIRST, "en") for n in range(1_000))
        places = Counter(settled(asked, seed=7).solution.key for asked in bank)
        expected = 1_000 / count
        # Pearson's chi-squared: 18.5 is passed by chance once in a thousand at 4 degrees of freedom.
        assert sum((places[place] - expected) ** 2 / expected for place in range(count)) < 18.5


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("1994", "1988", "1991"), ("1988", "1991", "1994")),
        (("12 May 1994", "May 1994", "3 June 1992"), ("3 June 1992", "May 1994", "12 May 1994")),
        (
            ("năm 1954", "ngày 30 tháng 4 năm 1975", "năm 40"),
            ("năm 40", "năm 1954", "ngày 30 tháng 4 năm 1975"),
        ),
        (("1288", "938", "1427"), ("938", "1288", "1427")),
        (("44 BC", "14", "100 BC"), ("100 BC", "44 BC", "14")),
        (("30,000", "5,000", "1.2 million"), ("5,000", "30,000", "1.2 million")),
        (
            ("30 nghìn người", "5.000 người", "hai triệu người"),
            ("5.000 người", "30 nghìn người", "hai triệu người"),
        ),
        (("three", "12 ships", "7 ships"), ("three", "7 ships", "12 ships")),
        (("19th century", "7th century", "thế kỷ XII"), ("7th century", "thế kỷ XII", "19th century")),
        # Two forms of one number: their words decide, wherever the right one stood.
        (("500", "1.000", "1,000"), ("500", "1,000", "1.000")),
        (("500", "1,000", "1.000"), ("500", "1,000", "1.000")),
    ],
)
def test_dates_and_numbers_rise(options, expected):
    order = rising(options)
    assert tuple(options[index] for index in order) == expected
    asked = MultipleChoice("When?", options)
    assert {shown(asked, seed) for seed in range(20)} == {order}


@pytest.mark.parametrize(
    "options",
    [
        ("1994", "Sarn", "1988"),
        ("3 ships", "5 years", "2 men"),
        ("1994", "5 years", "1988"),
        ("An Giang", "Ba Đình", "Hai Bà Trưng"),
        ("Kerrin", "Sarn", "Odo"),
    ],
)
def test_what_cannot_be_compared_is_drawn(options):
    assert rising(options) is None
    assert len({shown(MultipleChoice("When?", options), seed) for seed in range(50)}) == 6


def test_things_to_be_put_in_order_are_never_shown_rising():
    asked = Ordering("Which came first?", ("1988", "1991", "1994"))
    assert len({shown(asked, seed) for seed in range(50)}) == 6
