"""A question of a draft as its teachers read it: with what is right, why, and what is not good about it."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

import streamlit as st

from studyhall.domain.conversation import SourceState
from studyhall.domain.questions import Given, Question
from studyhall.domain.quizzes import Item, ItemState
from studyhall.domain.tasks import Kind, options_of
from studyhall.ui.components.question_words import (
    difficulty_name,
    flaw_told,
    kind_name,
    state_mark,
    state_name,
)
from studyhall.ui.components.quotations import Quoted, reader_place, told_of_place
from studyhall.ui.session import Here, t


def show_item(item: Item) -> None:
    """The question with what settles it, and what is not good about it."""
    question = item.question
    with st.container(border=True, key=f"item_{item.id}"):
        st.html(f'<article class="item" lang="{escape(question.language)}">{_read(item)}</article>')
        for flaw in item.flaws:
            st.warning(flaw_told(flaw), icon=":material/flag:")


def show_proof(here: Here, item: Item) -> None:
    """The words that prove it, where they stand. Raises StudyHallError."""
    st.subheader(t("What proves it"), anchor=False)
    kept = here.hall.approving.evidence(here.person.id, item.id)
    citation = kept.citation
    title = f"<b>{escape(citation.title)}</b>"
    place = f'<p class="told">{escape(told_of_place(citation))}</p>'
    with st.container(key="proof"):
        st.html(f'<div class="item"><p>{title}</p>{place}</div>{Quoted(here).in_place(kept)}')
        if kept.state is SourceState.CURRENT:
            st.page_link(
                "views/reader.py",
                label=t("Open the whole document"),
                query_params=reader_place(here, citation),
            )


def _read(item: Item) -> str:
    question = item.question
    told = [kind_name(question.kind), difficulty_name(question.difficulty), points_told(item.points)]
    state = f"{state_mark(item.state)} {state_name(item.state)}"
    head = f'<p class="told">{escape(" · ".join((*told, state)))}</p>'
    if item.state is ItemState.REJECTED and item.reason:
        because = t("Rejected because: {reason}", reason=item.reason)
        head += f'<p class="told">{escape(because)}</p>'
    return head + f'<p class="prompt">{escape(question.task.prompt)}</p>' + "".join(_settled(question))


def points_told(points: int) -> str:
    """How many points a question is worth."""
    return t("1 point") if points == 1 else t("{points} points", points=points)


def questions_told(count: int) -> str:
    """How many questions."""
    return t("1 question") if count == 1 else t("{count} questions", count=count)


def _settled(question: Question) -> Iterator[str]:
    """What is right, what else is, what an answer has to say, and why."""
    solution, options = question.solution, options_of(question.task)
    if question.kind is Kind.ORDER and isinstance(solution.key, tuple):
        label = t("In the right order:")
        yield f'<p class="told">{escape(label)}</p>'
        yield f"<ol>{''.join(f'<li>{escape(options[index])}</li>' for index in solution.key)}</ol>"
    elif options:
        listed = (_option(index, text, solution.key) for index, text in enumerate(options))
        yield f'<ol class="options">{"".join(listed)}</ol>'
    else:
        yield _line(t("Right answer"), _in_words(solution.key))
    if solution.accepted:
        yield _line(t("Also accepted"), " · ".join(solution.accepted))
    if solution.rubric:
        yield _line(t("What an answer has to say"), solution.rubric)
    if solution.explanation:
        yield _line(t("Explanation"), solution.explanation)


def _option(index: int, text: str, key: Given) -> str:
    right = index in key if isinstance(key, tuple) else index == key
    label = t("right")
    mark = f' <span class="right">✓ {escape(label)}</span>' if right else ""
    return f"<li>{escape(text)}{mark}</li>"


def _in_words(key: Given) -> str:
    if isinstance(key, bool):
        return t("True") if key else t("False")
    return str(key)


def _line(label: str, text: str) -> str:
    return f"<p><b>{escape(label)}:</b> {escape(text)}</p>"
