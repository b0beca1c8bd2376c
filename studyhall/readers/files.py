"""Reads files that people bring: checked here first, then parsed in a process of its own."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from studyhall.domain.documents import Body, Reading, SourceFile, Span
from studyhall.domain.errors import BadFile
from studyhall.domain.text import one_line
from studyhall.ports import Reader
from studyhall.readers.child import Limits, parse_apart
from studyhall.readers.kinds import kind_of
from studyhall.readers.splitting import split

_USUAL = Limits()


class FileReader(Reader):
    """Reads PDF, Word, HTML, Markdown and plain text."""

    def __init__(
        self,
        max_bytes: int = _USUAL.file_bytes,
        seconds: float = _USUAL.seconds,
        memory_bytes: int = _USUAL.memory_bytes,
        max_characters: int = _USUAL.characters,
    ) -> None:
        self._limits = Limits(max_bytes, seconds, memory_bytes, max_characters)

    def fetch(self, path: Path) -> SourceFile:
        """The bytes of the file at `path`, read once. Raises BadFile."""
        name = one_line(path.name or str(path)) or "a file without a name"
        try:
            content = _bytes(path, name, self._limits.file_bytes + 1)
        except FileNotFoundError as error:
            raise BadFile(f"“{name}” is not there", "check the path and try again", code="missing") from error
        except PermissionError as error:
            raise BadFile(
                f"“{name}” may not be read", "change its permissions and try again", code="unreadable"
            ) from error
        except (OSError, ValueError) as error:
            raise BadFile(
                f"“{name}” cannot be read from the disk", "check the path and the disk", code="unreadable"
            ) from error
        file = SourceFile(name, content)
        self._check_size(file)
        return file

    def read(self, file: SourceFile) -> Reading:
        """The reading of a file. Raises BadFile; the file's parser runs in a child process."""
        self._check_size(file)
        kind = kind_of(file.content, file.name)
        return parse_apart(file.content, kind, file.name, self._limits)

    def cut(self, body: Body) -> tuple[Span, ...]:
        """The passages of a body that was read before, cut out of it anew."""
        return split(body)

    def _check_size(self, file: SourceFile) -> None:
        if len(file.content) > self._limits.file_bytes:
            raise BadFile(
                f"“{file.name}” is larger than {self._limits.file_bytes / (1 << 20):.0f} MB",
                "split it into parts and add those",
                code="too_large",
            )


def _bytes(path: Path, name: str, most: int) -> bytes:
    """At most `most` bytes of a regular file. Raises BadFile for anything else, OSError as open does."""
    _check_regular(path.stat().st_mode, name)
    # Not to wait for a writer, should it have become a pipe in the meantime.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(descriptor, "rb") as file:
        _check_regular(os.fstat(descriptor).st_mode, name)
        return file.read(most)


def _check_regular(mode: int, name: str) -> None:
    if stat.S_ISDIR(mode):
        raise BadFile(f"“{name}” is a folder", "name a file in it", code="not_a_file")
    if not stat.S_ISREG(mode):
        raise BadFile(f"“{name}” is not a file", "name a document", code="not_a_file")
