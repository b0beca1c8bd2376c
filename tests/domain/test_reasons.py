"""Reasons of a grade: stored as an English sentence, said in the reader's language."""

from __future__ import annotations

import pytest

from studyhall.domain.reasons import LONGEST_SAID, Because, reason, reason_in


@pytest.mark.parametrize("because", Because)
def test_every_reason_is_said_in_both_languages(because):
    stored = reason(because, said="năm 1992", meant="5 May 1994")
    assert reason_in("en", stored) == stored
    said = reason_in("vi", stored)
    assert said != stored
    for words in ("năm 1992", "5 May 1994"):
        assert (words in said) == (words in stored)


def test_what_is_quoted_may_hold_anything():
    stored = reason(Because.OTHER, said="{meant} “where” \\1 .*", meant="a” where the source has “b")
    assert reason_in("en", stored) == stored


def test_what_is_quoted_is_one_short_line():
    stored = reason(Because.LIKE, meant="long\n words " * 40)
    assert "\n" not in stored
    assert len(stored) < LONGEST_SAID + len(Because.LIKE.value)
    assert "…" in stored


def test_other_sentences_are_said_as_they_are():
    assert reason_in("vi", "The rubric asks for two causes.") == "The rubric asks for two causes."
    assert reason_in("vi", "") == ""
