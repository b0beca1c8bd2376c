"""What stands around every page: the course, the language, who is here, and the way out."""

from __future__ import annotations

from html import escape

import streamlit as st

from studyhall.domain.wording import LANGUAGE_NAMES, LANGUAGES
from studyhall.ui.components.forms import sign_out_form
from studyhall.ui.components.popovers import show_done
from studyhall.ui.components.words import plain
from studyhall.ui.session import Here, keep_course, language, t


def show_frame(here: Here) -> None:
    """The sidebar's upper part, and a line on every page that sample people look at."""
    if here.person.sample:
        st.info(
            t("You are looking around as a sample person. What you do here is real, but nobody's."),
            icon=":material/waving_hand:",
        )
    with st.sidebar:
        if len(here.courses) > 1:
            _choose_course(here)
        elif here.course:
            st.markdown(f"**{plain(here.course.title)}**")


def show_person(here: Here) -> None:
    """The sidebar's lower part: language, name, sign-out. Says also what the last run has done."""
    show_done()
    with st.sidebar, st.container(key="person"):
        chosen = st.segmented_control(
            t("Language"),
            LANGUAGES,
            default=language(),
            format_func=LANGUAGE_NAMES.__getitem__,
            key=f"language_choice_{language()}",
        )
        if chosen in LANGUAGES and chosen != language():
            here.hall.accounts.set_language(here.person.id, chosen)
            st.rerun()
        signed_in = escape(t("Signed in as {name}", name=here.person.name))
        sign_out = sign_out_form(t("Sign out"))
        st.html(f'<p class="hint">{signed_in}</p>{sign_out}')


def _choose_course(here: Here) -> None:
    titles = {course.slug: course for course, _ in here.courses}
    slugs = list(titles)
    assert here.course is not None
    chosen = st.selectbox(
        t("Course"),
        slugs,
        index=slugs.index(here.course.slug),
        format_func=lambda slug: titles[slug].title,
        key=f"course_choice_{here.course.slug}",
    )
    if chosen in titles and chosen != here.course.slug:
        st.query_params.clear()
        keep_course(titles[chosen])
        st.rerun()
