"""Reads HTML: its headings, paragraphs, lists and tables as text; what frames the page is kept apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple, TypeVar

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement, PreformattedString

from studyhall.domain.documents import Description, Section
from studyhall.domain.errors import BadFile
from studyhall.domain.sentences import Extent
from studyhall.readers.draft import Draft, Lift, Parsed, stripped
from studyhall.readers.elements import CELLS, DROPPED, gap, hidden, kind
from studyhall.readers.markup import closed

_SPACE = re.compile(r"[ \t\r\n\f]+")
_RANK = {"": 0, " ": 1, " | ": 2, "\n": 3, "\n\n": 4}
_DEEPEST = 2_000
_LEAST_MAIN = 200
"""Characters below which <main> or <article> is not taken for the page's text."""


_Part = TypeVar("_Part", Section, Lift, Extent)


class _TooDeepError(Exception):
    """Tags within tags, beyond what a document needs."""


@dataclass
class _Text:
    """The text of a page as it grows, with what was found in it."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    headings: list[Section] = field(default_factory=list)
    lifts: list[Lift] = field(default_factory=list)
    verbatim: list[Extent] = field(default_factory=list)
    gap: str = ""
    depth: int = 0
    in_cells: int = 0
    in_code: int = 0

    def add(self, text: str) -> None:
        """Append `text`, after the white space that is due."""
        if text:
            gap = self.gap if self.length else ""
            self.pieces += gap, text
            self.length += len(gap) + len(text)
            self.gap = ""

    def add_words(self, text: str) -> None:
        """Append text as a browser shows it, runs of white space as one space."""
        shown = _SPACE.sub(" ", text)
        if shown.startswith(" ") and not self.gap:
            self.gap = " "
        self.add(shown.strip(" "))
        if shown.endswith(" ") and not self.gap:
            self.gap = " "

    def part(self, gap: str) -> None:
        """Let what follows stand apart by at least `gap`."""
        if self.in_cells and gap != " | ":
            gap = " "
        if _RANK[gap] > _RANK[self.gap]:
            self.gap = gap

    @property
    def last(self) -> str:
        """The piece added last, if no space is due after it."""
        return self.pieces[-1] if self.pieces and not self.gap else ""


class _Leave(NamedTuple):
    """What is left to do when a tag's contents have been read; `start` is where they began."""

    tag: Tag
    kind: str
    start: int


def read(markup: str, name: str) -> Parsed:
    """The draft of an HTML text, and its title, author, language and date where it tells them.

    Raises BadFile when its tags are nested too deep.
    """
    soup = BeautifulSoup(closed(markup), "html.parser")
    text = _Text()
    try:
        _walk(_root(soup), text)
    except _TooDeepError as error:
        raise BadFile(
            f"“{name}” is nested too deep to be read",
            "copy its text into a new document and add that one",
            code="too_complex",
        ) from error
    whole = "".join(text.pieces)
    headings = (Section(h.level, *stripped(whole, h.start, h.end)) for h in text.headings)
    lifts = (Lift(lift.kind, *stripped(whole, lift.start, lift.end)) for lift in text.lifts)
    draft = replace(
        Draft.of(whole), headings=tuple(_outermost(headings)), verbatim=tuple(_outermost(text.verbatim))
    )
    return Parsed(draft.edited((), _outermost(lifts)), _description(soup))


def _root(soup: BeautifulSoup) -> Tag:
    for candidate in (soup.find("main"), soup.select_one("[role=main]"), soup.find("article")):
        if not isinstance(candidate, Tag) or any(map(hidden, (candidate, *candidate.parents))):
            continue
        if len(candidate.get_text()) >= _LEAST_MAIN:
            alone = candidate.name != "article" or len(soup.find_all("article", limit=2)) == 1
            if alone:
                return candidate
    return soup


def _walk(root: Tag, text: _Text) -> None:
    """Read the tree below `root` without recursion, for pages may be nested deeper than the stack."""
    waiting: list[PageElement | _Leave] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, _Leave):
            _leave(node, text)
        elif isinstance(node, Tag):
            waiting.extend(_enter(node, text))
        elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            _string(node, text)


def _string(node: NavigableString, text: _Text) -> None:
    if text.in_code:
        text.add(str(node).strip("\n"))
    else:
        text.add_words(str(node))


def _enter(tag: Tag, text: _Text) -> Iterable[PageElement | _Leave]:
    """Begin a tag; gives what is to be read next, last thing first."""
    if tag.name in DROPPED or hidden(tag):
        return ()
    if tag.name == "img":
        _picture(tag, text)
        return ()
    if tag.name == "br":
        text.part("\n")
        return ()
    text.depth += 1
    if text.depth > _DEEPEST:
        raise _TooDeepError
    what = kind(tag, text.last)
    if tag.name in CELLS:
        text.part(" | " if tag.find_previous_sibling(CELLS) else "\n")
    text.part(gap(tag, what))
    text.in_cells += what == "cell"
    text.in_code += what == "listing"
    if what == "exponent":
        text.add("^")
    return (_Leave(tag, what, text.length), *reversed(tag.contents))


def _leave(left: _Leave, text: _Text) -> None:
    text.depth -= 1
    text.in_cells -= left.kind == "cell"
    text.in_code -= left.kind == "listing"
    if left.start < text.length:
        if left.kind == "heading":
            text.headings.append(Section(int(left.tag.name[1]), left.start, text.length))
        elif left.kind in ("furniture", "caption", "marker"):
            text.lifts.append(Lift(left.kind, left.start, text.length))
        elif left.kind in ("listing", "code"):
            text.verbatim.append(Extent(left.start, text.length))
    text.part(gap(left.tag, left.kind))


def _picture(tag: Tag, text: _Text) -> None:
    start, due = text.length, text.gap
    text.part(" ")
    text.add_words(str(tag.get("alt", "")))
    if start < text.length:
        text.lifts.append(Lift("caption", start, text.length))
        text.gap = due  # the picture's own text will be gone


def _outermost(parts: Iterable[_Part]) -> Iterator[_Part]:
    """The parts that lie in no other: the footer of a page takes its pictures with it."""
    reached = -1
    for part in sorted(parts, key=lambda part: (part.start, -part.end)):
        if part.start >= reached and part.start < part.end:
            reached = part.end
            yield part


def _description(soup: BeautifulSoup) -> Description:
    root = soup.find("html")
    title = soup.find("title")
    return Description(
        title=_line(title.get_text()) if isinstance(title, Tag) else "",
        author=_meta(soup, "author", "article:author", "dc.creator"),
        language=_line(str(root.get("lang", ""))) if isinstance(root, Tag) else "",
        date=_meta(soup, "date", "article:published_time", "dc.date", "dcterms.date"),
    )


def _meta(soup: BeautifulSoup, *names: str) -> str:
    for name in names:
        for attribute in ("name", "property"):
            tag = soup.find("meta", attrs={attribute: re.compile(rf"^{re.escape(name)}$", re.IGNORECASE)})
            if isinstance(tag, Tag) and tag.get("content"):
                return _line(str(tag["content"]))
    return ""


def _line(text: str) -> str:
    return " ".join(text.split())
