"""In which order options are shown: by a stored seed, so that it is the same whenever it is shown again."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from studyhall.domain.amounts import Amount, amount
from studyhall.domain.dates import Day
from studyhall.domain.questions import Given, Question
from studyhall.domain.tasks import MultipleChoice, MultipleResponse, Ordering, Task, options_of

Permutation = tuple[int, ...]
"""`permutation[place]` is the index of what stands at a place."""


def shuffled(count: int, seed: int, salt: str = "") -> Permutation:
    """An order of `count` things that depends on nothing but the arguments, on every machine and version."""
    return tuple(sorted(range(count), key=lambda index: _drawn(seed, salt, index)))


def _drawn(seed: int, salt: str, index: int) -> bytes:
    return hashlib.sha256(f"{seed}\0{salt}\0{index}".encode()).digest()


def rising(options: Sequence[str]) -> Permutation | None:
    """The order of options that are all dates, or all numbers of one thing; None where they are not.

    Where two say the same their words decide, not where they stood: that may tell the key.
    """
    told = [found for option in options if (found := amount(option))]
    days = [day for one in told if (day := _day(one))]
    numbers = [one.number for one in told if one.number is not None]
    if len(days) == len(options) and any(one.day for one in told):
        return _ranked(days, options)
    if len(numbers) == len(options) and len({one.unit for one in told} - {""}) < 2:
        return _ranked(numbers, options)
    return None


def _ranked(ranks: Sequence[Day] | Sequence[Decimal], options: Sequence[str]) -> Permutation:
    return tuple(sorted(range(len(options)), key=lambda index: (ranks[index], options[index])))


def _day(told: Amount) -> Day | None:
    """The date that is told; beside dates a number alone is a year, as 938 is."""
    plain = told.number is not None and not (told.unit or told.bound)
    return (int(told.number or 0), 0, 0) if plain else told.day


def shown(task: Task, seed: int, salt: str = "") -> Permutation:
    """The order in which a pupil is shown a question's options: dates and numbers rising, others drawn.

    It never depends on the key.
    """
    options = options_of(task)
    settled = None if isinstance(task, Ordering) else rising(options)
    return settled or shuffled(len(options), seed, salt)


def settled(question: Question, seed: int) -> Question:
    """The question with its options in the order in which they are kept, its key along with them.

    Things to be put in order do not stand in the right order.
    """
    task, key = question.task, question.solution.key
    if not isinstance(task, MultipleChoice | MultipleResponse | Ordering):
        return question
    order = shown(task, seed, task.prompt)
    if isinstance(task, Ordering) and moved(key, order) == tuple(range(len(order))):
        order = (*order[1:], order[0])
    placed = moved(key, order)
    if isinstance(task, MultipleResponse) and isinstance(placed, tuple):
        placed = tuple(sorted(placed))
    kept = replace(task, options=tuple(task.options[index] for index in order))
    return replace(question, task=kept, solution=replace(question.solution, key=placed))


def moved(given: Given, order: Permutation) -> Given:
    """An answer in options as they are stored, told in places as they are shown: in the order it has."""
    if isinstance(given, tuple):
        return tuple(order.index(index) for index in given)
    return given if isinstance(given, bool | str) else order.index(given)


def moved_back(given: Given, order: Permutation) -> Given:
    """An answer that fits, in places as they are shown, told in options as they are stored."""
    if isinstance(given, tuple):
        return tuple(order[place] for place in given)
    return given if isinstance(given, bool | str) else order[given]
