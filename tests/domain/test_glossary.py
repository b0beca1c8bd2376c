"""The lexicon finds the longest phrases, in both directions, with and without diacritics."""

from __future__ import annotations

import csv
import unicodedata
from collections import Counter
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyhall.domain.glossary import renderings


def told(text: str, language: str = "") -> dict[str, set[str]]:
    return {
        text[found.start : found.end]: {" ".join(phrase) for phrase in found.translations}
        for found in renderings(text, language)
    }


def test_the_longest_phrase_is_taken_whole():
    found = told("Lệnh ngừng bắn có hiệu lực từ tháng 5 năm 1994", "vi")
    assert {"ceasefire", "truce", "cease fire"} <= found["ngừng bắn"]
    assert "may" in found["tháng 5"]
    assert "bắn" not in found


@pytest.mark.parametrize("text", ["ngừng bắn", "ngưng bắn", "ngung ban", "Ngừng Bắn", "NGỪNG BẮN"])
def test_every_spelling_of_a_phrase(text):
    assert "ceasefire" in told(f"{text} la gi", "vi")[text]


def test_a_single_syllable_needs_its_diacritics_unless_the_text_has_none():
    assert "king" in told("ai là vua của Pháp", "vi")["vua"]
    assert "france" in told("vua Pháp", "vi")["Pháp"]
    assert "phap" not in told("vua nước phap là ai, thưa ông", "vi")
    assert "france" in told("vua phap", "vi")["phap"]


@pytest.mark.parametrize("form", ["capture", "captures", "captured", "Capturing"])
def test_english_endings_do_not_matter(form):
    assert "đánh chiếm" in told(f"they {form} it", "en")[form]


@pytest.mark.parametrize(
    ("vietnamese", "english"),
    [("Thổ Nhĩ Kỳ", "turkey"), ("Mạc Tư Khoa", "moscow"), ("Liên Xô", "soviet union"), ("Đức", "germany")],
)
def test_places(vietnamese, english):
    assert english in told(f"ở {vietnamese} đã có", "vi")[vietnamese]


@pytest.mark.parametrize(
    ("one", "other"), [("Shushi", "shusha"), ("Martakert", "aghdara"), ("Stepanakert", "khankendi")]
)
@pytest.mark.parametrize("language", ["en", "vi", "ru"])
def test_names_have_variants_in_any_language(one, other, language):
    (found,) = [found for found in renderings(f"xyz {one}", language) if found.variants]
    assert (other,) in found.variants


def test_words_near_in_meaning_stay_in_their_language():
    (found,) = [found for found in renderings("the battle", "en") if found.related]
    assert ("fight",) in found.related
    assert ("battle",) not in found.related
    assert found.variants == ()


def test_another_language_has_names_alone():
    assert renderings("der Krieg war hier", "de") == ()


def test_the_language_is_told_from_the_text():
    assert "war" in told("Cuộc chiến tranh này kết thúc khi nào?")["chiến tranh"]
    assert "chiến tranh" in told("When did the war end?")["war"]


@given(st.text(max_size=60))
def test_any_text_can_be_looked_up(text):
    end = 0
    for found in renderings(text):
        assert end <= found.start < found.end <= len(text)
        assert found.translations or found.variants or found.related
        end = found.end


def rows() -> list[tuple[list[str], list[str]]]:
    content = files("studyhall.domain").joinpath("glossary.csv").read_text(encoding="utf-8")
    return [(row["en"].split(";"), row["vi"].split(";")) for row in csv.DictReader(content.splitlines())]


def test_the_lexicon_is_well_formed():
    assert 1_500 <= len(rows()) <= 2_500
    for english, vietnamese in rows():
        for side in (english, vietnamese):
            assert max(Counter(side).values()) == 1, side
            for phrase in side:
                assert phrase == phrase.strip().lower() == unicodedata.normalize("NFC", phrase)
                assert len(phrase.split()) <= 8
        assert all(english)
        assert len(english) > 1 or all(vietnamese)
    assert len({(tuple(en), tuple(vi)) for en, vi in rows()}) == len(rows())
