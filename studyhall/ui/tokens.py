"""The cookie that says who is here: HttpOnly, so that no script on a page can read it."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

COOKIE = "studyhall"
_SECONDS = 14 * 24 * 3600


def give(response: Response, token: str, request: Request) -> Response:
    """The response, with the cookie of somebody who has just signed in."""
    response.set_cookie(
        COOKIE, token, max_age=_SECONDS, path="/", secure=is_secure(request), httponly=True, samesite="lax"
    )
    return response


def take_back(response: Response) -> Response:
    """The response, with the cookie taken away."""
    response.delete_cookie(COOKIE, path="/", httponly=True, samesite="lax")
    return response


def is_secure(request: Request) -> bool:
    """Whether the browser speaks TLS, to this server or to a proxy before it."""
    return "https" in (request.url.scheme, request.headers.get("x-forwarded-proto", ""))


def is_local(request: Request) -> bool:
    """Whether the browser runs on this machine, and no proxy stands between."""
    forwarded = any(name in request.headers for name in ("x-forwarded-for", "forwarded", "x-real-ip"))
    host = request.client.host if request.client else ""
    return not forwarded and host in ("127.0.0.1", "::1")
