"""What bears a name, as far as the name and its company tell: a person, a place, a body, a treaty, …"""

from __future__ import annotations

import re

from studyhall.engines.offline.quizzing.company import Usage
from studyhall.engines.offline.quizzing.lands import is_continent, is_land
from studyhall.engines.offline.quizzing.names import Gazetteer
from studyhall.engines.offline.quizzing.sorts import kind_of_name

PERSON, PLACE = "person", "place"
_FIRST_VIETNAMESE = {
    word: kind
    for kind, told in {
        "body": "Ủy ban,Uỷ ban,Nghị viện,Quốc hội,Hội đồng,Tòa án,Toà án,Đảng,Đại học,Trường,Học viện,Tập "
        "đoàn,Công "
        "ty,Ngân hàng,Bộ,Viện,Liên đoàn,Hiệp hội,Hội,Tổ chức,Liên minh,Chính phủ,Cơ quan,Hạ viện,Thượng viện,"
        "Quỹ,Nhóm,Mặt trận,Quân đội,Bảo tàng,Nhà thờ,Nhà hát,Thư viện,Bệnh viện",
        "event": "Hiệp ước,Hiệp định,Công ước,Đạo luật,Luật,Hiến pháp,Hiến chương,Tuyên bố,Tuyên ngôn,Nghị "
        "định,Nghị "
        "quyết,Thỏa thuận,Chiến tranh,Trận,Cách mạng,Chiến dịch,Phong trào,Thế chiến",
        "realm": "Vương quốc,Đế quốc,Đế chế,Cộng hòa,Vương triều,Nhà,Quận,Tỉnh,Huyện,Thành phố,Bang",
        "water": "Sông,Hồ,Biển,Vịnh,Kênh,Eo",
        "road": "Đường,Cầu,Sân bay,Quảng trường,Phố,Sân",
        "land": "Núi,Đảo,Quần đảo,Bán đảo,Dãy,Thung lũng,Đồi,Khu",
        PERSON: "Bộ trưởng,Tổng thống,Thủ tướng,Vua,Hoàng đế,Tướng,Giáo sư,Chủ tịch,Hoàng tử,Công tước",
    }.items()
    for word in told.split(",")
}
_GIVEN = frozenset(
    "adam adrian alan albert alexander alfred alice andrew anna anne anthony antoine arthur barbara benjamin "
    "bernard bruce carl caroline catherine charles christian christopher claude daniel david dennis diana "
    "donald dorothy edmund edward edwin elizabeth emma eric ernest eugene frances francis frank fred "
    "frederick friedrich george gerald gerard gilbert gordon gregory gustav guy hannah hans harold harry "
    "helen henri henry herbert howard hugh ian isaac jack jacob jacques james jane jean jerome jessica joan "
    "johann john jonathan joseph joshua juan julia julian karl kenneth kevin larry laura lawrence leo leon "
    "leonard lewis louis lucy luke margaret maria marie mark martin mary matthew max maurice michael "
    "muhammad nathan neil nicholas nicolas oliver oscar otto patrick paul peter philip pierre rachel ralph "
    "raymond richard robert roger ronald rose roy samuel sarah scott simon sophia stanley stephen steven "
    "susan theodore thomas timothy victor vincent "
    "virginia walter wilhelm william".split()
)
_SURNAMES = frozenset("Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh".split())
_BEFORE = {
    PERSON: frozenset(
        "ten ong vua tuong king queen emperor named professor president general historian scientist writer "
        "philosopher physicist mr mrs dr sir lord theorist boi".split()
    ),
    PLACE: frozenset(
        "in at near into northern southern eastern western central toward towards throughout across o tai "
        "gan "
        "khap vung ve".split()
    ),
}
_AFTER = {
    PERSON: frozenset(
        "said wrote believed argued told noted suggested suggests claimed died learned learnt married "
        "ordered asked thought studied painted composed invented discovered proposed developed himself "
        "herself who "
        "viet noi tin sinh".split()
    ),
    PLACE: frozenset(),
}


def bearer_of(name: str, usage: Usage, gazetteer: Gazetteer) -> str:
    """What bears a name that is so used: one of a few words for kinds, empty where nothing tells."""
    kind = _FIRST_VIETNAMESE.get(" ".join(name.split()[:2])) or _FIRST_VIETNAMESE.get(
        name.split(maxsplit=1)[0]
    )
    if kind or (kind := kind_of_name(name)):
        return kind
    if name in gazetteer.people or _is_like_a_person(name):
        return PERSON
    if is_continent(name) or is_land(name):
        return "continent" if is_continent(name) else "country"
    if name in gazetteer.places:
        return PLACE
    if any(person.endswith(f" {name}") for person in gazetteer.people):
        return PERSON
    return _by_company(usage)


def _is_like_a_person(name: str) -> bool:
    parts = name.split()
    if len(parts) > 1 and parts[0].casefold() in _GIVEN:
        return True
    return (len(parts) == 3 and parts[0] in _SURNAMES) or bool(_INITIAL.search(name))


_INITIAL = re.compile(r"\b[A-Z]\. ?[A-Z]")


def _by_company(usage: Usage) -> str:
    """Whether the words beside a name are mostly those that stand beside people or beside places."""
    scores = {
        sort: sum(usage.before[word] for word in _BEFORE[sort])
        + sum(usage.after[word] for word in _AFTER[sort])
        for sort in (PERSON, PLACE)
    }
    person, place = scores[PERSON], scores[PLACE]
    if person > 2 * place:
        return PERSON
    return PLACE if place > 2 * person else ""
