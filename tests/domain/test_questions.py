"""Questions: what can be asked, what can be right, and what a pupil can answer."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from studyhall.domain.errors import Refused
from studyhall.domain.questions import (
    LONGEST_GIVEN,
    LONGEST_TEXT,
    Question,
    checked_given,
    is_empty,
    is_given,
    is_key,
)
from studyhall.domain.tasks import (
    BLANK,
    LONGEST_OPTION,
    LONGEST_PROMPT,
    Fault,
    Kind,
    Unfit,
    options_of,
    task_of,
)
from tests.drawing import COUNTS, givens, questions, tasks
from tests.making import KEYS, OPTIONS, question

OPTIONED = tuple(COUNTS)


def fault(act) -> Fault:
    with pytest.raises(Unfit) as unfit:
        act()
    return unfit.value.fault


def task(kind: Kind, prompt: str = f"Where? {BLANK}"):
    return task_of(kind, prompt, OPTIONS.get(kind, ()))


@given(tasks())
def test_a_task_is_made_again_of_what_it_holds(made):
    assert task_of(made.kind, made.prompt, options_of(made)) == made


@pytest.mark.parametrize("kind", Kind)
def test_a_prompt_says_something_and_not_too_much(kind):
    assert fault(lambda: task(kind, " \n")) is Fault.BAD_SHAPE
    assert fault(lambda: task(kind, BLANK + "x" * LONGEST_PROMPT)) is Fault.TOO_LONG


@pytest.mark.parametrize("kind", OPTIONED)
def test_a_kind_has_as_many_options_as_it_may(kind):
    least, most = COUNTS[kind]
    named = [f"Option {n}" for n in range(most + 1)]
    for count in range(most + 2):
        if least <= count <= most:
            assert len(options_of(task_of(kind, "Who?", tuple(named[:count])))) == count
        else:
            assert fault(lambda n=count: task_of(kind, "Who?", tuple(named[:n]))) is Fault.BAD_SHAPE


@pytest.mark.parametrize("kind", sorted(set(Kind) - set(OPTIONED)))
def test_a_kind_without_options_takes_none(kind):
    assert options_of(task(kind)) == ()
    assert fault(lambda: task_of(kind, BLANK, ("A", "B", "C"))) is Fault.BAD_SHAPE


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (("A", "B", " "), Fault.BAD_SHAPE),
        (("Đèo Omar", "deo  omar", "Sarn", "Odo"), Fault.OPTIONS_REPEAT),
        (("A", "B", "C", "x" * (LONGEST_OPTION + 1)), Fault.TOO_LONG),
    ],
)
def test_options_are_words_and_different(options, found):
    assert fault(lambda: task_of(Kind.MCQ, "Who?", options)) is found


@pytest.mark.parametrize(
    "prompt", ["They landed at Sarn.", f"{BLANK} landed at {BLANK}.", BLANK + "_ landed."]
)
def test_a_cloze_has_one_blank(prompt):
    assert fault(lambda: task(Kind.CLOZE, prompt)) is Fault.NO_BLANK


NO_KEYS = {
    Kind.MCQ: [3, -1, True, False, "1", (1,), 1.0],
    Kind.MULTI: [(0,), (0, 1, 2, 3), (1, 0), (0, 0), (0, 4), (-1, 0), (False, True), 1, "01", ()],
    Kind.TRUE_FALSE: [0, 1, "true", (True,)],
    Kind.SHORT: ["", " \n", True, 1, (0,)],
    Kind.CLOZE: ["", " \n", True, 1, (0,)],
    Kind.ORDER: [(0, 1), (0, 1, 1), (0, 1, 3), (0, 1, 2, 3), 0, "012", (False, True, 2)],
}


@pytest.mark.parametrize(("kind", "key"), [(kind, key) for kind, keys in NO_KEYS.items() for key in keys])
def test_what_cannot_be_right_is_no_key(kind, key):
    assert is_key(task(kind), KEYS[kind])
    assert not is_key(task(kind), key)
    assert fault(lambda: question(kind, key=key)) is Fault.BAD_KEY


@given(questions())
def test_what_is_right_can_be_answered(made):
    assert is_key(made.task, made.solution.key)
    assert checked_given(made.task, made.solution.key) == made.solution.key


@given(st.data())
def test_what_a_pupil_may_answer_is_taken_as_it_is(data):
    made = data.draw(tasks())
    answer = data.draw(givens(made))
    assert is_given(made, answer)
    assert checked_given(made, answer) == answer


@given(st.data())
def test_no_answer_to_one_kind_is_taken_for_another(data):
    """A page may send anything."""
    made, answer = data.draw(tasks()), data.draw(tasks().flatmap(givens))
    assume(type(answer) is not type(KEYS[made.kind]))
    assert not is_given(made, answer)
    with pytest.raises(Refused) as refused:
        checked_given(made, answer)
    assert refused.value.code == "bad_answer"


def test_several_options_are_kept_in_rising_order_and_an_order_as_it_is():
    assert checked_given(task(Kind.MULTI), (3, 0)) == (0, 3)
    assert checked_given(task(Kind.ORDER), (2, 0, 1)) == (2, 0, 1)


def test_an_answer_may_be_long_but_not_endless():
    short = task(Kind.SHORT)
    assert checked_given(short, "x" * LONGEST_GIVEN)
    with pytest.raises(Refused) as refused:
        checked_given(short, "x" * (LONGEST_GIVEN + 1))
    assert refused.value.code == "answer_too_long"


@pytest.mark.parametrize(
    ("answer", "empty"), [(None, True), ("", True), ((), True), (0, False), (False, False)]
)
def test_what_says_nothing_is_empty(answer, empty):
    assert is_empty(answer) is empty


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"explanation": "x" * (LONGEST_TEXT + 1)}, Fault.TOO_LONG),
        ({"rubric": "x" * (LONGEST_TEXT + 1)}, Fault.TOO_LONG),
        ({"accepted": ("Sarn", "x" * (LONGEST_TEXT + 1))}, Fault.TOO_LONG),
        ({"accepted": ("Sarn", " ")}, Fault.BAD_KEY),
    ],
)
def test_what_settles_a_question_in_words_has_its_bounds(values, found):
    assert fault(lambda: question(Kind.SHORT, **values)) is found


@pytest.mark.parametrize("kind", sorted(set(Kind) - {Kind.SHORT, Kind.CLOZE}))
def test_only_words_have_other_forms(kind):
    assert fault(lambda: question(kind, accepted=("Sarn",))) is Fault.BAD_KEY


@given(questions())
def test_a_question_is_of_the_kind_of_its_task(made: Question):
    assert made.kind is made.task.kind
    assert made == replace(made)
