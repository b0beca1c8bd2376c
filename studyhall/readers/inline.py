"""Markdown inside a paragraph: emphasis, links, pictures, code, tags and escapes, taken out by edits."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from studyhall.domain.alignment import Edit
from studyhall.domain.sentences import Extent
from studyhall.readers.draft import Lift

_PROTECTED = re.compile(
    r"(?P<role>:[a-z]+:`[^`\n]+`)"
    r"|(?<!`)(?P<ticks>`+)(?!`)(?P<code>[^`](?:[\s\S]{0,2000}?[^`])?)(?P=ticks)(?!`)"
    r"|(?P<formula>\$\$[^$]+\$\$|\$(?=[^\s$])[^$\n]{0,300}?(?:\n[^$\n]{1,200})?(?<=[^\s$])\$(?!\d))"
)
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]+)>")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ESCAPE = re.compile(r"\\([!\"#$%&'()*+,./:;<=>?@\[\]^_`{|}~-])")
_BRACKET = re.compile(
    r"(?P<picture>!\[)|(?P<open>\[)"
    r"|(?P<target>\]\(\s*(?:<[^<>\n]*>|[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?\s*\))"
    r"|(?P<reference>\]\[[^\[\]\n]*\])|(?P<close>\])"
)
_DELIMITER = re.compile(r"\*{1,3}|_{1,3}|~~")
_BREAK_TAGS = re.compile(r"</?(?:br|p|div|tr|td|th|li|hr|h[1-6])\b", re.IGNORECASE)


@dataclass
class Inline:
    """What to take out of a stretch of Markdown: offsets are of the whole text."""

    edits: list[Edit] = field(default_factory=list)
    lifts: list[Lift] = field(default_factory=list)
    verbatim: list[Extent] = field(default_factory=list)


def inline(text: str, start: int, end: int) -> Inline:
    """The inline syntax in `text[start:end]`. What is code or a formula is left as it is."""
    found = Inline()
    covered = bytearray(end - start)
    _protect(text, start, end, found, covered)
    _replace(text, start, end, found, covered)
    _links(text, start, end, found, covered)
    _emphasis(text, start, end, found, covered)
    found.verbatim.sort()
    return found


def _free(pattern: re.Pattern[str], text: str, span: Extent, covered: bytearray) -> Iterator[re.Match[str]]:
    """The matches in `span` that touch nothing covered; each covers what it matches once it is taken."""
    for match in pattern.finditer(text, span.start, span.end):
        if not any(covered[match.start() - span.start : match.end() - span.start]):
            yield match


def _cover(covered: bytearray, start: int, end: int) -> None:
    covered[start:end] = b"\x01" * (end - start)


def _protect(text: str, start: int, end: int, found: Inline, covered: bytearray) -> None:
    for match in _free(_PROTECTED, text, Extent(start, end), covered):
        _cover(covered, match.start() - start, match.end() - start)
        if match["ticks"]:
            found.edits += Edit(match.start(), match.start("code")), Edit(match.end("code"), match.end())
            found.verbatim.append(Extent(match.start("code"), match.end("code")))
        else:
            found.verbatim.append(Extent(match.start(), match.end()))


def _replace(text: str, start: int, end: int, found: Inline, covered: bytearray) -> None:
    """Escapes and entities become their characters; tags go, autolinks keep their address."""
    for pattern, replaced in (
        (_ESCAPE, _unescaped),
        (_AUTOLINK, _unescaped),
        (_TAG, _gap),
        (_ENTITY, _entity),
    ):
        for match in _free(pattern, text, Extent(start, end), covered):
            found.edits.append(Edit(match.start(), match.end(), replaced(match)))
            _cover(covered, match.start() - start, match.end() - start)


def _unescaped(match: re.Match[str]) -> str:
    return match[1]


def _gap(match: re.Match[str]) -> str:
    return " " if _BREAK_TAGS.match(match.group()) else ""


def _entity(match: re.Match[str]) -> str:
    return html.unescape(match.group())


def _links(text: str, start: int, end: int, found: Inline, covered: bytearray) -> None:
    """Links become their text, pictures are lifted with their alternative text as the caption."""
    opened: list[re.Match[str]] = []
    pictures: list[Extent] = []
    for match in list(_free(_BRACKET, text, Extent(start, end), covered)):
        if match["picture"] or match["open"]:
            opened.append(match)
        elif opened:
            opener = opened.pop()
            if match["picture"] or not match["close"] or opener["picture"]:
                _take(opener, match, found, covered, start)
                if opener["picture"]:
                    # One that lies in this one has come before it.
                    while pictures and pictures[-1].start > opener.start():
                        pictures.pop()
                    pictures.append(Extent(opener.end(), match.start()))
    # A lift takes all that stands in it, syntax too: edits inside would overlap it.
    found.edits = [edit for edit in found.edits if not _within(edit.start, pictures)]
    found.lifts += (Lift("caption", *picture) for picture in pictures)


def _within(at: int, parts: list[Extent]) -> bool:
    index = bisect_right(parts, at, key=lambda part: part.start) - 1
    return index >= 0 and at < parts[index].end


def _take(
    opener: re.Match[str], closer: re.Match[str], found: Inline, covered: bytearray, start: int
) -> None:
    if opener["picture"]:
        _cover(covered, opener.start() - start, closer.end() - start)
    for part in (opener, closer):
        _cover(covered, part.start() - start, part.end() - start)
        found.edits.append(Edit(part.start(), part.end()))


def _emphasis(text: str, start: int, end: int, found: Inline, covered: bytearray) -> None:
    opened: list[re.Match[str]] = []
    for match in list(_free(_DELIMITER, text, Extent(start, end), covered)):
        before = text[match.start() - 1] if match.start() > start else " "
        after = text[match.end()] if match.end() < end else " "
        # As CommonMark tells an opening mark from a closing one.
        within_word = match.group()[0] == "_" and before.isalnum() and after.isalnum()
        closes = not within_word and not before.isspace() and (before.isalnum() or not after.isalnum())
        opens = not within_word and not after.isspace() and (after.isalnum() or not before.isalnum())
        partner = next((o for o in reversed(opened[-6:]) if o.group() == match.group()), None)
        if closes and partner:
            del opened[opened.index(partner) :]
            found.edits += (Edit(part.start(), part.end()) for part in (partner, match))
        elif opens:
            opened.append(match)
