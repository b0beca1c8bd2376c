"""The page that Streamlit serves says which language it is in: a screen reader reads it by that."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from studyhall.domain.wording import LANGUAGES

_SAID = b'<html lang="en"'


class MotherTongue:
    """Puts the browser's language into the page, where the program speaks it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer; every language has two letters, so the page's length stays."""
        language = Headers(scope=scope).get("accept-language", "en")[:2] if scope["type"] == "http" else "en"
        if language == "en" or language not in LANGUAGES:
            await self._app(scope, receive, send)
            return

        async def said(message: Message) -> None:
            if message["type"] == "http.response.body":
                message["body"] = message.get("body", b"").replace(
                    _SAID, _SAID[:-3] + language.encode() + b'"'
                )
            await send(message)

        await self._app(scope, receive, said)
