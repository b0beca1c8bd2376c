"""The cookie, and whose browser is on this machine."""

from __future__ import annotations

import pytest
from starlette.requests import Request
from starlette.responses import Response

from studyhall.ui import tokens


def request(scheme="http", **headers):
    named = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "scheme": scheme, "headers": named, "server": ("here", 80), "path": "/"})


def cookie(response):
    return {part.strip().lower() for part in response.headers["set-cookie"].split(";")}


def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites():
    told = cookie(tokens.give(Response(), "abc", request()))
    assert {"studyhall=abc", "httponly", "samesite=lax", "path=/"} <= told
    assert "secure" not in told
    assert not any(part.startswith("domain") for part in told)


@pytest.mark.parametrize("made", [request("https"), request(x_forwarded_proto="https")])
def test_behind_tls_it_is_never_sent_without(made):
    assert "secure" in cookie(tokens.give(Response(), "abc", made))


def test_it_is_taken_back():
    assert "max-age=0" in cookie(tokens.take_back(Response()))


@pytest.mark.parametrize("host", ["localhost", "localhost:8501", "127.0.0.1:8501", "[::1]:8501"])
def test_a_browser_on_this_machine_is_local(host):
    assert tokens.is_local("127.0.0.1", {"host": host})


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        ("192.168.1.7", {"host": "localhost"}),
        ("127.0.0.1", {"host": "evil.example:8501"}),
        ("127.0.0.1", {}),
        ("127.0.0.1", {"host": "localhost", "x-forwarded-for": "203.0.113.9"}),
        ("", {"host": "localhost"}),
    ],
)
def test_no_other_is(address, headers):
    assert not tokens.is_local(address, headers)
