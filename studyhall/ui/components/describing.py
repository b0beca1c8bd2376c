"""The fields that describe a source: the same where it is added and where it is changed later."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from studyhall.domain.documents import NEUTRAL, Description
from studyhall.domain.wording import LANGUAGES
from studyhall.ui.components.words import shown_language, shown_side
from studyhall.ui.session import t


def description_fields(
    key: str, sides: Iterable[str], told: Description, *, titled: bool = True
) -> Description:
    """What is typed into the fields, which hold what was `told` before; `sides` are those to choose from."""
    title = told.title
    if titled:
        title = st.text_input(t("Title"), told.title, max_chars=300, key=f"title_{key}")
    left, right = st.columns(2)
    author = left.text_input(t("Author"), told.author, max_chars=300, key=f"author_{key}")
    date = right.text_input(t("Date"), told.date, max_chars=100, key=f"date_{key}")
    left, right = st.columns(2)
    with left:
        side = _side(f"side_{key}", sides, told.side)
    with right:
        language = _language(f"language_{key}", told.language)
    return Description(title, author, side, language, date)


def _side(key: str, sides: Iterable[str], before: str) -> str:
    # Kept as state and not as the default: only a field without one can be emptied.
    st.session_state.setdefault(key, before or None)
    chosen = st.selectbox(
        t("Whose account is it?"),
        sorted({NEUTRAL, *filter(None, (*sides, before))}, key=lambda side: shown_side(side).casefold()),
        index=None,
        format_func=shown_side,
        key=key,
        accept_new_options=True,
        placeholder=t("choose or type one"),
        help=t("Where sides tell a thing differently, each is quoted. “neutral” is nobody's side."),
    )
    return chosen or ""


def _language(key: str, before: str) -> str:
    codes = list(dict.fromkeys(("", *LANGUAGES, before)))
    chosen = st.selectbox(
        t("Language"),
        codes,
        codes.index(before),
        format_func=lambda code: shown_language(code) if code else t("detect it"),
        key=key,
    )
    return chosen if chosen in codes else ""
