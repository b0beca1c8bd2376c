"""Sentences that are asked about as quotations: with those before them that tell what they speak of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from studyhall.domain.claims import names_teller
from studyhall.domain.documents import NEUTRAL, Passage
from studyhall.domain.leaning import begins_alone, carried
from studyhall.domain.sentences import sentences
from studyhall.domain.sides import side_key
from studyhall.engines.offline.quizzing.captions import is_caption
from studyhall.engines.offline.quizzing.denying import plain_parts
from studyhall.engines.offline.quizzing.mixing import is_foreign
from studyhall.engines.offline.quizzing.selfstanding import names_its_things
from studyhall.engines.offline.quizzing.statements import Statement
from studyhall.engines.offline.quizzing.tellers import account

LONGEST, LONGEST_VIETNAMESE = 350, 400
"""Characters of a quotation."""
LEADS = 2
"""Sentences that are quoted before the one that is asked about, at most."""
_SHORTEST, _SHORTEST_VIETNAMESE = 6, 9  # words, which are syllables in Vietnamese
_ENDS = re.compile(r"[\w%)’”\"']\.[”\"’]?$")
_STRANGE = re.compile(
    r"[\[\]{}|<>=_…?\\$#*•→]|Â(?![^\W\d_])|!|, that is,|\.\.|https?:|\bwww\.|\b[a-z]+[A-Z]|"
    r"\b[a-z]+[12]\d{3}\b|"
    r"(?<![\d\W])\.(?=\w{2})(?!(?<=\b[A-Z]\.)\d)|(?<![^\W\d_])\s-\s|\s-\s(?![^\W\d_])|--|\b(?:Figure|Fig\.|"
    r"Table|Equation|Section|Chapter|Hình|Bảng|Mục|Chương) \(?\d|:\s(?![a-zà-ỹ])|\b\w+:\w+:"
)
_CAPTION = re.compile(
    r"^(?:Source|Nguồn|Image|Ảnh|Hình|Map|Bản đồ|Figure|Table|Bảng|Photo|Credit|Note|Copyright|Bài chi tiết|"
    r"Main article|See also|Xem thêm)\b"
)


@lru_cache(maxsize=4096)
def excerpts(passage: Passage) -> tuple[Statement, ...]:
    """The sentences of a passage that can be asked about in a quotation."""
    extents = sentences(passage.text)
    # A heading, and what belongs to another paragraph, explains nothing here.
    joined = [False, *(not _parts(passage.text[a.end : b.start]) for a, b in pairwise(extents))]
    texts = [" ".join(passage.text[start:end].split()) for start, end in extents]
    found = (_excerpt(passage, extents, texts, joined, index) for index in range(len(extents)))
    return tuple(one for one in found if one)


def _parts(between: str) -> bool:
    return "\n\n" in between


def _excerpt(
    passage: Passage,
    extents: Sequence[tuple[int, int]],
    texts: list[str],
    joined: list[bool],
    index: int,
) -> Statement | None:
    sentence = texts[index]
    shortest = _SHORTEST_VIETNAMESE if passage.language == "vi" else _SHORTEST
    if not is_plain(sentence) or len(sentence.split()) < shortest:
        return None
    if not plain_parts(sentence) or is_foreign(sentence, passage.language):
        return None
    first = index
    while not _is_whole(texts[first : index + 1], passage.language):
        if not joined[first] or index - first == LEADS or not is_plain(texts[first - 1]):
            return None
        first -= 1
    vague = not names_its_things(sentence.removesuffix("."), passage)
    if first == index and vague and joined[index] and is_plain(texts[index - 1]):
        # What stands before tells which thing is meant, wherever there is room.
        alone = begins_alone(texts[index - 1], passage.language)
        first -= int(alone and _fits(texts[index - 1 : index + 1], passage.language))
    if not _fits(texts[first : index + 1], passage.language):
        return None
    start, end = extents[index]
    lead = " ".join(texts[first:index])
    return Statement(
        passage, start, end, sentence, _teller(passage, lead or sentence), sentence.removesuffix("."), lead,
        extents[first][0],
    )  # fmt: skip


def _fits(texts: list[str], language: str) -> bool:
    return len(" ".join(texts)) <= (LONGEST_VIETNAMESE if language == "vi" else LONGEST)


def _is_whole(texts: list[str], language: str) -> bool:
    """Whether nothing in these sentences, one after the other, stands for what only others name."""
    if not begins_alone(texts[0], language):
        return False
    return all(carried(sentence, before, language) for before, sentence in pairwise(texts))


def _teller(passage: Passage, said: str) -> str:
    side = "" if side_key(passage.side) == NEUTRAL else passage.side
    return account(side, passage.language) if side and not names_teller(said, side) else ""


def is_plain(sentence: str) -> bool:
    """Whether a sentence is whole prose that can be quoted, its brackets and quotation marks in pairs."""
    paired = sentence.count("(") == sentence.count(")") and sentence.count("“") == sentence.count("”")
    even = sentence.count('"') % 2 == 0
    tidy = not (_STRANGE.search(sentence) or _CAPTION.match(sentence))
    whole = bool(_ENDS.search(sentence)) and sentence[0].isupper() and not is_caption(sentence)
    return tidy and paired and even and whole
