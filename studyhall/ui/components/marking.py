"""What a teacher does with an answer: accepts what is proposed, gives other points, or takes it for right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

import streamlit as st

from studyhall.domain.errors import StudyHallError
from studyhall.domain.grades import LONGEST_COMMENT
from studyhall.domain.questions import is_empty
from studyhall.services.regrading import Move
from studyhall.services.scripts import Script
from studyhall.ui import serving
from studyhall.ui.components.figures import points
from studyhall.ui.components.notices import show_error
from studyhall.ui.components.popovers import popover
from studyhall.ui.components.scripts import who
from studyhall.ui.session import Here, t

Done = Callable[[str], None]
"""Is told in a sentence what was done to an answer."""
_STEP = 0.5


def show_marking(here: Here, script: Script, done: Done, *, names_hidden: bool) -> None:
    """The buttons and the form; `done` is called after each act."""
    with st.container(horizontal=True):
        if script.proposal and script.proposal.share is not None:
            _accept(here, script, script.proposal.share, done)
        if script.in_words and script.given is not None and not is_empty(script.given):
            _also_right(here, script, done, names_hidden=names_hidden)
    _other_points(here, script, done)


def _accept(here: Here, script: Script, share: float, done: Done) -> None:
    score = points(share * script.points)
    label = t("Accept {score} of {points}", score=score, points=script.points)
    if st.button(label, type="primary", key=f"accept_{_key(script)}", shortcut="Alt+A"):
        _do(
            lambda: here.hall.reviewing.accept(
                here.person.id, script.attempt_id, script.number, serving.now()
            ),
            lambda: done(_marked(script, share)),
        )


def _also_right(here: Here, script: Script, done: Done, *, names_hidden: bool) -> None:
    place = (here.person.id, script.attempt_id, script.number)
    box = popover(t("Also right"), f"also_{_key(script)}", about=t("Take this answer for right from now on"))
    if box is None:
        return
    with box:
        try:
            moves = here.hall.reviewing.also_right_preview(*place)
        except StudyHallError as error:
            show_error(error)
            return
        st.write(t("From now on this answer counts as right. These marks move:"))
        st.html(_moves(moves, names_hidden=names_hidden))
        if st.button(t("Yes, it is also right"), type="primary", key=f"yes_{_key(script)}"):
            _do(
                lambda: here.hall.reviewing.also_right(*place, serving.now(), moves),
                lambda: done(t("Taken for right. Marks that moved: {count}.", count=len(moves))),
            )


def _moves(moves: Sequence[Move], *, names_hidden: bool) -> str:
    if not moves:
        none = t("None: it has all its points already.")
        return f"<p>{escape(none)}</p>"
    heads = [t("Answer"), t("Until now"), t("Then")]
    rows = [[move.given, _before(move), points(move.after)] for move in moves]
    if not names_hidden:
        heads.insert(0, t("Pupil"))
        rows = [[move.name, *row] for move, row in zip(moves, rows, strict=True)]
    head = "".join(f'<th scope="col">{escape(one)}</th>' for one in heads)
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f'<table class="history"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _before(move: Move) -> str:
    if move.before is None:
        return "–"
    told = [points(move.before)]
    if move.by_teacher:
        told.append(t("by a teacher"))
    return " · ".join(told)


def _other_points(here: Here, script: Script, done: Done) -> None:
    now = script.proposal or script.in_force
    share = now.share if now else None
    comment = script.history[-1].comment if script.history else ""
    proposed = script.proposal is not None and script.proposal.share is not None
    with st.form(f"grade_{_key(script)}"):
        given = st.number_input(
            t("Points, of {points}", points=script.points), 0.0, float(script.points),
            None if share is None else round(share * script.points, 2), _STEP, format="%g",
            key=f"points_{_key(script)}",
        )  # fmt: skip
        told = st.text_area(
            t("Comment for the pupil"), comment, height="content", max_chars=LONGEST_COMMENT,
            key=f"comment_{_key(script)}",
        )  # fmt: skip
        why = st.text_input(t("Why, for teachers only"), max_chars=LONGEST_COMMENT, key=f"why_{_key(script)}")
        # Where nothing is proposed this is what there is to do.
        if not st.form_submit_button(
            t("Give these points"), type="secondary" if proposed else "primary", shortcut="Alt+G"
        ):
            return
        if given is None:
            st.warning(t("Fill in the points first."))
            return
        earned = float(given) / script.points
        place = (here.person.id, script.attempt_id, script.number)
        _do(
            lambda: here.hall.reviewing.grade(*place, earned, serving.now(), told or "", why or ""),
            lambda: done(_marked(script, earned)),
        )


def _do(act: Callable[[], object], then: Callable[[], None]) -> None:
    try:
        act()
    except StudyHallError as error:
        show_error(error)
    else:
        then()


def _marked(script: Script, share: float) -> str:
    score = t("{score} of {points} points", score=points(share * script.points), points=script.points)
    return f"{who(script)}: {score}"


def _key(script: Script) -> str:
    return f"{script.attempt_id}_{script.number}"
