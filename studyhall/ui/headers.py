"""The second wall: headers that let a page fetch and run nothing but its own."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import streamlit
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_INLINE = re.compile(rb"<script>(.*?)</script>", re.DOTALL)
TYPING = (Path(__file__).parent / "typing.js").read_text()
"""The one script of our own that a page holds."""


def _own_scripts() -> str:
    """The hashes of ours, and of what Streamlit's own page holds between script tags: no other runs."""
    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_bytes()
    scripts = (*_INLINE.findall(page), TYPING.encode())
    digests = (b64encode(sha256(script).digest()).decode() for script in scripts)
    return " ".join(("'self'", *(f"'sha256-{digest}'" for digest in digests)))


# Streamlit styles elements in place; nothing else is let in.
POLICY = "; ".join(
    (
        "default-src 'self'",
        f"script-src {_own_scripts()}",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "frame-src 'none'",
        "object-src 'none'",
        "base-uri 'self'",
    )
)
HEADERS = {
    b"content-security-policy": POLICY.encode(),
    b"referrer-policy": b"same-origin",
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"DENY",
    b"permissions-policy": b"camera=(), geolocation=(), microphone=()",
    b"cross-origin-opener-policy": b"same-origin",
}


class SecurityHeaders:
    """Puts the headers on every answer that does not bring its own, stricter ones."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, with the headers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                told = {name.lower() for name, _ in message.get("headers", ())}
                more = [(name, value) for name, value in HEADERS.items() if name not in told]
                message["headers"] = [*message.get("headers", ()), *more]
            await send(message)

        await self._app(scope, receive, with_headers)
