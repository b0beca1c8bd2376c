"""Passwords: those just made for others, shown once, and the form that changes one's own."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from studyhall.ui.components.forms import Field, form
from studyhall.ui.components.words import plain
from studyhall.ui.problems import told_of
from studyhall.ui.session import t, this_address

if TYPE_CHECKING:
    from studyhall.services.credentials import Given
    from studyhall.services.enrolling import Enrolled

_GIVEN = "given_passwords"
_FORMULA = ("=", "+", "-", "@")


def keep_given(enrolled: Enrolled) -> None:
    """Keep them for the next runs of this page, and for no other."""
    st.session_state[_GIVEN] = enrolled


def show_given() -> None:
    """Show what was kept, until the teacher says that it is written down."""
    enrolled: Enrolled | None = st.session_state.get(_GIVEN)
    if enrolled is None:
        return
    with st.container(border=True, key="given"):
        if enrolled.given:
            _show_table(enrolled)
        for name, given in enrolled.renamed:
            told = t("“{name}” signs in as “{given}”, because the name was taken.", name=name, given=given)
            st.markdown(plain(told))
        if enrolled.already:
            st.markdown(plain(t("Already in the class: {names}.", names=", ".join(enrolled.already))))
            st.caption(t("For another pupil of the same name, add something that tells them apart."))
        with st.container(horizontal=True):
            done = t("I have them") if enrolled.given else t("Close")
            st.button(done, on_click=st.session_state.pop, args=(_GIVEN, None), key="have_given")
            if enrolled.given:
                _download(enrolled)


def _show_table(enrolled: Enrolled) -> None:
    st.write(
        t(
            "Print this now, or keep the file: these passwords are shown only here. "
            "Each must be changed at the first sign-in."
        )
    )
    rows = "".join(
        f"<tr><td>{escape(one.name)}</td><td><code>{escape(one.password)}</code></td></tr>"
        for one in enrolled.given
    )
    name, password = t("Name"), t("Password")
    head = f"<tr><th>{escape(name)}</th><th>{escape(password)}</th></tr>"
    st.html(f'<table class="given"><thead>{head}</thead><tbody>{rows}</tbody></table>')


def _download(enrolled: Enrolled) -> None:
    head = (t("Name"), t("Password"))
    st.download_button(
        t("Download as CSV"),
        # Made at the click: until then no file with passwords lies on the server.
        lambda: as_csv(head, enrolled.given),
        "passwords.csv",
        "text/csv",
        on_click="ignore",
        key="download_given",
    )


def as_csv(head: tuple[str, str], given: Iterable[Given]) -> bytes:
    """The list as spreadsheets open it: UTF-8 with its mark, and no name is taken for a formula."""
    file = io.StringIO(newline="")
    rows = csv.writer(file)
    rows.writerow(head)
    # https://owasp.org/www-community/attacks/CSV_Injection: an apostrophe makes a cell text.
    rows.writerows(("'" * one.name.startswith(_FORMULA) + one.name, one.password) for one in given)
    return file.getvalue().encode("utf-8-sig")


def change_form(old: str) -> str:
    """The form that changes one's own password, as HTML; `old` is the label for the one until now."""
    refused = st.query_params.get("refused", "") if st.query_params.get("form") == "password" else ""
    hint = t("At least 8 characters.")
    fields = [
        Field("old", old, "password", "current-password"),
        Field("new", t("New password"), "password", "new-password", hint, least=6),
    ]
    return form("password", fields, t("Change my password"), told_of(refused), to=this_address())
