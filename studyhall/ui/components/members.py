"""A member of a class: what they are in it, and what a teacher may do about them, one thing at a time."""

from __future__ import annotations

import streamlit as st

from studyhall.domain.errors import StudyHallError
from studyhall.domain.people import Member, Role
from studyhall.domain.wording import N_
from studyhall.services.enrolling import Enrolled
from studyhall.ui import serving
from studyhall.ui.components.notices import show_error
from studyhall.ui.components.passwords import keep_given
from studyhall.ui.components.popovers import popover, shut
from studyhall.ui.components.words import plain
from studyhall.ui.session import Here, t
from studyhall.ui.turns import paused

_ROLES = {Role.STUDENT: N_("pupil"), Role.TEACHER: N_("teacher")}
_ACTS = {
    "password": (N_("Give a new password"), N_("The old one stops working, and they are signed out.")),
    "teacher": (
        N_("Make a teacher"),
        N_("They see what pupils ask, and can change the class and its sources."),
    ),
    "student": (N_("Make a pupil"), N_("They no longer see what others ask.")),
    "out": (N_("Take out of the class"), N_("Their account stays, and they can join again with the code.")),
    "erase": (
        N_("Erase the account"),
        N_("It goes for good, with all that they asked and answered. Type their name below as well."),
    ),
}


def show_member(here: Here, member: Member) -> None:
    """Their name and role, and beside it the way to change something."""
    person = member.person
    with st.container(horizontal=True, vertical_alignment="center", key=f"member_{person.id}"):
        new = " · " + t("has a password to change") if member.one_time else ""
        st.markdown(f"{plain(person.name)} · {t(_ROLES[member.role])}{new}", width="stretch")
        if person.id != here.person.id and not person.sample:
            _change(here, member)


def _change(here: Here, member: Member) -> None:
    key, name = f"change_{member.person.id}", member.person.name
    box = popover(t("Change"), key, about=t("Change something about {name}", name=name))
    if box is None:
        return
    acts = ["password", "teacher", "out", "erase"] if member.role is Role.STUDENT else ["student", "out"]
    with box, st.form(f"form_{key}", border=False):
        act = st.radio(
            t("What shall change for {name}?", name=plain(name)),
            acts,
            index=None,
            format_func=lambda act: t(_ACTS[act][0]),
            captions=[t(_ACTS[act][1]) for act in acts],
            key=f"act_{member.person.id}",
        )
        typed = ""
        if "erase" in acts:
            typed = st.text_input(t("Name, only to erase"), max_chars=60, key=f"typed_{member.person.id}")
        if not st.form_submit_button(t("Do it"), type="primary"):
            return
        if act is None:
            st.warning(t("Choose one first."))
            return
        try:
            done = _do(here, member, act, typed)
        except StudyHallError as error:
            show_error(error)
        else:
            shut(key, done)


def _do(here: Here, member: Member, act: str, typed: str) -> str:
    """Do it; gives what was done, in a sentence. `typed` is the name, for erasing."""
    classes, course, person = here.hall.classes, here.at.id, member.person
    if act == "password":
        given = classes.reset_password(here.person.id, course, person.id, serving.now())
        keep_given(Enrolled((given,)))
        return t("{name} has a new password. It stands at the top of this page.", name=person.name)
    if act == "out":
        classes.remove_member(here.person.id, course, person.id)
        return t("{name} is not in the class any more.", name=person.name)
    if act == "erase":
        with st.spinner(t("Erasing…")), paused():
            here.hall.erasing.erase_pupil(here.person.id, course, person.id, typed)
        return t("{name} is erased.", name=person.name)
    classes.set_role(here.person.id, course, person.id, Role(act), serving.now())
    if act == "teacher":
        return t("{name} is a teacher here now.", name=person.name)
    return t("{name} is a pupil here now.", name=person.name)
