"""What somebody typed into a form that was refused: kept until it is saved or thought better of."""

from __future__ import annotations

from typing import Any

import streamlit as st

_TYPED = "typed"


def begun_with(field: str, usual: Any) -> Any:
    """What the field of this key begins with: what was typed into it and refused, else what is usual."""
    return st.session_state.get(_TYPED, {}).get(field, usual)


def keep_typed(form: str) -> None:
    """Keep what stands in the fields whose keys end in `form`: those that are not shown are forgotten."""
    fields = st.session_state.to_dict().items()
    st.session_state[_TYPED] = {str(key): value for key, value in fields if str(key).endswith(f"_{form}")}


def forget_typed() -> None:
    """Let fields begin with what is usual again."""
    st.session_state.pop(_TYPED, None)
