"""A document as a page of its own, for paper or for reading whole, with the cited words marked."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from itertools import pairwise

from studyhall.domain.documents import Document

# A document's text needs its own style and nothing else: no script, no picture, no form.
PRINT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'"
_STYLE = """
body { font: 1.05rem/1.6 Georgia, "Times New Roman", serif; max-width: 40rem; margin: 2rem auto;
  padding: 0 1rem; color: #23272e; background: #fff }
h1, h2, h3, h4 { line-height: 1.25; font-family: system-ui, sans-serif }
p { white-space: pre-line; overflow-wrap: anywhere }
mark { background: #ffe58a; scroll-margin: 40vh }
.told { color: #59616d; font: .9rem system-ui, sans-serif }
@media print { body { margin: 0; max-width: none } mark { outline: 1px solid #b38600 } }
"""


def printed(document: Document, cited: tuple[int, int] | None) -> str:
    """The document as one HTML page; everything in it is text, whatever it looks like."""
    told = document.description
    line = " · ".join(filter(None, (told.author, told.side, told.date, told.licence)))
    parts = "\n".join(
        f"<h{min(level + 1, 6)}>{text}</h{min(level + 1, 6)}>" if level else f"<p>{text}</p>"
        for level, text in blocks(document, {"cited": cited} if cited else {})
    )
    return (
        f'<!doctype html><html lang="{escape(told.language)}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(told.title)}</title><style>{_STYLE}</style></head><body>"
        f'<h1>{escape(told.title)}</h1><p class="told">{escape(line)}</p>\n{parts}</body></html>'
    )


def blocks(document: Document, marks: Mapping[str, tuple[int, int]]) -> list[tuple[int, str]]:
    """Headings (with their level) and paragraphs (level 0) of a document, as escaped HTML, in order.

    `marks` are places to be marked, each under a name that a link can lead to.
    """
    body = document.body
    levels = {(section.start, section.end): section.level for section in body.sections}
    cuts = sorted({0, len(body.text), *(at for span in levels for at in span)})
    found: list[tuple[int, str]] = []
    for start, end in pairwise(cuts):
        level = levels.get((start, end), 0)
        at = start
        pieces = [body.text[start:end]] if level else body.text[start:end].split("\n\n")
        for piece in pieces:
            if piece.strip():
                found.append((level, marked(piece, at, marks).strip()))
            at += len(piece) + 2
    return found


def marked(text: str, at: int, marks: Mapping[str, tuple[int, int]]) -> str:
    """A text that begins at `at` of its document, escaped, with its part of each of `marks` marked.

    Where two overlap, the one that begins first is marked whole, and the other where it goes on.
    """
    pieces, done = [], 0
    for name, (start, end) in sorted(marks.items(), key=lambda mark: mark[1]):
        first, last = max(start - at, done), min(end - at, len(text))
        if first < last:
            words = escape(text[first:last])
            pieces.append(f'{escape(text[done:first])}<mark id="{escape(name)}">{words}</mark>')
            done = last
    return "".join((*pieces, escape(text[done:])))
