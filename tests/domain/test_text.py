"""One line of what can be seen, whatever was written."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyhall.domain.text import LONGEST_LINE, one_line, visible_line

ODD = "\x1b\x00\x07\n\t\x85\u2028\u202a\u202e\u2066\u2069\u200b\u200c\u200d\u00ad\u0301e \ud800\U000e0041"
TEXTS = st.text(alphabet=st.one_of(st.characters(), st.sampled_from(ODD)))
SIGNS = re.compile("[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd]")


@given(TEXTS)
def test_nothing_unseen_is_left(text: str) -> None:
    made = visible_line(text)
    made.encode()
    assert unicodedata.is_normalized("NFC", made)
    assert made == " ".join(made.split())
    for character in SIGNS.sub("", made):
        assert (
            unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Zl", "Zp")
            or character in "\u200c\u200d"
        )
    assert not re.search("(?<!\\S)[\u200c\u200d]|[\u200c\u200d](?!\\S)", made)


@given(TEXTS, st.integers(1, 20))
def test_doing_it_twice_changes_nothing_and_no_line_is_too_long(text: str, longest: int) -> None:
    made = one_line(text, longest)
    assert len(made) <= longest
    assert one_line(made, longest) == made


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A\x1b[31m title\r\nin\ttwo", "A [31m title in two"),
        ("\u202eeltit\u202c", "eltit"),
        ("cafe\u200b\u0301", "café"),
        ("👨\u200d👩\u200d👧 \u200d می\u200cخواهم\u200c", "👨\u200d👩\u200d👧 می\u200cخواهم"),
        ("Tiếng Việt, İzmir", "Tiếng Việt, İzmir"),
        (" \u200d \ufeff", ""),
    ],
)
def test_one_line_of_what_can_be_seen(text: str, expected: str) -> None:
    assert one_line(text) == expected


def test_a_long_line_is_cut_after_a_word() -> None:
    assert one_line("one two three", 10) == "one two…"
    assert one_line("one two three", 8) == "one two…"
    assert one_line("one two", 7) == "one two"
    assert one_line("onetwothree", 5) == "onet…"
    assert len(one_line("word " * 100)) <= LONGEST_LINE
