"""Reference markers such as [15], [note 1] and [citation needed], told apart from other brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studyhall.readers.draft import Draft, Lift

_NUMBER = r"\[[1-9]\d{0,2}(?:\s?[,;–-]\s?[1-9]\d{0,2}){0,5}\]"
_NAMED = (
    r"\[(?:\^\w{1,20}|(?:note|nb|n|fn|footnote|ghi chú|chú thích)\s?\d{1,3}"
    r"|citation needed|clarification needed|better source needed|dubious|disputed"
    r"|according to whom\?|by whom\?|who\?|when\?|where\?|which\?|why\?"
    r"|cần dẫn nguồn|cần chú thích|cần giải thích|ai nói\?|khi nào\?|nguồn\?)\]"
)
_MARKERS = re.compile(rf"(?:{_NUMBER}|(?P<named>{_NAMED}))+", re.IGNORECASE)
_ENDS_SENTENCE = '.!?…"”»'
_AFTER_MARK = ".,;:!?…\"'”’»)"
_IDENTIFIER = re.compile(r"(?:[\w.\])]*[_\d.\])]|\b[^\W\d_])$")
_FOLLOWS_PROSE = re.compile(r"(?: ?[.,;:!?…)\"'”’»]|\s+[^\s=+*/<>(\[{&|^%-]|\s*$|[–—-]|[^\W_])")
_WORD_REACH = 40


def without_markers(draft: Draft) -> Draft:
    """The draft with its reference markers kept aside."""
    found = [match for match in _MARKERS.finditer(draft.text) if not draft.is_verbatim(match.start())]
    cited = any(_stands_after_mark(draft.text, match.start()) for match in found)
    return draft.edited((), _lifts(draft.text, found, cited))


def _lifts(text: str, found: list[re.Match[str]], cited: bool) -> Iterator[Lift]:
    for match in found:
        if match["named"] or _is_reference(text, match, cited):
            yield _lift(text, match.start(), match.end())


def _stands_after_mark(text: str, at: int) -> bool:
    """Whether a sentence's own mark stands before: there a number in brackets can only be a reference."""
    end = at
    while end and text[end - 1].isspace() and text[end - 1] not in "\r\n":
        end -= 1
    return bool(end) and text[end - 1] in (_AFTER_MARK if end == at else _ENDS_SENTENCE)


def _is_reference(text: str, match: re.Match[str], cited: bool) -> bool:
    """Not an element of an array, not a numbered entry at a line's start, not a part of the sentence."""
    at = match.start()
    if _stands_after_mark(text, at):
        return text[match.end() : match.end() + 1] not in ("(", "[", "=")
    if not at or text[at - 1].isspace() or not _FOLLOWS_PROSE.match(text, match.end()):
        return False
    word = re.split(r"\s", text[max(0, at - _WORD_REACH) : at])[-1]
    if _IDENTIFIER.search(word):
        return cited and bool(re.fullmatch(r"[\W_]*\d{4}", word))
    return cited or not word.isascii()


def _lift(text: str, start: int, end: int) -> Lift:
    """What stays must neither glue two words nor leave a space before a mark."""
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    if before == " " and (not after or after in ".,;:!?…)\n "):
        return Lift("marker", start - 1, end)
    glued = bool(before) and not before.isspace() and after.isalnum()
    return Lift("marker", start, end, " " if glued else "")
