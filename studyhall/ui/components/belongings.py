"""What is somebody's own here: how long it is kept, taking it along, and having it erased."""

from __future__ import annotations

import streamlit as st

from studyhall.ui.components.forms import Field, form
from studyhall.ui.problems import told_of
from studyhall.ui.session import Here, t, this_address


def show_belongings(here: Here) -> None:
    """How long what they wrote is kept, and the ways to take it along and to erase it."""
    st.header(t("What is mine"), anchor=False)
    days = here.hall.retaining.days
    if days:
        told = t(
            "Conversations that you have not used for {days} days are removed, and attempts at quizzes "
            "{days} days after their end.",
            days=days,
        )
    else:
        told = t("What you ask and answer here is kept until you delete it, or your account is erased.")
    st.write(told)
    st.link_button(t("Download all that is mine"), "/export/me", icon=":material/download:")
    if not here.person.sample:
        _erase()


def _erase() -> None:
    refused = st.query_params.get("refused", "") if st.query_params.get("form") == "erase" else ""
    with st.expander(t("Erase my account"), expanded=bool(refused)):
        st.write(
            t(
                "Your account goes for good, with your conversations, your answers to quizzes and their "
                "grades. Nobody can bring it back. Download first what you want to keep."
            )
        )
        password = Field("password", t("Password"), "password", "current-password")
        st.html(form("erase", [password], t("Erase my account"), told_of(refused), to=this_address()))
