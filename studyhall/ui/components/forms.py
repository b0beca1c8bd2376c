"""Plain HTML forms for what sets or changes the cookie: a page of Streamlit's cannot."""

from __future__ import annotations

from html import escape
from typing import NamedTuple


class Field(NamedTuple):
    """An input of a form. `fills` is the browser's `autocomplete`.

    Streamlit takes away a `name` that a document or a form has itself, such as "name".
    """

    name: str
    label: str
    kind: str = "text"
    fills: str = "off"
    hint: str = ""
    least: int = 1
    most: int = 200


def form(kind: str, fields: list[Field], button: str, problem: str = "", **hidden: str) -> str:
    """A form that posts to `/enter/<kind>`; `problem` says above it what was wrong with the last try.

    `hidden` goes along: the language that the page is read in, and where `to` go afterwards.
    """
    inputs = "".join(_input(kind, field) for field in fields)
    told = f'<p class="problem" role="alert">{escape(problem)}</p>' if problem else ""
    along = "".join(
        f'<input type="hidden" name="{name}" value="{escape(value)}">'
        for name, value in hidden.items()
        if value
    )
    return (
        f'<form class="enter" method="post" action="/enter/{kind}" accept-charset="utf-8">'
        f"{told}{along}{inputs}"
        f'<button type="submit">{escape(button)}</button></form>'
    )


def sign_out_form(button: str) -> str:
    """A form that is one quiet button."""
    return (
        f'<form class="quiet" method="post" action="/enter/sign-out"><button>{escape(button)}</button></form>'
    )


def _input(kind: str, field: Field) -> str:
    key = f"{kind}-{field.name}"
    hint = f'<span class="hint" id="{key}-hint">{escape(field.hint)}</span>' if field.hint else ""
    described = f' aria-describedby="{key}-hint"' if field.hint else ""
    return (
        f'<label for="{key}">{escape(field.label)}</label>'
        f'<input id="{key}" name="{field.name}" type="{field.kind}" autocomplete="{field.fills}" required '
        f'minlength="{field.least}" maxlength="{field.most}"{described}>{hint}'
    )
