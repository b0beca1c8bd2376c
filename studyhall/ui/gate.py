"""The gate before Streamlit's own endpoints: who may open a page's socket, and who may send files."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from studyhall.domain.errors import StudyHallError
from studyhall.domain.people import Role
from studyhall.ui import tokens
from studyhall.ui.serving import hall, now

_UPLOADS = "/_stcore/upload_file/"
_CLOSED = ("/_stcore/metrics",)


class Gate:
    """Lets a page's socket be opened by our own pages, and files be sent by teachers.

    Streamlit takes every port of this machine for its own, asks a host elsewhere for its own address when it
    does not know an origin, and takes files from whoever has opened a socket.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let it through, or refuse it."""
        if scope["type"] == "websocket" and _from_elsewhere(HTTPConnection(scope)):
            await send({"type": "websocket.close", "code": 1008})
        elif scope["type"] == "http" and await _refused(HTTPConnection(scope)):
            answer = PlainTextResponse("This is not for you. Sign in as a teacher, and try again.", 403)
            await answer(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def _from_elsewhere(asked: HTTPConnection) -> bool:
    """Whether another site's page asks; what is no browser sends no origin, and brings no one's cookie."""
    origin = asked.headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != asked.headers.get("host")


async def _refused(asked: HTTPConnection) -> bool:
    path = asked.scope["path"]
    if path in _CLOSED:
        return True
    return path.startswith(_UPLOADS) and not await run_in_threadpool(
        _teaches, asked.cookies.get(tokens.COOKIE, "")
    )


def _teaches(token: str) -> bool:
    try:
        arrival = hall().accounts.arrive(token, now())
    except StudyHallError:
        return False
    return arrival is not None and any(role is Role.TEACHER for _, role in arrival.courses)
