"""Other people's words inside Markdown: they stay words, and make no link, picture, HTML or heading."""

from __future__ import annotations

import re

from studyhall.domain.text import visible_line

_SPECIAL = re.compile(r"[\\`*_\[\]{}|~$@!#]")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
# What begins a list, a rule or an underline when it stands first on a line.
_FIRST = re.compile(r"^(?:[+=-]|\d+(?=[.)]))")
# Addresses become links on their own in GitHub's Markdown.
_ADDRESS = re.compile(r"(?i)(?<=\w)(?=://)|(?<=www)(?=\.)")


def plain(text: str) -> str:
    """`text` as one line of Markdown that shows exactly its visible words.

    HTML characters become entities, which no reader of Markdown takes for a tag.
    """
    line = _SPECIAL.sub(r"\\\g<0>", visible_line(text))
    line = _ADDRESS.sub(r"\\", re.sub("[&<>]", lambda found: _ENTITIES[found[0]], line))
    first = _FIRST.match(line)
    if first is None:
        return line
    return f"{first[0]}\\{line[first.end() :]}" if first[0][0].isdigit() else f"\\{line}"


def plain_lines(text: str) -> list[str]:
    """The lines of `text` that have something to see, each `plain`."""
    return [line for line in map(plain, text.splitlines()) if line]
