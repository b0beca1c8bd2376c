"""Words that somebody says stand in a text: found where they really stand, or not at all."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyhall.domain.quoting import LONGEST, located

TEXT = (
    "On 5 May 1994 the “Bishkek\u00a0Protocol” was signed — by 6 people,\nso it is told. "
    "Lệnh ngừng bắn có hiệu lực từ ngày 12 tháng 5 năm 1994. The ﬁrst İstanbul talks failed."
)


def found(words: str) -> str | None:
    place = located(words, TEXT)
    return TEXT[place.start : place.end] if place else None


@pytest.mark.parametrize(
    ("words", "stands"),
    [
        ("On 5 May 1994 the", "On 5 May 1994 the"),
        ('the "bishkek protocol" was  signed', "the “Bishkek\u00a0Protocol” was signed"),
        ("signed - by 6 people, so it", "signed — by 6 people,\nso it"),
        ("“by 6 people, so it is told.”", "by 6 people,\nso it is told."),
        (unicodedata.normalize("NFD", "lệnh ngừng bắn có hiệu lực"), "Lệnh ngừng bắn có hiệu lực"),
        ("the first i̇stanbul talks", "The ﬁrst İstanbul talks"),
        ("5 May 1994 … was signed", "5 May 1994 the “Bishkek\u00a0Protocol” was signed"),
        (
            "5 May 1994 [...] so it is told",
            "5 May 1994 the “Bishkek\u00a0Protocol” was signed — by 6 people,\nso it is told",
        ),
    ],
)
def test_words_are_found_where_they_stand(words, stands):
    assert found(words) == stands


@pytest.mark.parametrize(
    "words",
    [
        "On 6 May 1994 the",
        "the Bishkek Protocol was not signed",
        "n 5 May 1994 th",  # parts of words
        "was signed … 5 May 1994 the",  # the other way round
        "1994",
        "the",
        "Bishkek Protocol",
        "the … by … so",
        "",
        "…",
        "“”",
        "lenh ngung ban co hieu luc",  # without its diacritics it is another word
    ],
)
def test_words_that_do_not_stand_there_or_prove_nothing_are_not(words):
    assert found(words) is None


def test_words_far_apart_quote_nothing_in_particular():
    text = f"The bridge was opened {'x ' * LONGEST}in the year after."
    assert located("The bridge was opened … in the year after", text) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The army did not attack the village.", "The army did … attack the village"),
        ("Quân đội không tấn công vào làng.", "Quân đội … tấn công vào làng"),
        ("The bridge " + "of the old town " * 20 + "was built in stone.", "The bridge … was built in stone"),
    ],
)
def test_what_is_left_out_is_little_and_no_denial(text, said):
    assert located(said, text) is None
    assert located(text, text)


@pytest.mark.parametrize(
    ("text", "said", "stands"),
    [
        ("He fell. Nobody was hurt. So it is told of him.", "nobody was hurt", "Nobody was hurt."),
        ("So it is told: 停战协定于一九九四年签署。", "停战协定于一九九四年", "停战协定于一九九四年"),
        ("Tòa án đó họp ở Baku năm ấy.", "toà án đó họp ở", "Tòa án đó họp ở"),
        ("cafe\u0301s of the old town and more", "cafe\u0301s of the old", "cafe\u0301s of the old"),
    ],
)
def test_a_short_sentence_another_script_and_another_spelling_are_found(text, said, stands):
    text = unicodedata.normalize("NFC", text)
    place = located(said.rstrip(".") + ("." if stands.endswith(".") else ""), text)
    assert place is not None
    assert text[place.start : place.end] == unicodedata.normalize("NFC", stands)


def test_a_letter_without_its_mark_is_another_letter():
    assert located("the men of caf", "the men of cafe\u0301s") is None
    assert located("हम लोग यहाँ क", "हम लोग यहाँ की") is None


def test_words_in_another_form_of_unicode_end_where_they_end():
    text = "khế khế khế khế khế khế khế khế"
    said = unicodedata.normalize("NFD", "khế khế khế khế …")
    place = located(said, text)
    assert place is not None
    assert text[place.start : place.end] == "khế khế khế khế"


def test_words_longer_than_any_quotation_are_not_even_looked_for():
    assert located(" " * 1_000_000 + "x", TEXT) is None


@given(st.text(max_size=120), st.data())
def test_any_stretch_of_whole_words_is_found_as_it_stands(text, data):
    text = unicodedata.normalize("NFC", text)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    place = located(text[start:end], text)
    if place:
        assert text[place.start : place.end]
        assert located(text[place.start : place.end], text) is not None


@given(st.lists(st.from_regex(r"[a-zàảãạăâđêôơư]{2,9}", fullmatch=True), min_size=5, max_size=30), st.data())
def test_words_of_a_text_are_found_in_it(words, data):
    start = data.draw(st.integers(0, len(words) - 4))
    end = data.draw(st.integers(start + 4, len(words)))
    text = "  ".join(words)
    place = located(" ".join(words[start:end]).upper(), text)
    assert place is not None
    assert text[place.start : place.end].split() == words[start:end]
