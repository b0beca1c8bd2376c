"""Errors as people read them: by code, in their language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from studyhall.domain.errors import Refused, Trouble
from studyhall.domain.wording import say
from studyhall.ui import problems, session

SOURCE = Path(problems.__file__).resolve().parents[1]
# Raised to the command line only, or where a page has no way to bring it about.
UNSEEN = {
    "already_set_up", "bad_name", "damaged", "no_engine", "no_language", "no_password", "no_sample",
    "not_a_file", "not_writable",
}  # fmt: skip


def raised():
    """The codes that any service or adapter gives an error."""
    folders = ("services", "storage", "readers", "domain", "index", "engines")
    text = "\n".join(p.read_text() for folder in folders for p in (SOURCE / folder).rglob("*.py"))
    return set(re.findall(r'code="(\w+)"', text))


def test_every_error_that_a_page_can_show_has_words_in_every_language():
    known = problems._TOLD.keys() | problems._TOLD_ELSEWHERE.keys()
    assert (raised() | set(Trouble)) - known <= UNSEEN


def test_no_words_are_kept_for_errors_that_nobody_raises():
    text = "\n".join(p.read_text() for p in SOURCE.rglob("*.py") if p.name != "problems.py")
    own = problems._TOLD.keys() | problems._TOLD_ELSEWHERE.keys()
    assert {code for code in own if f'"{code}"' not in text} == set()


@pytest.mark.parametrize("language", ["en", "vi"])
def test_an_error_is_told_in_the_readers_language(monkeypatch, language):
    monkeypatch.setattr(session._run, "language", language, raising=False)
    error = Refused("wrong", "again", code="wrong_code")
    assert problems.told(error) == say(language, "No class has this code. Check it with your teacher.")


def test_an_unknown_error_is_told_in_its_own_words_and_elsewhere_marked_as_such(monkeypatch):
    error = Refused("the moon is down", "wait", code="moon")
    monkeypatch.setattr(session._run, "language", "en", raising=False)
    assert problems.told(error) == "The moon is down; wait."
    monkeypatch.setattr(session._run, "language", "vi", raising=False)
    assert problems.told(error).endswith("(The moon is down; wait.)")
    assert problems.told_of("") == ""
