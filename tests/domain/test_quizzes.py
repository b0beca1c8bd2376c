"""Quizzes: what can be asked for, by what rules they are taken, and when."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyhall.domain.errors import Refused
from studyhall.domain.quizzes import (
    LONGEST_MINUTES,
    LONGEST_TOPIC,
    MOST_QUESTIONS,
    Brief,
    Feedback,
    Rules,
    check_brief,
    check_rules,
    deadline,
    window,
)
from tests.conftest import NOW

MINUTE = timedelta(minutes=1)
minutes = st.integers(1, LONGEST_MINUTES)
moments = st.integers(-10_000, 10_000).map(lambda offset: NOW + offset * MINUTE)


def code(check, value) -> str:
    with pytest.raises(Refused) as refused:
        check(value)
    return refused.value.code


@pytest.mark.parametrize("brief", [Brief(1), Brief(MOST_QUESTIONS), Brief(5, topic="x" * LONGEST_TOPIC)])
def test_what_a_quiz_can_be_made_of_is_let_through(brief):
    check_brief(brief)


@pytest.mark.parametrize(
    ("brief", "expected"),
    [
        (Brief(0), "question_count"),
        (Brief(MOST_QUESTIONS + 1), "question_count"),
        (Brief(5, kinds=()), "no_kind"),
        (Brief(5, topic="x" * (LONGEST_TOPIC + 1)), "long_topic"),
    ],
)
def test_what_no_quiz_can_be_made_of_is_refused(brief, expected):
    assert code(check_brief, brief) == expected


@pytest.mark.parametrize(
    "rules",
    [
        Rules(),
        Rules(minutes=LONGEST_MINUTES, attempts=0, release_from=0.0),
        Rules(opens_at=NOW, closes_at=NOW + MINUTE, feedback=Feedback.AFTER_CLOSING, release_from=1.0),
    ],
)
def test_rules_that_a_quiz_can_be_taken_by_are_let_through(rules):
    check_rules(rules)


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        (Rules(minutes=0), "time_limit"),
        (Rules(minutes=LONGEST_MINUTES + 1), "time_limit"),
        (Rules(attempts=-1), "attempts"),
        (Rules(opens_at=NOW, closes_at=NOW), "closes_before_opening"),
        (Rules(feedback=Feedback.AFTER_CLOSING), "no_closing_time"),
        (Rules(release_from=1.01), "confidence"),
        (Rules(release_from=float("nan")), "confidence"),
    ],
)
def test_rules_that_nobody_could_take_a_quiz_by_are_refused(rules, expected):
    assert code(check_rules, rules) == expected


def test_a_quiz_is_open_from_its_opening_until_its_closing():
    open_for = window(Rules(opens_at=NOW, closes_at=NOW + 2 * MINUTE))
    assert [open_for.is_open(NOW + n * MINUTE) for n in (-1, 0, 1, 2, 3)] == [False, True, True, False, False]
    assert [open_for.is_over(NOW + n * MINUTE) for n in (-1, 0, 1, 2, 3)] == [False, False, False, True, True]


def test_a_quiz_without_times_is_always_open():
    assert window(Rules()).is_open(NOW)
    assert not window(Rules()).is_over(NOW)


@given(closes_at=moments, extra=minutes, closed_at=st.none() | moments)
def test_more_minutes_put_the_closing_off_for_one_but_closing_by_hand_holds_for_all(
    closes_at, extra, closed_at
):
    usual = window(Rules(closes_at=closes_at), closed_at)
    longer = window(Rules(closes_at=closes_at), closed_at, extra)
    later = closes_at + extra * MINUTE
    assert usual.closes_at == (min(closes_at, closed_at) if closed_at else closes_at)
    assert longer.closes_at == (min(later, closed_at) if closed_at else later)
    assert usual.opens_at is longer.opens_at is None


@given(closed_at=moments, extra=minutes)
def test_more_minutes_give_no_end_to_what_has_none(closed_at, extra):
    assert window(Rules(), None, extra).closes_at is None
    assert window(Rules(), closed_at, extra).closes_at == closed_at
    assert deadline(Rules(), NOW, extra) is None


@given(limit=st.none() | minutes, closes_at=st.none() | moments, extra=st.integers(0, 600))
def test_an_attempt_ends_by_its_limit_or_the_closing_whichever_is_first(limit, closes_at, extra):
    rules = Rules(minutes=limit, closes_at=closes_at)
    ends = deadline(rules, NOW, extra)
    limited = None if limit is None else NOW + limit * MINUTE
    bounds = [bound for bound in (limited, closes_at) if bound is not None]
    assert ends == (min(bounds) + extra * MINUTE if bounds else None)
    if ends is not None and extra:
        assert ends - deadline(rules, NOW) == extra * MINUTE
