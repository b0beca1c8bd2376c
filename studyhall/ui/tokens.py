"""The cookie that says who is here: HttpOnly, so that no script on a page can read it."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

COOKIE = "studyhall"
_SECONDS = 14 * 24 * 3600
_HERE = ("127.0.0.1", "::1")


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


def is_local(address: str, headers: Mapping[str, str]) -> bool:
    """Whether a browser at `address` runs on this machine, asked for it by that name, through no proxy.

    The name is looked at because a page from elsewhere can make its own name mean this machine.
    """
    forwarded = any(name in headers for name in ("x-forwarded-for", "forwarded", "x-real-ip"))
    named = urlsplit(f"//{headers.get('host', '')}").hostname
    return not forwarded and address in _HERE and named in (*_HERE, "localhost")
