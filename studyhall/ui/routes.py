"""What a page cannot do: set a cookie or take it back, and hand out a document to print or to keep.

Streamlit checks nothing on these, so each one does: the origin of a form, the size of its body, and who asks.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from studyhall.domain.errors import Absent, StudyHallError
from studyhall.domain.text import file_stem
from studyhall.domain.wording import LANGUAGES
from studyhall.ui import tokens
from studyhall.ui.addresses import onward
from studyhall.ui.printing import PRINT_POLICY, printed
from studyhall.ui.serving import hall, now

if TYPE_CHECKING:
    from studyhall.domain.people import Person
    from studyhall.services.credentials import SignedIn

LONGEST_BODY = 16_384

_NOT_THERE = (
    "This is not there, or not yours to see. Go back, and open it from its page.\n"
    "Nội dung này không có, hoặc không dành cho bạn. Hãy quay lại và mở từ trang của nó.\n"
)

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
            return _redirect(form, {"form": kind, "refused": error.code})
        language = form.get("language", "")
        if language in LANGUAGES and not signed_in.person.language:
            await run_in_threadpool(hall().accounts.set_language, signed_in.person.id, language)
        told = {"done": kind} if kind == "password" else {}
        return tokens.give(_redirect(form, told), signed_in.token, request)

    return Route(f"/enter/{kind}", entered, methods=["POST"])


def _redirect(form: Form, told: Form) -> RedirectResponse:
    """To the page that the form names, or to the first one."""
    return RedirectResponse(onward(form.get("to", ""), **told), status_code=303)


def _sign_in(form: Form, request: Request) -> SignedIn:
    return hall().accounts.sign_in(form.get("who", ""), form.get("password", ""), _address(request), now())


def _join(form: Form, request: Request) -> SignedIn:
    fields = (form.get("code", ""), form.get("who", ""), form.get("password", ""))
    return hall().accounts.join(*fields, _address(request), now())


def _set_up(form: Form, request: Request) -> SignedIn:
    _refuse_from_afar(request)
    return hall().accounts.set_up(form.get("who", ""), form.get("password", ""), now())


def _refuse_from_afar(request: Request) -> None:
    """Until there is a first teacher, only who sits at this machine may become one. Raises Absent."""
    if not tokens.is_local(_address(request), request.headers):
        raise Absent("this is for this machine only", "do it there", code="not_local")


def _look_around(form: Form, request: Request) -> SignedIn:
    _refuse_from_afar(request)
    accounts = hall().accounts
    people = {person.name: person for person in accounts.look_around(now())}
    chosen = people.get(form.get("sample", "")) or next(iter(people.values()))
    return accounts.sign_in_as_sample(chosen.id, now())


def _change_password(form: Form, request: Request) -> SignedIn:
    person = _somebody(request)
    return hall().accounts.change_password(person.id, form.get("old", ""), form.get("new", ""), now())


def _somebody(request: Request) -> Person:
    """Who sends a form. Raises Absent where nobody is signed in."""
    person = hall().accounts.who(request.cookies.get(tokens.COOKIE, ""), now())
    if person is None:
        raise Absent("you are not signed in", "sign in, then try again", code="signed_out")
    return person


async def _sign_out(request: Request) -> Response:
    try:
        await _form(request)
    except _FormError as error:
        return PlainTextResponse(error.told, error.status)
    try:
        await run_in_threadpool(hall().accounts.sign_out, request.cookies.get(tokens.COOKIE, ""))
    except StudyHallError as error:
        _log.error("a session could not be ended: %s", error.code)
    return tokens.take_back(RedirectResponse("/", status_code=303))


async def _erase(request: Request) -> Response:
    """Erase whoever is here, where they typed their password; then nobody is signed in any more."""
    try:
        form = await _form(request)
        await run_in_threadpool(_erase_oneself, form, request)
    except _FormError as error:
        return PlainTextResponse(error.told, error.status)
    except StudyHallError as error:
        _log.info("an attempt to erase an account was refused: %s", error.code)
        return _redirect(form, {"form": "erase", "refused": error.code})
    return tokens.take_back(RedirectResponse("/?done=erase", status_code=303))


def _erase_oneself(form: Form, request: Request) -> None:
    person = _somebody(request)
    hall().erasing.erase_oneself(person.id, form.get("password", ""), _address(request), now())


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _handing_out(path: str, made: Callable[[Request, Person], Response]) -> Route:
    """A route that gives somebody who is signed in what the services let them have."""

    def asked(request: Request) -> Response:
        arrival = hall().accounts.arrive(request.cookies.get(tokens.COOKIE, ""), now())
        if arrival is None or arrival.one_time:
            return RedirectResponse("/", status_code=303)
        answer = made(request, arrival.person)
        answer.headers["cache-control"] = "no-store"
        return answer

    async def handed_out(request: Request) -> Response:
        try:
            return await run_in_threadpool(asked, request)
        except StudyHallError as error:
            _log.info("a document was refused: %s", error.code)
            return PlainTextResponse(_NOT_THERE, 404 if isinstance(error, Absent) else 403)

    return Route(path, handed_out, methods=["GET"])


def _document(request: Request, person: Person) -> Response:
    document = hall().library.read(person.id, request.path_params["document"])
    start, end = (_whole(request.query_params.get(name, "")) for name in ("start", "end"))
    cited = (start, end) if start is not None and end is not None else None
    return HTMLResponse(printed(document, cited), headers={"content-security-policy": PRINT_POLICY})


def _conversation(request: Request, person: Person) -> Response:
    talk = _whole(request.path_params["conversation"]) or 0
    told = hall().conversing.export(person.id, talk, now(), _language(request, person))
    title = told.partition("\n")[0]
    return _file(told.encode(), f"{file_stem(title)}.md", "text/markdown; charset=utf-8")


def _belongings(request: Request, person: Person) -> Response:
    asked = request.path_params["person"]
    whose = person.id if asked == "me" else _whole(asked) or 0
    packed = hall().packing.pack(person.id, whose, now(), _language(request, person))
    return _file(packed.content, f"study-hall-{file_stem(packed.name)}.zip", "application/zip")


def _language(request: Request, person: Person) -> str:
    return person.language or request.headers.get("accept-language", "en")[:2]


def _file(content: bytes, name: str, media_type: str) -> Response:
    """A file to be kept under this name, and not to be shown."""
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    return Response(content, media_type=media_type, headers=headers)


ROUTES = [
    _entering("sign-in", _sign_in),
    _entering("join", _join),
    _entering("set-up", _set_up),
    _entering("look-around", _look_around),
    _entering("password", _change_password),
    Route("/enter/sign-out", _sign_out, methods=["POST"]),
    Route("/enter/erase", _erase, methods=["POST"]),
    _handing_out("/print/{document}", _document),
    _handing_out("/keep/{conversation}", _conversation),
    _handing_out("/export/{person}", _belongings),
]
