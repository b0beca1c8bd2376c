"""Sentences that do not plainly tell what happened: they deny it, doubt it, or say that nothing else did."""

from __future__ import annotations

import re

from studyhall.domain.denials import denies

# What was denied, rumoured or wished did not happen by that; "only" leaves out all else.
_DOUBTS = re.compile(
    r"(?i)\b(?:refus(?:e|es|ing|al)|fail(?:ing|ure)? (?:to|in)|den(?:y|ies|ied|ying|ial)|rumou?r\w*|untrue|"
    r"false(?:ly)?|wrong(?:ly)?|incorrect(?:ly)?|mistak(?:e|en|enly)|myth|legend(?:ary)?|allegedly|"
    r"supposed(?:ly)?|reputedly|reportedly|apparently|perhaps|maybe|possibly|probably|presumably|likely|"
    r"might|(?-i:may)|(?:c|w|sh)ould have|if|unless|(?<!\ba )few|(?<!\ba )little|seldom|rarely|only|solely|"
    r"except|but for|other than|all but|contrary to|instead of|rather than|unlike|(?:was|were|due) to|"
    r"(?:planned|intended|threatened|tried|attempted|hoped|believed|thought) to|said to have|claimed|"
    r"disputed|disagree\w*|uncertain|unclear|unknown|doubt\w*|phủ nhận|tin đồn|lời đồn|đồn rằng|sai|nhầm|"
    r"bịa|lầm tưởng|tưởng (?:rằng|là)|có lẽ|có thể|hình như|dường như|nghe nói|được cho là|nghi ngờ|nếu|"
    r"giá như|suýt|dự định|âm mưu|hầu như|ít ai|hiếm khi|ngoại trừ|trừ phi|duy nhất|"
    r"(?<!địa )(?<!đình )(?<!chiếu )chỉ(?! (?:huy|thị|trích|đạo|định|số)\b)|không thống nhất)\b"
)


def plainly_told(sentence: str) -> bool:
    """Whether a sentence says that something happened or is so, with no denial, doubt, rumour or "only"."""
    return not (denies(sentence) or _DOUBTS.search(sentence))
