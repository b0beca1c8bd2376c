"""Cleans a draft: what is not prose is kept apart, and every step leads back to the original.

What goes for good: invisible characters, white space beyond one blank line, and the syntax that a format's
reader has taken out. Reference markers, captions and page furniture become asides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from studyhall.domain.alignment import Edit
from studyhall.domain.documents import Body
from studyhall.readers.captions import without_captions
from studyhall.readers.characters import composed, normal
from studyhall.readers.draft import Draft
from studyhall.readers.markers import without_markers

_SPACE = re.compile(r"[ \n]{2,}|\A[ \n]+|[ \n]+\Z")


def clean(draft: Draft) -> Body:
    """The cleaned text of a draft, with its structure, asides and alignment."""
    draft = tidied(_with_headings_on_a_line(without_markers(normal(draft))))
    draft = tidied(without_captions(draft))
    # What was taken out may have stood between a letter and its accent.
    return composed(draft).body()


def tidied(draft: Draft) -> Draft:
    """The draft with single spaces, no space around lines, and one blank line at most."""
    return draft.edited(_space_edits(draft))


def _with_headings_on_a_line(draft: Draft) -> Draft:
    return draft.edited(
        Edit(heading.start + match.start(), heading.start + match.end(), " ")
        for heading in draft.headings
        for match in re.finditer(r"\s*\n\s*", draft.text[heading.start : heading.end])
    )


def _space_edits(draft: Draft) -> Iterator[Edit]:
    for match in _SPACE.finditer(draft.text):
        start, end = match.span()
        wanted = "" if start == 0 or end == len(draft.text) else _space(draft, match.group(), end)
        if wanted != match.group():
            yield Edit(start, end, wanted)


def _space(draft: Draft, space: str, end: int) -> str:
    indentation = space.rpartition("\n")[2] if draft.is_verbatim(end) else ""
    newlines = space.count("\n")
    if not newlines:
        return indentation or " "
    return "\n" * min(newlines, 2) + indentation
