"""What came of a quiz: pupils with their scores, and how each question did."""

from __future__ import annotations

from html import escape

import streamlit as st

from studyhall.services.results import ClassResults, Figures, Row
from studyhall.ui.components.figures import points
from studyhall.ui.components.words import moment
from studyhall.ui.session import Here, t

_SHORT = 90


def show_class_results(here: Here, quiz_id: int) -> None:
    """The two tables, and the way to what waits."""
    found = here.hall.results.results(here.person.id, quiz_id)
    waiting = sum(row.waiting for row in found.rows)
    st.header(t("Pupils"), anchor=False)
    if waiting:
        st.info(t("Answers that wait for you: {count}", count=waiting), icon=":material/rate_review:")
        st.page_link(
            "views/review.py", label=t("Review them"),
            query_params={"course": here.at.slug, "quiz": str(quiz_id)},
        )  # fmt: skip
    if all(row.attempt_id is None for row in found.rows):
        st.write(t("Nobody has begun this quiz yet."))
        return
    st.html(_pupils(found))
    st.header(t("How the questions did"), anchor=False)
    st.caption(t("How much of its points a question earned on average. Below a third: look at it again."))
    st.html(_questions(found))


def _pupils(found: ClassResults) -> str:
    heads = (t("Pupil"), t("Score"), t("State"))
    rows = "".join(_row(row) for row in found.rows)
    return _table(t("Pupils and their scores"), heads, rows)


def _row(row: Row) -> str:
    score = "–"
    if row.score is not None:
        score = t("{score} of {points}", score=points(row.score), points=points(row.points))
    return (
        f'<tr><th scope="row">{escape(row.name)}</th><td>{escape(score)}</td>'
        f"<td>{escape(_state(row))}</td></tr>"
    )


def _state(row: Row) -> str:
    if row.attempt_id is None:
        return t("has not begun")
    if row.ended_at is None:
        return t("in the middle: {count} answered", count=row.answered)
    told = [t("handed in {when}", when=moment(row.ended_at))]
    if row.number > 1:
        told.append(t("attempt {number}", number=row.number))
    if row.waiting:
        told.append(t("waits for you: {count}", count=row.waiting))
    return " · ".join(told)


def _questions(found: ClassResults) -> str:
    heads = (t("Question"), t("Share of points"), t("Answers graded"))
    rows = "".join(_figures(figures) for figures in found.questions)
    return _table(t("Questions and how they did"), heads, rows)


def _figures(figures: Figures) -> str:
    prompt = figures.prompt if len(figures.prompt) <= _SHORT else f"{figures.prompt[: _SHORT - 1]}…"
    told, bar = t("not graded yet"), ""
    if figures.facility is not None:
        told = f"{100 * figures.facility:.0f} %"
        width = f"width:{100 * figures.facility:.0f}%"
        bar = f'<div class="scale" aria-hidden="true"><div class="bar" style="{width}"></div></div>'
    return (
        f'<tr><th scope="row">{figures.number}. {escape(prompt)}</th>'
        f"<td>{escape(told)}{bar}</td><td>{figures.graded}</td></tr>"
    )


def _table(title: str, heads: tuple[str, ...], rows: str) -> str:
    head = "".join(f'<th scope="col">{escape(one)}</th>' for one in heads)
    return (
        f'<table class="results"><caption class="unseen">{escape(title)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )
