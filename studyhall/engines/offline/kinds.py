"""What kind of answer a question waits for, from its wording in English or Vietnamese."""

from __future__ import annotations

import re
from enum import StrEnum

from studyhall.domain.tokens import fold


class Kind(StrEnum):
    """What an answer must hold."""

    WHEN = "when"
    NUMBER = "number"
    WHO = "who"
    WHERE = "where"
    REASON = "reason"
    MANNER = "manner"
    OPEN = "open"
    TOPIC = "topic"
    EVENT = "event"

    @property
    def told(self) -> bool:
        """Whether it asks for what is told of something, at whatever length, not for one answer."""
        return self in (Kind.TOPIC, Kind.EVENT)


_ENGLISH = (
    (Kind.NUMBER, r"\bhow (many|much|long|old|far|often|tall|big|large|high|deep|fast|wide|heavy)\b"
     r"|\b(what|which) (\w+ )?(number|percent|percentage|amount|population|proportion|fraction|age|size|"
     r"distance|length|height|speed|cost|price|rate|portion)\b"),
    (Kind.WHEN, r"\bwhen\b|\b(what|which) (\w+ )?(year|date|day|month|century|decade|time|period|season|era|"
     r"years|centuries)\b"),
    (Kind.WHERE, r"\bwhere\b|\b(what|which) (\w+ )?(city|country|place|town|state|region|continent|village|"
     r"location|area|river|street|island|nation|province|county|countries|cities|regions|places|"
     r"districts?)\b"),
    (Kind.WHO, r"\b(who|whom|whose)\b|\b(what|which) (\w+ )?(person|man|woman|king|queen|president|leader|"
     r"general|emperor|author|scientist|architect|minister|officer|commander|people|group|side)\b"),
    (Kind.REASON, r"\bwhy\b|\b(what|which) (\w+ )?(reasons?|causes?|caused|purpose)\b|\bhow come\b"),
    (Kind.MANNER, r"\bhow\b"),
)  # fmt: skip
_VIETNAMESE = (
    (Kind.NUMBER, r"\bbao nhieu\b|\bbao (lau|xa|cao|lon)\b|\bco may\b|\bt[iy] le nao\b|\bphan tram nao\b"
     r"|\bmay (nguoi|lan|nam|ngay|thang|cai|con|nuoc|loai)\b"),
    (Kind.WHEN, r"\bkhi nao\b|\bbao gio\b|\bluc nao\b|\bnam bao nhieu\b|"
     r"\b(nam|ngay|thang|thoi gian|thoi diem|the ky|mua|hom|thap nien|thap ky|giai doan|thoi ky) nao\b"),
    (Kind.WHERE, r"\b(o|tai|den|tu|toi|ve) dau\b|\bdau\W*$|\b(noi|cho|thanh pho|quoc gia|nuoc|vung|dia diem|"
     r"khu vuc|lang|tinh|dao|song|thi tran|huyen|chau luc|dat nuoc) nao\b"),
    (Kind.WHO, r"\b(ai|nguoi nao|nhan vat nao)\b|\b(vua|tong thong|tuong|lanh dao|thu tuong|hoang de|"
     r"nha khoa hoc|nhom|phe|ben|dan toc) nao\b"),
    (Kind.REASON, r"\b(tai|vi) sao\b|\bly do\b|\bnguyen nhan\b|\bsao lai\b|\bvi dau\b"),
    (Kind.MANNER, r"\bnhu the nao\b|\bthe nao\b|\bcach nao\b|\bra sao\b"),
)  # fmt: skip
_PATTERNS = {
    "en": tuple((kind, re.compile(pattern)) for kind, pattern in _ENGLISH),
    "vi": tuple((kind, re.compile(pattern)) for kind, pattern in _VIETNAMESE),
}


def kind_of(question: str, language: str) -> Kind:
    """The kind of answer that the wording of a question asks for; OPEN when it does not tell.

    Compared without diacritics, so that "khi nao" asks as "khi nào" does. The first wording counts, but a
    bare "how" gives way to any other, and "năm bao nhiêu" asks for a year, not for a number.
    """
    folded = fold(question)
    found = [
        (kind is Kind.MANNER, match.start(), order, kind)
        for order, (kind, pattern) in enumerate(_PATTERNS.get(language, _PATTERNS["en"]))
        if (match := pattern.search(folded))
    ]
    if language == "vi" and {Kind.NUMBER, Kind.WHEN} <= {kind for *_, kind in found}:
        return Kind.WHEN
    return min(found)[-1] if found else Kind.OPEN
