"""What a teacher said of an answer, below it: for whoever asked, and for other teachers."""

from __future__ import annotations

from html import escape

import streamlit as st

from studyhall.domain.reviews import Opinion, Review, told_of
from studyhall.ui.components.words import worded
from studyhall.ui.session import language, t


def show_review(review: Review) -> None:
    """Who looked at it and what they think; a correction is marked as a teacher's own words."""
    told = f"<p>{escape(told_of(review, language()))}</p>"
    # One element, since each is a message to the browser.
    st.html(f'<div class="review {_LOOKS[review.opinion]}" role="note">{told}{_correction(review)}</div>')


_LOOKS = {
    Opinion.GOOD: "good",
    Opinion.NEEDS_WORK: "so-so",
    Opinion.WRONG: "wrong",
    Opinion.HARMFUL: "wrong",
}


def _correction(review: Review) -> str:
    if not review.correction:
        return ""
    label = t("The teacher's words:")
    return f'<p class="hint">{escape(label)}</p>{worded(review.correction)}'
