"""Words that deny: "did not", "never", "hardly anyone", "không", "chưa"."""

from __future__ import annotations

import re

_DENIES = re.compile(
    r"(?i)\b(?:not(?! only\b|-)|\w+n['’]t|cannot|never|no(?!\.|-| doubt\b)|none|nobody|nothing|nowhere|"
    r"neither|nor|without|hardly|scarcely|barely|no-one|fail(?:s|ed)? to|refus(?:es|ed)|unable|"
    r"(?<!hàng )(?<!chân )không(?! (?:quân|gian|khí|kích|phận|lực|lưu|tặc|vận|chỉ|những|may|ngừng|ít)\b)|"
    r"chưa|chẳng(?! hạn\b)|chả|từ chối|thất bại trong việc)\b"
)


def denies(text: str) -> bool:
    """Whether a text denies something, in English or Vietnamese."""
    return bool(_DENIES.search(text))
