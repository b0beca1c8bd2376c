"""Grades and attempts: what an answer earns by rule, which grade counts, and when an attempt is over."""

from __future__ import annotations

from datetime import timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyhall.domain.attempts import Attempt, Ending, Response, counting
from studyhall.domain.errors import Refused
from studyhall.domain.grades import (
    Grade,
    Grader,
    NewGrade,
    Score,
    Verdict,
    by_attempt,
    by_rule,
    check_share,
    in_force,
    proposed,
    scored,
)
from studyhall.domain.tasks import Kind, MultipleResponse, Ordering
from tests.conftest import NOW
from tests.drawing import givens, keys, tasks
from tests.making import question

MINUTE = timedelta(minutes=1)
ORDER = Ordering("In order?", ("a", "b", "c"))
CLOSED = (Kind.MCQ, Kind.MULTI, Kind.TRUE_FALSE, Kind.ORDER)


@given(st.data())
def test_an_answer_earns_a_share_and_all_of_it_only_when_it_is_the_key(data):
    task = data.draw(tasks(CLOSED))
    key, answer = data.draw(keys(task)), data.draw(givens(task))
    share = by_rule(task, key, answer)
    assert 0 <= share <= 1
    assert (share == 1) is (answer == key)
    assert by_rule(task, key, key) == 1
    assert by_rule(task, key, None) == 0


@pytest.mark.parametrize("kind", CLOSED)
def test_an_answer_of_another_kind_earns_nothing(kind):
    key = {Kind.MCQ: 1, Kind.MULTI: (0, 1), Kind.TRUE_FALSE: True, Kind.ORDER: (1, 0, 2)}[kind]
    for other in (1, True, "1", (0,), (5, 6)):
        if type(other) is not type(key):
            assert by_rule(question(kind).task, key, other) == 0


@pytest.mark.parametrize(
    ("chosen", "share"),
    [((), 0), ((0,), 1 / 3), ((0, 1), 2 / 3), ((0, 1, 2), 1), ((0, 1, 3), 1 / 3), ((3,), 0), ((0, 3, 4), 0)],
)
def test_of_several_right_ones_each_counts_and_wrong_ones_against(chosen, share):
    assert by_rule(several(6), (0, 1, 2), chosen) == pytest.approx(share)


def several(count: int) -> MultipleResponse:
    return MultipleResponse("Which?", tuple("abcdef"[:count]))


@given(right=st.integers(2, 5), count=st.integers(4, 6))
def test_choosing_everything_earns_nothing(right, count):
    if right < count:
        assert by_rule(several(count), tuple(range(right)), tuple(range(count))) == 0


@given(st.data())
def test_one_more_right_one_is_never_worse_and_one_more_wrong_one_never_better(data):
    count = data.draw(st.integers(4, 6))
    key = tuple(sorted(data.draw(st.sets(st.integers(0, count - 1), min_size=2, max_size=count - 1))))
    chosen = data.draw(st.sets(st.integers(0, count - 1), max_size=count - 1))
    more = data.draw(st.sampled_from(sorted(set(range(count)) - chosen)))
    before = by_rule(several(count), key, tuple(sorted(chosen)))
    after = by_rule(several(count), key, tuple(sorted(chosen | {more})))
    assert after >= before if more in key else after <= before


def test_an_order_earns_by_the_pairs_that_stand_right():
    shares = {given: by_rule(ORDER, (0, 1, 2), given) for given in permutations(range(3))}
    third = pytest.approx(1 / 3)
    assert shares == {
        (0, 1, 2): 1, (0, 2, 1): third, (1, 0, 2): third, (1, 2, 0): 0, (2, 0, 1): 0, (2, 1, 0): 0
    }  # fmt: skip
    assert by_rule(ORDER, (2, 1, 0), (2, 1, 0)) == 1


def grade(
    number: int, key: int = 1, released: bool = True, share: float | None = 1.0, attempt: int = 1
) -> Grade:
    by = Grader.TEACHER if released else Grader.PROPOSAL
    return Grade(key, NOW, NewGrade(attempt, number, share, by, released))


def test_the_newest_grade_that_is_released_counts():
    given = [grade(1, 1), grade(2, 2, released=False), grade(1, 3, share=0.5), grade(1, 4, released=False)]
    assert {number: one.id for number, one in in_force(given).items()} == {1: 3}
    assert in_force([]) == {}


def test_a_proposal_waits_until_something_newer_is_released():
    given = [grade(1, 1, released=False), grade(2, 2, released=False), grade(1, 3)]
    assert {number: one.id for number, one in proposed(given).items()} == {2: 2}
    again = [*given, grade(1, 4, released=False), grade(1, 5, released=False)]
    assert {number: one.id for number, one in proposed(again).items()} == {1: 5, 2: 2}


def test_the_grades_of_a_quiz_are_parted_by_attempt():
    given = [grade(1, 1), grade(1, 2, attempt=2), grade(2, 3)]
    assert {attempt: [one.id for one in some] for attempt, some in by_attempt(given).items()} == {
        1: [1, 3],
        2: [2],
    }


def test_a_score_adds_what_counts_and_says_what_waits():
    points = {1: 3, 2: 2, 3: 1}
    given = [grade(1, share=1 / 3), grade(2, 2, released=False), grade(9, 3)]
    assert scored(points, given) == Score(1.0, 6, 2)
    assert scored(points, []) == Score(0, 6, 3)
    thirds = [grade(n, share=1 / 3) for n in range(1, 4)]
    assert scored(dict.fromkeys((1, 2, 3), 1), thirds) == Score(1.0, 3, 0)


@pytest.mark.parametrize("share", [-0.1, 1.1, float("nan")])
def test_what_is_no_part_of_the_points_is_refused(share):
    with pytest.raises(Refused):
        check_share(share)
    with pytest.raises(ValueError, match="share"):
        Verdict(share)
    with pytest.raises(ValueError, match="confidence"):
        Verdict(1.0, share)
    with pytest.raises(ValueError, match="share"):
        NewGrade(1, 1, share, Grader.RULE, released=False)
    check_share(0)
    check_share(1)


def test_a_pupil_sees_no_grade_without_a_share():
    with pytest.raises(ValueError, match="share"):
        NewGrade(1, 1, None, Grader.PROPOSAL, released=True)
    assert NewGrade(1, 1, None, Grader.PROPOSAL, released=False).share is None


def attempt(deadline=None, ended_at=None) -> Attempt:
    ending = Ending.SUBMITTED if ended_at else None
    return Attempt(1, 1, 1, 1, 1, 1, 7, NOW, deadline, ended_at, ending)


def test_an_attempt_is_overdue_from_its_deadline_on_while_it_runs():
    assert [attempt(NOW + MINUTE).overdue(NOW + n * MINUTE) for n in range(3)] == [False, True, True]
    assert not attempt().overdue(NOW + 10_000 * MINUTE)
    assert not attempt(NOW + MINUTE, NOW).overdue(NOW + 2 * MINUTE)
    assert (attempt().running, attempt(ended_at=NOW).running) == (True, False)


def test_the_last_answer_to_a_question_counts():
    given = [Response(n, 1, number, n, NOW) for n, number in enumerate((1, 2, 1))]
    assert {number: one.id for number, one in counting(given).items()} == {1: 2, 2: 1}
    assert counting([]) == {}
