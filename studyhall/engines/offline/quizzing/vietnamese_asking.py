"""Vietnamese questions for a date, a number, a person or a place: the asking word stands in its stead."""

from __future__ import annotations

import re
from collections.abc import Collection

from studyhall.engines.offline.quizzing.targets import Asked, Target

_WHEN = {3: "vào ngày tháng năm nào", 2: "vào tháng nào, năm nào", 1: "vào năm nào"}
_LEAD = re.compile(r"(?:Vào |Trong )?(?:(?:[Đđ]ầu|[Cc]uối|[Gg]iữa) )?(?:[Nn]gày |[Nn]ăm )?$")
_TAIL = re.compile(
    r"(?P<core>.+?),?(?: vào| từ| trong)?(?: đầu| cuối| giữa)?(?: (?:rạng )?sáng| trưa| chiều| tối| đêm)?"
    r"(?: ngày| năm)? $"
)
_UNCLEAR = re.compile(r"\b(?:nào|gì|ai|đâu|bao nhiêu|khi|nếu|vì|nhưng|mà|tức|không|cũng|còn)\b|[;:()]")
_LONGEST = 30
# What more a sentence counts is no part of the question.
_FIRST = re.compile(r",| (?:và|còn) (?:khoảng |hơn |gần )?\d")


def question(clause: str, target: Target, _capitals: Collection[str]) -> str | None:
    """The question that a target answers in a clause without full stop; None where none is sure."""
    made = {
        Asked.DATE: _when,
        Asked.NUMBER: _how_many,
        Asked.PERSON: _who,
        Asked.PLACE: _where,
    }[target.asked](clause, target)
    if not made or _UNCLEAR.search(made[1]) or not 5 <= len(made[0].split()) <= _LONGEST:
        return None
    return made[0]


def undated(clause: str, target: Target, _capitals: Collection[str] = ()) -> str | None:
    """A clause without the date that it begins or ends with, as a sentence begins inside."""
    before, after = clause[: target.start], clause[target.end :]
    if _LEAD.fullmatch(before) and after.startswith((", ", " ")):
        return after.removeprefix(",").strip()
    tail = _TAIL.fullmatch(before)
    if tail and not after and not _BOUND.search(tail["core"]):
        return (
            tail["core"][0].lower() + tail["core"][1:] if tail["core"].split()[0] in _COMMON else tail["core"]
        )
    return None


# The date that follows is no adverb of the clause: "sau ngày …", "lệnh ngưng bắn ngày …".
_BOUND = re.compile(
    r"(?:\b(?:sau|trước|từ|đến|tới|khoảng|kể|cho|của|và|là|các|những|giữa|hai|cùng|ngưng bắn|ngừng bắn|vụ|"
    r"luật|cuộc gặp|cuộc chiến|xung đột|bỏ phiếu|sự kiện|trận|nghị quyết|hiệp định|hiệp ước|phán quyết|quyết "
    r"định|chiến tranh|khủng hoảng|bầu cử|trưng cầu dân ý|cách mạng|đảo chính|bài báo|cuốn sách)|,)$|\blà "
    r"(?:người|một)\b"
)
_COMMON = frozenset(
    "Lực Quân Các Những Một Hội Đại Bộ Chỉ Cuộc Lệnh Nghị Xung Chiến Người Chính Tổng Việc Quốc".split()
)


def _capitalised(text: str) -> str:
    return text[0].upper() + text[1:]


def _when(clause: str, target: Target) -> tuple[str, str] | None:
    core = undated(clause, target)
    if not core or re.search(r"\d{4}", core) or len(core.split()) < 4:
        return None
    core = re.split(r",(?! (?:\w+ ){0,3}và )", core)[0] if ", và " in core else core
    return f"{_capitalised(core)} {_WHEN[sum(map(bool, target.day))]}?", core


def _how_many(clause: str, target: Target) -> tuple[str, str] | None:
    before, after = clause[: target.start], clause[target.end :]
    if re.match(r"\s?(?:%|phần trăm)", after):
        after = re.sub(r"^\s?%", " phần trăm", after)
    core = f"{before}bao nhiêu{after}"
    begun, asking, rest = core.partition("bao nhiêu")
    core = begun + asking + _FIRST.split(rest)[0]
    return (f"{_capitalised(core)}?", f"{before}{after.split(',')[0]}") if "bao nhiêu" in core else None


def _who(clause: str, target: Target) -> tuple[str, str] | None:
    before, after = clause[: target.start], clause[target.end :]
    lead = re.fullmatch(r"(?P<when>(?:Vào |Ngày |Tháng |Năm )[^,]*\d{4}), ", before)
    if (before and not lead) or not re.match(r" (?:[a-zđ])", after) or after.startswith(" và "):
        return None
    when = (
        f" vào {lead['when'].removeprefix('Vào ')[0].lower()}{lead['when'].removeprefix('Vào ')[1:]}"
        if lead
        else ""
    )
    did = after.split(",")[0]
    if re.search(r" (?:và|còn) [^\W\d_a-zà-ỹ]", did):
        return None
    tied = when or re.search(r"\d{4}", did)
    return (f"Ai{did.replace(' là người ', ' ', 1)}{when}?", did) if tied and len(did.split()) >= 3 else None


def _where(clause: str, target: Target) -> tuple[str, str] | None:
    before, after = clause[: target.start], clause[target.end :]
    told = re.fullmatch(r"(?P<core>.+?) (?:ở|tại|gần)(?: (?:thành phố|thị trấn|làng))? ", before)
    tied = re.search(r"\d{4}", before + after)
    if (
        told is None
        or _BOUND.search(told["core"])
        or told["core"].endswith(" ở")
        or not tied
        or not re.fullmatch(r"(?:(?: vào)?(?: ngày| tháng| năm) [^,]*\d{4})?", after)
    ):
        return None
    return f"{told['core']} ở đâu{after}?", told["core"]
