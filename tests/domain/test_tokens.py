"""Words keep their offsets whatever the script, and forms of one word fold to one term."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyhall.domain.tokens import fold, term, words

HARD = st.sampled_from(
    [
        "İstanbul",
        "ĐÈO",
        "Straße",
        "e\u0301te\u0301",
        "🙂",
        "👨\u200d👩\u200d👧",
        "1,500",
        "ﬁx",
        " ",
        "-",
        "’s",
    ]
)
TEXTS = st.one_of(
    st.text(max_size=80), st.lists(st.one_of(HARD, st.text(max_size=6)), max_size=12).map("".join)
)


@given(TEXTS)
def test_a_word_is_the_text_at_its_offsets(text):
    at = 0
    for word in words(text):
        assert at <= word.start < word.end <= len(text)
        at = word.end
        written = text[word.start : word.end]
        if not written[0].isdigit():
            assert word.text == written.casefold()
            assert fold(word.text) == fold(written)
        assert word.text


@given(TEXTS)
def test_folding_twice_changes_nothing(text):
    for word in words(text):
        assert fold(fold(word.text)) == fold(word.text)


@given(TEXTS)
def test_terms_are_stable_and_never_hold_blanks(text):
    for word in words(unicodedata.normalize("NFC", text)):
        assert term(word.text) == term(word.text)
        assert not any(letter.isspace() for letter in term(word.text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("İzmir 1,500 men", ["i\u0307zmir", "1500", "men"]),
        ("theAzeris fled", ["the", "azeris", "fled"]),
        ("3.5 and 1.234.567", ["3.5", "and", "1234567"]),
        ("đình chiến", ["đình", "chiến"]),
        ("snake_case", ["snake", "case"]),
        ("停战 Հայ", ["停战", "հայ"]),
        ("🙂!", []),
    ],
)
def test_words(text, expected):
    assert [word.text for word in words(text)] == expected


def test_numbers_keep_their_offsets():
    (number,) = words("(1,500)")
    assert (number.start, number.end, number.text) == (1, 6, "1500")


@pytest.mark.parametrize(
    "forms",
    [
        ("capture", "captures", "captured", "capturing"),
        ("city", "cities"),
        ("stop", "stopped", "stopping", "stops"),
        ("quick", "quickly"),
        ("Church", "churches", "church’s"),
        ("HÒA", "hoà", "hoa"),
    ],
)
def test_forms_of_one_word_have_one_term(forms):
    assert len({term(form) for form in forms}) == 1


@pytest.mark.parametrize("pair", [("glass", "glance"), ("thing", "the"), ("king", "k"), ("1994", "199")])
def test_other_words_stay_apart(pair):
    assert term(pair[0]) != term(pair[1])
