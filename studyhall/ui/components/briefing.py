"""The fields that say what questions are wanted: the same for a new quiz and for more in one."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

import streamlit as st

from studyhall.domain.questions import Difficulty
from studyhall.domain.quizzes import LONGEST_TOPIC, MOST_QUESTIONS, Brief
from studyhall.domain.tasks import Kind
from studyhall.domain.wording import LANGUAGES
from studyhall.ports import SourceSummary
from studyhall.ui.components.choices import begin_choice
from studyhall.ui.components.modelled import models_in_use
from studyhall.ui.components.question_words import difficulty_name, kind_name
from studyhall.ui.components.words import plain, shown_language
from studyhall.ui.session import Here, language, t

_USUAL = 10
_SEEDS = 1 << 31


def brief_fields(here: Here, key: str, topic: str) -> Brief:
    """What is chosen in the fields, whose keys end in `key`."""
    sources = here.hall.library.sources(here.person.id, here.at)
    documents = _sources(sources, key)
    sections = _sections(here, documents, key)
    left, right = st.columns(2)
    count = left.number_input(t("How many questions?"), 1, MOST_QUESTIONS, _USUAL, key=f"count_{key}")
    with right:
        spoken = _language(sources, key)
    begin_choice(f"kinds_{key}", list(Kind))
    kinds = st.pills(
        t("Kinds"), list(Kind), selection_mode="multi", format_func=kind_name, key=f"kinds_{key}"
    )
    begin_choice(f"difficulty_{key}", "")
    difficulty = st.segmented_control(
        t("Difficulty"), ["", *Difficulty], key=f"difficulty_{key}", required=True,
        format_func=lambda one: difficulty_name(Difficulty(one)) if one else t("any"),
    )  # fmt: skip
    different = st.checkbox(
        t("Only questions that are not in another quiz yet"), value=True, key=f"different_{key}"
    )
    return Brief(
        count=int(count),
        kinds=tuple(kind for kind in Kind if kind in kinds),
        language=spoken,
        topic=topic.strip(),
        documents=tuple(documents),
        sections=tuple(sections),
        difficulty=Difficulty(difficulty) if difficulty in set(Difficulty) else None,
        different=different,
        seed=secrets.randbelow(_SEEDS),
    )


def topic_field(key: str) -> str:
    """What the questions shall be about."""
    return st.text_input(
        t("Topic"), key=f"topic_{key}", max_chars=LONGEST_TOPIC, placeholder=t("everything in the sources")
    )


def show_who_writes(here: Here) -> None:
    """Say what goes where when questions are made, and who makes them."""
    model = models_in_use(here).chat
    if model:
        told = t(
            "A language model at {host} writes the questions: passages of the chosen sources go there. "
            "Code checks each one against its source before you see it.",
            host=model.host,
        )
    else:
        told = t("Rules make the questions from the sentences of the sources. Nothing is sent anywhere.")
    st.caption(plain(told))


def _sources(sources: Sequence[SourceSummary], key: str) -> list[str]:
    titles = {source.document_id: source.description.title for source in sources}
    return st.multiselect(
        t("Sources"), list(titles), format_func=titles.__getitem__, key=f"documents_{key}",
        placeholder=t("all sources"),
    )  # fmt: skip


def _sections(here: Here, documents: Sequence[str], key: str) -> list[str]:
    """Headings of the chosen sources to choose from; none where no source is chosen, or has any."""
    headings: dict[str, None] = {}
    for document in documents:
        found = here.hall.library.read(here.person.id, document)
        told = (found.body.text[section.start : section.end] for section in found.body.sections)
        headings |= dict.fromkeys(heading for heading in told if heading != found.description.title)
    if not headings:
        return []
    return st.multiselect(
        t("Sections"), list(headings), key=f"sections_{key}", placeholder=t("all of these sources")
    )


def _language(sources: Sequence[SourceSummary], key: str) -> str:
    """The reader's own at first where the sources are in several: a quiz in two would be for nobody.

    It is another field in another language of the page: what one was set to does not stick to the other.
    """
    codes = ["", *LANGUAGES]
    several = len({source.description.language for source in sources}) > 1
    chosen = st.selectbox(
        t("Language"), codes, codes.index(language()) if several else 0,
        key=f"quiz_language_{key}_{language()}",
        format_func=lambda code: shown_language(code) if code else t("as the source"),
    )  # fmt: skip
    return chosen if chosen in codes else ""
