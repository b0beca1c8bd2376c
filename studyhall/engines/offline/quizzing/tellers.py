"""Who tells what a sentence says, taken apart: "Officials say that …", "Theo phía Armenia, …"."""

from __future__ import annotations

import re

from studyhall.domain.sides import side_name
from studyhall.domain.tokens import fold

_THAT = (
    "states?|stated|says?|said|claims?|claimed|holds?|held|argues?|argued|maintains?|maintained|reports?|"
    "reported|recalls?|stress(?:es)?|notes?|noted|estimates?|estimated|believes?|believed|insists?|insisted|"
    "underlines?|writes?|wrote|suggests?|suggested|acknowledges?|acknowledged|explains?|explained"
)
_ADVERBS = "(?: generally| later| first| commonly| have| has)*"
_RANG = (
    "cho rằng|nói rằng|cho biết|khẳng định|lập luận rằng|nhắc rằng|nhấn mạnh rằng|kể rằng|ước tính|ghi rằng|"
    "viết rằng"
)
_SOMEBODY = r"[^,.;() ]+ [^,.;()]{1,50}?|(?!Các|Một|Những|Theo|Bài|Con|Nhiều)[A-ZĐ][^,.;() ]+"
_TOLD = {
    "en": (
        re.compile(r"(?P<lead>)According to (?P<who>[^,]{2,70}), (?P<clause>.+)$"),
        re.compile(rf"(?P<lead>)(?P<who>[^,.;()]{{2,60}}?){_ADVERBS} (?:{_THAT}) that (?P<clause>.+)$"),
        re.compile(r"(?P<lead>On [^,]+, )according to (?P<who>[^,]{2,70}), (?P<clause>.+)$"),
    ),
    "vi": (
        re.compile(r"(?P<lead>)Theo (?:lời )?(?P<who>[^,]{2,60}), (?P<clause>.+)$"),
        re.compile(rf"(?P<lead>)(?P<who>{_SOMEBODY}) (?:{_RANG})(?: rằng)? (?P<clause>.+)$"),
    ),
}
_NOBODY = re.compile(
    r"(?i)\b(?:same|articles?|reports?|papers?|studies|study|authors?|bài viết|bài báo|tác giả|others?|khác|"
    r"ấy|này|đó|it|he|she|they|this|which|who)\b|,"
)
_SMALL = frozenset(
    "the a an on in at by from to for with during after before since until about around more some many most "
    "all several no one two three four five six seven eight nine ten people under over as when while".split()
)
_SMALL_VIETNAMESE = frozenset(
    "ngày tháng năm từ đêm đầu cuối giữa mùa các những một hai ba bốn lực quân hội trong ở tại vào khi việc "
    "cuộc chiến người chính quan dân hàng khoảng hơn sau trước phía".split()
)


def parted(sentence: str, language: str) -> tuple[str, str]:
    """Who tells it, as after "according to", and what is told, without its full stop; nobody is empty."""
    for form in _TOLD.get(language, ()):
        told = form.match(sentence)
        if told:
            clause = f"{told['lead']}{told['clause']}"
            return inside(told["who"], language), f"{clause[0].upper()}{clause[1:]}".removesuffix(".")
    return "", sentence.removesuffix(".")


def is_nobody(teller: str) -> bool:
    """Whether a teller is named only before: "the same article", "other authors"."""
    return bool(_NOBODY.search(teller))


def inside(words: str, language: str) -> str:
    """Words that begin a sentence, as they are written inside one: names keep their capital."""
    first, _, rest = words.partition(" ")
    common = first.casefold() in _SMALL_VIETNAMESE if language == "vi" else fold(first) in _SMALL
    return f"{first[0].lower()}{first[1:]} {rest}".rstrip() if common else words


def account(side: str, language: str) -> str:
    """What a side's own account is called after "according to"."""
    return f"phía {side_name('vi', side)}" if language == "vi" else f"the {side_name('en', side)} account"


def according(teller: str, language: str) -> str:
    """What stands before a clause to say whose word it is."""
    return f"Theo {teller}, " if language == "vi" else f"According to {teller}, "
