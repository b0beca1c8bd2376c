"""Tells what an HTML element is to the text of its page."""

from __future__ import annotations

import re
from itertools import islice

from bs4 import Tag
from bs4.element import NavigableString, PageElement, PreformattedString

DROPPED = frozenset(
    "script style template noscript svg math head iframe object embed canvas audio video select button input "
    "textarea meta link".split()
)
_FRAME = frozenset("nav footer aside".split())
_FRAME_WITHOUT_TEXT = frozenset("header form".split())
_BLOCKS = frozenset(
    "address article aside blockquote body center dd details dialog div dl dt fieldset figure footer form "
    "header hgroup hr html li main nav ol p section summary table tbody thead tfoot ul caption".split()
)
_HEADING = re.compile(r"h[1-6]$")
_REFERENCE_HREF = re.compile(r"#(?:cite|fn|note|ref|endnote|footnote|_ftn|_edn)", re.IGNORECASE)
_MARKER_TEXT = re.compile(r"\s*(?:\[[^\]]{1,40}\])+\s*$|\s*[*†‡]+\s*$")
_EXPONENT = re.compile(r"[-−+]?(?:\d{1,4}|[nkmijx])$")
_LONG_WORD = re.compile(r"[^\W\d_]{4,}$")  # no unit: what is raised after it is a note
_MARKS = tuple('.,;:!?”"’»')
_CODE = {"pre": "listing", "code": "code", "kbd": "code", "samp": "code", "tt": "code"}
_TEXT = re.compile(r"(?:h[1-6]|p)$")
_LINK = re.compile(r"a$")
_NEAR = 200
_FAR = 5_000
"""So many of the things in a tag are looked at: tags in tags would all be looked at time and again."""
CELLS = ("td", "th")
_HIDING = re.compile(r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))", re.IGNORECASE)
_STYLE_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SET_OUT = re.compile(r"(?:p|div|ul|ol|table|h[1-6])$")


def hidden(tag: Tag) -> bool:
    """Whether a page says of an element itself, by attribute or by style, that it is not shown."""
    if tag.has_attr("hidden"):
        return True
    style = str(tag.get("style", ""))
    return bool(style) and bool(_HIDING.search(_STYLE_COMMENT.sub("", style)))


def kind(tag: Tag, before: str) -> str:
    """What a tag's contents are to the page: "prose", or one of the things that are treated apart.

    `before` is the end of the text right before it, empty where a space stands between.
    """
    if _HEADING.match(tag.name):
        return "heading"
    if tag.name in _FRAME or tag.get("role") in ("navigation", "contentinfo", "search"):
        return "furniture"
    if tag.name in _FRAME_WITHOUT_TEXT and not _count(tag, _TEXT, 1, _FAR):
        return "furniture"
    if tag.name == "figcaption":
        return "caption"
    if tag.name in CELLS:
        return "prose" if _count(tag, _SET_OUT, 2) > 1 else "cell"
    if tag.name in _CODE:
        return _CODE[tag.name]
    if tag.name == "sup":
        return _superscript(tag, before)
    back = tag.name == "a" and _shown(tag) in ("↑", "↩", "^", "[edit]", "sửa", "[sửa]")
    return "marker" if back else "prose"


def _count(tag: Tag, names: re.Pattern[str], most: int, reach: int = _NEAR) -> int:
    """How many of the first things in a tag are tags with such a name; `most` is enough."""
    return sum(1 for _ in islice((i for i in islice(tag.descendants, reach) if _is(i, names)), most))


def _is(item: PageElement, names: re.Pattern[str]) -> bool:
    return isinstance(item, Tag) and bool(names.match(item.name))


def _shown(tag: Tag) -> str:
    """The text of a tag that can be a mark; the beginning of a longer one."""
    strings = (
        str(item)
        for item in islice(tag.descendants, _NEAR)
        if isinstance(item, NavigableString) and not isinstance(item, PreformattedString)
    )
    return "".join(strings).strip()


def _superscript(tag: Tag, before: str) -> str:
    shown = _shown(tag)
    link = next((inner for inner in islice(tag.descendants, _NEAR) if _is(inner, _LINK)), None)
    cites = isinstance(link, Tag) and _REFERENCE_HREF.search(str(link.get("href", "")))
    noted = shown.isdigit() and bool(before.endswith(_MARKS) or _LONG_WORD.search(before))
    if cites or _MARKER_TEXT.match(shown) or noted:
        return "marker"
    return "exponent" if _EXPONENT.match(shown) and before else "prose"


def gap(tag: Tag, kind: str) -> str:
    """How far a tag's contents stand apart from what is around them."""
    if tag.name in _BLOCKS or kind in ("heading", "furniture", "caption", "listing"):
        return "\n\n"
    return "\n" if tag.name == "tr" else ""
