"""Popovers that are filled only while they are open, so that a page with many of them stays light."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

import streamlit as st

from studyhall.ui.components.words import plain

if TYPE_CHECKING:
    from streamlit.elements.lib.mutable_popover_container import PopoverContainer

_SHUT, _DONE = "shut_popover", "done"


def popover(label: str, key: str, *, about: str = "", **looks: Any) -> PopoverContainer | None:
    """A popover to fill, or None while it is shut.

    `about` tells it apart from others of its label; `looks` are those of `st.popover`.
    """
    if st.session_state.get(_SHUT) == key:
        # Only before it is there can a widget's state be set.
        st.session_state[key] = False
        del st.session_state[_SHUT]
    box = st.popover(label, key=key, help=plain(about) or None, on_change="rerun", **looks)
    return box if box.open else None


def shut(key: str, done: str) -> NoReturn:
    """Run the page again with this popover shut, and say there what was `done`."""
    st.session_state[_SHUT] = key
    finish(done)


def finish(done: str) -> NoReturn:
    """Run the page again, and say there what was `done`."""
    st.session_state[_DONE] = done
    st.rerun()


def show_done() -> None:
    """Say what the last run has done; for the top of a page."""
    done = st.session_state.pop(_DONE, "")
    if done:
        st.toast(plain(done), icon=":material/check:")
