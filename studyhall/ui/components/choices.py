"""Fields whose options are words of the page: what is chosen in them outlasts a change of its language."""

from __future__ import annotations

from typing import Any

import streamlit as st

from studyhall.ui.session import language


def begin_choice(key: str, usual: Any) -> None:
    """Have the field of this key, which is shown next, begin with what is usual, or go on with what it has.

    A browser keeps a choice by the words of its option, which mean nothing any more in another language.
    """
    known = f"{key}_language"
    if key not in st.session_state or st.session_state.get(known) != language():
        st.session_state[key] = st.session_state.get(key, usual)
    st.session_state[known] = language()
