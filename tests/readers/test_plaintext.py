"""Plain text: bytes to characters, and lines that are headings."""

from __future__ import annotations

import pytest

from studyhall.domain.errors import BadFile
from studyhall.readers.cleaning import clean
from studyhall.readers.plaintext import decoded, read

PROSE = "The tide turned at noon, and the boats that had waited left the harbour one after the other."


def headings(text: str) -> list[tuple[int, str]]:
    body = clean(read(text))
    return [(section.level, body.text[section.start : section.end]) for section in body.sections]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_is_read_whatever_its_form(encoding: str) -> None:
    text = "Tiếng Việt, İstanbul và 👨‍👩‍👧."
    assert decoded(text.encode(encoding), "a.txt") == text


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "Der Bürgermeister sagte, daß die Größe überall gemessen würde. C’était déjà l’été."),
        ("cp1251", "В феврале того года началось движение, и многие люди вышли на улицы города."),
    ],
)
def test_old_encodings_are_recognised(encoding: str, text: str) -> None:
    assert decoded(text.encode(encoding), "a.txt") == text


def test_vietnamese_of_the_old_windows_encoding_is_recognised() -> None:
    text = "Nga\u0300y 20 tha\u0301ng 2, ho\u0323 đê\u0300 nghi\u0323 chuyê\u0309n vu\u0300ng na\u0300y. " * 3
    assert decoded(text.encode("cp1258"), "a.txt") == text


def test_a_copy_that_was_cut_short_stays_utf8() -> None:
    content = "Xin chào các bạn ở đây.".encode()[:-7]
    assert decoded(content, "a.txt").startswith("Xin chào các bạn")


def test_what_is_in_no_known_encoding_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("studyhall.readers.plaintext._OLD_ENCODINGS", ["ascii"])
    with pytest.raises(BadFile, match="could not be recognised"):
        decoded(bytes(range(0x80, 0x100)) * 40, "noise.txt")


def test_a_first_line_is_the_title_and_lines_alone_are_headings() -> None:
    text = f"The_Long_Tide of 1901\n\n{PROSE}\n\nAfter the storm\n\n{PROSE}\n"
    assert headings(text) == [(1, "The Long Tide of 1901"), (2, "After the storm")]


def test_a_title_right_above_its_text_is_set_apart() -> None:
    assert headings(f"The Long Tide\n{PROSE}\n") == [(1, "The Long Tide")]


def test_text_broken_to_a_width_has_no_title() -> None:
    assert (
        headings("The tide turned at noon and the boats\nthat had waited left the harbour one\nby one.") == []
    )


@pytest.mark.parametrize(
    "line",
    [
        "It ended.",
        "It came so,\nand went",
        "- an item",
        "1. An item",
        "Note:",
        "and so on",
        "1994",
        "See http://a.b/c",
        "x" * 101,
    ],
)
def test_other_short_lines_are_no_headings(line: str) -> None:
    assert headings(f"{PROSE}\n\n{line}\n\n{PROSE}") == []


def test_a_list_of_short_lines_is_no_row_of_headings() -> None:
    words = "\n\n".join(["Apple", "Pear", "Plum", "Cherry"])
    assert headings(f"{PROSE}\n\n{words}\n\n{PROSE}") == []


def test_a_line_with_nothing_after_it_is_text() -> None:
    assert headings("Only one line") == []
    assert headings(f"{PROSE}\n\nYours, A. Writer") == []
