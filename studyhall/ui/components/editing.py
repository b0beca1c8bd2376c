"""The form in which a teacher changes a question; what they write is proved like any other question."""

from __future__ import annotations

import streamlit as st

from studyhall.domain.errors import Refused, StudyHallError
from studyhall.domain.questions import LONGEST_TEXT, Difficulty, Question, Solution
from studyhall.domain.quizzes import Item
from studyhall.domain.tasks import LONGEST_PROMPT, Kind
from studyhall.services.editing import Edited
from studyhall.ui import serving
from studyhall.ui.components.answer_fields import answer_fields
from studyhall.ui.components.choices import begin_choice
from studyhall.ui.components.notices import show_error
from studyhall.ui.components.popovers import finish
from studyhall.ui.components.question_words import difficulty_name
from studyhall.ui.components.typed import begun_with, forget_typed, keep_typed
from studyhall.ui.problems import told_of
from studyhall.ui.session import Here, t

_EDITED, _UNPROVEN = "edited_item", "unproven_item"


def begin_editing(item: Item) -> None:
    """Show the form in the question's place, from the next run on."""
    _end()
    st.session_state[_EDITED] = item.id


def is_edited(item: Item) -> bool:
    """Whether the form stands in this question's place."""
    return bool(st.session_state.get(_EDITED) == item.id)


def show_editing(here: Here, item: Item) -> None:
    """The form, filled with the question as it is."""
    key = f"{item.id}_{item.question_id}"
    with st.form(f"form_editing_{key}"):
        edited = _fields(item.question, key)
        checked = False
        if st.session_state.get(_UNPROVEN) == item.id:
            st.warning(told_of("unproven_question"))
            checked = st.checkbox(t("I have checked this myself"), key=f"checked_{key}")
        with st.container(horizontal=True):
            saved = st.form_submit_button(t("Save and approve"), type="primary")
            st.form_submit_button(t("Cancel"), on_click=_end)
    if saved:
        keep_typed(key)
        _save(here, item, edited, checked=checked)


def _save(here: Here, item: Item, edited: Edited, *, checked: bool) -> None:
    try:
        here.hall.editing.edit(here.person.id, item.id, edited, serving.now(), checked=checked)
    except Refused as error:
        if error.code == "unproven_question":
            st.session_state[_UNPROVEN] = item.id
            st.rerun()
        show_error(error)
    except StudyHallError as error:
        show_error(error)
    else:
        _end()
        finish(t("The question is changed and approved."))


def _end() -> None:
    st.session_state.pop(_EDITED, None)
    st.session_state.pop(_UNPROVEN, None)
    forget_typed()


def _fields(question: Question, key: str) -> Edited:
    solution = question.solution
    prompt = st.text_area(
        t("Statement") if question.kind is Kind.TRUE_FALSE else t("Question"),
        begun_with(f"prompt_{key}", question.task.prompt), "content", LONGEST_PROMPT, f"prompt_{key}",
        help=t("Four underscores stand for the blank.") if question.kind is Kind.CLOZE else None,
    )  # fmt: skip
    options, right = answer_fields(question, key)
    accepted, rubric = _in_words(solution, key) if isinstance(solution.key, str) else ((), "")
    explanation = _text(t("Explanation"), solution.explanation, f"explanation_{key}")
    quote = _text(t("Words of the source that prove it"), solution.evidence.quote, f"quote_{key}")
    begin_choice(f"difficulty_{key}", begun_with(f"difficulty_{key}", question.difficulty))
    difficulty = st.segmented_control(
        t("Difficulty"), list(Difficulty),
        format_func=difficulty_name, key=f"difficulty_{key}", required=True,
    )  # fmt: skip
    level = Difficulty(difficulty or question.difficulty)
    return Edited(prompt, right, explanation, options, accepted, rubric, level, quote)


def _in_words(solution: Solution, key: str) -> tuple[tuple[str, ...], str]:
    """What else is accepted, and what whoever grades it goes by."""
    lines = _text(t("Also accepted, one a line"), "\n".join(solution.accepted), f"accepted_{key}")
    rubric = _text(t("What an answer has to say (for whoever grades it)"), solution.rubric, f"rubric_{key}")
    return tuple(filter(None, map(str.strip, lines.splitlines()))), rubric


def _text(label: str, usual: str, key: str) -> str:
    return st.text_area(label, str(begun_with(key, usual)), "content", LONGEST_TEXT, key)
