"""The form that says how a quiz is taken: times in the teacher's own zone, everything in plain words."""

from __future__ import annotations

from datetime import datetime

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from studyhall.domain.errors import StudyHallError
from studyhall.domain.quizzes import LONGEST_MINUTES, LONGEST_TITLE, Feedback, Quiz, Rules
from studyhall.domain.wording import N_
from studyhall.ui import serving
from studyhall.ui.components.choices import begin_choice
from studyhall.ui.components.local_time import local, moment_of, zone_name
from studyhall.ui.components.notices import show_error
from studyhall.ui.components.popovers import finish
from studyhall.ui.components.words import plain
from studyhall.ui.session import Here, t

_FEEDBACK = {
    Feedback.AT_ONCE: (N_("At once"), N_("After each question: for practising. The answer is final then.")),
    Feedback.AFTER_SUBMISSION: (N_("After submitting"), N_("When they have handed in all of it.")),
    Feedback.AFTER_CLOSING: (N_("After closing"), N_("When nobody can answer any more: for tests.")),
}
_ATTEMPTS = (1, 2, 3, 5, 0)
_SURE = (0.95, 0.9, 0.8, 0.7)


def show_rules(here: Here, quiz: Quiz) -> tuple[str, Rules]:
    """The fields, filled with the rules of the draft; gives the title and the rules that stand in them."""
    rules, key = quiz.rules, str(quiz.id)
    st.header(t("How it is taken"), anchor=False)
    title = st.text_input(t("Title"), quiz.title, max_chars=LONGEST_TITLE, key=f"quiz_title_{key}")
    minutes = _minutes(rules, key)
    opens_at, closes_at = _times(rules, key)
    attempts, feedback = _attempts(rules, key), _feedback(rules, key)
    if attempts != 1 and feedback is not Feedback.AFTER_CLOSING:
        st.caption(t("Whoever tries again has been shown what is right, and can copy it."))
    told = Rules(
        minutes=minutes,
        opens_at=opens_at,
        closes_at=closes_at,
        attempts=attempts,
        feedback=feedback,
        one_at_a_time=_one_at_a_time(rules, key),
        shuffle=st.checkbox(
            t("Everybody has the questions and options in another order"), rules.shuffle, key=f"mix_{key}"
        ),
        release_from=_release_from(rules, key),
    )
    if st.button(t("Save"), key=f"save_rules_{key}"):
        try:
            here.hall.approving.describe(here.person.id, quiz.id, title, told)
        except StudyHallError as error:
            show_error(error)
        else:
            finish(t("The rules are saved."))
    return title, told


def _minutes(rules: Rules, key: str) -> int | None:
    # Kept as state and not as the default: only a field without one can be emptied.
    st.session_state.setdefault(f"minutes_{key}", rules.minutes)
    return st.number_input(
        t("Time limit in minutes"), 1, LONGEST_MINUTES, None, key=f"minutes_{key}", placeholder=t("none")
    )


def _times(rules: Rules, key: str) -> tuple[datetime | None, datetime | None]:
    left, right = st.columns(2)
    opens_at = _moment(left, t("Opens"), f"opens_{key}", rules.opens_at)
    closes_at = _moment(right, t("Closes"), f"closes_{key}", rules.closes_at)
    st.caption(
        plain(t("Your time zone: {zone}. Empty means at once, and never.", zone=zone_name(serving.now())))
    )
    return opens_at, closes_at


def _moment(place: DeltaGenerator, label: str, key: str, before: datetime | None) -> datetime | None:
    held = local(before)
    st.session_state.setdefault(key, held)
    shown = place.datetime_input(label, None, key=key, format="YYYY-MM-DD")
    # The field shows minutes: what was told more exactly stays so until somebody changes it.
    if held and shown == held.replace(second=0, microsecond=0):
        return before
    return moment_of(shown)


def _attempts(rules: Rules, key: str) -> int:
    counts = sorted({*_ATTEMPTS, rules.attempts}, key=lambda count: (count == 0, count))
    begin_choice(f"attempts_{key}", rules.attempts)
    return st.selectbox(
        t("How often may a pupil try?"), counts, key=f"attempts_{key}",
        format_func=lambda count: str(count) if count else t("as often as they like"),
    )  # fmt: skip


def _feedback(rules: Rules, key: str) -> Feedback:
    every = list(Feedback)
    begin_choice(f"feedback_{key}", rules.feedback)
    chosen = st.radio(
        t("When do pupils see what was right?"), every, key=f"feedback_{key}",
        format_func=lambda one: t(_FEEDBACK[one][0]), captions=[t(_FEEDBACK[one][1]) for one in every],
    )  # fmt: skip
    return Feedback(chosen or rules.feedback)


def _one_at_a_time(rules: Rules, key: str) -> bool:
    begin_choice(f"paged_{key}", rules.one_at_a_time)
    chosen = st.radio(
        t("Questions are shown"), [True, False], key=f"paged_{key}",
        format_func=lambda one: t("one at a time") if one else t("all on one page"), horizontal=True,
    )  # fmt: skip
    return bool(chosen)


def _release_from(rules: Rules, key: str) -> float | None:
    """Off at first: a mark for an answer in words counts when a teacher has looked at it."""
    held = [] if rules.release_from is None else [rules.release_from]
    choices = ["", *map(str, sorted({*_SURE, *held}, reverse=True))]
    begin_choice(f"release_{key}", str(*held))
    chosen = st.selectbox(
        t("A mark is proposed for each answer in words. When does it count without you?"),
        choices,
        key=f"release_{key}",
        format_func=_released,
        help=t(
            "Short answers that are not plainly right get a proposed mark. Pupils see it only when you have "
            "accepted it, unless you choose otherwise here."
        ),
    )
    return float(chosen) if chosen in choices[1:] else None


def _released(sure: str) -> str:
    if not sure:
        return t("never: I look at each")
    return t("when the grader is {percent} sure or more", percent=f"{100 * float(sure):.0f} %")
