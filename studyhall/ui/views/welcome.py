"""The page of whoever is not signed in: sign in, join a class, or set up the first teacher."""

from __future__ import annotations

import streamlit as st

from studyhall.domain.people import Role
from studyhall.domain.wording import LANGUAGE_NAMES, LANGUAGES
from studyhall.services.samples import SAMPLES
from studyhall.ui import serving, session
from studyhall.ui.components.forms import Field, form
from studyhall.ui.problems import told_of
from studyhall.ui.session import language, t


def render() -> None:
    """Show the forms; the one that was refused says why."""
    motto = t("Ask the sources of your course, and check every answer against their own words.")
    st.html(f'<header class="welcome"><h1>Study Hall</h1><p>{motto}</p></header>')
    if st.query_params.get("done") == "erase":
        st.success(t("Your account is erased, with all that was yours."))
    hall = serving.hall()
    if hall.accounts.unclaimed():
        _first_start()
    else:
        _enter()
    st.segmented_control(
        t("Language"), LANGUAGES, default=language(), format_func=LANGUAGE_NAMES.__getitem__,
        key="asked_language", label_visibility="collapsed",
    )  # fmt: skip


def _form(kind: str, fields: list[Field], button: str, **hidden: str) -> None:
    refused = st.query_params.get("refused", "") if st.query_params.get("form") == kind else ""
    told = told_of(refused)
    st.html(form(kind, fields, button, told, language=language(), to=session.this_address(), **hidden))


def _name() -> Field:
    return Field("who", t("Name"), fills="username", most=60)


def _enter() -> None:
    sign_in, join = st.tabs(
        [t("Sign in"), t("Join a class")],
        default=t("Join a class") if st.query_params.get("form") == "join" else t("Sign in"),
    )
    with sign_in:
        password = Field("password", t("Password"), "password", "current-password")
        _form("sign-in", [_name(), password], t("Sign in"))
        st.caption(t("Forgotten your password? Your teacher can give you a new one."))
    with join:
        code = Field("code", t("Class code"), hint=t("Your teacher has it, for example ABCD-2345."), most=20)
        _form("join", [code, _name(), _new_password(6)], t("Join"))
        st.caption(t("Choose a name that your teacher knows you by."))


def _new_password(least: int) -> Field:
    hint = t("At least {least} characters; a short sentence is easy to remember.", least=least)
    return Field("password", t("Password"), "password", "new-password", hint, least)


def _first_start() -> None:
    st.header(t("Welcome. Who teaches here?"), anchor=False)
    if not session.is_local():
        st.write(t("Study Hall is to be set up on the computer that it runs on. Open it there first."))
        return
    st.write(t("Choose a name and a password. A starter course is here already; your own texts come next."))
    _form("set-up", [_name(), _new_password(8)], t("Set up"))
    st.header(t("Only want to see it?"), anchor=False)
    st.write(t("Look around as somebody who is not real. You can come back here and be another."))
    for name, role in SAMPLES:
        teaches = role is Role.TEACHER
        label = t("As {name}, a teacher", name=name) if teaches else t("As {name}, a pupil", name=name)
        _form("look-around", [], label, sample=name)


if __name__ == "__main__":
    render()
