"""More time in a quiz for single pupils: who has it, and giving it."""

from __future__ import annotations

import streamlit as st

from studyhall.domain.errors import StudyHallError
from studyhall.domain.people import Role
from studyhall.domain.quizzes import LONGEST_MINUTES
from studyhall.services.approving import Draft
from studyhall.ui import serving
from studyhall.ui.components.notices import show_error
from studyhall.ui.components.popovers import finish
from studyhall.ui.components.words import plain
from studyhall.ui.session import Here, t


def show_extra_time(here: Here, draft: Draft) -> None:
    """Who has how many minutes more, and the form."""
    st.header(t("More time for single pupils"), anchor=False)
    st.caption(t("It counts at once, also for whoever is in the middle of the quiz."))
    members = here.hall.classes.members(here.person.id, here.at.id)
    names = {one.person.id: one.person.name for one in members if one.role is Role.STUDENT}
    given = {one.person_id: one.minutes for one in draft.allowances}
    if not names:
        st.write(t("There are no pupils in this class yet: open it under “Class”."))
        return
    for one, minutes in given.items():
        name = names.get(one) or t("somebody who is not in this class")
        st.markdown(plain(t("{name}: {minutes} minutes more", name=name, minutes=minutes)))
    key = f"extra_{draft.quiz.id}"
    with st.form(key, border=False, clear_on_submit=True):
        left, right = st.columns(2, vertical_alignment="bottom")
        person = left.selectbox(
            t("Pupil"), list(names), index=None, format_func=names.__getitem__, key=f"{key}_person",
            placeholder=t("choose one"),
        )  # fmt: skip
        more = right.number_input(
            t("Minutes more (0 takes them back)"), 0, LONGEST_MINUTES, 10, key=f"{key}_minutes"
        )
        if not st.form_submit_button(t("Give more time")):
            return
    if person not in names:
        st.warning(t("Choose a pupil first."))
        return
    try:
        here.hall.taking.extend(here.person.id, draft.quiz.id, person, int(more), serving.now())
    except StudyHallError as error:
        show_error(error)
    else:
        finish(t("{name} has {minutes} minutes more.", name=names[person], minutes=int(more)))
