"""A pupil's answer before a teacher: their words, what is right, and everything that was thought of it."""

from __future__ import annotations

from html import escape

import streamlit as st

from studyhall.domain.grades import Grader
from studyhall.domain.reasons import reason_in
from studyhall.domain.tasks import options_of
from studyhall.domain.wording import N_
from studyhall.services.engines import MODEL
from studyhall.services.reviewing import ALSO_RIGHT
from studyhall.services.scripts import Judged, Script
from studyhall.ui.components.figures import points
from studyhall.ui.components.outcome import beside, show_passage, shown_options
from studyhall.ui.components.quotations import Quoted
from studyhall.ui.components.words import moment, plain, worded
from studyhall.ui.session import Here, language, t

_BY = {
    Grader.RULE: N_("by a rule"),
    Grader.PROPOSAL: N_("proposed"),
    Grader.TEACHER: N_("by a teacher"),
}


def show_script(here: Here, script: Script) -> None:
    """All that a teacher needs to judge it."""
    prompt = worded(script.task.prompt, language=script.language, kind="words prompt")
    st.html(f"<h2>{escape(who(script))}</h2>{prompt}")
    options = shown_options(script.task.kind, options_of(script.task))
    told = [beside(script.task.kind, options, script.given, script.key, script.language)]
    for label, text in (
        (t("Also right"), "\n".join(script.accepted)),
        (t("What an answer has to say"), script.rubric),
        (t("Explanation"), script.explanation),
    ):
        if text:
            told.append(f'<p class="label">{escape(label)}</p>{worded(text, language=script.language)}')
    st.html("".join(told))
    show_passage(here, script.evidence, Quoted(here), "cited-script")
    for line in _standing(script):
        st.info(plain(line))


def who(script: Script) -> str:
    """Whose answer it is; where names are hidden, a number."""
    return script.name or t("Pupil {number}", number=script.student)


def _standing(script: Script) -> list[str]:
    """What is proposed, and what counts now."""
    told = []
    if script.in_force:
        told.append(t("Counts now: {what}", what=_told(script, script.in_force)))
    if script.proposal and script.proposal.share is None:
        told.append(t("Needs a teacher. {why}", why=_reason(script.proposal)).strip())
    elif script.proposal:
        told.append(t("Proposed: {what}", what=_told(script, script.proposal)))
    return told


def _told(script: Script, judged: Judged) -> str:
    """A grade in a line."""
    score = "–" if judged.share is None else points(judged.share * script.points)
    parts = [t("{score} of {points} points", score=score, points=script.points)]
    if judged.by is Grader.PROPOSAL:
        parts.append(t("by the language model") if judged.engine == MODEL else t("by comparing words"))
    if judged.confidence is not None:
        parts.append(t("sure to {percent} %", percent=round(100 * judged.confidence)))
    return " · ".join(filter(None, (*parts, _reason(judged))))


def _reason(judged: Judged) -> str:
    return t("also right") if judged.reason == ALSO_RIGHT else reason_in(language(), judged.reason)


def show_history(script: Script) -> None:
    """Every grade that there was, the newest first: when, whose, what, why."""
    if not script.history:
        return
    with st.expander(t("All grades so far ({count})", count=len(script.history))):
        rows = "".join(_row(script, judged) for judged in reversed(script.history))
        heads = "".join(
            f'<th scope="col">{escape(one)}</th>' for one in (t("When"), t("Who"), t("What and why"))
        )
        st.html(f'<table class="history"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>')


def _row(script: Script, judged: Judged) -> str:
    told = [_told(script, judged)]
    if judged.comment:
        told.append(t("told the pupil: {comment}", comment=judged.comment))
    by = " · ".join(filter(None, (t(_BY[judged.by]), judged.name)))
    return f"<tr><td>{moment(judged.at)}</td><td>{escape(by)}</td><td>{escape(' · '.join(told))}</td></tr>"
