"""Cleaning: what goes, what is kept apart, what stays, and that everything leads back."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyhall.domain.documents import Body
from studyhall.readers.characters import _ODD
from studyhall.readers.cleaning import clean
from studyhall.readers.draft import Draft
from studyhall.readers.plaintext import read

PROSE = (
    "The ferry had crossed the strait every morning since the war, "
    "and the people of both shores were used to it"
)
FAMILY = "\N{MAN}\u200d\N{WOMAN}\u200d\N{GIRL}\u200d\N{BOY}"
DECOMPOSED = unicodedata.normalize("NFD", "Tiếng Việt được dùng")
PIECES = st.sampled_from(
    [
        "İstanbul", DECOMPOSED, FAMILY, "\r\n", "\r\n\r\n", "\n\n", "\xa0", "\u200b", "\ufeff", "\u00ad",
        "a\u0301\u0323", "\u1100\u1161\u11a8", "[15][16]", "[Ngược lại]", ". ", " ", "The", "x[1]", "\x00",
        "\x0c", "Một câu. ", "“Nói gì?” ", "\t", "Đ", "ữ\u0300", "\u0301", "e\u200b\u0301",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.lists(PIECES, max_size=25).map("".join), st.text(max_size=80))


def cleaned(text: str) -> Body:
    return clean(read(text))


def kept(kind: str, text: str) -> list[str]:
    return [aside.text for aside in cleaned(text).asides if aside.kind == kind]


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_each_kept_character_leads_to_what_it_was_written_with(text: str) -> None:
    body = cleaned(text)
    assert body.original == text
    for index, character in enumerate(body.text):
        if character.isspace():
            continue
        start, end = body.alignment.to_original(index, index + 1)
        assert character in unicodedata.normalize("NFC", _ODD.sub("", text[start:end])) or (
            character == " " and text[start:end] == "_"
        )


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_nothing_is_lost_but_what_is_listed(text: str) -> None:
    body = cleaned(text)
    covered = set()
    for run in body.alignment.runs:
        covered.update(range(run.origin_start, run.origin_end))
    for aside in body.asides:
        covered.update(range(aside.origin_start, aside.origin_end))
    for index, character in enumerate(text):
        listed = character.isspace() or _ODD.fullmatch(character)
        assert index in covered or listed or unicodedata.combining(character), repr(character)


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_cleaning_again_changes_no_character_of_a_plain_paragraph(text: str) -> None:
    once = clean(Draft.of(text)).text
    assert clean(Draft.of(once)).text.split() == once.split()


def test_the_text_is_composed_and_families_stay_whole() -> None:
    text = unicodedata.normalize("NFD", "Tiếng Việt") + " 👨‍👩‍👧 và İstanbul."
    assert cleaned(text).text == "Tiếng Việt 👨‍👩‍👧 và İstanbul."


def test_an_accent_parted_from_its_letter_by_an_invisible_character_joins_it() -> None:
    assert cleaned("cafe\u200b\u0301 noir.").text == "café noir."


def test_spaces_and_line_ends_become_one_kind() -> None:
    text = "\ufeffOne\xa0two.  Three \t four. \r\n\r\n\r\n\r\n  Five.\rSix.\u2028Seven.\x0cEight.  \n"
    assert cleaned(text).text == "One two. Three four.\n\nFive.\nSix.\nSeven.\n\nEight."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They left the town.[5] Nobody stayed.[note 2]", "They left the town. Nobody stayed."),
        ("Họ rời thị trấn cũ[15][16]. Không ai ở lại.[61]", "Họ rời thị trấn cũ. Không ai ở lại."),
        ("It was large [citation needed], it seems.", "It was large, it seems."),
        ("Đó là sự thật [cần dẫn nguồn].", "Đó là sự thật."),
        ("He said so.[64]Then he left.", "He said so. Then he left."),
        ('She said "no".[3] He agreed.[4–6]', 'She said "no". He agreed.'),
        ("It fell in 1994[13] at last.[14]", "It fell in 1994 at last."),
        ("They came back. [7] Then rain fell.", "They came back. Then rain fell."),
    ],
)
def test_reference_markers_are_kept_apart(text: str, expected: str) -> None:
    body = cleaned(text)
    assert body.text == expected
    assert {aside.kind for aside in body.asides} == {"marker"}
    for aside in body.asides:
        assert body.original[aside.origin_start : aside.origin_end] == aside.text


@pytest.mark.parametrize(
    "text",
    [
        "Anh nói: [Ngược lại] thì không.",
        "Set x[1] to y[2], then read it.",
        "Read table[3] = 4 first.",
        "The value arr_b[12] is old.[0]",
        "See [the map](http://a.b/c) and [1](http://a.b).",
        "As shown in [12] and [13], it holds.",
        "[1] Smith, A Book. Leeds.",
        "The [sic] word and the [...] gap.",
        "In the year [1994] it was so.",
    ],
)
def test_other_brackets_stay(text: str) -> None:
    assert cleaned(text).text == text


@pytest.mark.parametrize(
    "caption",
    [
        "The front in the spring of1901. Source: An Atlas of the Coast, by A. Writer",
        "The lighthouse chapel in 2011.",
        "Figure 3. The harbour seen from the north.",
        "Hình 2: Bến cảng nhìn từ phía bắc.",
        "Bến cảng cũ. Nguồn: Bảo tàng thành phố",
    ],
)
def test_captions_are_kept_apart(caption: str) -> None:
    body = cleaned(f"{PROSE}.\n\n{caption} \n\n{PROSE}.")
    assert body.text == f"{PROSE}.\n\n{PROSE}."
    assert [aside.text for aside in body.asides] == [caption]
    assert body.asides[0].at == len(PROSE) + 1


@pytest.mark.parametrize(
    "line",
    [
        "The war ended in 1994.",
        "The old town fell in 1992.",
        "The ruins were sold in 1950.",
        "Nobody knows why.",
        "Figure 3 shows the harbour of the town.",
        "Chiến tranh kết thúc năm 1994.",
        "It had one source: the river.",
    ],
)
def test_short_prose_is_no_caption(line: str) -> None:
    text = f"{PROSE}.\n\n{line}\n\n{PROSE}."
    assert cleaned(text).text == text


@pytest.mark.parametrize("caption", ["A view of the quay. A boat in 1911.", "A fresco in the church"])
def test_a_caption_that_interrupts_a_sentence_is_lifted_out(caption: str) -> None:
    half = "and reached the far shore before noon, which nobody had expected."
    body = cleaned(f"{PROSE}\n\n {caption}\n\n{half} Then it rained.")
    assert body.text == f"{PROSE} {half} Then it rained."
    assert body.asides[0].text == caption
    assert body.asides[0].at == len(PROSE)


def test_a_list_is_not_taken_for_an_interrupted_sentence() -> None:
    text = "apples and pears\n\nThe big ones\n\noranges, too, if there are any to be had"
    assert cleaned(text).text == text


def test_page_furniture_and_markers_have_their_kind() -> None:
    assert kept("marker", "A fact.[3]") == ["[3]"]
    assert kept("caption", f"{PROSE}.\n\nPhoto: A. Writer\n\n{PROSE}.") == ["Photo: A. Writer"]
