"""Join codes and one-time passwords: typed in any way, told from each other."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from studyhall.domain.codes import (
    ALPHABET,
    new_join_code,
    new_password,
    shown_join_code,
    typed_join_code,
)

codes = st.text(ALPHABET, min_size=8, max_size=8)


@given(codes, st.lists(st.sampled_from(["", " ", "-", "\u2013", "\t", "\u00a0"]), min_size=9, max_size=9))
def test_case_spaces_and_hyphens_do_not_matter(code, between):
    typed = "".join(gap + letter for gap, letter in zip(between, code.lower(), strict=False)) + between[8]
    assert typed_join_code(typed) == code
    assert typed_join_code(shown_join_code(code)) == code


@given(codes, codes)
def test_different_codes_stay_different(one, other):
    assert (typed_join_code(one) == typed_join_code(other)) == (one == other)


def test_what_is_drawn_is_of_the_alphabet_and_not_twice_the_same():
    assert not set(ALPHABET) & set("0O1IL")
    drawn = [new_join_code() for _ in range(50)]
    assert len(set(drawn)) == 50
    assert all(len(code) == 8 and set(code) <= set(ALPHABET) for code in drawn)
    assert shown_join_code("ABCD2345") == "ABCD-2345"
    password = new_password()
    assert [len(group) for group in password.split("-")] == [3, 3, 3]
    assert set(password.upper()) <= set(ALPHABET) | {"-"}
