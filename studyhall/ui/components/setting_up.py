"""How a model is set up, for whoever runs Study Hall here; for others, whom to ask."""

from __future__ import annotations

import streamlit as st

from studyhall.ui.session import Here, t

_OPENAI = "STUDYHALL_MODEL=openai:gpt-4o-mini\nOPENAI_API_KEY=…"
_OTHER = "STUDYHALL_MODEL=openai:llama3.1\nSTUDYHALL_BASE_URL=http://localhost:11434/v1"
_MEANING = "STUDYHALL_EMBEDDINGS=openai:text-embedding-3-small"


def show_how_to_set_up(here: Here) -> None:
    """Say that no language model is set up, and which variables set one up."""
    st.write(t("No language model is set up here. Every answer quotes the sources, and nothing leaves here."))
    if not here.person.admin:
        st.write(t("Ask whoever runs Study Hall here."))
        return
    st.write(t("To set one up, set these variables where Study Hall is started, and start it again."))
    st.write(t("A model of OpenAI's, with a key of yours:"))
    st.code(_OPENAI, language=None, wrap_lines=True)
    st.write(t("Or one on a server of your own that speaks OpenAI's protocol, for example Ollama:"))
    st.code(_OTHER, language=None, wrap_lines=True)
    st.write(t("Even then nothing is sent before a teacher switches it on for a course."))


def show_how_to_set_up_meaning() -> None:
    """Say which variable sets up searching by meaning."""
    st.write(t("No model to search by meaning is set up. This would set one up:"))
    st.code(_MEANING, language=None, wrap_lines=True)
