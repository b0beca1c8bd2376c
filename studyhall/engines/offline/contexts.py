"""Which questions lean on what was said before and ask nothing alone: "And why?", "Who signed it?"."""

from __future__ import annotations

import re

from studyhall.domain.tokens import fold, words
from studyhall.engines.offline.questions import Asked

_CARRIED = 2
"""How many syllables of content a Vietnamese question with a pronoun may have and still lean."""
# Words that only join a question to the one before, or ask on.
_JOINING = frozenset(
    "and but so then next after afterwards later before else more again once many much long far often yes ok "
    "okay really exactly please going "
    "va con the sau truoc tiep theo nua them vay roi xong nhi a ha day vang sao chi tai".split()
)
_PRONOUNS = re.compile(
    r"\b(?:it|its|they|them|their|he|him|his|she|her|hers)\b|\b(?:this|that|these|those)\W*$"
    r"|\b(?:no|ho|chung)\b|\b(?:ong|ba|co|anh|chi|dieu|viec|chuyen|cai|nguoi|luc|cho|khi|tu|sau|truoc) "
    r"(?:ay|do|nay|kia)\b|\b(?:ay|do)\W*$"
)


def leans(question: str, asked: Asked) -> bool:
    """Whether a question cannot be understood alone: no content of its own, or a pronoun and hardly more."""
    said = [concept for concept in asked.concepts if fold(concept.word) not in _JOINING and not concept.empty]
    if not words(question) or any(concept.name or concept.figure for concept in said):
        return False
    most = _CARRIED if asked.language == "vi" else 1
    return not said or (len(said) <= most and bool(_PRONOUNS.search(fold(question))))
