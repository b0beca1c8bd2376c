"""One quiz, for its teachers: its questions to look over, its rules, how pupils see it, what came of it."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from studyhall.domain.errors import StudyHallError
from studyhall.domain.wording import N_
from studyhall.services.approving import Draft
from studyhall.ui.addresses import number_in
from studyhall.ui.components.approving import show_approve_all, show_approving, show_arranging
from studyhall.ui.components.class_results import show_class_results
from studyhall.ui.components.editing import is_edited, show_editing
from studyhall.ui.components.extra_time import show_extra_time
from studyhall.ui.components.frame import show_person
from studyhall.ui.components.items import show_item, show_proof
from studyhall.ui.components.made import (
    Makings,
    being_replaced,
    new_items,
    replaced,
    show_active,
    show_ended,
    show_replacing,
)
from studyhall.ui.components.making import show_more
from studyhall.ui.components.notices import show_error
from studyhall.ui.components.paging import chosen_item, follow, in_a_row, show_new, show_paging
from studyhall.ui.components.previewing import show_preview
from studyhall.ui.components.publishing import show_publishing, show_standing
from studyhall.ui.components.rules import show_rules
from studyhall.ui.components.words import plain
from studyhall.ui.session import Here, here, keep_address, t

_PART, _CHOICE = "part", "quiz_part"


def render(here: Here) -> None:
    """Show the part of the quiz that is chosen."""
    show_person(here)
    if st.button(t("All quizzes"), icon=":material/arrow_back:", type="tertiary", key="to_quizzes"):
        st.switch_page("views/quizzes.py", query_params={"course": here.at.slug})
    try:
        draft = here.hall.approving.draft(here.person.id, number_in(st.query_params.get("quiz", "")) or 0)
        st.title(plain(draft.quiz.title), anchor=False)
        show_standing(draft)
        _PARTS[_chosen_part()][1](here, draft)
    except StudyHallError as error:
        show_error(error)


def _chosen_part() -> str:
    """The part in the address, so that a refresh shows it again."""
    told, parts = st.query_params.get(_PART, ""), list(_PARTS)
    st.session_state.setdefault(_CHOICE, told if told in _PARTS else parts[0])
    chosen = st.segmented_control(
        t("Part of the quiz"),
        parts,
        required=True,
        format_func=lambda part: t(_PARTS[part][0]),
        key=_CHOICE,
        label_visibility="collapsed",
    )
    part = chosen if chosen in _PARTS else parts[0]
    keep_address(_PART, part)
    return part


def _questions(here: Here, draft: Draft) -> None:
    makings = here.hall.quizzing.makings(here.person.id, draft.quiz.id)
    show_active(here, draft.quiz.id, makings)
    if draft.items:
        _show_chosen(here, draft, makings)
    else:
        st.write(t("There are no questions in this quiz yet."))
    show_ended(makings, draft.versions)
    show_more(here, draft.quiz.id)


def _show_chosen(here: Here, draft: Draft, makings: Makings) -> None:
    """One of the questions, with the ways to the others and what can be done about it."""
    pending = being_replaced(makings)
    follow(draft.items, replaced(makings))
    items = in_a_row(draft.items, pending)
    item = chosen_item(items)
    show_new(new_items(makings, items), item)
    show_paging(items, item, pending)
    if is_edited(item):
        show_editing(here, item)
        show_proof(here, item)
    else:
        show_replacing(makings, item)
        show_item(item)
        show_proof(here, item)
        show_approving(here, items, item)
        show_arranging(here, items, item)
    show_approve_all(here, items)


def _rules(here: Here, draft: Draft) -> None:
    title, rules = show_rules(here, draft.quiz)
    show_publishing(here, draft, title, rules)
    show_extra_time(here, draft)


def _preview(here: Here, draft: Draft) -> None:
    show_preview(here, draft.quiz.id)


def _results(here: Here, draft: Draft) -> None:
    show_class_results(here, draft.quiz.id)


_PARTS: dict[str, tuple[str, Callable[[Here, Draft], None]]] = {
    "questions": (N_("Questions"), _questions),
    "rules": (N_("Rules"), _rules),
    "preview": (N_("Preview"), _preview),
    "results": (N_("Results"), _results),
}


if __name__ == "__main__":
    render(here())
