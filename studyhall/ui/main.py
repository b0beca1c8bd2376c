"""The script of every page: its frame, who is here, and where they may go."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from studyhall.domain.errors import StudyHallError
from studyhall.domain.people import Role
from studyhall.ui import serving, session
from studyhall.ui.components.frame import show_frame
from studyhall.ui.components.notices import show_error
from studyhall.ui.session import Here, t
from studyhall.ui.turns import paused, turn

if TYPE_CHECKING:
    from studyhall.bootstrap import Hall

# Not called "pages": beside a main script Streamlit would run the files of such a folder without this one.
VIEWS = Path(__file__).parent / "views"
STYLE = f"<style>{(Path(__file__).parent / 'style.css').read_text()}</style>"


def page(name: str, title: str, *, default: bool = False, hidden: bool = False) -> st.Page:
    """The page in the file of this name."""
    return st.Page(
        VIEWS / f"{name}.py",
        title=title,
        url_path=name,
        default=default,
        visibility="hidden" if hidden else "visible",
    )


def pages_for(here: Here) -> list[st.Page]:
    """The pages that somebody may open; the services check once more what they do there."""
    if here.role is None:
        return [page("account", t("My account"), default=True)]
    found = [page("study", t("Study"), default=True), page("sources", t("Sources"))]
    if here.role is Role.TEACHER:
        found += [page("questions", t("Students' questions")), page("people", t("Class"))]
    return [*found, page("account", t("My account")), page("reader", t("Reader"), hidden=True)]


def main() -> None:
    """Show the page that was asked for."""
    st.set_page_config("Study Hall", "📖", layout="centered", initial_sidebar_state="auto")
    st.html(STYLE)
    session.choose_language(None)
    try:
        hall = _opened()
    except StudyHallError as error:
        show_error(error)
        st.stop()
    arrived = session.arrival(hall)
    session.choose_language(arrived.person if arrived else None)
    if arrived is None:
        st.navigation([page("welcome", t("Welcome"), default=True)], position="hidden").run()
        return
    here = session.settle(hall, arrived)
    if arrived.one_time:
        # Nothing else before the password that was given is one of their own.
        st.navigation([page("password", t("Your password"), default=True)], position="hidden").run()
        return
    chosen = st.navigation(pages_for(here), position="top")
    show_frame(here)
    chosen.run()


def _opened() -> Hall:
    if serving.is_open():
        return serving.hall()
    with (
        st.spinner(
            t("Opening the study hall. The first time it reads the starter course; that takes seconds.")
        ),
        paused(),
    ):
        return serving.hall()


if __name__ == "__main__":
    with turn():
        main()
    serving.page_was_shown()
