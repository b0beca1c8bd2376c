"""Any mess in any text format gives a reading whose parts fit together."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyhall.domain.documents import Reading
from studyhall.domain.errors import BadFile
from studyhall.readers.kinds import Kind
from studyhall.readers.parsing import parse

TAGS = (
    "<p> </p> <td> </td> <tr> <table> </table> <sup> </sup> <h1> </h1> <h2> <img|alt='x|y'> <figcaption> "
    "</figcaption> <nav> </nav> <pre> </pre> <code> </code> <br> <li> <a|href='#cite'> </a> &nbsp;"
)
MARKS = (
    "#| -| 1.| > | | |---| ``` ` * ** _ [ ](x) ![ $ $$ --- === |||| "
    "<b> <!-- --> [^1] [^1]:| \\ ~~~ \t \r\n ||||word"
)
WORDS = '[1] [note|2] word word.| İ e\u0301 . “ ” " Source:|X Figure|1.|A the|lower \xa0 \u200b \n \n\n a_b'


def mess(pieces: str) -> st.SearchStrategy[str]:
    chosen = [piece.replace("|", " ") for piece in f"{pieces} ".split(" ") if piece]
    words = [piece.replace("|", " ") for piece in WORDS.split(" ") if piece]
    return st.lists(st.sampled_from([*chosen, *words, "|", "\n|---|\n", " ", "\n"]), max_size=40).map("".join)


@pytest.mark.parametrize(
    ("kind", "pieces"), [(Kind.HTML, TAGS), (Kind.MARKDOWN, MARKS), (Kind.TEXT, "The|Long|Tide")]
)
def test_the_parts_of_a_reading_fit_together(kind: Kind, pieces: str) -> None:
    @settings(max_examples=150, deadline=None)
    @given(mess(pieces))
    def holds(text: str) -> None:
        try:
            reading = parse(text.encode(), kind, "a", 10_000)
        except BadFile as refusal:
            assert refusal.code in ("empty", "no_text")  # noqa: PT017 - a refusal is one of two good ends
        else:
            _check(reading)

    holds()


def _check(reading: Reading) -> None:
    body = reading.body
    assert body.text == body.text.strip()
    assert "\n\n\n" not in body.text
    counts = [0] * len(body.text)
    for part in (*body.sections, *reading.spans):
        piece = body.text[part.start : part.end]
        assert piece == piece.strip() != ""
        for at in range(part.start, part.end):
            counts[at] += 1
        start, end = body.alignment.to_original(part.start, part.end)
        assert start < end
    assert all(count == 1 or body.text[at].isspace() for at, count in enumerate(counts))
    assert list(body.sections) == sorted(body.sections, key=lambda section: section.start)
    for aside in body.asides:
        assert 0 <= aside.at <= len(body.text)
        assert 0 <= aside.origin_start < aside.origin_end <= len(body.original)
