"""What a teacher does about a question of a draft: approve, reject, edit, move, weigh."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence

import streamlit as st

from studyhall.domain.errors import StudyHallError
from studyhall.domain.quizzes import MOST_POINTS, Item, ItemState
from studyhall.domain.wording import N_
from studyhall.services.approving import LONGEST_REASON
from studyhall.ui import serving
from studyhall.ui.components.editing import begin_editing
from studyhall.ui.components.notices import show_error
from studyhall.ui.components.paging import go_on, wait_at
from studyhall.ui.components.popovers import finish, popover, shut
from studyhall.ui.session import Here, t

_REJECTED = "rejected_item"
_SEEDS = 1 << 31
_BACK = {ItemState.APPROVED: N_("Take the approval back"), ItemState.REJECTED: N_("Consider it again")}


def show_approving(here: Here, items: Sequence[Item], item: Item) -> None:
    """The buttons. Their keys hold the question's id: a second click is not meant for the next one."""
    if st.session_state.get(_REJECTED) == item.id:
        with st.container(key="rejecting"):
            _show_rejecting(here, items, item)
        return
    approving, person = here.hall.approving, here.person.id
    with st.container(horizontal=True, key="judging"):
        if item.state is not ItemState.APPROVED and st.button(
            t("Approve"), type="primary", icon=":material/check:", key=f"approve_{item.id}"
        ):
            _do(lambda: approving.approve(person, item.id), lambda: go_on(items, item))
        if item.state is not ItemState.REJECTED:
            st.button(
                t("Reject"), icon=":material/close:", key=f"reject_{item.id}", on_click=_begin, args=(item,)
            )
        back = _BACK.get(item.state)
        if back and st.button(t(back), key=f"reconsider_{item.id}"):
            _do(lambda: approving.reconsider(person, item.id))
        st.button(
            t("Edit"), icon=":material/edit:", key=f"edit_{item.id}", on_click=begin_editing, args=(item,)
        )


def _begin(item: Item) -> None:
    st.session_state[_REJECTED] = item.id


def _end() -> None:
    st.session_state.pop(_REJECTED, None)


def _show_rejecting(here: Here, items: Sequence[Item], item: Item) -> None:
    with st.form(f"form_reject_{item.id}"):
        reason = st.text_input(t("Why? (may stay empty)"), max_chars=LONGEST_REASON, key=f"reason_{item.id}")
        with st.container(horizontal=True):
            alone = st.form_submit_button(t("Reject it"), type="primary")
            another = st.form_submit_button(t("Reject it, and make another in its place"))
            st.form_submit_button(t("Cancel"), on_click=_end)
    if not (alone or another):
        return
    try:
        if another:
            seed = secrets.randbelow(_SEEDS)
            here.hall.quizzing.another(here.person.id, item.id, reason, seed, serving.now())
            here.hall.worker.wake()
        else:
            here.hall.approving.reject(here.person.id, item.id, reason)
    except StudyHallError as error:
        show_error(error)
    else:
        _end()
        if another:
            wait_at(item)
        else:
            go_on(items, item)
        finish(t("Another is being made.") if another else t("The question is rejected."))


def show_arranging(here: Here, items: Sequence[Item], item: Item) -> None:
    """Its points and its place among those that are not rejected."""
    if item.state is ItemState.REJECTED:
        return
    kept = [one for one in items if one.state is not ItemState.REJECTED]
    approving, person = here.hall.approving, here.person.id
    with st.container(horizontal=True, vertical_alignment="bottom", key="arranging"):
        points = st.number_input(t("Points"), 1, MOST_POINTS, item.points, key=f"points_{item.id}", width=140)
        if points != item.points:
            _do(lambda: approving.weigh(person, item.id, int(points)))
        first, last = item is kept[0], item is kept[-1]
        if st.button(t("Move up"), icon=":material/arrow_upward:", disabled=first, key=f"up_{item.id}"):
            _do(lambda: approving.move(person, item.id, -1))
        if st.button(t("Move down"), icon=":material/arrow_downward:", disabled=last, key=f"down_{item.id}"):
            _do(lambda: approving.move(person, item.id, 1))


def _do(act: Callable[[], None], then: Callable[[], None] = lambda: None) -> None:
    try:
        act()
    except StudyHallError as error:
        show_error(error)
    else:
        then()
        st.rerun()


def show_approve_all(here: Here, items: Sequence[Item]) -> None:
    """Approving all that wait and have no warning, after it was said how many these are."""
    sound = [item for item in items if item.state is ItemState.PROPOSED and not item.flaws]
    key = "approve_all"
    box = popover(t("Approve all without warnings"), key, disabled=not sound)
    if box is None:
        return
    with box:
        st.write(
            t(
                "That approves {count} questions that you have not looked at. Pupils may get them.",
                count=len(sound),
            )
        )
        if st.button(t("Approve {count} questions", count=len(sound)), key=f"sure_{key}_{len(sound)}"):
            try:
                for item in sound:
                    here.hall.approving.approve(here.person.id, item.id)
            except StudyHallError as error:
                show_error(error)
            else:
                shut(key, t("{count} questions are approved.", count=len(sound)))
