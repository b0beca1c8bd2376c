"""The hall that this server process serves: opened once, warmed before the first page, closed at the end."""

from __future__ import annotations

import importlib
import inspect
import logging
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import streamlit as st

from studyhall.domain.errors import StudyHallError
from studyhall.domain.wording import LANGUAGES

if TYPE_CHECKING:
    from studyhall.bootstrap import Hall

_log = logging.getLogger(__name__)
_lock = threading.Lock()
_open: list[Hall] = []
_shown = threading.Event()
LEFT_TO_THE_FIRST_PAGE = 5.0
"""Seconds after the start that the processor is left to the first page; less when it is shown sooner."""


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def hall() -> Hall:
    """The hall, opened at first use: with the starter course in an empty data folder, and its worker started.

    Raises StudyHallError.
    """
    with _lock:
        if not _open:
            _open.append(_opened())
        return _open[0]


def is_open() -> bool:
    """Whether the hall can be had without waiting."""
    return bool(_open)


def use(other: Hall | None) -> None:
    """Serve another hall, or none: for tests."""
    with _lock:
        _open[:] = [other] if other else []


def _opened() -> Hall:
    # Imported here, off the path of the first page: all adapters together take seconds.
    from studyhall import settings
    from studyhall.bootstrap import bootstrap

    chosen = settings.load()
    made = bootstrap(chosen)
    try:
        operator = made.accounts.operator(now()).id
        if chosen.starter and made.starter.needed():
            made.starter.prepare(operator, now(), lambda _done, _all: None)
        made.worker.start()
    except BaseException:
        made.close()
        raise
    return made


def page_was_shown() -> None:
    """Told by every page; what only questions need is imported after the first."""
    _shown.set()


def _warm() -> None:
    """What the first page and the first question need is imported and opened before anyone asks."""
    # Streamlit puts these off until its first page, and the second takes longer the more is imported.
    importlib.import_module("streamlit.emojis")
    inspect.stack()
    try:
        opened = hall()
        _shown.wait(LEFT_TO_THE_FIRST_PAGE)
        for course in opened.courses.all(opened.accounts.operator(now()).id):
            opened.retrieval.search(course, "warm")
            for language in LANGUAGES:
                opened.suggesting.questions(course, language)
        for engine in opened.engines.values():
            engine.prepare()
    except StudyHallError:
        _log.exception("the data folder could not be opened at start; the pages say so")


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Open the hall in the background while the server starts to answer, and close it at the end."""
    threading.Thread(target=_warm, name="warming", daemon=True).start()
    yield
    with _lock:
        for opened in _open:
            opened.close()
        _open.clear()
