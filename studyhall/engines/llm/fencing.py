"""Other people's texts in what is said to a model: between lines that none of them can have known."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from studyhall.domain.documents import NEUTRAL, Passage
from studyhall.domain.text import one_line

_LANGUAGES = {"en": "English", "vi": "Vietnamese", "": ""}


def fence(*texts: str) -> str:
    """A random word that stands in none of the texts: nobody who wrote them can have known it."""
    while True:
        word = f"={secrets.token_hex(8)}="
        if not any(word in text for text in texts):
            return word


def fenced(passages: Sequence[Passage], word: str) -> str:
    """The passages between lines with the fence, each with its key and what is known of it."""
    parts = []
    for number, passage in enumerate(passages, 1):
        side = passage.side.strip() or NEUTRAL
        told = one_line(" · ".join(dict.fromkeys((passage.title, *passage.heading))))
        about = f"(language: {passage.language}; side: {side}; from: {told})"
        parts.append(f"{word} S{number} {about}\n{passage.text}")
    return "\n".join((*parts, f"{word} End of the passages"))


def named(language: str) -> str:
    """What a language is called when a model is told of it; empty for none."""
    return _LANGUAGES.get(language, f"the language with the code {language}")
