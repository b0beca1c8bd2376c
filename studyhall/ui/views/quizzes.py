"""The quizzes of a course: for teachers all, and a way to make one; for pupils theirs."""

from __future__ import annotations

import streamlit as st

from studyhall.domain.errors import StudyHallError
from studyhall.domain.people import Role
from studyhall.ui.components.frame import show_person
from studyhall.ui.components.making import show_making
from studyhall.ui.components.notices import show_error
from studyhall.ui.components.offered import show_offered
from studyhall.ui.components.quiz_cards import show_quiz_card
from studyhall.ui.session import Here, here, t


def render(here: Here) -> None:
    """Show what there is for whoever looks."""
    show_person(here)
    st.title(t("Quizzes"), anchor=False)
    try:
        if here.role is Role.TEACHER:
            _show_all(here)
        else:
            show_offered(here)
    except StudyHallError as error:
        show_error(error)


def _show_all(here: Here) -> None:
    quizzes = here.hall.approving.quizzes(here.person.id, here.at)
    if not here.hall.library.sources(here.person.id, here.at):
        st.write(t("Questions are made from the course's sources, and there are none yet."))
        st.page_link("views/sources.py", label=t("Add documents"), query_params={"course": here.at.slug})
    else:
        show_making(here, expanded=not quizzes)
    begun = here.hall.approving.begun(here.person.id, here.at)
    for quiz in quizzes:
        show_quiz_card(here, quiz, begun.get(quiz.id, 0))


if __name__ == "__main__":
    render(here())
