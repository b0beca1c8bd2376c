"""Answers in words are stored while they are typed: after a pause, and not only when their field is left."""

from __future__ import annotations

import streamlit as st

from studyhall.ui.headers import TYPING


def send_after_a_pause() -> None:
    """Have the browser send what is typed into the fields of an attempt, for as long as its page is open.

    A text area of Streamlit's sends nothing before it is left; a line does it by itself.
    """
    st.html(f"<script>{TYPING}</script>", unsafe_allow_javascript=True)
