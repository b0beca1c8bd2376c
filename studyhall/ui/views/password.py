"""The first page of somebody with a one-time password: choose one of their own."""

from __future__ import annotations

import streamlit as st

from studyhall.ui.components.forms import sign_out_form
from studyhall.ui.components.passwords import change_form
from studyhall.ui.components.words import plain
from studyhall.ui.session import Here, here, t


def render(here: Here) -> None:
    """Show the form."""
    st.title(t("Hello, {name}", name=plain(here.person.name)), anchor=False)
    st.write(t("Change the password that you were given into one of your own."))
    st.html(change_form(t("The password you were given")))
    st.html(sign_out_form(t("Sign out")))


if __name__ == "__main__":
    render(here())
