"""What stands at the address of a page that is not for whoever asks."""

from __future__ import annotations

import streamlit as st

from studyhall.ui.components.frame import show_person
from studyhall.ui.session import Here, here, t


def render(here: Here) -> None:
    """Say so."""
    show_person(here)
    st.title(t("This page is not for you"), anchor=False)
    if here.role is None:
        st.write(t("You are in no class yet. Join one with the code that your teacher has."))
        st.page_link("views/account.py", label=t("My account"))
    else:
        st.write(t("It is for the teachers of this course."))
        st.page_link("views/study.py", label=t("Study"), query_params={"course": here.at.slug})


if __name__ == "__main__":
    render(here())
