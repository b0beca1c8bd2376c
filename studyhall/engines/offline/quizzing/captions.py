"""What stands under a picture and ends with a full stop, but is no sentence: "The mosque of Aghdam in "
"2011."."""

from __future__ import annotations

import re

from studyhall.engines.offline.english_questions import BASES

_MOST = 12
"""Words that a caption has at most."""
_PLACED = re.compile(
    r"^(?:The|An?|[A-Z]\w+) [^,;:]* (?:in|on|at|near|of|from) (?:the )?(?:[A-Z][\w’'-]+|.*\d{4})\.?$"
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|do|does|did|can|could|will|would|may|might|must|shall|should|"
    rf"{'|'.join(BASES)}|[a-z]{{2,}}ed|\w+n[’']t|went|said|gave|saw|got|sat|stood|ran|told|found|made|knew|"
    rf"thought|"
    r"felt|heard|kept|held|brought|let|put|set|laid|lay|led|grew|drew|rose|wrote|sent|spent|sold|taught|"
    r"fought|shone|spoke|flew|ate|rode|beat|hit|sang|struck|spread|broke|bore|drove|threw|wore|sank|slept|"
    r"cast|cost|remain|live|lie|stand|come|go|make|take|have|cannot)\b|"
    r"(?<=\w )[a-z]{2,}s (?:an?|the|to|up|in|on|of|as|from|by|for|with|that|and|at|its|their|[A-Z])"
)


def is_caption(sentence: str) -> bool:
    """Whether a few English words only name what is to be seen, and where or when: there is no verb."""
    few = len(sentence.split()) <= _MOST
    return bool(few and _PLACED.match(sentence) and not _VERB.search(sentence))
