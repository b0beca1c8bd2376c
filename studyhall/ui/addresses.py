"""Addresses of pages: what leads on after a sign-in, taken from a form and so never trusted."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit

PAGES = (
    "study", "quizzes", "quiz", "attempt", "result", "review", "sources", "reader", "questions", "people",
    "model", "settings", "account",
)  # fmt: skip
_KNOWN = {"course", "document", "start", "end", "talk", "opened", "attempt", "quiz", "part", "item"}
_LONGEST = 100
_DIGITS = 18
"""Digits that a number in an address has at most."""


def onward(address: str, **more: str) -> str:
    """The address of a page of ours that `address` names, with what `more` adds to it; else the first page.

    Only names of pages and of what they show are taken over: nothing leads to another site.
    """
    parts = urlsplit(address.removeprefix("/"))
    ours = parts.path in ("", *PAGES) and not parts.scheme and not parts.netloc
    path = parts.path if ours else ""
    try:
        asked = parse_qsl(parts.query, max_num_fields=20)
    except ValueError:
        asked = []
    kept = {name: value for name, value in asked if ours and name in _KNOWN and len(value) <= _LONGEST}
    told = urlencode(kept | more)
    return f"/{path}?{told}" if told else f"/{path}"


def number_in(told: str) -> int | None:
    """The number that a part of an address tells; None for what is none."""
    return int(told) if told.isascii() and told.isdigit() and len(told) < _DIGITS else None
