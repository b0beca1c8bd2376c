"""Addresses: what leads on after a sign-in leads to a page of ours, whatever a form says."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyhall.ui.addresses import PAGES, number_in, onward


@pytest.mark.parametrize(
    ("asked", "led"),
    [
        ("reader?document=ab&start=1&end=2", "/reader?document=ab&start=1&end=2"),
        ("/study?talk=3&evil=1", "/study?talk=3"),
        ("?course=history", "/?course=history"),
        ("", "/"),
        ("https://evil.example/reader?talk=1", "/"),
        ("//evil.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("study/../../print/1", "/"),
        ("enter/sign-out", "/"),
        (f"reader?document={'x' * 101}", "/reader"),
        ("reader?" + "&".join(f"talk={n}" for n in range(30)), "/reader"),
    ],
)
def test_only_our_pages_and_what_they_show_are_taken_over(asked, led):
    assert onward(asked) == led


def test_what_went_wrong_is_added():
    assert onward("account?course=a", refused="wrong password") == "/account?course=a&refused=wrong+password"


@given(st.text(max_size=80))
def test_nothing_leads_elsewhere(text):
    led = urlsplit(onward(text))
    assert (led.scheme, led.netloc) == ("", "")
    assert led.path.removeprefix("/") in ("", *PAGES)
    assert set(parse_qs(led.query)) <= {"course", "document", "start", "end", "talk", "opened"}


@pytest.mark.parametrize(
    ("told", "number"),
    [("7", 7), ("0", 0), ("", None), ("-1", None), ("x", None), ("٣", None), ("9" * 40, None)],
)
def test_a_number_in_an_address(told, number):
    assert number_in(told) == number
