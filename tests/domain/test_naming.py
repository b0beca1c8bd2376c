"""Names that a statement has and its sources have not."""

from __future__ import annotations

import pytest

from studyhall.domain.naming import unknown_names

SOURCES = "The Bishkek Protocol was signed in Iran and Turkey by Vera Lind. Lệnh ngừng bắn ở Baku."


@pytest.mark.parametrize(
    ("statement", "unknown"),
    [
        ("The Bishkek Protocol was signed.", set()),
        ("It was chosen by the Kyrgyz. Nobody knows why.", {"kyrgyz"}),
        ("The Iranian and Turkish men met Baku's mayor in BISHKEK.", set()),
        ("Ở đó Ada ký Lệnh ngừng bắn.", {"ada"}),
        ("It is so, says Li of the USSR, in August.", set()),
        ("The engineer Holm built it with Vera.", {"holm"}),
    ],
)
def test_names_that_stand_in_no_source_are_told(statement, unknown):
    assert unknown_names(statement, SOURCES) == unknown
