"""What a page cannot do: set a cookie after a sign-in, and hand out a document to print or to keep.

Streamlit checks nothing on these, so each one does: the origin of a form, the size of its body, and who asks.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from studyhall.domain.errors import Absent, StudyHallError
from studyhall.ui import tokens
from studyhall.ui.printing import PRINT_POLICY, printed
from studyhall.ui.serving import hall, now

if TYPE_CHECKING:
    from studyhall.domain.people import Person
    from studyhall.services.credentials import SignedIn

LONGEST_BODY = 16_384

_log = logging.getLogger(__name__)

Form = dict[str, str]


class _FormError(Exception):
    """A form that no page of ours has sent."""

    def __init__(self, status: int, told: str) -> None:
        super().__init__(told)
        self.status = status
        self.told = told


async def _form(request: Request) -> Form:
    """The fields of a form that one of our own pages sent. Raises _FormError."""
    origin = request.headers.get("origin", "")
    if not origin or urlsplit(origin).netloc != request.headers.get("host"):
        raise _FormError(403, "This form did not come from Study Hall. Open the page again and retry.")
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LONGEST_BODY:
            raise _FormError(413, "This form is too long. Go back and shorten what you typed.")
    try:
        return dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=20))
    except ValueError as error:
        raise _FormError(400, "This form cannot be read. Open the page again and retry.") from error


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


def _entering(kind: str, enter: Callable[[Form, Request], SignedIn]) -> Route:
    """A route that signs somebody in and leads to the pages, or back to the form with what went wrong."""

    async def entered(request: Request) -> Response:
        try:
            form = await _form(request)
            signed_in = await run_in_threadpool(enter, form, request)
        except _FormError as error:
            return PlainTextResponse(error.told, error.status)
        except StudyHallError as error:
            _log.info("an attempt to enter by %s was refused: %s", kind, error.code)
            return _redirect({"form": kind, "refused": error.code})
        language = form.get("language", "")
        if language and not signed_in.person.language:
            await run_in_threadpool(hall().accounts.set_language, signed_in.person.id, language)
        return tokens.give(_redirect({}), signed_in.token, request)

    return Route(f"/enter/{kind}", entered, methods=["POST"])


def _redirect(told: Form) -> RedirectResponse:
    return RedirectResponse(f"/?{urlencode(told)}" if told else "/", status_code=303)


def _sign_in(form: Form, request: Request) -> SignedIn:
    return hall().accounts.sign_in(form.get("who", ""), form.get("password", ""), _address(request), now())


def _join(form: Form, request: Request) -> SignedIn:
    fields = (form.get("code", ""), form.get("who", ""), form.get("password", ""))
    return hall().accounts.join(*fields, _address(request), now())


def _set_up(form: Form, _request: Request) -> SignedIn:
    return hall().accounts.set_up(form.get("who", ""), form.get("password", ""), now())


def _look_around(form: Form, request: Request) -> SignedIn:
    if not tokens.is_local(_address(request), request.headers):
        raise Absent("sample people are for this machine only", "set up the first teacher", code="not_local")
    accounts = hall().accounts
    people = {str(person.id): person for person in accounts.look_around(now())}
    chosen = people.get(form.get("person", "")) or next(iter(people.values()))
    return accounts.sign_in_as_sample(chosen.id, now())


def _change_password(form: Form, request: Request) -> SignedIn:
    person = hall().accounts.who(request.cookies.get(tokens.COOKIE, ""), now())
    if person is None:
        raise Absent("you are not signed in", "sign in, then change it", code="signed_out")
    return hall().accounts.change_password(person.id, form.get("old", ""), form.get("new", ""), now())


async def _sign_out(request: Request) -> Response:
    try:
        await _form(request)
    except _FormError as error:
        return PlainTextResponse(error.told, error.status)
    await run_in_threadpool(hall().accounts.sign_out, request.cookies.get(tokens.COOKIE, ""))
    return tokens.take_back(_redirect({}))


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _handing_out(path: str, made: Callable[[Request, Person], Response]) -> Route:
    """A route that gives somebody who is signed in what the services let them have."""

    def asked(request: Request) -> Response:
        person = hall().accounts.who(request.cookies.get(tokens.COOKIE, ""), now())
        if person is None:
            return _redirect({})
        return made(request, person)

    async def handed_out(request: Request) -> Response:
        try:
            return await run_in_threadpool(asked, request)
        except StudyHallError as error:
            return PlainTextResponse(str(error), 404 if isinstance(error, Absent) else 403)

    return Route(path, handed_out, methods=["GET"])


def _document(request: Request, person: Person) -> Response:
    document = hall().library.read(person.id, request.path_params["document"])
    start, end = (_whole(request.query_params.get(name, "")) for name in ("start", "end"))
    cited = (start, end) if start is not None and end is not None else None
    return HTMLResponse(printed(document, cited), headers={"content-security-policy": PRINT_POLICY})


def _conversation(request: Request, person: Person) -> Response:
    language = person.language or request.headers.get("accept-language", "en")[:2]
    told = hall().conversing.export(person.id, request.path_params["conversation"], now(), language)
    name = quote("study-hall.md")
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{name}"}
    return Response(told, media_type="text/markdown; charset=utf-8", headers=headers)


ROUTES = [
    _entering("sign-in", _sign_in),
    _entering("join", _join),
    _entering("set-up", _set_up),
    _entering("look-around", _look_around),
    _entering("password", _change_password),
    Route("/enter/sign-out", _sign_out, methods=["POST"]),
    _handing_out("/print/{document}", _document),
    _handing_out("/keep/{conversation:int}", _conversation),
]
