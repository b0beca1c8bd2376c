"""What a Markdown file says of itself in YAML between two lines of dashes at its top."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

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
_LONGEST_VALUE = 500


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
        text = _scalar(value)
        if field and text:
            told.setdefault(field, text)
    return told


def _pairs(block: str) -> Mapping[object, object]:
    import yaml

    try:
        loaded = yaml.safe_load(block)
    except (yaml.YAMLError, ValueError, RecursionError):
        # "title: War: a history" is no YAML, and plain enough.
        return {match["key"]: match["value"].strip("\"'") for match in _PAIR.finditer(block)}
    return loaded if isinstance(loaded, dict) else {}


def _scalar(value: object) -> str:
    """The value as one line of text; empty for what is no scalar."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return " ".join(str(value).split())[:_LONGEST_VALUE]
    return ""
