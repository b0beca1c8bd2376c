"""What reads files."""

from __future__ import annotations

from abc import ABC, abstractmethod
from pathlib import Path

from studyhall.domain.documents import Body, Reading, SourceFile, Span


class Reader(ABC):
    """Makes a document of a file."""

    @abstractmethod
    def fetch(self, path: Path) -> SourceFile:
        """The bytes of the file at `path`. Raises BadFile when it is no file, or too large to take in."""

    @abstractmethod
    def read(self, file: SourceFile) -> Reading:
        """The cleaned text, structure, description and passages of a file.

        The description holds what the file itself tells; its title and language are always filled
        (from the first heading or the file's name, and by detection), its side may be empty.
        Raises BadFile, with a sentence for whoever added it; the file is never executed or trusted.
        """

    @abstractmethod
    def cut(self, body: Body) -> tuple[Span, ...]:
        """The passages of a body that was read before, cut out of it anew."""
