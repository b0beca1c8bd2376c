"""The one place that shows what documents, pupils, file names or models contributed: as text, no more.

It is escaped into HTML and never read as Markdown: no tag, no link, no picture of it reaches the browser.
"""

from __future__ import annotations

import re
from datetime import datetime
from html import escape

import streamlit as st

from studyhall.domain.evidence import MARK
from studyhall.domain.sides import side_name
from studyhall.domain.wording import LANGUAGE_NAMES
from studyhall.ui.components.local_time import zone
from studyhall.ui.session import language, t

# Where Streamlit and GitHub's Markdown see an address, an icon, an emoji, an arrow or a dash.
_MADE_INTO = re.compile(r":(?=[/\w])|@(?=\S)|(?<=www)(?=\.)|[-<>=](?=[->=])", re.IGNORECASE)
_JOINER = "\u2060"
_BEGINNING = re.compile(r"\d*\\\S")
_ESCAPED_FOR_NOTHING = re.compile(r"\\([-.()!+{}#>|]|:(?=\s|$))")


def show_words(text: str, *, language: str = "", kind: str = "words") -> None:
    """A text as it is, line for line; `kind` is its class in the style sheet."""
    st.html(worded(text, language=language, kind=kind))


def worded(text: str, *, language: str = "", kind: str = "words") -> str:
    """The same as HTML."""
    lang = f' lang="{escape(language)}"' if language else ""
    return f'<div class="{kind}"{lang}>{escape(text)}</div>'


def answered(lines: list[str], languages: dict[str, str]) -> str:
    """Lines of an answer as HTML; the marks of `languages`, key by key, become small labels."""
    return f'<div class="answer" role="status">{"".join(_line(line, languages) for line in lines)}</div>'


def _line(line: str, languages: dict[str, str]) -> str:
    keys = [key for key in MARK.findall(line) if key in languages]
    lang = f' lang="{escape(languages[keys[0]])}"' if keys else ""
    labelled = MARK.sub(lambda found: f'<span class="key">{found[1]}</span>', escape(line))
    return f"<p{lang}>{labelled}</p>"


def plain(text: str) -> str:
    """A text for where Streamlit reads Markdown: one line, with Markdown's signs escaped.

    Streamlit makes icons, arrows and links of what is left after that, so these are broken up unseen.
    """
    broken = _MADE_INTO.sub(f"\\g<0>{_JOINER}", " ".join(text.split()))
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|<>~$:&^])", r"\\\1", broken)


def label(text: str) -> str:
    """The same for a field whose label is read aloud as it is written: few signs are escaped.

    Most mean something to Markdown at the beginning of a line alone: of a list, a heading, a quotation.
    """
    told = plain(text)
    begins = _BEGINNING.match(told)
    head = begins.end() if begins else 0
    return told[:head] + _ESCAPED_FOR_NOTHING.sub(r"\1", told[head:])


def shown_side(side: str) -> str:
    """What a side is called in the language of this run; empty for none."""
    return side_name(language(), side) if side else ""


def shown_language(code: str) -> str:
    """What a language is called by those who speak it; the code itself for one without a name here."""
    return LANGUAGE_NAMES.get(code, code)


def moment(at: datetime) -> str:
    """A moment in the reader's own time zone, to the minute."""
    return f"{day(at)} {at.astimezone(zone()):%H:%M}"


def day(at: datetime) -> str:
    """The day of a moment in the reader's own time zone, as it is written in their language."""
    return at.astimezone(zone()).strftime(t("%Y-%m-%d"))


def hour(at: datetime) -> str:
    """The time of a day in the reader's own time zone, to the second."""
    return at.astimezone(zone()).strftime("%H:%M:%S")
