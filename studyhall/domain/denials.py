"""Words that deny or doubt: "did not", "never", "không", "chưa"; "reportedly", "it is a myth", "suýt"."""

from __future__ import annotations

import re

_DENIES = re.compile(
    r"(?i)\b(?:not(?! only\b|-)|\w+n['’]t|cannot|never|no(?!\.|-| doubt\b)|none|nobody|nothing|nowhere|"
    r"neither|nor|without|hardly|scarcely|barely|no-one|fail(?:s|ed)? to|refus(?:es|ed)|unable|"
    r"(?<!hàng )(?<!chân )không(?! (?:quân|gian|khí|kích|phận|lực|lưu|tặc|vận|chỉ|những|may|ngừng|ít)\b)|"
    r"chưa|chẳng(?! hạn\b)|chả|từ chối|thất bại trong việc)\b"
)
# What was denied, rumoured or wished did not happen by that.
_DOUBTS = re.compile(
    r"(?i)\b(?:den(?:y|ies|ied|ying|ial)|rumou?r\w*|untrue|"
    r"false(?:ly)?|wrong(?:ly)?|incorrect(?:ly)?|mistak(?:e|en|enly)|myth|legend(?:ary)?|allegedly|"
    r"supposed(?:ly)?|reputedly|reportedly|apparently|perhaps|maybe|possibly|probably|presumably|"
    r"(?:c|w|sh)ould have|contrary to|(?:was|were) to|"
    r"(?:planned|intended|threatened|tried|attempted|hoped|believed|thought|declined) to|said to have|"
    r"claimed|disputed|disagree\w*|uncertain|unclear|unknown|doubt\w*|phủ nhận|tin đồn|lời đồn|đồn rằng|sai|"
    r"nhầm|bịa|lầm tưởng|tưởng (?:rằng|là)|có lẽ|hình như|dường như|nghe nói|được cho là|nghi ngờ|"
    r"almost (?=\w+ed\b)|giá như|suýt|bác bỏ|đừng hòng|khó lòng|dự định|âm mưu|không thống nhất)\b"
)
_DISPUTES = re.compile(
    r"(?i)\b(?:(?:do|does|did) not agree|disagree\w*|disputed|differ(?:s|ed)? (?:on|about|over|as to)|"
    r"contradict(?:s|ed|ory)?|không (?:thống nhất|nhất trí|đồng thuận)|mâu thuẫn nhau|còn tranh cãi)\b"
)


def denies(text: str) -> bool:
    """Whether a text denies something, in English or Vietnamese."""
    return bool(_DENIES.search(text))


def disputes(text: str) -> bool:
    """Whether a text says that accounts differ about something."""
    return bool(_DISPUTES.search(text))


def doubts(text: str) -> bool:
    """Whether a text says of something that it did not, or perhaps not, happen: a plan, a rumour, a myth."""
    return bool(_DOUBTS.search(text))
