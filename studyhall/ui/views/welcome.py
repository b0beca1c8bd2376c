"""The page of whoever is not signed in: sign in, join a class, or set up the first teacher."""

from __future__ import annotations

import streamlit as st

from studyhall.domain.wording import LANGUAGES
from studyhall.ui import serving, session
from studyhall.ui.components.forms import Field, form
from studyhall.ui.problems import told_of
from studyhall.ui.session import language, t

_NAMES = {"en": "English", "vi": "Tiếng Việt"}


def render() -> None:
    """Show the forms; the one that was refused says why."""
    motto = t("Ask the sources of your course, and check every answer against their own words.")
    st.html(f'<header class="welcome"><h1>Study Hall</h1><p>{motto}</p></header>')
    hall = serving.hall()
    if hall.accounts.nobody():
        _first_start()
    else:
        _enter()
    st.segmented_control(
        t("Language"), LANGUAGES, default=language(), format_func=_NAMES.__getitem__, key="asked_language",
        label_visibility="collapsed",
    )  # fmt: skip


def _problem(kind: str) -> str:
    if st.query_params.get("form") != kind:
        return ""
    return told_of(st.query_params.get("refused", ""))


def _name() -> Field:
    return Field("who", t("Name"), fills="username", most=60)


def _enter() -> None:
    sign_in, join = st.tabs(
        [t("Sign in"), t("Join a class")],
        default=t("Join a class") if st.query_params.get("form") == "join" else t("Sign in"),
    )
    with sign_in:
        password = Field("password", t("Password"), "password", "current-password")
        st.html(form("sign-in", [_name(), password], t("Sign in"), language(), _problem("sign-in")))
        st.caption(t("Forgotten your password? Your teacher can give you a new one."))
    with join:
        code = Field("code", t("Class code"), hint=t("Your teacher has it, for example ABCD-2345."), most=20)
        made = _new_password(6)
        st.html(form("join", [code, _name(), made], t("Join"), language(), _problem("join")))
        st.caption(t("Choose a name that your teacher knows you by."))


def _new_password(least: int) -> Field:
    hint = t("At least {least} characters; a short sentence is easy to remember.", least=least)
    return Field("password", t("Password"), "password", "new-password", hint, least)


def _first_start() -> None:
    st.subheader(t("Welcome. Who teaches here?"))
    st.html(form("set-up", [_name(), _new_password(8)], t("Set up"), language(), _problem("set-up")))
    if session.is_local():
        st.subheader(t("Only want to see it?"))
        st.html(
            form("look-around", [], t("Look around with sample people"), language(), _problem("look-around"))
        )


if __name__ == "__main__":
    render()
