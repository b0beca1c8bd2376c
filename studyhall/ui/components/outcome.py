"""What became of an answer: it stands beside what was right, with the words of the source that settle it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from html import escape

import streamlit as st

from studyhall.domain.conversation import KeptCitation, SourceState
from studyhall.domain.errors import StudyHallError
from studyhall.domain.questions import Given
from studyhall.domain.tasks import Kind
from studyhall.services.sheets import Outcome, ShownQuestion
from studyhall.ui.components.figures import points
from studyhall.ui.components.notices import show_error
from studyhall.ui.components.posed import prompt_of
from studyhall.ui.components.quotations import Quoted, reader_place, told_of_place
from studyhall.ui.components.words import plain, worded
from studyhall.ui.session import Here, t

_LINED = frozenset({Kind.MCQ, Kind.MULTI, Kind.TRUE_FALSE})
"""Kinds whose options stand in one list, with what was chosen and what was right marked in it."""


def show_outcome(here: Here, question: ShownQuestion, outcome: Outcome, quoted: Quoted) -> None:
    """The question with all of it."""
    told = [f'<p class="verdict">{escape(verdict_of(question))}</p>', prompt_of(question)]
    told.append(beside(question.kind, shown_options(question.kind, question.options), question.given,
                       outcome.key, question.language))  # fmt: skip
    if outcome.comment:
        label = escape(t("Your teacher says"))
        told.append(f'<div class="comment"><b>{label}</b>{worded(outcome.comment)}</div>')
    if outcome.explanation:
        told.append(worded(outcome.explanation, language=question.language, kind="words why"))
    st.html("".join(told))
    folded = outcome.share is not None and outcome.share >= 1
    show_passage(here, outcome.evidence, quoted, f"cited-{question.number}", folded=folded)


def verdict_of(question: ShownQuestion) -> str:
    """In a sign and words what an answer earned."""
    outcome = question.outcome
    if outcome is None or outcome.share is None:
        return "… " + t("Waits for your teacher")
    earned = points(outcome.share * question.points)
    worth = t("points: {score} of {points}", score=earned, points=question.points)
    return f"{sign_of(outcome.share)} {_said_of(outcome.share, answered=question.answered)} · {worth}"


def sign_of(share: float | None) -> str:
    """The sign for a part of the points."""
    if share is None:
        return "…"
    return "✓" if share >= 1 else "◐" if share > 0 else "✗"


def _said_of(share: float, *, answered: bool) -> str:
    if share >= 1:
        return t("Right")
    if share > 0:
        return t("Partly right")
    return t("Not right") if answered else t("Not answered")


def shown_options(kind: Kind, options: Sequence[str]) -> dict[Given, str]:
    """What can be chosen, by what stands for it in an answer."""
    if kind is Kind.TRUE_FALSE:
        return {True: t("True"), False: t("False")}
    return dict(enumerate(options))


def beside(kind: Kind, options: dict[Given, str], given: Given | None, key: Given, language: str) -> str:
    """An answer beside what is right, as HTML."""
    lang = f' lang="{escape(language)}"' if language else ""
    if kind in _LINED:
        return _lined(options, _chosen(given), _chosen(key), lang)
    if isinstance(key, tuple):
        return _paired(_numbered(options, given, lang), _numbered(options, key, lang))
    return _paired(
        f'<div class="words"{lang}>{escape(str(given))}</div>' if given else _nothing(),
        f'<div class="words"{lang}>{escape(str(key))}</div>',
    )


def _chosen(given: Given | None) -> tuple[Given, ...]:
    if given is None:
        return ()
    return given if isinstance(given, tuple) else (given,)


def _lined(options: dict[Given, str], given: Collection[Given], key: Collection[Given], lang: str) -> str:
    rows = []
    for option, text in options.items():
        right, chosen = option in key, option in given
        marks = [t("right") if right else "", t("chosen") if chosen else ""]
        sign = "✓" if right else "✗" if chosen else ""
        told = " · ".join(filter(None, marks))
        told = f' <span class="mark">{escape(told)}</span>' if told else ""
        kind = f"{'right' if right else ''} {'chosen' if chosen else ''}".strip()
        rows.append(
            f'<li class="{kind}"><b aria-hidden="true">{sign}</b><span{lang}>{escape(text)}</span>{told}</li>'
        )
    return f'<ul class="options">{"".join(rows)}</ul>'


def _numbered(options: dict[Given, str], order: Given | None, lang: str) -> str:
    if not isinstance(order, tuple):
        return _nothing()
    return f"<ol{lang}>{''.join(f'<li>{escape(options[place])}</li>' for place in order)}</ol>"


def _nothing() -> str:
    told = t("not answered")
    return f'<p class="hint">{escape(told)}</p>'


def _paired(given: str, right: str) -> str:
    mine, theirs = escape(t("Answer given")), escape(t("Right answer"))
    return f'<div class="pair"><div><b>{mine}</b>{given}</div><div><b>{theirs}</b>{right}</div></div>'


def show_passage(
    here: Here, evidence: KeptCitation, quoted: Quoted, name: str, *, folded: bool = False
) -> None:
    """The words that settle a question, marked where they stand, and the way to their source.

    `folded` ones are opened by who wants to read them.
    """
    citation = evidence.citation
    told = " · ".join(filter(None, (citation.title, told_of_place(citation))))
    try:
        passage = f'<p class="hint">{escape(told)}</p>{quoted.in_place(evidence, name)}'
    except StudyHallError as error:
        show_error(error)
        return
    st.html(_fold(passage) if folded else passage)
    if evidence.state is SourceState.CURRENT:
        place = reader_place(here, citation)
        label = t("Read on in “{title}”", title=plain(citation.title))
        st.page_link("views/reader.py", label=label, icon=":material/menu_book:", query_params=place)


def _fold(passage: str) -> str:
    label = t("The words in the source")
    return f'<details class="passage"><summary>{escape(label)}</summary>{passage}</details>'
