"""What a Markdown file says of itself in YAML between two lines of dashes at its top."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from studyhall.domain.documents import Description

_LONGEST = 16_384
_BLOCK = re.compile(
    r"\A\ufeff?---[ \t]*\r?\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE
)
_PAIR = re.compile(r"^(?P<key>[A-Za-z]+)[ \t]*:[ \t]+(?P<value>\S.*?)[ \t]*$", re.MULTILINE)
_KEY = re.compile(r"[a-z][a-z0-9_-]*$")
_FIELDS = {
    "title": "title",
    "author": "author",
    "side": "side",
    "language": "language",
    "lang": "language",
    "date": "date",
    "licence": "licence",
    "license": "licence",
}


class FrontMatter(NamedTuple):
    """What it tells, and where the text itself begins."""

    description: Description
    end: int


def front_matter(text: str) -> FrontMatter:
    """The front matter of `text`; where there is none, all of it is text."""
    match = _BLOCK.match(text[:_LONGEST])
    pairs = _pairs(match["yaml"]) if match else {}
    fields = _fields(pairs)
    if match is None or not (fields or (pairs and all(_KEY.match(str(key)) for key in pairs))):
        return FrontMatter(Description(), 0)
    return FrontMatter(Description(**fields), match.end())


def _fields(pairs: Mapping[object, object]) -> dict[str, str]:
    told: dict[str, str] = {}
    for key, value in pairs.items():
        field = _FIELDS.get(str(key).casefold())
        text = " ".join(value.split()) if isinstance(value, str) else ""
        if field and text:
            told.setdefault(field, text)
    return told


def _pairs(block: str) -> Mapping[object, object]:
    import yaml

    class Loader(yaml.BaseLoader):
        """Takes every scalar for text, as it is written: 12:30 is no number, "yes" no truth."""

        def compose_node(self, parent: Any, index: Any) -> Any:
            # An alias lets a few lines stand for any number of them.
            if self.check_event(yaml.AliasEvent):
                raise yaml.YAMLError("aliases are not taken")
            return super().compose_node(parent, index)

    try:
        loaded = yaml.load(block, Loader)  # noqa: S506 - a BaseLoader makes nothing but text, lists and maps
    except (yaml.YAMLError, ValueError, RecursionError):
        # "title: War: a history" is no YAML, and plain enough.
        return {match["key"]: match["value"].strip("\"'") for match in _PAIR.finditer(block)}
    return loaded if isinstance(loaded, dict) else {}
