"""The fields for what is right in a question that a teacher changes, by its kind."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from studyhall.domain.questions import LONGEST_TEXT, Given, Question
from studyhall.domain.tasks import LONGEST_OPTION, TASKS, Kind, options_of
from studyhall.ui.components.choices import begin_choice
from studyhall.ui.components.typed import begun_with
from studyhall.ui.session import t

_LETTERS = "ABCDEF"
Answers = tuple[tuple[str, ...], Given]
"""The options of a question, none for a kind without, and what is right."""


def answer_fields(question: Question, key: str) -> Answers:
    """What is chosen in the fields, which hold what is right now."""
    return _ANSWERS[question.kind](question, key)


def _places(question: Question) -> tuple[int, ...]:
    """Where what is right stands among the options: one place, several, or all in order."""
    key = question.solution.key
    return key if isinstance(key, tuple) else (int(key),)


def _letter(index: int) -> str:
    return _LETTERS[index]


def _option_fields(question: Question, key: str) -> list[str]:
    """A field for each option that a question of this kind can have, those beyond what it has empty."""
    options = options_of(question.task)
    most = TASKS[question.kind].most  # type: ignore[union-attr]
    return [
        st.text_input(
            t("Option {letter}", letter=_LETTERS[index]),
            begun_with(f"option_{index}_{key}", options[index] if index < len(options) else ""),
            max_chars=LONGEST_OPTION, key=f"option_{index}_{key}",
        ).strip()
        for index in range(most)
    ]  # fmt: skip


def _kept(options: Sequence[str], chosen: Sequence[int]) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The options that are not empty, and where those that are right stand among them."""
    filled = [index for index, option in enumerate(options) if option]
    return tuple(options[i] for i in filled), tuple(filled.index(i) for i in chosen if i in filled)


def _one_right(question: Question, key: str) -> Answers:
    fields = _option_fields(question, key)
    chosen = st.radio(
        t("Which one is right?"), range(len(fields)),
        index=begun_with(f"right_{key}", _places(question)[0]), format_func=_letter, horizontal=True,
        key=f"right_{key}",
    )  # fmt: skip
    options, right = _kept(fields, [chosen])
    # One that is empty is no index of anything: it is refused as such.
    return options, right[0] if right else len(options)


def _several_right(question: Question, key: str) -> Answers:
    fields = _option_fields(question, key)
    chosen = st.pills(
        t("Which are right?"), range(len(fields)), selection_mode="multi",
        default=begun_with(f"right_{key}", _places(question)), format_func=_letter, key=f"right_{key}",
    )  # fmt: skip
    return _kept(fields, sorted(chosen))


def _in_order(question: Question, key: str) -> Answers:
    options = options_of(question.task)
    usual = "\n".join(options[index] for index in _places(question))
    lines = st.text_area(
        t("In the right order, one a line"), begun_with(f"order_{key}", usual), "content", key=f"order_{key}"
    )
    right = tuple(filter(None, map(str.strip, lines.splitlines())))
    kept = options if sorted(right) == sorted(options) else mixed(right)
    return kept, tuple(kept.index(line) for line in right)


def mixed(lines: Sequence[str]) -> tuple[str, ...]:
    """Things to be put in order, in another order than the right one: how they are kept tells nothing."""
    listed = tuple(sorted(lines))
    return (*listed[1:], *listed[:1]) if listed == tuple(lines) else listed


def _true_or_false(question: Question, key: str) -> Answers:
    begin_choice(f"right_{key}", begun_with(f"right_{key}", question.solution.key))
    chosen = st.radio(
        t("This is"), [True, False], horizontal=True,
        format_func=lambda one: t("True") if one else t("False"), key=f"right_{key}",
    )  # fmt: skip
    return (), bool(chosen)


def _in_words(question: Question, key: str) -> Answers:
    return (), st.text_input(
        t("Right answer"),
        begun_with(f"right_{key}", str(question.solution.key)),
        max_chars=LONGEST_TEXT,
        key=f"right_{key}",
    )


_ANSWERS = {
    Kind.MCQ: _one_right,
    Kind.MULTI: _several_right,
    Kind.TRUE_FALSE: _true_or_false,
    Kind.SHORT: _in_words,
    Kind.CLOZE: _in_words,
    Kind.ORDER: _in_order,
}
