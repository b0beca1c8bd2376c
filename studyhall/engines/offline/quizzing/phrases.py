"""The terms of a text that are of several words: those it comes back to, such as "immune system"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from studyhall.engines.offline.english_questions import BASES

LONGEST = {"en": 3, "vi": 5}  # words, which are syllables in Vietnamese
OFTEN = 3
"""In so many sentences of a document a term stands that it is about."""
_VERY_OFTEN = 5
"""In so many where it is of two Vietnamese syllables: most words are."""
_WHOLE = {"en": 0.7, "vi": 0.5}
"""The share of its uses from which a phrase with the same word beside it is only part of a longer one."""
_RUN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*(?: [^\W\d_]+(?:-[^\W\d_]+)*)*")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_EMPTY = {
    "en": frozenset(
        "the a an and or of to in on at by for from with as into onto upon than that which who whom whose "
        "when where why how what is are was were be been being am has had have having do does did done can "
        "could will would shall should may might must not no nor so if then there here it its they them "
        "their he him his she her we us our you your this these those such some any each every all both many "
        "much more most few several other another one two three four five six seven eight nine ten first "
        "second third last next same own very also only even just still yet too about over under between "
        "among through during before after since until against without within along across around because "
        "although though while whereas but however therefore thus often usually always never sometimes "
        "generally typically known called used using made based like unlike including include includes "
        "become became becomes them "
        "itself himself themselves up down out off away back again once either neither per via".split()
    ),
    "vi": frozenset(
        "và hoặc hay của cho với từ đến tới tại ở trong ngoài trên dưới trước sau khi nếu thì mà là có không "
        "được bị do bởi vì nên để nhằm như cũng đã đang sẽ vẫn còn rất nhất hơn kém này kia đó ấy nọ các "
        "những một hai ba bốn năm sáu bảy tám chín mười mỗi mọi từng cả tất nhiều ít vài số việc sự nó họ "
        "chúng ông bà anh chị em tôi ta bạn mình nào gì ai sao vào ra lên xuống qua lại về theo cùng giữa "
        "bằng đều cần phải nhưng tuy dù mặc rằng thường chỉ đây vậy thế nữa ngay luôn tuổi khoảng hầu hết "
        "riêng khác "
        "nhau cách điều lúc nơi thành làm cuối đầu đối gồm bao chẳng hạn".split()
    ),
}
_BEFORE_VERB = {
    "en": frozenset(
        "to not was were is are been be will would can could may must should did does do".split()
    ),
    "vi": frozenset(
        "đã đang sẽ được bị để cần phải không cũng nhằm thường hãy vẫn đều sự việc cách rất hơn mà có nên "
        "họ ông bà nó".split()
    ),
}
# A part of speech that ends no term, and words that are of no subject.
_NO_END = re.compile(r"(?:ly|ed|ive|ous|able|ible|ful|less|ish|[nrciut]al)$")
_GENERIC = frozenset(
    "time times year years day days number numbers way ways part parts kind kinds type types form forms case "
    "cases example examples place places people person thing things end world century".split()
)

_GENERIC_VIETNAMESE = frozenset(
    "thời gian,vấn đề,ví dụ,bất kỳ,khu vực,vai trò,thay đổi,phát triển,liên quan,liên tục,trực tiếp,di "
    "chuyển,"
    "tác dụng,yêu cầu,quan điểm,vị trí,hoạt động,sử dụng,bao gồm,kết quả,ảnh hưởng,hình thức,phương pháp,"
    "quá trình,trường hợp,điều kiện,mục đích,nguyên nhân,khả năng,lý do,giá trị,số lượng,chất lượng,đặc điểm,"
    "tính chất,quan hệ,quan trọng,cơ bản,cơ sở,tình hình,nội dung,thông tin,cuộc sống,con người,thế giới,"
    "đất nước,gia đình,xã hội,kinh tế,chính trị,văn hóa,lịch sử,truyền thống,giai đoạn,thời kỳ,thế kỷ,"
    "hệ thống,tổ chức,cơ quan,đặc biệt,mức độ,phạm vi,lĩnh vực,yếu tố,cá nhân,cộng đồng,nhà nước,người dân,"
    "quốc gia,trung ương,thành phố,trung tâm,lãnh đạo,lực lượng,ý nghĩa,ý kiến,ý tưởng,thành viên".split(",")
)

_VERBS = frozenset(BASES) | frozenset(
    "went came said took gave saw got sat stood ran told found made knew thought felt heard kept held "
    "brought let put set lay led lived looked asked cried called wanted seemed turned walked grew ate drank "
    "slept woke rode drew fell rose sang spoke wrote wore shone flew threw sent spent paid sold taught "
    "caught fought goes "
    "comes says takes gives makes".split()
)
# What a thing is like tells nothing of what it is.
_LIKE = frozenset(
    "old young little great big large small good bad poor rich beautiful fine fair new long short high low "
    "dear whole wonderful terrible strange golden white black red green blue wise brave kind happy sad "
    "important possible particular different certain various main major simple similar specific several "
    "total high low "
    "early late modern recent full full-time strong weak clear true false free close single double".split()
)
# Words that join, and that words of several syllables end with too: "động cơ đốt trong", "quan lại".
_ENDING = frozenset("trong ngoài lại".split())


class Phrase(NamedTuple):
    """A term at `start:end` of a text."""

    start: int
    end: int
    text: str


Words = tuple[str, ...]


def terms_of(told: Iterable[str], language: str) -> frozenset[str]:
    """The terms of several words that the sentences of a document come back to."""
    counted: Counter[Words] = Counter()
    beside: dict[Words, tuple[Counter[str], Counter[str]]] = {}
    for text in told:
        seen: set[Words] = set()
        for run in _runs(text):
            for start, end in _stretches(run, language):
                words = run[start:end]
                seen.add(words)
                sides = beside.setdefault(words, (Counter(), Counter()))
                sides[0][run[start - 1].casefold() if start else ""] += 1
                sides[1][run[end].casefold() if end < len(run) else ""] += 1
        counted.update(seen)
    often = {words for words, count in counted.items() if count >= _least(words, language)}
    return frozenset(" ".join(words) for words in often if _is_term(words, *beside[words], language=language))


def _least(words: Words, language: str) -> int:
    return _VERY_OFTEN if language == "vi" and len(words) <= _WORD_OF_SYLLABLES else OFTEN


_WORD_OF_SYLLABLES = 2


def phrases_at(text: str, terms: frozenset[str], language: str) -> Iterator[Phrase]:
    """Where terms stand in a text, the longest ones first; none where an English one goes on."""
    taken: list[tuple[int, int]] = []
    for run in _RUN.finditer(text):
        words = [(run.start() + word.start(), run.start() + word.end()) for word in _WORD.finditer(run[0])]
        for size in range(LONGEST[language], 1, -1):
            for first in range(len(words) - size + 1):
                start, end = words[first][0], words[first + size - 1][1]
                if text[start:end] not in terms or any(a < end and start < b for a, b in taken):
                    continue
                taken.append((start, end))
                if text[end : end + 1] in ("'", "’"):
                    continue
                after = text[slice(*words[first + size])] if first + size < len(words) else ""
                if language == "vi" or not after or after in _EMPTY["en"]:
                    yield Phrase(start, end, text[start:end])


def head_of(term: str, language: str) -> str:
    """The word that says what a term names: the first one in Vietnamese, the last one in English."""
    return term.split()[0 if language == "vi" else -1]


def _runs(text: str) -> Iterator[Words]:
    """The words of a text that stand one after the other, with nothing but a space between."""
    for run in _RUN.finditer(text):
        yield tuple(_WORD.findall(run[0]))


def _stretches(run: Words, language: str) -> Iterator[tuple[int, int]]:
    """Where in a run there may be terms: words that are written small and are not empty."""
    for start in range(len(run)):
        for end in range(start + 1, min(start + LONGEST[language], len(run)) + 1):
            word = run[end - 1]
            if not word.islower() or word in _EMPTY[language]:
                break
            if end - start > 1:
                yield start, end


def _is_term(words: Words, before: Counter[str], after: Counter[str], *, language: str) -> bool:
    uses = before.total()
    empty = _EMPTY[language]
    for side in (before, after):
        word, count = side.most_common(1)[0]
        goes_on = word and (word not in empty or word in _ENDING)
        if goes_on and count >= _WHOLE[language] * uses:
            return False
    if any(before[word] for word in _BEFORE_VERB[language]):
        return False
    if language == "vi":
        return " ".join(words) not in _GENERIC_VIETNAMESE and all(len(word) > 1 for word in words)
    ended = sum(count for word, count in after.items() if not word or word in empty)
    last = words[-1]
    if words[0] in _LIKE or not _VERBS.isdisjoint(words):
        return False
    return 2 * ended >= uses and not (_NO_END.search(last) or last in _GENERIC or _is_short(words))


def _is_short(words: Sequence[str]) -> bool:
    return any(len(word) < 3 for word in words)
