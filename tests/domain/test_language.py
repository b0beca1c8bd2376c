"""Telling languages apart, down to a question of five words."""

from __future__ import annotations

import unicodedata

import pytest

from studyhall.domain.language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("When did the cease-fire come into force?", "en"),
        ("Who is Aliev?", "en"),
        ("Lệnh ngừng bắn có hiệu lực khi nào?", "vi"),
        ("lenh ngung ban co hieu luc khi nao", "vi"),
        ("Ai lanh dao quan Azerbaijan?", "vi"),
        (unicodedata.normalize("NFD", "Trận đánh ở đèo Omar diễn ra thế nào?"), "vi"),
        ("Qui a gagné la guerre dans le Karabakh ?", "fr"),
        ("Atəşkəs nə vaxt qüvvəyə mindi?", "az"),
        ("Ո՞վ ստորագրեց զինադադարը", "hy"),
        ("Когда было подписано перемирие?", "ru"),
        ("停戦はいつですか", "ja"),
    ],
)
def test_a_question_is_enough(text, language):
    assert language_of(text) == language


@pytest.mark.parametrize("text", ["", "1994?", "👩‍👩‍👧", "Kelbajar"])
def test_nothing_to_tell_by_gives_the_default(text):
    assert language_of(text, "vi") == "vi"
    assert language_of(text) == "en"
