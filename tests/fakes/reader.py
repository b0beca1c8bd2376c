"""A reader with a memory: it gives the readings it was told, and knows what it was asked for."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from studyhall.domain.alignment import Alignment
from studyhall.domain.documents import Body, Description, Reading, SourceFile, Span, version_of
from studyhall.domain.errors import BadFile
from studyhall.domain.language import language_of
from studyhall.ports import Reader


def reading_of(text: str, title: str = "A title", media_type: str = "text/plain") -> Reading:
    """A reading of a clean text: a passage for each of its paragraphs."""
    spans: list[Span] = []
    start = 0
    for paragraph in text.split("\n\n"):
        spans.append(Span(start, start + len(paragraph)))
        start += len(paragraph) + 2
    body = Body(text, text, Alignment.identity(len(text)))
    description = Description(title=title, language=language_of(text))
    return Reading(version_of(text.encode()), media_type, description, body, tuple(spans))


class FakeReader(Reader):
    """Maps file names to readings; the bytes of a file are its reading's original text."""

    def __init__(self, readings: Mapping[str, Reading]) -> None:
        self.readings = dict(readings)
        self.asked: list[str] = []

    def fetch(self, path: Path) -> SourceFile:
        """The bytes of the reading that has this file name. Raises BadFile when there is none."""
        return SourceFile(path.name, self._reading(path.name).body.original.encode())

    def read(self, file: SourceFile) -> Reading:
        """The reading that has this file name. Raises BadFile when there is none."""
        self.asked.append(file.name)
        return self._reading(file.name)

    def cut(self, body: Body) -> tuple[Span, ...]:
        """A passage for each paragraph, as `reading_of` cuts them."""
        return reading_of(body.text).spans

    def _reading(self, name: str) -> Reading:
        if name not in self.readings:
            raise BadFile(f"“{name}” is not there", "check the path and try again", code="missing")
        return self.readings[name]
