"""Agreeing to a language model for a course: what goes to which host is told before."""

from __future__ import annotations

import streamlit as st

from studyhall.domain.errors import StudyHallError
from studyhall.domain.metering import Model, Terms
from studyhall.ui import serving
from studyhall.ui.components.limits import chosen_limit, show_set_limit
from studyhall.ui.components.modelled import model_name
from studyhall.ui.components.notices import show_error
from studyhall.ui.components.popovers import finish
from studyhall.ui.components.words import moment, plain
from studyhall.ui.session import Here, t


def show_consent(here: Here, model: Model, terms: Terms) -> None:
    """Whether the model is on in this course, what that means, and the way to switch it."""
    if terms.allows_chat(model):
        st.success(t("The language model is switched on in this course."), icon=":material/toggle_on:")
        show_decided(here, terms)
        _show_what_goes(model)
        limit = chosen_limit(here, model, terms)
        with st.container(horizontal=True):
            show_set_limit(here, terms, limit)
            _switch_off(here)
        return
    if terms.chat_host:
        told = t(
            "It was switched on for {old}, but the model runs on {new} now. Nothing goes there before a "
            "teacher of this course has agreed to it anew.",
            old=terms.chat_host,
            new=model.host,
        )
        st.warning(plain(told))
    else:
        st.info(t("The language model is switched off in this course."), icon=":material/toggle_off:")
    _show_what_goes(model)
    _switch_on(here, model, terms)


def show_decided(here: Here, terms: Terms) -> None:
    """Who decided last what is sent, and when."""
    if terms.agreed_at is None:
        return
    members = here.hall.classes.members(here.person.id, here.at.id)
    names = {member.person.id: member.person.name for member in members} | {here.person.id: here.person.name}
    name = names.get(terms.agreed_by or 0) or t("somebody who is not in this class")
    st.caption(t("Decided last by {name}, {when}", name=plain(name), when=moment(terms.agreed_at)))


def _show_what_goes(model: Model) -> None:
    host, name = plain(model.host), plain(model_name(model))
    st.markdown(
        t("**{name}** runs on **{host}**. When it is switched on, this goes there:", name=name, host=host)
    )
    goes = (
        t("pupils' questions, as they type them"),
        t("the questions and answers before them in the same conversation"),
        t("passages of this course's sources that may answer"),
    )
    st.markdown("\n".join(f"- {line}" for line in goes))
    st.markdown(
        t(
            "Names, accounts and anything else about pupils never go there. But what a pupil types goes as "
            "it is: tell them to write nothing personal into a question."
        )
    )
    st.markdown(
        t("What {host} keeps, and for how long, is ruled by its own terms: read them first.", host=host)
    )
    st.markdown(
        t(
            "What it writes is checked: a sentence is shown only with words of a source that it rests on. "
            "Where the model fails, pupils get the sources' own words, as without it."
        )
    )


def _switch_on(here: Here, model: Model, terms: Terms) -> None:
    limit = chosen_limit(here, model, terms)
    # Its key holds the host that was read above: a click meant for another one is nobody's.
    if st.button(t("Switch it on"), type="primary", key=f"switch_on_{model.host}"):
        try:
            here.hall.consenting.switch_on(here.person.id, here.at, model.host, limit, serving.now())
        except StudyHallError as error:
            show_error(error)
        else:
            finish(t("The language model is switched on in this course."))


def _switch_off(here: Here) -> None:
    if st.button(t("Switch it off"), key="switch_off"):
        try:
            here.hall.consenting.switch_off(here.person.id, here.at, serving.now())
        except StudyHallError as error:
            show_error(error)
        else:
            finish(t("The language model is switched off in this course."))
