"""Sentences in another language than the text around them: they cannot be asked about in its patterns."""

from __future__ import annotations

import re

_ENGLISH = frozenset("the of and was were are on for with by from which has had been at its their".split())
# Letters that English has in no word of its own, in words that are no names.
_VIETNAMESE = re.compile(
    r"(?<!\w)[a-zđ]?[^\W\d_A-ZÀ-Þ]*[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]\w*"
)
_FEW = 2
"""Words of another language that a sentence may quote."""


def is_foreign(sentence: str, language: str) -> bool:
    """Whether an English sentence stands in a Vietnamese text, or the other way round, whole or in part."""
    if language == "vi":
        return sum(word in _ENGLISH for word in re.findall(r"[^\W\d_]+", sentence.casefold())) >= _FEW
    return language == "en" and len(_VIETNAMESE.findall(sentence)) > _FEW
