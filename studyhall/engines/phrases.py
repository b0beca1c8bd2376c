"""The few sentences that engines say in their own words, from the one catalogue."""

from __future__ import annotations

from studyhall.domain.evidence import Reason
from studyhall.domain.sides import side_name
from studyhall.domain.wording import say


def refusal(language: str, reason: Reason) -> str:
    """What is said in `language` where nothing is answered."""
    if reason is Reason.NOTHING_NEAR:
        return say(language, "The sources of this course say nothing about this.")
    if reason is Reason.NEEDS_CONTEXT:
        return say(
            language,
            "Each question is read by itself. Ask it whole: say who or what you mean.",
        )
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


def left_out(language: str) -> str:
    """What is said below an answer some of whose sentences were not proven by any words."""
    return say(language, "(What the language model wrote without proof in the sources was left out.)")


def marks_removed(language: str) -> str:
    """What is said below an answer some of whose marks did not stand."""
    return say(
        language, "(A quotation that the language model named is not in its source, and was taken out.)"
    )
