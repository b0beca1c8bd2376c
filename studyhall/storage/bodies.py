"""A document's body as columns: its texts, and its structure as JSON."""

from __future__ import annotations

import hashlib
from typing import Any

import sqlalchemy as sa

from studyhall.domain.alignment import Alignment, Run
from studyhall.domain.documents import Aside, Body, PageStart, Section

# What reading a row raises whose columns hold something else than what was stored.
UNREADABLE = (ValueError, TypeError, KeyError, AttributeError)


def body_values(body: Body) -> dict[str, Any]:
    """The columns `text`, `digest`, `original`, `alignment` and `structure` for a body."""
    return {
        "text": body.text,
        "digest": digest_of(body.text),
        "original": body.original,
        "alignment": [list(run) for run in body.alignment.runs],
        "structure": {
            "sections": [list(vars(section).values()) for section in body.sections],
            "pages": [list(vars(page).values()) for page in body.pages],
            "asides": [list(vars(aside).values()) for aside in body.asides],
        },
    }


def digest_of(text: str) -> str:
    """SHA-256 of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def body_from(row: sa.Row[*tuple[Any, ...]]) -> Body:
    """The body that a row of the documents table holds."""
    return Body(
        text=row.text,
        original=row.original,
        alignment=Alignment(tuple(Run(*run) for run in row.alignment)),
        sections=tuple(Section(*section) for section in row.structure["sections"]),
        pages=tuple(PageStart(*page) for page in row.structure["pages"]),
        asides=tuple(Aside(*aside) for aside in row.structure["asides"]),
    )
