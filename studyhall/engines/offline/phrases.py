"""The few sentences that the offline engine says in its own words, from the one catalogue."""

from __future__ import annotations

from studyhall.domain.evidence import Reason
from studyhall.domain.wording import N_, say

_SIDES = {
    "american": N_("American"),
    "armenian": N_("Armenian"),
    "azerbaijani": N_("Azerbaijani"),
    "british": N_("British"),
    "chinese": N_("Chinese"),
    "french": N_("French"),
    "german": N_("German"),
    "japanese": N_("Japanese"),
    "russian": N_("Russian"),
    "soviet": N_("Soviet"),
    "turkish": N_("Turkish"),
    "vietnamese": N_("Vietnamese"),
}


def refusal(language: str, reason: Reason) -> str:
    """What is said in `language` where nothing is answered."""
    if reason is Reason.NOTHING_NEAR:
        return say(language, "The sources of this course say nothing about this.")
    return say(language, "The sources of this course come near this question, but no passage answers it.")


def guidance(language: str) -> str:
    """What is said in `language` to a greeting, thanks or a question about the course as a whole."""
    return say(
        language,
        "I quote the sources of this course word for word. Ask about something in them: who, when, where, "
        "how many or what happened.",
    )


def account_label(language: str, side: str) -> str:
    """What stands before the words of a side's sources."""
    return say(language, "The {side} side's sources say:", side=side_name(language, side))


def side_name(language: str, side: str) -> str:
    """What a side is called in a language: a known name, or else the side's own with a capital."""
    known = _SIDES.get(side.strip().casefold())
    return say(language, known) if known else side.strip()[:1].upper() + side.strip()[1:]
