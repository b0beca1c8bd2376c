"""Passwords: those just made for others, shown once, and the form that changes one's own."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from studyhall.ui.components.forms import Field, form
from studyhall.ui.problems import told_of
from studyhall.ui.session import t

if TYPE_CHECKING:
    from studyhall.services.credentials import Given

_GIVEN = "given_passwords"


def keep_given(given: Sequence[Given]) -> None:
    """Keep them for the next run of this page, and for no other."""
    st.session_state[_GIVEN] = given


def show_given() -> None:
    """Show what was kept, until the teacher says that it is written down."""
    given: Sequence[Given] = st.session_state.get(_GIVEN, ())
    if not given:
        return
    with st.container(border=True, key="given"):
        st.write(t("Print this now, or write it down: these passwords are shown only here. Each works once."))
        rows = "".join(
            f"<tr><td>{escape(one.name)}</td><td><code>{escape(one.password)}</code></td></tr>"
            for one in given
        )
        head = f"<tr><th>{escape(t('Name'))}</th><th>{escape(t('Password'))}</th></tr>"
        st.html(f'<table class="given"><thead>{head}</thead><tbody>{rows}</tbody></table>')
        st.button(t("I have them"), on_click=st.session_state.pop, args=(_GIVEN, None), key="have_given")


def change_form(old: str) -> str:
    """The form that changes one's own password, as HTML; `old` is the label for the one until now."""
    refused = st.query_params.get("refused", "") if st.query_params.get("form") == "password" else ""
    hint = t("At least 8 characters.")
    fields = [
        Field("old", old, "password", "current-password"),
        Field("new", t("New password"), "password", "new-password", hint, least=6),
    ]
    return form("password", fields, t("Change my password"), problem=told_of(refused))
