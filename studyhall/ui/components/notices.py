"""What went wrong, shown as text: an error may name what a file or a person is called."""

from __future__ import annotations

import logging

import streamlit as st

from studyhall.domain.errors import StudyHallError
from studyhall.services.jobs import traced
from studyhall.ui.components.words import plain
from studyhall.ui.problems import told
from studyhall.ui.session import t

_log = logging.getLogger(__name__)


def show_error(error: StudyHallError) -> None:
    """One sentence that says what happened and what to do."""
    st.error(plain(told(error)))


def script_failed(error: Exception) -> bool:
    """Say that a page failed, in place of a traceback; the cause goes to the log."""
    if isinstance(error, StudyHallError):
        _log.warning("a page was refused: %s", error.code)
        show_error(error)
    else:
        # Not its words, which may be people's.
        _log.error("a page failed: %s", traced(error))
        st.error(t("Something went wrong here. Nothing is lost: reload the page and try again."))
    return True
