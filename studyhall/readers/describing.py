"""Fills what a document tells of itself: its title and language always, the rest where it is known."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePath

from studyhall.domain.documents import Body, Description
from studyhall.domain.language import language_of
from studyhall.domain.text import one_line

_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9-]+)?$")
_UNTITLED = "Untitled"


def described(told: Description, body: Body, name: str, *, titled: bool) -> Description:
    """`told` with title and language filled, and every field one line that can be seen.

    Where the title was not `titled` by a person (in front matter), the text's own heading goes before it.
    """
    told = Description(**{field: one_line(value) for field, value in vars(told).items()})
    candidates = (told.title if titled else "", _heading(body), told.title, _from_name(name))
    title = next((line for line in map(one_line, candidates) if line), _UNTITLED)
    return replace(told, title=title, language=_language(told.language, body.text))


def person(name: str) -> str:
    """A name from a file's properties, where it can be a person's: many hold only an account's name."""
    words = " ".join(name.split())
    return words if " " in words and not any(c.isdigit() for c in words) else ""


def _heading(body: Body) -> str:
    """The heading of the whole text: the first of the highest level, or one that stands above all else."""
    if not body.sections:
        return ""
    first = body.sections[0]
    top = next((section for section in body.sections if section.level == 1), None)
    chosen = first if not body.text[: first.start].strip() else top
    return body.text[chosen.start : chosen.end] if chosen else ""


def _from_name(name: str) -> str:
    stem = re.sub(r"[_\s]+", " ", PurePath(name).stem)
    if " " not in stem:
        stem = stem.replace("-", " ")
    stem = stem.strip(" -.")
    return stem[:1].upper() + stem[1:]


def _language(told: str, text: str) -> str:
    detected = language_of(text)
    match = _LANGUAGE.match(told.strip())
    code = match[1].lower() if match else ""
    # Programs write "en" into whatever they save; a person who names a language names another one too.
    return code if code and (code != "en" or detected == "en") else detected
