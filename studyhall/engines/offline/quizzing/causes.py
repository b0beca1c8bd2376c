"""Why something happened, or what for, where a sentence says so itself: "because of", "vì", "để"."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple

from studyhall.engines.offline.quizzing import english_asking
from studyhall.engines.offline.quizzing.denying import plainly_told
from studyhall.engines.offline.quizzing.framing import is_title
from studyhall.engines.offline.quizzing.statements import Statement
from studyhall.engines.offline.quizzing.tellers import according, inside


class Cause(NamedTuple):
    """A question for a cause or a purpose, and what answers it, as it stands in the sentence."""

    prompt: str
    key: str


_BECAUSE = re.compile(r"^(?P<core>[^,;:]+?),? (?:because(?: of)?|owing to|due to) (?P<key>[^;:]+)$")
_IN_ORDER = re.compile(r"^(?P<core>[^,;:]+?) in order (?P<key>to [^,;:]+)$")
_MADE_TO = re.compile(
    r"^(?P<core>[^,;:]+? (?:was|were) (?:\w+ly )?(?:created|established|founded|built|formed|designed|"
    r"introduced|organi[sz]ed|set up|developed|used|sent|adopted|held)(?: (?:in|by|at) [^,;:]+?)?) "
    r"(?P<key>to (?!be\b|have\b|the\b|a\b|an\b)[a-z]+ [^,;:]+)$"
)
_VI = re.compile(r"^(?P<core>[^;:]+?),? (?:bởi vì|vì) (?P<key>(?!vậy|thế|sao)[^;:]+)$")
_DE = re.compile(
    r"^(?P<core>(?:(?:Vào|Trong|Năm|Ngày|Đầu|Cuối|Giữa) [^,;:]+, )?[^,;:]+?) (?P<key>(?:để|nhằm) [^,;:]+)"
    r"(?:, (?!.* và )[^;:]+)?$"
)
_MARK = re.compile(
    r"\b(?:because|due to|owing to|in order|so that|since|although|while|which|who|that|where|when|if|partly|"
    r"mainly|just|vì|bởi|nhằm|để|do|nên|nơi|mà|khi|nếu|nhưng|trong khi|mặc dù|một phần|rằng)\b"
)
# What comes before "để" and takes it along, or tells no act at all.
_TAKES = re.compile(
    r"(?:cần thiết|cần|đủ|quan trọng|cách|nỗ lực|lý thuyết|nhất|là|việc|lý do|cơ hội|điều kiện|khả năng|khó|"
    r"dễ|quyền|sự|cố gắng|tìm cách|thời gian|hơn)$"
)
_ACT = re.compile(r"\b(?:đã|được|phải|thường|dùng|thông qua|cử|quyết định)\b")
_MORE = re.compile(r"\b(?:đã|sẽ|là|thì|cũng|nhưng|was|were|is|are|has|had|and (?:was|were|had|\w+ed))\b")
_LEAST_OF_CORE, _MOST_OF_CORE = 4, 26  # words
_LEAST_OF_KEY, _MOST_OF_KEY = 2, {"en": 18, "vi": 30}


def cause(statement: Statement, capitals: Collection[str]) -> Cause | None:
    """The question why, or what for, that a sentence answers which can be understood alone."""
    if statement.lead or not plainly_told(statement.sentence):
        return None
    asking = _vietnamese if statement.language == "vi" else _english
    found = asking(statement.clause, capitals)
    if found is None or not _is_fit(found, statement):
        return None
    return Cause(_framed(found.prompt, statement, capitals), found.key)


def _is_fit(found: Cause, statement: Statement) -> bool:
    words = len(found.key.split())
    fits = _LEAST_OF_KEY <= words <= _MOST_OF_KEY[statement.language]
    return fits and not _MARK.search(re.sub(r"^(?:để|nhằm) ", "", found.key))


def _framed(prompt: str, statement: Statement, capitals: Collection[str]) -> str:
    """A question with whose account it is, or of which source, where its sentence needs it."""
    title = " ".join(statement.passage.title.split())
    teller = statement.teller or (f"“{title}”" if statement.is_excerpt and is_title(title) else "")
    if not teller:
        return prompt
    return f"{according(teller, statement.language)}{_lowered(prompt, capitals)}"


def _lowered(text: str, capitals: Collection[str]) -> str:
    """What begins a sentence, as it is written inside one."""
    small = inside(text, "vi")
    return small if small != text or text.split(maxsplit=1)[0] in capitals else f"{text[0].lower()}{text[1:]}"


def _english(clause: str, capitals: Collection[str]) -> Cause | None:
    for form in (_BECAUSE, _IN_ORDER, _MADE_TO):
        told = form.match(clause)
        if told is None or _MARK.search(told["core"]) or not _is_long_enough(told["core"]):
            continue
        asked = english_asking.why(told["core"], capitals)
        if asked and not (form is not _BECAUSE and _MORE.search(told["key"])):
            return Cause(asked, told["key"])
    return None


def _vietnamese(clause: str, capitals: Collection[str]) -> Cause | None:
    why = _VI.match(clause)
    if why and not _MARK.search(why["core"]) and _is_long_enough(why["core"]) and "," not in why["key"]:
        return Cause(f"Vì sao {_lowered(why['core'], capitals)}?", why["key"])
    what_for = _DE.match(clause)
    if what_for is None or _MARK.search(what_for["core"]) or _TAKES.search(what_for["core"]):
        return None
    if not _ACT.search(what_for["core"]) or _MORE.search(what_for["key"]):
        return None
    if not _is_long_enough(what_for["core"]):
        return None
    return Cause(f"{what_for['core']} để làm gì?", what_for["key"])


def _is_long_enough(core: str) -> bool:
    return _LEAST_OF_CORE <= len(core.split()) <= _MOST_OF_CORE
