"""The page that Streamlit serves says its language."""

from __future__ import annotations

import pytest

from studyhall.ui.mother_tongue import MotherTongue
from tests.ui.conftest import awaited

PAGE = b'<!doctype html><html lang="en"><head></head></html>'


def served(accepted: bytes) -> bytes:
    sent = []

    async def app(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": PAGE})

    async def send(message):
        sent.append(message.get("body", b""))

    awaited(MotherTongue(app)({"type": "http", "headers": [(b"accept-language", accepted)]}, None, send))
    return b"".join(sent)


@pytest.mark.parametrize(
    ("accepted", "lang"),
    [(b"vi-VN,vi;q=0.9", b"vi"), (b"en-GB", b"en"), (b"fr", b"en"), (b"", b"en"), (b'"><', b"en")],
)
def test_it_is_the_readers_where_we_speak_it(accepted, lang):
    told = served(accepted)
    assert b'<html lang="' + lang + b'">' in told
    assert len(told) == len(PAGE)
