"""Vietnamese questions turned out of Vietnamese sentences and headings, by patterns that guess nothing."""

from __future__ import annotations

import re
from collections.abc import Collection

DATE = r"(?:[Nn]gày \d{1,2} tháng \d{1,2} năm \d{4}|[Tt]háng \d{1,2} năm \d{4})"

_DATE_FIRST = re.compile(rf"(?:Vào )?{DATE},? (?P<clause>[^,;:.?!“”\"]+)\.$")
# These lean on what stands before, or tell more than one event.
_UNCLEAR = re.compile(
    r"\b(?:này|đó|ấy|kia|ông|bà|họ|nó|chúng|cũng|còn|nhưng|khi|nếu|vì|do|rằng|cùng ngày|sau|trước|có những|"
    r"theo|không|tức|lại|là|giữ|kiểm soát|thuộc|nằm|\d{4})\b"
    r"|\bvà (?=[a-zà-ỹđ])"
)
_PERSON = re.compile(
    r"(?P<name>(?:[^\W\d_a-zà-ỹ][\w'’-]+ ){1,3}[^\W\d_a-zà-ỹ][\w'’-]+) là (?:một |vị )?"
    r"(?:nhà|người|tổng thống|thủ tướng|bộ trưởng|chỉ huy|tướng|đại tá|vua|hoàng đế|nữ hoàng|chủ tịch|"
    r"lãnh tụ|lãnh đạo|nhạc sĩ|họa sĩ|thi sĩ|bác sĩ|kỹ sư|luật sư|giáo sư|chính khách|sĩ quan)\b"
)
# Nouns and classifiers that a heading about an event begins with; written small inside a sentence.
_EVENT = re.compile(
    r"(?:Cuộc|Các|Lệnh|Trận|Sự kiện|Phong trào|Chiến dịch|Chiến tranh|Hiệp định|Hội nghị|Đường|Vụ|Nạn) "
)
_SHORTEST_CLAUSE = 4
_LONGEST_CLAUSE = 16
_LONGEST_HEADING = 9


def when(sentence: str) -> str | None:
    """When-question of a sentence that dates one event: "Ngày 2 tháng 9 năm 1945, … tuyên bố độc lập."."""
    told = _DATE_FIRST.match(sentence)
    if told is None or _UNCLEAR.search(told["clause"]):
        return None
    clause = told["clause"].strip()
    if not _SHORTEST_CLAUSE <= len(clause.split()) <= _LONGEST_CLAUSE:
        return None
    return f"{clause[0].upper()}{clause[1:]} khi nào?"


def who(sentence: str) -> str | None:
    """The name of somebody whom a sentence introduces: "Nguyễn Du là nhà thơ"."""
    told = _PERSON.match(sentence)
    return told["name"] if told else None


def topic(heading: str, names: Collection[str]) -> str | None:
    """What a heading names, as it is written inside a sentence: "cuộc gặp Moscow tháng 5 năm 1994"."""
    words = heading.split()
    if (
        not 1 <= len(words) <= _LONGEST_HEADING
        or re.search(r"[^\w\s'’-]", heading)
        or _UNCLEAR_HEADING(heading)
    ):
        return None
    if all(word in names or word == "và" for word in words):
        return heading
    named = any(word in names for word in words[1:]) or re.search(r"\b\d{4}$", heading)
    return heading[0].lower() + heading[1:] if named and _EVENT.match(heading) else None


_UNCLEAR_HEADING = re.compile(
    r"(?i)\b(?:vì sao|tại sao|thế nào|gì|này|đó|ấy|ông|bà|họ|nó|theo|qua|phía)\b"
).search
