"""One question of a draft after the other: which one is shown, and the ways to the others."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import streamlit as st

from studyhall.domain.quizzes import Item, ItemState
from studyhall.ui.components.question_words import state_mark, state_name
from studyhall.ui.session import keep_address, t

_ITEM, _JUMP, _AWAITED = "item", "jump", "awaited_item"


def in_a_row(items: Sequence[Item], pending: Collection[int] = ()) -> list[Item]:
    """In their order, with those that are rejected at the end: so they take no number from the others.

    Those that another one is being made for (`pending`, by id) keep their place until it is there.
    """
    return sorted(items, key=lambda item: _is_aside(item, pending))


def follow(items: Sequence[Item], replaced: Collection[int]) -> None:
    """From a question that was rejected on to the one made in its place; `items` in the draft's order.

    `replaced` are the ids of those for which another one has come.
    """
    awaited = st.session_state.get(_AWAITED)
    place = next((place for place, item in enumerate(items) if item.id == awaited), None)
    if awaited not in replaced or place is None or place + 1 == len(items):
        return
    del st.session_state[_AWAITED]
    if st.session_state.get(_ITEM) == str(awaited):
        keep_address(_ITEM, str(items[place + 1].id))


def wait_at(item: Item) -> None:
    """Stay at a question until another one has come in its place."""
    st.session_state[_AWAITED] = item.id
    show_next(item)


def show_next(item: Item) -> None:
    """Show this question from the next run on."""
    keep_address(_ITEM, str(item.id))


def chosen_item(items: Sequence[Item]) -> Item:
    """The question that the address names or that was shown before; else the first that waits."""
    asked = st.query_params.get(_ITEM) or st.session_state.get(_ITEM, "")
    chosen = next((item for item in items if str(item.id) == asked), None) or _waiting(items) or items[0]
    keep_address(_ITEM, str(chosen.id))
    return chosen


def show_paging(items: Sequence[Item], shown: Item, pending: Collection[int] = ()) -> None:
    """Which of them this is, the ways to the one before and after, and a mark for each to jump to."""
    place, count = items.index(shown), sum(not _is_aside(item, pending) for item in items)
    with st.container(horizontal=True, vertical_alignment="center", key="paging"):
        heading = t("Question {number} of {count}", number=place + 1, count=count)
        if place >= count:
            heading = t("A rejected question")
        st.header(heading, anchor=False, width="stretch")
        _step(t("Previous"), "previous", items[place - 1] if place else None, "chevron_left")
        following = items[place + 1] if place + 1 < len(items) else None
        _step(t("Next"), "next", following, "chevron_right")
    _show_overview(items, shown, count)


def go_on(items: Sequence[Item], done: Item) -> None:
    """From the next run on show the first question after this one that waits; this one where none does."""
    place = items.index(done)
    following = _waiting([*items[place + 1 :], *items[:place]]) or done
    show_next(following)


def _is_aside(item: Item, pending: Collection[int]) -> bool:
    return item.state is ItemState.REJECTED and item.id not in pending


def _waiting(items: Sequence[Item]) -> Item | None:
    return next((item for item in items if item.state is ItemState.PROPOSED), None)


def show_new(items: Sequence[Item], shown: Item) -> None:
    """Say how many of these, which have come last, wait to be looked at, and lead to the first of them."""
    waiting = [item for item in items if item.state is ItemState.PROPOSED]
    if not waiting or shown in items:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="new_items"):
        told = t("{count} new questions wait to be looked at.", count=len(waiting))
        st.info(t("1 new question waits to be looked at.") if len(waiting) == 1 else told)
        st.button(t("Look at the first"), key="first_new", on_click=show_next, args=(waiting[0],))


def _step(label: str, key: str, to: Item | None, icon: str) -> None:
    st.button(
        label, key=f"{key}_item", icon=f":material/{icon}:", disabled=to is None,
        icon_position="right" if key == "next" else "left",
        on_click=keep_address, args=(_ITEM, str(to.id) if to else None),
    )  # fmt: skip


def _show_overview(items: Sequence[Item], shown: Item, count: int) -> None:
    """The first `count` have a number; those that are rejected are counted for themselves."""
    told = {
        item.id: f"{number} {mark}" if number <= count else f"{mark} {number - count}"
        for number, item in enumerate(items, 1)
        for mark in (state_mark(item.state),)
    }
    # What is shown decides what is marked, whichever way led to it.
    st.session_state[_JUMP] = shown.id
    st.pills(
        t("All questions"), list(told), format_func=told.__getitem__, key=_JUMP, on_change=_jump,
        label_visibility="collapsed",
    )  # fmt: skip
    counts = {state: sum(item.state is state for item in items) for state in ItemState}
    legend = (f"{state_mark(state)} {state_name(state)}: {count}" for state, count in counts.items())
    st.caption(" · ".join(legend))


def _jump() -> None:
    chosen = st.session_state[_JUMP]
    if chosen is not None:
        keep_address(_ITEM, str(chosen))
