"""Sentences and quotations: where they end, and where they do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyhall.domain.sentences import quotations, sentences


def cut(text: str, longest: int = 600) -> list[str]:
    return [text[extent.start : extent.end] for extent in sentences(text, longest)]


@pytest.mark.parametrize(
    "expected",
    [
        ["It rained.", "Nobody came!", "Why?", "It was cold…", "Then it ended."],
        ["Dr. Smith met Mr. A. B. Jones.", "They spoke."],
        ["He served in the U.S. Navy.", "He left at 5 p.m. on Monday."],
        ["It cost 2.5 million, i.e. too much.", "It sank."],
        ["“They left. Nobody stayed,” she said.", "He nodded."],
        ['Ông nói: "Tôi không biết. Tôi sẽ hỏi."', "Ông đi."],
        ["Bà sống ở TP. Hồ Chí Minh.", "Bà là GS. Lan."],
        ["1. First item.", "2. Second item."],
        ["«Он ушёл. Никто не остался», сказала она.", "Стемнело."],
        ["İstanbul’da yağmur yağdı.", "Kimse gelmedi."],
    ],
)
def test_sentences_end_where_a_reader_ends_them(expected: list[str]) -> None:
    assert cut(" ".join(expected)) == expected


def test_a_blank_line_ends_a_sentence_and_a_line_end_does_not() -> None:
    assert cut("A title\n\nA text that\ngoes on. More.") == ["A title", "A text that\ngoes on.", "More."]


def test_rows_of_a_table_are_sentences() -> None:
    assert cut("Town | People\nLeeds | 7\nYork | 5") == ["Town | People", "Leeds | 7", "York | 5"]
    assert cut("Where a | b holds,\nit holds.") == ["Where a | b holds,\nit holds."]


def test_other_scripts_have_their_own_marks() -> None:
    assert cut("下雨了。没有人来。") == ["下雨了。", "没有人来。"]
    assert cut("Անձրև էր։ Ոչ ոք չեկավ։ ") == ["Անձրև էր։", "Ոչ ոք չեկավ։"]


def test_a_quotation_longer_than_told_may_be_cut() -> None:
    text = "“One. Two. Three.” Four."
    assert cut(text) == ["“One. Two. Three.”", "Four."]
    assert cut(text, longest=5) == ["“One.", "Two.", "Three.”", "Four."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "yes" and "no".', ['"yes"', '"no"']),
        ('An odd " mark.', []),
        ("“Open. No end.", []),
        ("“Open.\n\nEnd.”", []),
        ("„Ja“ und „Nein”", ["„Ja“", "„Nein”"]),
        ("“outer «inner» end”", ["“outer «inner» end”"]),
        ("“a ”«b» “c", ["“a ”", "«b»"]),
    ],
)
def test_quotations_are_balanced_and_outermost(text: str, expected: list[str]) -> None:
    assert [text[extent.start : extent.end] for extent in quotations(text)] == expected


@given(st.text(alphabet='Ab .!?\n"“”«»„|1İ👨', max_size=80))
def test_nothing_is_lost_and_nothing_twice(text: str) -> None:
    reached = 0
    for extent in sentences(text):
        assert reached <= extent.start < extent.end
        assert not text[reached : extent.start].strip()
        reached = extent.end
    assert not text[reached:].strip()


def test_a_long_text_takes_no_time_that_grows_with_its_square() -> None:
    assert len(cut("A word. " * 60_000)) == 60_000
    assert cut("“" * 200_000) == ["“" * 200_000]
