"""Which sentences can be understood alone: plain prose with nothing in it that others must explain."""

from __future__ import annotations

import re
from functools import lru_cache

from studyhall.domain.documents import Passage
from studyhall.domain.leaning import leans
from studyhall.domain.tokens import fold, term, words
from studyhall.engines.offline.quizzing.captions import is_caption

SHORTEST, LONGEST = 5, 34  # words
_SHORTEST_VIETNAMESE = 7
"""Its words are syllables."""
_ENDS = re.compile(r"[\w%)’”]\.$")
_STRANGE = re.compile(
    r"[\[\]{}|<>=_;:“”\"…?!]|\.\.|\b[a-z]+[A-Z]|(?<!\d)\.(?=\w)|\s-\s|--|\b[A-Z]{4,} [a-z]+ [a-z]+ a\b"
)
_STOP_INSIDE = re.compile(r"(?<!\b[A-Z])(?<!\bSt)(?<!\bDr)(?<!\bMr)(?<!\bMrs)\.\s")
_CAPTION = re.compile(r"^(?:Source|Nguồn|Image|Ảnh|Hình|Map|Bản đồ|Figure|Table|Bảng)\b")
_CARRIES_ON = re.compile(
    r"(?i)\b(?:also|too|however|therefore|thus|instead|meanwhile|likewise|moreover|furthermore|the other|"
    r"another|others|the two|the three|both sides|in turn|as well(?! as)|respectively|now|today|currently|"
    r"ago|further|remaining|articles?|additional|mentioned|(?:was|were|had|is|are) then|other sources|the "
    r"former(?= \w+ed|,)|(?:and|but) that|cũng|còn|và rằng|lại (?=\w+ rằng)|hai bên|ba bên|mặc dù vậy|nói "
    r"chung|hiện nay|ngày nay|hôm nay|trong số|(?:nguồn|tác giả|tài liệu|học giả) khác)\b"
)
_AFTERWARDS = re.compile(
    r"(?:\S+ ){0,7}?(?:soon|still|again|already|subsequently|thereafter|finally|previously|eventually|"
    r"later)\b"
)
# A day or a month whose year only the sentences before tell.
_MONTH = re.compile(
    r"\b(?:January|February|March|April|(?:[Ii]n|\d) May|May \d|June|July|August|September|October|"
    r"November|December|[Tt]háng (?:\d|giêng|chạp|hai|ba|tư|năm|sáu|bảy|tám|chín|mười))\b"
)
_YEAR = re.compile(r"(?<!\d)(?:1\d{3}|20\d{2})(?!\d)")
# "Signed in Yerevan": what was signed, only the sentences before tell.
_OBJECTLESS = re.compile(
    r"\b(?:signed|captured|adopted|seized|occupied|declared|proclaimed|established|published|built|founded|"
    r"announced|completed|discovered|invented|approved|rejected|called) (?:in|on|at|by)\b|"
    r"\bký (?:tại|ở|ngày|vào)\b"
)
_PASSIVE = re.compile(
    r"\b(?:was|were|been|being|is|are|be|and|or|first|newly|officially|\w+ly) \w+ (?:in|on|at|by)\b"
)
_ENDS_PHRASE = re.compile(
    r"(?P<mark>[,.;)]|$)|\b(?P<word>of|that|which|who|whom|whose|where|between|called|named|known|in|at|on|"
    r"near|from|for|to|with|by|and|or|as|until|after|before|during|under|over|was|were|is|are|had|has|have|"
    r"did|would|could|will|came|went|began|took|made|led|held|left|fell|gave|became|\w+ed|\w+ing)\b"
)
_NARROWS = frozenset("of that which who whom whose where between called named known".split())
_PLACED = frozenset("in at near from to for against on".split())
_NAMED = re.compile(r"[A-ZÀ-ÞĐ]")
_NAMED_OR_COUNTED = re.compile(r"[A-ZÀ-ÞĐ]|\d")
_ALONE = frozenset(
    "world sun moon sea sky earth north south east west northeast northwest southeast southwest public press "
    "past future first second third fourth fifth sixth last next most least best largest smallest highest "
    "oldest longest greatest internet universe ground rest beginning end middle start army police government "
    "law poor rich dead number use population economy majority early late mid night morning spring summer "
    "autumn winter".split()
)
# "The Conference": a kind of thing with a capital, and which of them is not told.
_ONE_OF_MANY = frozenset(
    "conference court parliament congress bureau council committee commission university college church "
    "government party army company city state kingdom empire act treaty king queen president emperor prince "
    "duke pope house senate convention agreement constitution republic union league board department "
    "ministry institute society museum district province county school battle war revolution association "
    "organization organisation".split()
)
_BARE = re.compile(
    r"\b(?:thị trấn|thành phố|ngôi làng|khu vực|bài viết|tác giả|vùng|tỉnh|trường|công ty|cuốn sách|bộ phim|"
    r"trận đấu|đội|nhà thờ|cuộc chiến|hiệp ước|hiệp định|quận|con đường|tòa nhà|dự án|chương trình|đảng|trò "
    r"chơi)(?=[,.]| (?:bị|được|đã|là|và|có|sẽ|phải|thì|do|đang|không|cho|ghi|nói|kể|dẫn|thuật)\b)"
)


def stands_alone(sentence: str, passage: Passage) -> bool:
    """Whether a sentence of a passage, on one line, is plain prose that needs no other to be understood."""
    language = passage.language
    if language == "vi" and len(sentence.split()) < _SHORTEST_VIETNAMESE:
        return False
    if not _is_plain(sentence) or leans(sentence, language) or _CARRIES_ON.search(sentence):
        return False
    if (language == "en" and _AFTERWARDS.match(sentence)) or _lacks_its_object(sentence):
        return False
    return bool(_YEAR.search(sentence)) or not _MONTH.search(sentence)


def names_its_things(clause: str, passage: Passage) -> bool:
    """Whether nothing in a clause is "the town" that only the sentences before it name."""
    if passage.language == "vi":
        return not _BARE.search(clause)
    known = content(" ".join((*passage.heading, passage.title)))
    definite = (clause[found.end() :] for found in re.finditer(r"\b[Tt]he ", clause))
    return all(_is_known(rest, known) for rest in definite)


@lru_cache(maxsize=4096)
def content(text: str) -> frozenset[str]:
    """The terms of a text that are long enough to say something."""
    return frozenset(term(word.text) for word in words(text) if len(word.text) > 2)


def _is_plain(sentence: str) -> bool:
    enough = SHORTEST <= len(sentence.split()) <= LONGEST
    tidy = not (_STRANGE.search(sentence) or _STOP_INSIDE.search(sentence) or _CAPTION.match(sentence))
    paired = sentence.count("(") == sentence.count(")") and not is_caption(sentence)
    return enough and tidy and paired and bool(_ENDS.search(sentence)) and sentence[0].isupper()


def _lacks_its_object(sentence: str) -> bool:
    found = _OBJECTLESS.search(sentence)
    return found is not None and not _PASSIVE.search(sentence[max(0, found.start() - 12) : found.end()])


def _is_known(rest: str, known: frozenset[str]) -> bool:
    """Whether what stands after "the" says itself which one is meant, or the headings above do (`known`)."""
    end = _ENDS_PHRASE.search(rest)
    if end is None:
        return False
    phrase, word = rest[: end.start()].split(), end["word"] or ""
    if not phrase:
        # "the called-up men": the first word is none that ends a phrase.
        return bool(_NAMED_OR_COUNTED.search(" ".join(rest.split()[:4])))
    if any(term(one) in known for one in phrase):
        return True
    if len(phrase) == 1 and fold(phrase[0]) in _ONE_OF_MANY:
        return word == "of"
    return _is_unique(phrase) or word in _NARROWS or (word in _PLACED and _is_named(rest[end.end() :]))


def _is_unique(phrase: list[str]) -> bool:
    """Whether there is but one of it: it has a name or a number, or is "the world", "the first"."""
    if _NAMED_OR_COUNTED.search(" ".join(phrase)):
        return True
    possessive = phrase[0].endswith(("'s", "’s"))
    return not possessive and not _ALONE.isdisjoint((fold(phrase[0]), fold(phrase[-1])))


def _is_named(after: str) -> bool:
    return bool(_NAMED.search(_MONTH.sub("", " ".join(after.split()[:2]))))
