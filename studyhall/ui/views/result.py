"""What came of an attempt: the score, each answer beside the right one, and what settles it."""

from __future__ import annotations

from html import escape

import streamlit as st

from studyhall.domain.attempts import Ending
from studyhall.domain.errors import StudyHallError
from studyhall.domain.wording import N_
from studyhall.services.sheets import Result
from studyhall.ui import serving
from studyhall.ui.addresses import number_in
from studyhall.ui.components.figures import points
from studyhall.ui.components.frame import show_person
from studyhall.ui.components.notices import show_error
from studyhall.ui.components.outcome import show_outcome, sign_of
from studyhall.ui.components.quotations import Quoted
from studyhall.ui.components.words import moment, plain
from studyhall.ui.session import Here, here, t

_ENDED = {
    Ending.SUBMITTED: N_("Handed in {when}."),
    Ending.TIME_OVER: N_("The time was over {when}. What you had answered was handed in by itself."),
    Ending.CLOSED: N_("The teacher closed the quiz {when}. What you had answered was handed in by itself."),
}


def render(here: Here) -> None:
    """Show it, or when it comes."""
    show_person(here)
    attempt = number_in(st.query_params.get("attempt", "")) or 0
    place = {"course": here.at.slug}
    if st.button(t("All quizzes"), icon=":material/arrow_back:", type="tertiary", key="to_quizzes"):
        st.switch_page("views/quizzes.py", query_params=place)
    try:
        result = here.hall.results.result(here.person.id, attempt, serving.now())
    except StudyHallError as error:
        show_error(error)
        return
    st.title(plain(result.title), anchor=False)
    st.caption(plain(_about(here, result)))
    if result.ended_at is None:
        st.page_link("views/attempt.py", label=t("Go on"), query_params=place | {"attempt": str(attempt)})
    elif result.due:
        _show_score(result)
        _show_questions(here, result)
    else:
        _show_when(result)


def _about(here: Here, result: Result) -> str:
    told = t(_ENDED[result.ending], when=moment(result.ended_at)) if result.ending and result.ended_at else ""
    return told if result.name == here.person.name else f"{result.name} · {told}"


def _show_when(result: Result) -> None:
    st.success(t("Your answers are saved and handed in."), icon=":material/check:")
    if result.due_at:
        st.write(t("The result comes {when}.", when=moment(result.due_at)))
    else:
        st.write(t("The result comes when the quiz is closed."))


def _show_score(result: Result) -> None:
    """The number, and a small picture of it: a sign for each question, which leads to it."""
    score = t("{score} of {points} points", score=points(result.score or 0), points=result.points)
    links = "".join(
        f'<li><a href="#question-{at}">{at} {sign_of(question.outcome.share if question.outcome else None)}'
        "</a></li>"
        for at, question in enumerate(result.questions, 1)
    )
    share = 100 * (result.score or 0) / max(result.points, 1)
    label = t("Questions")
    st.html(
        f'<p class="score">{escape(score)}</p>'
        f'<div class="scale" aria-hidden="true"><div class="bar" style="width:{share:.0f}%"></div></div>'
        f'<nav aria-label="{escape(label)}"><ul class="numbers">{links}</ul></nav>'
    )
    st.caption(" · ".join(("✓ " + t("right"), "◐ " + t("partly right"), "✗ " + t("not right"),
                           "… " + t("waits for your teacher"))))  # fmt: skip
    if result.waiting:
        told = t("Answers that wait for your teacher: {count}. They are not in the score yet.",
                 count=result.waiting)  # fmt: skip
        st.info(told, icon=":material/hourglass_empty:")


def _show_questions(here: Here, result: Result) -> None:
    quoted = Quoted(here)
    for at, question in enumerate(result.questions, 1):
        with st.container(border=True, key=f"result_question_{at}"):
            heading = escape(t("Question {number}", number=at))
            st.html(f'<h2 id="question-{at}">{heading}</h2>')
            if question.outcome:
                show_outcome(here, question, question.outcome, quoted)


if __name__ == "__main__":
    render(here())
