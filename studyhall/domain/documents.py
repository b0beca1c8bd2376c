"""Documents as they are stored, and the passages that search and answers work on."""

from __future__ import annotations

import hashlib
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field, replace

from studyhall.domain.alignment import Alignment

NEUTRAL = "neutral"


@dataclass(frozen=True)
class Section:
    """A heading at `start:end` of the document's text; it governs what follows, up to the next one."""

    level: int
    start: int
    end: int


@dataclass(frozen=True)
class PageStart:
    """Page `number` (from 1) begins at `start`."""

    number: int
    start: int


@dataclass(frozen=True)
class Aside:
    """What was kept apart from the prose: a caption, page furniture, a reference marker.

    `at` is where it stood in the cleaned text; `origin_start:origin_end` where it stands in the original.
    """

    kind: str
    text: str
    at: int
    origin_start: int
    origin_end: int


@dataclass(frozen=True)
class Description:
    """What is told about a source: by its front matter, its file, or the teacher who adds it.

    `date` is free text as the source gives it. `side` names whose account this is, "neutral" for none's.
    """

    title: str = ""
    author: str = ""
    side: str = ""
    language: str = ""
    date: str = ""
    licence: str = ""

    def overlaid(self, other: Description) -> Description:
        """This description, with every field that `other` fills taken from `other`."""
        given = {name: value for name, value in vars(other).items() if value}
        return replace(self, **given)


@dataclass(frozen=True)
class Body:
    """A cleaned text with its structure and the way back to the text that was read.

    All offsets are Python character indexes into `text`, which is NFC; `alignment` leads from `text`
    to `original`.
    """

    text: str
    original: str
    alignment: Alignment
    sections: tuple[Section, ...] = ()
    pages: tuple[PageStart, ...] = ()
    asides: tuple[Aside, ...] = ()

    def __post_init__(self) -> None:
        if not unicodedata.is_normalized("NFC", self.text):
            raise ValueError("a document's text must be NFC")

    def page_at(self, offset: int) -> int | None:
        """The number of the page that the character at `offset` stands on; None where there are no pages."""
        index = bisect_right(self.pages, offset, key=lambda page: page.start)
        return self.pages[index - 1].number if index else None

    def heading_path(self, offset: int) -> tuple[str, ...]:
        """The headings that govern `offset`, outermost first."""
        path: list[Section] = []
        for section in self.sections:
            if section.start > offset:
                break
            path = [held for held in path if held.level < section.level] + [section]
        return tuple(self.text[section.start : section.end] for section in path)


@dataclass(frozen=True)
class Span:
    """A passage before it is stored: `text[start:end]` of a body, with where it stands."""

    start: int
    end: int
    page: int | None = None
    heading: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reading:
    """What a reader made of one file."""

    version: str
    media_type: str
    description: Description
    body: Body
    spans: tuple[Span, ...]

    def __post_init__(self) -> None:
        before = 0
        for span in self.spans:
            if not before <= span.start < span.end <= len(self.body.text):
                raise ValueError(f"passage {span.start}:{span.end} overlaps another or is outside the text")
            before = span.end


@dataclass(frozen=True)
class Document:
    """One source of a course. `version` is the SHA-256 of the file's bytes, in hexadecimal."""

    id: str
    course_id: int
    version: str
    file: str
    description: Description
    body: Body = field(repr=False)
    media_type: str = "text/plain"


@dataclass(frozen=True)
class Passage:
    """A slice of a document: `text == document.body.text[start:end]`, always.

    `part` tells the passages of one document apart by order, from 0.
    """

    id: int
    document_id: str
    version: str
    title: str
    side: str
    language: str
    part: int
    start: int
    end: int
    text: str
    page: int | None = None
    heading: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.end - self.start != len(self.text):
            raise ValueError("a passage's text must be as long as its span")


def version_of(content: bytes) -> str:
    """The version of a document with this content: the SHA-256 of the bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


@dataclass(frozen=True)
class SourceFile:
    """A file as it was brought: its name without folders, and its bytes."""

    name: str
    content: bytes = field(repr=False)

    @property
    def version(self) -> str:
        """The version of the document that these bytes make."""
        return version_of(self.content)


@dataclass(frozen=True)
class NewSource:
    """A file to be added, and what the person who adds it tells about it.

    `origin` tells sources with one file name apart: a path, or an upload's name.
    """

    file: SourceFile
    origin: str
    told: Description = Description()


def document_id(course_id: int, origin: str) -> str:
    """A stable id for the source that `origin` names (a path, or an upload's file name) in a course."""
    return hashlib.sha256(f"{course_id}\0{origin}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
