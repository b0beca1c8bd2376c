"""Passwords that are guessed first are known, and no others taken for them."""

from __future__ import annotations

import pytest

from studyhall.domain.guessing import is_guessed_first


@pytest.mark.parametrize(
    "password",
    ["12345678", "87654321", "11111111", "abcdefgh", "qwertyui", "qwerty123", "Password1!", "mậtkhẩu123",
     "Mật khẩu 1", "hocsinh2026", "aabbaabb", "asdfghjkl"],
)  # fmt: skip
def test_what_is_tried_first(password):
    assert is_guessed_first(password)


@pytest.mark.parametrize(
    "password", ["mèo con ngủ", "a long sentence", "tu-ban-6k2m", "20112004an", "passwort geheim", "newone"]
)
def test_what_is_not(password):
    assert not is_guessed_first(password)
