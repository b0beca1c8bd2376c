"""The catalogue: every message that the code says is translated, and what is compiled is what is written."""

from __future__ import annotations

import ast
import string
from io import BytesIO

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from studyhall.domain.wording import CATALOGUE, LANGUAGES, say

FOLDERS = [CATALOGUE / language / "LC_MESSAGES" for language in LANGUAGES if language != "en"]


def messages(path, read):
    return {m.id: m.string for m in read(BytesIO(path.read_bytes())) if m.id}


def said_in_code() -> set[str]:
    keywords = DEFAULT_KEYWORDS | {"say": (2,), "t": (1,)}
    found = extract_from_dir(CATALOGUE.parent, method_map=[("**.py", "python")], keywords=keywords)
    return {message for _, _, message, _, _ in found if isinstance(message, str)}


def said_within_strings() -> list[str]:
    """Where something is said inside of an f-string: what finds the messages does not look there."""
    return [
        f"{path.name}:{call.lineno}"
        for path in sorted(CATALOGUE.parent.rglob("*.py"))
        for formatted in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(formatted, ast.JoinedStr)
        for call in ast.walk(formatted)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in ("t", "say")
        if any(isinstance(argument, ast.Constant) for argument in call.args)
    ]


def test_nothing_is_said_where_it_would_not_be_found():
    assert said_within_strings() == []


def names(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)
def test_everything_that_is_said_is_translated(folder):
    written = messages(folder / "studyhall.po", read_po)
    assert set(written) == said_in_code()
    for english, translated in written.items():
        assert translated, f"{english!r} is not translated"
        assert names(translated) == names(english)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)
def test_what_is_compiled_is_what_is_written(folder):
    assert messages(folder / "studyhall.mo", read_mo) == messages(folder / "studyhall.po", read_po)


def test_a_language_that_is_not_spoken_is_answered_in_english():
    assert say("fr", "Armenian") == say("en", "Armenian") == "Armenian"
    assert say("vi", "The {side} side's sources say:", side="Armenia") == "Nguồn của phía Armenia viết:"
