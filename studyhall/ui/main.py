"""The script of every page: its frame, who is here, and where they may go."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from studyhall.domain.errors import StudyHallError
from studyhall.domain.people import Role
from studyhall.ui import serving, session
from studyhall.ui.addresses import PAGES
from studyhall.ui.components.desk import waiting
from studyhall.ui.components.frame import show_frame
from studyhall.ui.components.notices import show_error
from studyhall.ui.session import Here, t
from studyhall.ui.turns import paused, turn

if TYPE_CHECKING:
    from studyhall.bootstrap import Hall

# Not called "pages": beside a main script Streamlit would run the files of such a folder without this one.
_ORDER = (
    "study", "quizzes", "review", "sources", "questions", "people", "model", "settings", "account", "reader",
    "quiz", "attempt", "result",
)  # fmt: skip
VIEWS = Path(__file__).parent / "views"
STYLE = f"<style>{(Path(__file__).parent / 'style.css').read_text()}</style>"


def page(view: str, title: str, *, at: str = "", default: bool = False, hidden: bool = False) -> st.Page:
    """The page in the file of this name, at the address of the same name or at another."""
    return st.Page(
        VIEWS / f"{view}.py",
        title=title,
        url_path=at or view,
        default=default,
        visibility="hidden" if hidden else "visible",
    )


def everywhere(view: str, title: str, names: Iterable[str] = PAGES) -> list[st.Page]:
    """The same page at all these addresses, the first one by default."""
    return [page(view, title, at=name, default=name == PAGES[0], hidden=True) for name in names]


def pages_for(here: Here) -> list[st.Page]:
    """The pages that somebody may open; the services check once more what they do there."""
    found = {"account": page("account", t("My account"), default=here.role is None)}
    if here.role is not None:
        found |= {"study": page("study", t("Study"), default=True), "sources": page("sources", t("Sources"))}
        found["reader"] = page("reader", t("Reader"), hidden=True)
        found["quizzes"] = page("quizzes", t("Quizzes"))
        found["attempt"] = page("attempt", t("Quiz"), hidden=True)
        found["result"] = page("result", t("Result"), hidden=True)
    if here.role is Role.TEACHER:
        waits = waiting(here)
        found["review"] = page("review", t("Review ({count})", count=waits) if waits else t("Review"))
        found["questions"] = page("questions", t("Pupils' questions"))
        found["people"] = page("people", t("Class"))
        found["quiz"] = page("quiz", t("Quiz"), hidden=True)
        consenting = here.hall.consenting
        if consenting.chat or consenting.embeddings or here.person.admin:
            found["model"] = page("model", t("Language model"))
    if here.person.admin:
        found["settings"] = page("settings", t("Settings"))
    others = (name for name in PAGES if name not in found)
    elsewhere = [page("elsewhere", t("Not for you"), at=name, hidden=True) for name in others]
    return [*(found[name] for name in _ORDER if name in found), *elsewhere]


def main() -> None:
    """Show the page that was asked for."""
    session.choose_language(None)
    try:
        hall = _opened()
    except StudyHallError as error:
        dress("Study Hall")
        show_error(error)
        st.stop()
    arrived = session.arrival(hall)
    session.choose_language(arrived.person if arrived else None)
    if arrived is None:
        show(st.navigation(everywhere("welcome", t("Welcome")), position="hidden"))
        return
    here = session.settle(hall, arrived)
    if arrived.one_time:
        # Nothing else before the password that was given is one of their own.
        show(st.navigation(everywhere("password", t("Your password")), position="hidden"))
        return
    show(st.navigation(pages_for(here), position="top"), here)


def show(chosen: st.Page, here: Here | None = None) -> None:
    """Run a page, within the frame of whoever is here."""
    session.keep_page(chosen.url_path)
    dress(f"{chosen.title} · Study Hall")
    if here:
        show_frame(here)
    chosen.run()


def dress(title: str) -> None:
    """What the browser's tab says, and how everything looks."""
    st.set_page_config(title, "📖", layout="centered", initial_sidebar_state="auto")
    st.html(STYLE)


def _opened() -> Hall:
    if serving.is_open():
        return serving.hall()
    dress("Study Hall")
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
