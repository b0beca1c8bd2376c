"""Whether words are a whole name, or but a part of one: what stands beside them belongs to it."""

from __future__ import annotations

import re
import unicodedata

# A word of Vietnamese is written in syllables, of which only the first may have a capital.
_SYLLABLE = re.compile(
    r"(?:ngh?|gh|gi|kh|ph|qu|th|tr|ch|nh|[bcdđghklmnpqrstvx])?[aăâeêioôơuưy]{1,3}(?:ch|ng|nh|[cmnpt])?"
)
# "Gadifer de la Salle": what stands last is but a part.
_PARTICLE = re.compile(
    r"[A-ZÀ-ÞĐ][\w’'-]* (?:(?:de|du|di|da|van|von|al|bin|ibn) )?(?:de|en|et|und|la|le|du|di|da|van|von|der|"
    r"den|al|bin|ibn) $"
)
# "Trypanosoma brucei": the name of a kind is of two words, the second one small.
_LATIN, _LATIN_ON = re.compile(r"(?:a|us|um|is|ces)$"), re.compile(r"^ [a-z]{3,}(?:[aei]i|us|um|ae|is|a)\b")


def is_broken(name: str, before: str, after: str, language: str) -> bool:
    """Whether what is asked for is but a part of a name: what stands beside it belongs to it."""
    if _PARTICLE.search(before) or (_LATIN.search(name) and _LATIN_ON.match(after)):
        return True
    previous = before.split()[-1:] if before.strip() else []
    if previous and previous[0][0].isupper() and (language == "vi" or len(before.split()) > 1):
        return True
    if language != "vi" or not is_syllable(name.rsplit(maxsplit=1)[-1]):
        return False
    following = re.match(r" ([^\W\d_]+)", after)
    goes_on = following and following[1].islower() and following[1] not in _AFTER_NAME
    return " " not in name or bool(goes_on)


_AFTER_NAME = frozenset(
    "và là đã ở của được bị có trong tại cho với vào từ đến tới do để khi như cũng sẽ đang hay hoặc thì mà "
    "về lên ra cùng theo nói không chỉ còn sau trước nên làm nằm thuộc bởi gồm này đó năm ngày bằng trên "
    "dưới "
    "qua rằng chiếm mở ký đánh gọi viết bắt tiếp".split()
)


def is_syllable(word: str) -> bool:
    """Whether a word may be a single syllable of Vietnamese, with its tone or without."""
    bare = "".join(c for c in unicodedata.normalize("NFD", word.casefold()) if c not in _TONES)
    return bool(_SYLLABLE.fullmatch(unicodedata.normalize("NFC", bare)))


_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
