"""Words that Vietnamese names go on with in small letters: "Liên minh châu Âu", "Tòa án Công lý"."""

from __future__ import annotations

import re

# The first syllable of such a word has a capital in a name, and the others have none.
_COMPOUNDS = (
    "Liên minh,Liên bang,Liên hợp,Liên đoàn,Liên hiệp,Ủy ban,Uỷ ban,Nghị viện,Nghị định,Nghị quyết,Quốc hội,"
    "Quốc gia,Quốc tế,Quốc vương,Quốc dân,Hội đồng,Hội nghị,Hiệp ước,Hiệp định,Hiệp hội,Tòa án,Toà án,"
    "Đạo luật,Đạo giáo,Chính phủ,Công ước,Công giáo,Công ty,Công lý,Công nhân,Công viên,Cộng hòa,Cộng sản,"
    "Cộng đồng,Vương quốc,Vương triều,Đế quốc,Đế chế,Chiến tranh,Chiến dịch,Cách mạng,Trận chiến,"
    "Pháo đài,Nhà thờ,Nhà hát,Nhà nước,Nhà trắng,Nhân dân,Dân chủ,Dân quốc,Xã hội,Lao động,Bảo thủ,"
    "Thống nhất,Thống chế,Tập đoàn,Tổ chức,Học viện,Đại học,Cao đẳng,Trung học,Bảo tàng,Thư viện,"
    "Viện hàn lâm,Ngân hàng,Bệnh viện,Sân bay,Sân vận động,Quân đội,Hải quân,Không quân,Lục quân,Hạ viện,"
    "Thượng viện,Bộ trưởng,Tổng thống,Thủ tướng,Chủ tịch,Hồi giáo,Phật giáo,Nho giáo,Tin lành,Thiên chúa,"
    "Thiên chúa giáo,Kitô hữu,Do thái,Trái đất,Mặt trăng,Mặt trời,Thái bình,Đại tây,Hiến pháp,Hiến chương,"
    "Tuyên bố,Tuyên ngôn,Thỏa thuận,Phong trào,Mặt trận,Đảng cộng sản,Trường đại học,Thế giới,Thế chiến,"
    "Thuộc địa,Bảy năm,Trăm năm,Ba mươi năm,Trung quốc,Hàn quốc,Thái lan,Ba lan,Hà lan,Nga hoàng,Định luật,"
    "Giải thưởng,Giải bóng,Cơ quan,Trung tâm,Trung ương,Trung đông,Khoa học,Giáo dục,Y tế,Nhà xuất bản"
)
_TAIL = re.compile(
    "(?:"
    + "|".join(
        rf"(?<=\b{re.escape(first)}) {re.escape(rest)}\b"
        for first, rest in sorted(
            {(word.split()[0], " ".join(word.split()[1:])) for word in _COMPOUNDS.split(",")},
            key=lambda pair: (pair[0], -len(pair[1])),
        )
    )
    + ")"
)
_AND_ON = re.compile(r" (?=(?:châu|biển|sông|hồ) [A-ZÀ-ÞĐ])(?:châu|biển|sông|hồ)")


def completed(text: str, end: int) -> int:
    """Where a name that is written with capitals up to `end` ends, with the syllables that belong to it."""
    tail = _TAIL.match(text, end)
    end = tail.end() if tail else end
    further = _AND_ON.match(text, end) if tail else None
    return further.end() if further else end


def is_compound(name: str) -> bool:
    """Whether a name is but such a word, and does not say which one: "Hiệp ước"."""
    return name in _WORDS


_WORDS = frozenset(_COMPOUNDS.split(","))
