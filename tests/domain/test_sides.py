"""Sides of a dispute: what tells them apart, and what they are called."""

from __future__ import annotations

import pytest

from studyhall.domain.sides import side_key, side_name


@pytest.mark.parametrize("typed", ["northern", "Northern", " NORTHERN ", "northern\n"])
def test_a_side_is_one_however_it_is_typed(typed: str) -> None:
    assert side_key(typed) == "northern"


def test_a_known_side_has_its_name_in_the_language() -> None:
    assert side_name("en", " armenian") == "Armenian"
    assert side_name("vi", "ARMENIAN") == side_name("vi", "armenian")
    assert side_name("en", "northern") == "Northern"
