"""Words that say the contrary of each other, and words that deny: ordinary knowledge, kept small."""

from __future__ import annotations

import re
from collections.abc import Collection

from studyhall.domain.tokens import fold, term
from studyhall.engines.offline.forms import canonical
from studyhall.engines.offline.questions import negates

_ENGLISH = (
    "high higher highest/low lower lowest|more most/less least fewer fewest|"
    "increase rise gain/decrease reduce drop fall|big bigger large larger/small smaller little tiny|"
    "fast faster quick quickly/slow slower slowly|hot hotter warm warmer heat/cold colder cool cooler|"
    "open opened/closed close shut|positive/negative|on/off|"
    "connected connect attached joined/disconnected separated separate|long longer/short shorter|"
    "light lighter/heavy heavier|hard harder/soft softer|same equal identical alike/different unequal|"
    "before earlier/after later|above over/below under|near closer/far farther|in inside/out outside|"
    "up upward/down downward|start begin/stop end|push/pull|attract/repel|yes/no|true/false|"
    "strong stronger/weak weaker|rough/smooth|wet/dry|full/empty|complete/incomplete|"
    "all every both/none neither|always/never|north northern/south southern|east eastern/west western|"
    "win won victory/lose lost defeat|old older/young new|loud louder/quiet|float/sink|solid/liquid|"
    "thick/thin|wide/narrow|deep/shallow|early/late|first/last|good better/bad worse|"
    "dark darker/bright brighter|conductor/insulator|alive living/dead|male/female|left/right|"
    "top/bottom|tall taller/short shorter|possible/impossible|legal/illegal|"
    "accept accepted agree/reject rejected refuse|attack/defend|war/peace|ally/enemy|rich/poor|"
    "import/export|internal/external|inner/outer|minimum/maximum|majority/minority|success/failure|"
    "rises/sets|clockwise/anticlockwise|acid/alkaline|visible/invisible|present/absent|buy/sell"
)
_VIETNAMESE = (
    "tăng/giảm|cao/thấp|lớn to/nhỏ bé|nhiều/ít|nhanh/chậm|nóng/lạnh|mở/đóng|dương/âm|trước/sau|"
    "trên/dưới|trong/ngoài|thắng/thua bại|đúng/sai|giống cùng/khác|dài/ngắn|nặng/nhẹ|mạnh/yếu|gần/xa|"
    "cũ/mới|hút/đẩy|sống/chết|đông/tây|bắc/nam|lên/xuống|vào/ra|dày/mỏng|rộng/hẹp|sâu/nông|sớm/muộn|"
    "đầu/cuối|tốt/xấu|giàu/nghèo|mua/bán|nhập/xuất|bạn/thù|công/thủ|cứng/mềm|khô/ướt|đầy/rỗng|nổi/chìm|"
    "rắn/lỏng"
)
_DENYING = frozenset(
    "cant dont doesnt didnt isnt wasnt wont arent couldnt wouldnt werent hasnt havent none nothing "
    "nobody nowhere hardly unable fail fails failed lack lacks lacked instead except unlike chả đừng "
    "chớ thiếu trừ ngoại".split()
)
_DOUBTING = frozenset(
    "wrong false untrue incorrect myth lie nonsense contrary opposite doubt deny denied denies "
    "unlikely maybe only unless believe believed pretend supposedly stop stops stopped cease ceased "
    "prevent prevented avoid avoided refuse refused almost nearly ngừng suýt sai nhầm bịa ngược tưởng".split()
)


_PARTICLES = tuple(
    tuple(frozenset(side.split()) for side in pair.split("/"))
    for pair in (
        "in inside into within/out outside beyond|up/down|on onto/off|to toward towards into/from|"
        "over above/under below beneath|with/without|for/against|before/after|near/far|trong/ngoài|"
        "trên/dưới|trước/sau|lên/xuống|vào/ra|với/chống|đến tới/từ"
    ).split("|")
)
ALTERNATIVES = re.compile(r"[^\W_]\s*[/|]\s*[^\W_]")
"""A stroke between words: one of them or the other."""


def _sides() -> dict[str, tuple[str, int]]:
    sides: dict[str, tuple[str, int]] = {}
    for pair in (*_ENGLISH.split("|"), *_VIETNAMESE.split("|")):
        one, other = (side.split() for side in pair.split("/"))
        for names, sign in ((one, 1), (other, -1)):
            for name in names:
                sides.setdefault(name if name != fold(name) else canonical(term(name)), (one[0], sign))
    return sides


_SIDES = _sides()


def side(word: str, found: str) -> tuple[str, int] | None:
    """The pair that a word belongs to and its side there, 1 or -1; None where it has no contrary.

    `found` is its term. A word with diacritics is looked up as it is.
    """
    return _SIDES.get(word) or (_SIDES.get(found) if word == fold(word) else None)


def denies(word: str) -> bool:
    """Whether a lower-cased word turns what follows it into its contrary."""
    return word in _DENYING or negates(word)


def doubts(word: str) -> bool:
    """Whether a lower-cased word may take back what is said around it."""
    return word in _DOUBTING


def turns(said: Collection[str], meant: Collection[str]) -> bool:
    """Whether one of two wordings has a particle where the other has its contrary: "ran in", "ran out"."""
    mine, its = frozenset(said) - frozenset(meant), frozenset(meant) - frozenset(said)
    return any((mine & one and its & other) or (mine & other and its & one) for one, other in _PARTICLES)
