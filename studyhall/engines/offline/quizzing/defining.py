"""What a sentence explains: the words that it calls something by, or whose meaning it tells."""

from __future__ import annotations

import re
from collections.abc import Iterator

_NAMED_SO = {
    "en": re.compile(
        r"\b(?:is|are|was|were|been|being|be|commonly|also|often|sometimes|what is|now|then|collectively|,) "
        r"(?:called|known as|termed|referred to as) (?:the |an? )?"
        r"(?P<term>[a-z]{3,}(?:[- ][a-z]{3,}){0,2})(?=[,.;)]|$| (?:that|which|who|because|when|in|by|to)\b)"
    ),
    "vi": re.compile(
        r"\b(?:gọi là|gọi chung là|tên là|mang tên|với tên gọi) (?:một |các |những )?"
        r"(?P<term>[a-zà-ỹđ-]{2,}(?: [a-zà-ỹđ-]{1,}){1,4})(?=[,.;)]|$| (?:do|vì|để|được|mà|trong|ở)\b)"
    ),
}
_EXPLAINED = {
    "en": re.compile(
        r"^(?!The \S+ (?:is|are|means?|consists?|refers?|occurs?) )(?:An? |The )?(?P<term>[A-Za-z][a-z-]{2,"
        r"}(?: [a-z-]{3,}){0,2}) "
        r"(?:(?:is|are) (?:an?|the|one|any|when|where)|refers? to|consists? of|occurs? when|means?) "
    ),
    "vi": re.compile(
        r"^(?:Các |Một |Những |Khái niệm |Thuật ngữ )?(?P<term>[A-ZÀ-ÞĐa-zà-ỹđ][a-zà-ỹđ-]*(?: "
        r"[a-zà-ỹđ-]+){1,4}) "
        r"(?:(?:chính )?là (?:một|những|các|kết quả|quá trình|sự|việc|loại|phần|tổng|tập hợp)|bao gồm|"
        r"xảy ra khi|đề cập (?:đến|tới)|có nghĩa là) "
    ),
}
# What stands for something that was named before, or is no name of a thing.
_NO_TERM = re.compile(
    r"(?i)\b(?:this|that|these|those|it|they|he|she|there|here|what|which|who|such|other|another|one|some|"
    r"many|most|each|all|result|results|reason|example|examples|first|second|third|last|next|main|major|"
    r"principal|into|where|when|normally|usually|triple|only|same|basic|most|popular|purpose|aim|goal|way|"
    r"part|use|and|or|of|này|kia|đó|đây|ấy|nó|họ|chúng|điều|lý do|ví dụ|mục đích|nguyên nhân|kết quả|ai|gì|"
    r"khác|đầu tiên|cuối cùng|sau|trước|ông|bà|và|của|trong|với|cho|những|các|là|được|bị|có|nhất|không|"
    r"phổ biến|chính|cơ bản|chủ yếu|hoặc|hay|cũng|tất cả|phần lớn|đa số|hầu hết|số|từng)\b"
)
_LONGEST = 5  # words


def defined_at(clause: str, language: str) -> Iterator[tuple[int, int]]:
    """Where the words stand that a clause explains, or says something is called by."""
    found = [*_NAMED_SO[language].finditer(clause), *_EXPLAINED[language].finditer(clause)]
    for match in found:
        term = match["term"]
        if len(term.split()) <= _LONGEST and not _NO_TERM.search(term):
            yield match.span("term")
