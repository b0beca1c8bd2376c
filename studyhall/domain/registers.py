"""The names in a class list as teachers have it: one a line, or a column of a CSV file."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import NamedTuple

from studyhall.domain.errors import Refused
from studyhall.domain.text import visible_line
from studyhall.domain.tokens import fold

MOST_NAMES = 500
_DELIMITERS = ",;\t"
# Folded; "Tên" and "Họ và tên" are the Vietnamese headings.
_HEADINGS = frozenset({"name", "full name", "ten", "ho ten", "ho va ten"})
# "1.", "1)" and "1 -" before a name; "7A" and "1.5" are none.
_ORDINAL = re.compile(r"\d{1,3}(?:\s*[.)]\s*|\s+[-–—]\s*|[-–—]\s+)(?=[^\W\d_])")


class Listed(NamedTuple):
    """A name, and the line of the list that it stands on."""

    line: int
    name: str


def names_in(text: str) -> list[Listed]:
    """The names of a list, in order; empty lines are passed over, and the numbers of numbered ones dropped.

    Raises Refused, naming the line, for what cannot be read without guessing, and for none or too many.
    """
    text = text.lstrip("\ufeff")
    # The one that is met most: spreadsheets write commas, semicolons or tabs, as their language has it.
    delimiter = max(_DELIMITERS, key=text.count)
    rows = list(_rows(text, delimiter))
    column, width = 0, 1
    if rows:
        headings = [fold(cell) for cell in rows[0][1]]
        found = next((at for at, heading in enumerate(headings) if heading in _HEADINGS), None)
        if found is not None:
            column, width = found, len(headings)
            rows = rows[1:]
    names = [Listed(line, _name(line, cells, column, width)) for line, cells in rows]
    if not names:
        raise Refused("this list has no names", "write one name a line", code="no_names")
    if len(names) > MOST_NAMES:
        raise Refused(
            f"this list has {len(names)} names", f"add at most {MOST_NAMES} at a time", code="too_many_names"
        )
    return names


def wrong_line(line: int, what: str, next_step: str) -> Refused:
    """What is wrong with a line of a list."""
    return Refused(f"line {line} {what}", f"{next_step}, then add the whole list again", code="wrong_line")


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that have anything in them, each with the line it begins on."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for row in reader:
            cells = [visible_line(cell) for cell in row]
            if any(cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error:
        raise wrong_line(line, "has a quotation mark that nothing closes", "correct it") from None


def _name(line: int, cells: list[str], column: int, width: int) -> str:
    if any(cells[width:]):
        raise wrong_line(
            line,
            "has several columns, and no heading says which of them is the name",
            "put a line above the names that calls the column “name”",
        )
    name = _unnumbered(cells[column]) if column < len(cells) else ""
    if not name:
        raise wrong_line(line, "has no name", "write one")
    return name


def _unnumbered(name: str) -> str:
    """A name without the number that it has in a list."""
    ordinal = _ORDINAL.match(name)
    return name[ordinal.end() :] if ordinal else name
