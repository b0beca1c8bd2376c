"""Whether something is but one of a list of examples: others of them would be as right."""

from __future__ import annotations

import re

_LISTED = re.compile(
    r"(?i)\b(?:such as|including|includes?|included|like|e\.g\.|for example|for instance|namely|as well as|"
    r"among (?:them|others)|như|bao gồm|gồm(?: có)?|chẳng hạn|ví dụ|cũng như|trong đó có|lẫn)\b"
)


def is_listed(before: str) -> bool:
    """Whether words that begin a list stand before, with nothing but what is listed in between."""
    begun = list(_LISTED.finditer(before))
    if not begun:
        return False
    first, *others = before[begun[-1].end() :].split(",")
    short = len(first.split()) <= _IN_LIST and all(len(other.split()) <= _IN_LIST for other in others)
    return short and all(any(c.isupper() for c in other) or not other.strip() for other in others)


_IN_LIST = 7
"""Words that one thing in a list may have."""
