"""What the program says to people, in their language, from one catalogue (gettext)."""

from __future__ import annotations

import gettext
from functools import lru_cache
from pathlib import Path

LANGUAGES = ("en", "vi")
"""The languages that the program itself speaks; others are answered in English."""

LANGUAGE_NAMES = {"en": "English", "vi": "Tiếng Việt"}
"""What each is called by those who speak it, so that it is known whatever the page is in."""

CATALOGUE = Path(__file__).resolve().parent.parent / "locale"


@lru_cache(maxsize=len(LANGUAGES))
def _translations(language: str) -> gettext.NullTranslations:
    return gettext.translation("studyhall", CATALOGUE, languages=[language], fallback=language == "en")


def say(language: str, message: str, **values: object) -> str:
    """`message` in `language`, its `{names}` filled in; English where the language is not spoken here.

    `message` is the English text and stands in the call as it is, so that `make messages` finds it.
    """
    spoken = language if language in LANGUAGES else "en"
    return _translations(spoken).gettext(message).format(**values)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name, which `make messages` looks for
    """Marks a message that is said elsewhere: gives it back as it is."""
    return message
