"""Who looks at a page, in which language and which course: read anew at every run."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

import streamlit as st

from studyhall.domain.courses import Course
from studyhall.domain.people import Person, Role
from studyhall.domain.wording import LANGUAGES, say
from studyhall.ui import tokens
from studyhall.ui.addresses import onward
from studyhall.ui.serving import now

if TYPE_CHECKING:
    from studyhall.bootstrap import Hall
    from studyhall.services.accounts import Arrival

_LANGUAGE, _COURSE, _HERE, _PAGE = "language", "course", "here", "page"


class _Run(threading.local):
    """What is asked for at every message, kept for the thread of one run: the session's state is slow."""

    language: str


_run = _Run()


class Here(NamedTuple):
    """Who looks at a page, and the course they look at with what they are in it; None without a course."""

    hall: Hall
    person: Person
    courses: list[tuple[Course, Role]]
    course: Course | None
    role: Role | None

    @property
    def at(self) -> Course:
        """The course, on a page that is shown within one only."""
        assert self.course is not None
        return self.course


def token() -> str:
    """The cookie that the browser brought when it opened this page; the one place that reads it."""
    return st.context.cookies.get(tokens.COOKIE, "")


def address() -> str:
    """Where the browser is, as far as the connection tells."""
    return st.context.ip_address or "127.0.0.1"


def is_local() -> bool:
    """Whether the browser runs on this machine."""
    return tokens.is_local(address(), st.context.headers)


def arrival(hall: Hall) -> Arrival | None:
    """Who is signed in here."""
    return hall.accounts.arrive(token(), now())


def settle(hall: Hall, arrived: Arrival) -> Here:
    """Who is here and in which course, kept for the page that runs next."""
    course, role = choose_course(arrived.courses) or (None, None)
    here = Here(hall, arrived.person, arrived.courses, course, role)
    st.session_state[_HERE] = here
    return here


def is_over(here: Here) -> bool:
    """Whether whoever a page was shown to is not signed in any more."""
    arrived = arrival(here.hall)
    return arrived is None or arrived.person.id != here.person.id


def leave_if_over(here: Here) -> None:
    """End a part of a page that runs by itself when its person is not signed in any more."""
    if is_over(here):
        st.rerun()


def here() -> Here:
    """What this run's `settle` found."""
    found: Here = st.session_state[_HERE]
    return found


def keep_page(path: str) -> None:
    """Keep which page this run shows."""
    st.session_state[_PAGE] = path


def this_address() -> str:
    """Where this page is, to come back to it."""
    return onward(f"{st.session_state.get(_PAGE, '')}?{urlencode(st.query_params.to_dict())}")


def choose_language(somebody: Person | None) -> str:
    """The language of this run: what the person chose, or chose before signing in, or the browser's."""
    asked = st.session_state.get("asked_language") or st.query_params.get("lang", "")
    chosen = (somebody.language if somebody else "") or asked or (st.context.locale or "en").split("-")[0]
    _run.language = st.session_state[_LANGUAGE] = chosen if chosen in LANGUAGES else "en"
    return language()


def language() -> str:
    """The language of this run."""
    if not hasattr(_run, "language"):
        # A part of a page that runs by itself, in a thread of its own.
        _run.language = str(st.session_state.get(_LANGUAGE, "en"))
    return _run.language


def t(message: str, **values: object) -> str:
    """A message of the catalogue in the language of this run, its `{names}` filled in."""
    return say(language(), message, **values)


def choose_course(courses: list[tuple[Course, Role]]) -> tuple[Course, Role] | None:
    """The course of this run: the one in the address, or used before, or the first, if there is one."""
    by_slug = {course.slug: (course, role) for course, role in courses}
    asked = st.query_params.get(_COURSE) or st.session_state.get(_COURSE, "")
    chosen = by_slug.get(str(asked)) or next(iter(by_slug.values()), None)
    if chosen:
        keep_course(chosen[0])
    return chosen


def keep_course(course: Course) -> None:
    """Make this the course of the page and of its address, so that a refresh shows it again."""
    keep_address(_COURSE, course.slug)


def keep_address(name: str, value: str | None) -> None:
    """Keep something in the address and in the session, or in neither; what is there is left alone."""
    if value is None:
        st.query_params.pop(name, None)
        st.session_state.pop(name, None)
        return
    st.session_state[name] = value
    # Every write is a message to the browser.
    if st.query_params.get(name) != value:
        st.query_params[name] = value
