"""How an attempt's questions lie before a pupil: in which order, with their options in which places."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from studyhall.domain.attempts import Response
from studyhall.domain.questions import Given, checked_given
from studyhall.domain.quizzes import Posed, Rules
from studyhall.domain.shuffling import Permutation, moved, moved_back, shown, shuffled
from studyhall.domain.tasks import MultipleResponse, Task, options_of
from studyhall.domain.text import normalised
from studyhall.services.sheets import Outcome, ShownQuestion


def in_order(posed: Sequence[Posed], rules: Rules, seed: int) -> list[Posed]:
    """The questions in the order in which somebody with this seed sees them."""
    order = shuffled(len(posed), seed, "questions") if rules.shuffle else range(len(posed))
    return [posed[index] for index in order]


def order_of(posed: Posed, rules: Rules, seed: int) -> Permutation:
    """The order in which somebody with this seed sees a question's options; it never depends on the key."""
    if rules.shuffle:
        return shown(posed.task, seed, str(posed.number))
    return tuple(range(len(options_of(posed.task))))


def placed(task: Task, given: Given, order: Permutation) -> Given:
    """An answer in options as they are stored, told in shown places: several options in rising order."""
    told = moved(given, order)
    return tuple(sorted(told)) if isinstance(task, MultipleResponse) and isinstance(told, tuple) else told


def taken(task: Task, given: Given, order: Permutation) -> Given:
    """An answer in shown places, told in options as they are stored. Raises Refused for what is none."""
    told = checked_given(task, given)
    return as_kept(told) if isinstance(told, str) else checked_given(task, moved_back(told, order))


def as_kept(words: str) -> str:
    """An answer in words as it is stored: line for line, without spaces that say nothing."""
    return "\n".join(map(normalised, words.splitlines())).strip()


def lay(  # noqa: PLR0913, PLR0917 - what was posed, how it lies, and what came of it
    posed: Sequence[Posed],
    rules: Rules,
    seed: int,
    answers: Mapping[int, Response],
    flagged: Collection[int] = (),
    outcomes: Mapping[int, Outcome] | None = None,
) -> tuple[ShownQuestion, ...]:
    """The questions as they lie before somebody with this seed; `answers` and `outcomes` by number."""
    return tuple(
        _laid(one, order_of(one, rules, seed), answers.get(one.number), flagged, outcomes or {})
        for one in in_order(posed, rules, seed)
    )


def _laid(
    posed: Posed,
    order: Permutation,
    answer: Response | None,
    flagged: Collection[int],
    outcomes: Mapping[int, Outcome],
) -> ShownQuestion:
    options = options_of(posed.task)
    return ShownQuestion(
        number=posed.number,
        kind=posed.task.kind,
        prompt=posed.task.prompt,
        options=tuple(options[index] for index in order),
        points=posed.points,
        language=posed.language,
        given=placed(posed.task, answer.given, order) if answer else None,
        final=answer is not None and answer.final,
        flagged=posed.number in flagged,
        outcome=outcomes.get(posed.number),
        answer_id=answer.id if answer else 0,
    )
