"""The second wall: nothing inline runs but what Streamlit's own page holds."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import streamlit

from studyhall.ui import headers
from studyhall.ui.headers import HEADERS, POLICY, SecurityHeaders
from tests.ui.conftest import awaited

POLICIES = dict(part.split(" ", 1) for part in POLICY.split("; "))


def test_scripts_are_streamlits_and_our_own_and_no_others():
    sources = POLICIES["script-src"].split()
    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_text()
    inline = [part.split("</script>")[0] for part in page.split("<script>")[1:]]
    assert inline
    own = (Path(headers.__file__).parent / "typing.js").read_text()
    hashes = {f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in (*inline, own)}
    assert set(sources) == {"'self'", *hashes}


def test_nothing_is_fetched_framed_or_sent_elsewhere():
    assert not any("http" in sources or "*" in sources for sources in POLICIES.values())
    assert (POLICIES["frame-ancestors"], POLICIES["object-src"]) == ("'none'", "'none'")
    assert POLICIES["form-action"] == "'self'"


def answered(given: list[tuple[bytes, bytes]], kind: str = "http") -> list[tuple[bytes, bytes]]:
    """The headers of an answer that brings these."""
    sent = []

    async def app(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": given})

    async def send(message):
        sent.extend(message["headers"])

    awaited(SecurityHeaders(app)({"type": kind}, None, send))
    return sent


def test_an_answer_that_is_stricter_keeps_its_own_policy():
    own = (b"Content-Security-Policy", b"default-src 'none'")
    told = answered([own])
    assert own in told
    assert [name for name, _ in told].count(b"content-security-policy") == 0
    assert set(HEADERS) - {b"content-security-policy"} < {name for name, _ in told}


def test_every_answer_has_them_and_a_websocket_is_left_alone():
    assert dict(answered([])) == HEADERS
    assert answered([], "websocket") == []
