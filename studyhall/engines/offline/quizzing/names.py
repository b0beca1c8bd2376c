"""Which names of the sources are people's and which are places', told by the words around them everywhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from studyhall.domain.documents import Passage
from studyhall.domain.sameness import same
from studyhall.domain.sentences import sentences
from studyhall.domain.tokens import fold
from studyhall.engines.offline.quizzing.capitals import CAPITAL, extents


class Sort(Enum):
    """What bears a name."""

    PERSON = "person"
    PLACE = "place"


class Name(NamedTuple):
    """A name at `start:end` of a text."""

    start: int
    end: int
    text: str
    sort: Sort


_TITLES = frozenset(
    "president general colonel captain king queen prince princess emperor empress sultan pope saint sir lord "
    "lady dr mr mrs ms professor major lieutenant marshal admiral chancellor duke earl count father brother "
    "sister "
    "tong thong thu tuong bo truong dai ta chu tich vua hoang de nu".split()
)
_TITLE = (
    r"(?:[Pp]resident|[Gg]eneral|[Cc]olonel|[Cc]aptain|[Kk]ing|[Qq]ueen|[Pp]rince|[Pp]rincess|[Ee]mperor|"
    r"[Ss]ultan|[Pp]ope|Sir|Lord|Dr\.?|Mr\.?|Mrs\.?|[Pp]rofessor|minister|leader|writer|poet|politician|"
    r"diplomat|scientist|physicist|mathematician|chemist|biologist|engineer|inventor|scholar|philosopher|"
    r"composer|author|journalist|historian|artist|painter|singer|actor|actress|explorer|commander|officer|"
    r"chairman|secretary|director|lawyer|headed by|led by|written by|wife|son|daughter|brother|husband|"
    r"[Tt]ổng thống|[Tt]hủ tướng|[Bb]ộ trưởng|[Tt]ướng|[Đđ]ại tá|[Cc]hủ tịch|lãnh đạo|[Vv]ua|[Hh]oàng đế|"
    r"nhà (?:văn|thơ|khoa học|báo|vua|ngoại giao|vật lý|toán học|sử học)|[Cc]hính khách|sĩ quan|[Hh]ọc giả|"
    r"[Cc]hỉ huy|tác giả|[Bb]ác sĩ|[Gg]iáo sư|ông|bà)"
)
_BEFORE_PERSON = re.compile(rf"\b{_TITLE}(?: (?:of )?{CAPITAL}\w+)? $")
_AFTER_PERSON = re.compile(
    r" (?:was born|died|wrote|married|resigned|argued|became|commanded|headed|invented|discovered|published|"
    r"studied|himself|herself|sinh (?:ngày|năm|ra|tại)|qua đời|từ chức|đắc cử|viết|kết hôn)\b"
    r"|, (?:who|(?:a|an|the) (?:[\w-]+ ){0,3}(?:minister|leader|politician|president|scholar|member|writer|"
    r"man|woman))\b"
    r"| was (?:elected|an? (?:[\w-]+ ){0,2}(?:president|minister|writer|physicist|engineer|scientist|man|"
    r"woman|king))"
    r"| là (?:một |vị )?(?:nhà|người|tổng thống|thủ tướng|bộ trưởng|vua)\b"
)
_BEFORE_PLACE = re.compile(
    r"\b(?:in|near|at|into|toward|towards|outside|across|throughout|(?:town|city|village|district|capital|"
    r"island|province|port|state|county|exclave|kingdom) of|ở|tại|gần|thành phố|thị trấn|làng|quận|tỉnh|đảo|"
    r"thủ đô|nước|về phía|khỏi) $"
)
_BEFORE_THING = re.compile(r"\b[Tt]he $")
_PEOPLES = re.compile(r"(?:ional|ian|ians|ish|ese|ench|utch|eek|ic|ist|ists|ism|ans|ijani|ijanis)$")
_ANOTHER_THING = re.compile(
    r"(?:War|Treaty|Protocol|Act|Republic|University|College|School|Party|Council|Army|Empire|League|Cup|"
    r"Bowl|Church|Committee|Union|Award|Museum|Company|Corporation|Group|Times|Congress|Parliament|Senate|"
    r"Court|House|Street|Avenue|Road|Department|Bureau|Center|Centre|Institute|Association|Library|Bank|"
    r"English|Latin|Christianity|Islam|Internet|Century|Revolution|Conference|Organization|Exhibition|Square|"
    r"Duchy|Airport|Station|Hall|Tower|Hill|Park|Gardens?|Castle|Hotel|Theat(?:re|er)|Building|Hospital|Xô|"
    r"Types|Cathedral|Palace|Global|Yard|Bay|River|Lake|Sea|Line|Lane)$"
)


_THING_FIRST = re.compile(
    r"(?:Nhóm|Đảng|Ủy|Sông|Núi|Vịnh|Biển|Bán|Trường|Công|Tòa|Đại|Viện|Liên|Cộng|Tổ|Phong|Đường|Hiệp|Nghị|"
    r"Giải|Lake|Mount|Fort|House|River|Treaty|Battle|World|Old|St|New Year)\b"
)


_WORD_AFTER = re.compile(
    r" (?!and|or|on|in|at|by|to|for|from|with|was|were|is|are|had|has|who|which|that|as|after|before|when|"
    r"where|during|until|since|near|than|but|under|into|of|between|against|through|"
    r"because)[a-z]+\b(?<!ed)(?!.*[àáảãạ])"
)


class Gazetteer(NamedTuple):
    """The people and the places that sources name."""

    people: frozenset[str]
    places: frozenset[str]

    def names(self, text: str) -> list[Name]:
        """The people and places named in a text, in order."""
        found = []
        for start, end in extents(text):
            for name in _endings(_untitled(text[start:end])):
                sort = self._sort(name, whole=end - start == len(name))
                if sort:
                    found.append(Name(end - len(name), end, name, sort))
                    break
        return found

    def _sort(self, name: str, *, whole: bool) -> Sort | None:
        """What bears a name; a place is not the end of another name."""
        if name in self.people:
            return Sort.PERSON
        return Sort.PLACE if whole and name in self.places else None

    def of(self, sort: Sort) -> list[str]:
        """All names of a sort, in an order that never changes; of spellings of one name the first alone."""
        listed: list[str] = []
        for name in sorted(self.people if sort is Sort.PERSON else self.places):
            if not any(same(name, other) for other in listed):
                listed.append(name)
        return listed


def gazetteer(passages: Iterable[Passage]) -> Gazetteer:
    """What the names in passages are of; one that is used in more ways than one is left out."""
    passages = list(passages)
    people: Counter[str] = Counter()
    places: Counter[str] = Counter()
    things: Counter[str] = Counter()
    for passage in passages:
        for name, kind in _cues(passage.text):
            {"person": people, "place": places, "thing": things}[kind][name] += 1
    lone = {name for name in places if places[name] > 4 * things[name] and not people[name]}
    told = {name for name in people if " " in name and not places[name] and not things[name]}
    # "Tổng thống Azerbaijan Ayaz Mutallibov": what stands before the person is no part of the name.
    whole = {n for n in told if n.split()[0] not in lone and not any(e in told for e in _endings(n)[1:])}
    common = small_words(passages)
    whole = {n for n in whole if not (n.isascii() and any(w.casefold() in common for w in n.split()))}
    inside = {word for name in whole for word in name.split()}
    lone = {n for n in lone - inside if not any(ending in whole for ending in _endings(n))}
    alone = {n for n in lone if not (n.isascii() and n.casefold().removesuffix("'s") in common)}
    return Gazetteer(frozenset(whole), frozenset(alone))


def small_words(passages: Iterable[Passage]) -> frozenset[str]:
    """The words that are written small somewhere: with those no English name is made."""
    return frozenset(
        word for passage in passages for word in re.findall(r"(?<![\w’'-])[a-z]{3,}\b", passage.text)
    )


@lru_cache(maxsize=4096)
def _cues(text: str) -> tuple[tuple[str, str], ...]:
    return tuple(cue for start, end in sentences(text) for cue in _cues_of(" ".join(text[start:end].split())))


def _cues_of(sentence: str) -> Iterator[tuple[str, str]]:
    for start, whole_end in extents(sentence):
        end = whole_end - 2 * sentence[start:whole_end].endswith(("'s", "’s"))
        name, before, after = sentence[start:end], sentence[:start], sentence[end:]
        bare = _untitled(name)
        titled = bare != name
        fits = not (
            _THING_FIRST.match(bare)
            or _ANOTHER_THING.search(bare)
            or _PEOPLES.search(bare)
            or bare.isupper()
            or len(bare) < 3
        )
        if _BEFORE_THING.search(before):
            yield bare, "thing"
        elif (
            fits
            and len(bare.split()) <= 4
            and (titled or _BEFORE_PERSON.search(before) or _AFTER_PERSON.match(after))
        ):
            yield bare, "person"
        elif fits and len(bare.split()) <= 3 and _BEFORE_PLACE.search(before) and not _goes_on(after):
            yield bare, "place"


def _goes_on(after: str) -> bool:
    """Whether a name only begins what is named: "in Harvard's library", "near Stepanakert airport"."""
    return after.startswith(("'", "’")) or bool(_WORD_AFTER.match(after))


def _endings(name: str) -> list[str]:
    """A name, and what is left of it without its first words."""
    parts = name.split()
    return [" ".join(parts[index:]) for index in range(len(parts))]


def _untitled(name: str) -> str:
    """A name without the titles before it."""
    while " " in name and fold(name.split(maxsplit=1)[0]) in _TITLES:
        name = name.partition(" ")[2]
    return name
