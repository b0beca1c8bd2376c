"""What the sides of a dispute are called in the languages of the program."""

from __future__ import annotations

from studyhall.domain.documents import NEUTRAL
from studyhall.domain.wording import N_, say

_SIDES = {
    NEUTRAL: N_("neutral"),
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


def side_key(side: str) -> str:
    """What tells sides apart, however they were typed: "Northern " and "northern" are one."""
    return " ".join(side.split()).casefold()


def side_name(language: str, side: str) -> str:
    """What a side is called in a language: a known name, or else the side's own with a capital."""
    known = _SIDES.get(side_key(side))
    return say(language, known) if known else side.strip()[:1].upper() + side.strip()[1:]
