"""Whose claim a sentence reports: "Azerbaijan states that …", "Theo phía Armenia, …"."""

from __future__ import annotations

import re
from collections.abc import Collection

from studyhall.domain.tokens import fold

_WHO = r"(?P<who>[^\W\d_][^,.;:()]{1,70}?)"
_REPORTS = (
    "states?|stated|says?|said|claims?|claimed|maintains?|maintained|holds?|held that|reports?|reported|"
    "argues?|argued|denies|denied|estimates?|estimated|counts?|counted|alleges?|alleged|wrote|writes|gives?|"
    "gave|insists?|insisted|suggests?|suggested|speaks? of|spoke of|describes?|described|cites?|cited"
)
_ADVERBS = "(?:(?:has|have|had|also|first|later|generally|officially|itself|themselves) )*"
_VIETNAMESE_REPORTS = (
    "cho rằng|cho biết|công bố|nói|tuyên bố|khẳng định|ước tính|thống kê|ghi|viết|nêu|phủ nhận|thừa nhận|"
    "đưa ra|lập luận|cáo buộc|coi|mô tả|thuật lại"
)
_VIETNAMESE_ADVERBS = "(?:(?:cũng|còn|lại|đều|thì|đã|từng|ban đầu|lúc đầu|sau đó|chính thức) )*"
_CLAIMS = (
    re.compile(rf"^According to (?:the )?{_WHO},"),
    re.compile(rf"^(?:The )?{_WHO} {_ADVERBS}(?:{_REPORTS})\b"),
    re.compile(rf"^Theo (?:(?:phía|lời kể của|lời) )?{_WHO}(?:,| thì )"),
    re.compile(rf"^(?:Phía )?{_WHO} {_VIETNAMESE_ADVERBS}(?:{_VIETNAMESE_REPORTS})\b"),
)
_OTHERS = re.compile(r"^(?:[Oo]thers?|[Aa]nother)\b|\bkhác$")
# "Armenian officials", "phía Azerbaijan" and the side "azerbaijani" share so many letters.
_ROOT = 6
_BEGINNING = 9  # words
_TELLING = re.compile(
    r"\b(?:according to|accounts?|sources?|officials?|historians?|writers?|authors?|lawyers?|calendars?|side|"
    r"version|view|telling|states|says?|said|claims?|holds?|argues?|regards?|sees?|calls?|denies|denied|"
    r"accuses?|blames?|present|list|counts?|recalls?|remembers?|cites?|speaks?|points?|admits?|stress(?:es)?|"
    r"underlines?|maintains?|describes?|considers?|rejects?|theo|phia|nguon|su gia|quan chuc|luat gia|"
    r"tac gia|lich tuong niem|tai lieu|chinh phu|cho rang|noi|khang dinh|cho biet|coi|dan loi|vien dan|"
    r"ghi cong|thua nhan|giai thich|goi|phu nhan|cao buoc|lap luan|luu y|cong "
    r"bo|tuong niem|tuong nho|nhan manh)\b"
)


def claimant(sentence: str) -> str:
    """Whom the sentence names as the one who says it; empty where it speaks for itself."""
    text = " ".join(sentence.split())
    for claim in _CLAIMS:
        if match := claim.match(text):
            # "Other sources" are others than those of the sentence before: quoted alone they are nobody.
            return "" if _OTHERS.search(match["who"]) else match["who"]
    return ""


def side_named(claimant: str, sides: Collection[str]) -> str:
    """The side that a claimant belongs to by name ("Armenian officials" to "armenian"), or an empty text."""
    folded = fold(claimant)
    return next((side for side in sorted(sides) if fold(side)[:_ROOT] in folded), "")


def reports(text: str) -> bool:
    """Whether a text begins with words for telling, and not with what happened: "Some speak of …"."""
    return bool(_TELLING.search(fold(" ".join(text.split()[:_BEGINNING]))))


def names_teller(text: str, side: str) -> bool:
    """Whether a text says that it is this side's account: "According to the Armenian account, …"."""
    root = fold(side)[:_ROOT]
    beginning = fold(" ".join(text.split()[:_BEGINNING]))
    return bool(root) and root in beginning and bool(_TELLING.search(beginning))
