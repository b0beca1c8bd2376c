"""Any mess in any text format gives a reading whose parts fit together."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from studyhall.domain.documents import Reading
from studyhall.domain.errors import BadFile
from studyhall.domain.text import visible_line
from studyhall.readers import draft, markdown
from studyhall.readers.kinds import Kind
from studyhall.readers.parsing import parse
from studyhall.readers.wire import packed
from tests.readers.made import Paragraph, docx, html, lines, pdf

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


UNSEEN = "\x1b\x00\x07\x9b\u202d\u202e"
TOLD = st.text(alphabet=st.one_of(st.characters(), st.sampled_from(UNSEEN + "\u2066\u200b\u200d\ud800\n #")))
PLACES: dict[Kind, Callable[[str], bytes]] = {
    Kind.TEXT: lambda text: f"A\n\n{text}\n\nA sentence to be read.".encode(errors="surrogatepass"),
    Kind.MARKDOWN: lambda text: (
        f"---\ntitle: {json.dumps(text)}\nside: {json.dumps(text)}\nlang: {json.dumps(text)}\n---\n"
        f"# &#27;&#x202E;&#xD800;{_references(text)}\n\nA sentence. ![&#x202e; x{_references(text)}](y)"
    ).encode(),
    Kind.HTML: lambda text: html(
        f"<nav>x {_references(text)}</nav><p>A sentence. {_references(text)}</p>",
        f"<title>{_references(text)}</title><meta name=author content='{_references(text)}'>",
        _references(text),
    ),
    Kind.WORD: lambda text: docx(
        [Paragraph("A sentence to be read.")],
        docProps__core_DOT_xml=f"<dc:title>{_references(text)}</dc:title>"
        f"<dc:creator>A {_references(text)}</dc:creator>",
    ),
    Kind.PDF: lambda text: pdf([lines(["A sentence to be read by all."])], title=_plain(text)),
}


def _references(text: str) -> str:
    return "".join(f"&#{ord(character)};" for character in text)


def _plain(text: str) -> str:
    return text.encode("utf-16", "replace").decode("utf-16")


@pytest.mark.parametrize("kind", PLACES)
def test_what_leaves_a_reader_is_utf8_and_what_it_tells_is_one_visible_line(kind: Kind) -> None:
    @settings(max_examples=60, deadline=None)
    @example("x \ud800\x1b\u202e")
    @example("word " * 200)
    @given(TOLD)
    def holds(text: str) -> None:
        try:
            reading = parse(PLACES[kind](text), kind, "a\udcff\x1b.txt", 100_000)
        except BadFile as refusal:
            assert refusal.code == "unknown_encoding"  # noqa: PT017 - nothing but strange characters
            return
        packed(reading).decode()
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202d\u202e]", reading.body.text)
        for line in (*vars(reading.description).values(), *(aside.text for aside in reading.body.asides)):
            assert line == visible_line(line)
        assert max(map(len, vars(reading.description).values())) <= 300

    holds()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\xff\xfe\x00", Kind.TEXT),
        ("\ufffd".encode(), Kind.MARKDOWN),
        ("\ue000\ue001 \ue002 a b".encode(), Kind.TEXT),
        ("<html><p>\U000e1234\u0378".encode(), Kind.HTML),
        (pdf([lines(["\ue000\ue001\ue002" * 10])]), Kind.PDF),
    ],
)
def test_what_holds_no_characters_is_no_document(content: bytes, kind: Kind) -> None:
    with pytest.raises(BadFile) as caught:
        parse(content, kind, "a", 1000)
    assert caught.value.code == ("no_text" if kind is Kind.PDF else "unknown_encoding")


def test_more_headings_than_a_document_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (draft, markdown):
        monkeypatch.setattr(module, "MOST_HEADINGS", 3)
    for content, kind in ((b"# x\n" * 4, Kind.MARKDOWN), (b"<h1>x</h1>" * 4 + b"<p>y", Kind.HTML)):
        with pytest.raises(BadFile, match="headings") as caught:
            parse(content, kind, "a", 1000)
        assert caught.value.code == "too_complex"


SLOW = {
    "capitals": (b"CHAPTER\n\n" * 90_000, Kind.TEXT),
    "comments": (b"<html><p>Hello there.</p>" + b"<!--" * 100_000, Kind.HTML),
    "declarations": (b"<html><p>Hello there.</p>" + b"<![CDATA[ <? <!a <b " * 20_000, Kind.HTML),
    "cells": (b"<html><table>" + b"<td>x" * 1000 + b"<td>y</td>" * 50_000, Kind.HTML),
    "forms": (b"<html><p>Hello there.</p>" + b"<form>x" * 1000 + b"<b>y</b>" * 20_000, Kind.HTML),
    "headings": (b"# x\n" * 1_250_000, Kind.MARKDOWN),
    "pictures": (b"![a](b) " * 60_000 + b"A text.", Kind.MARKDOWN),
}


@pytest.mark.parametrize("name", SLOW)
def test_the_time_to_read_grows_with_the_length_alone(name: str) -> None:
    content, kind = SLOW[name]
    start = time.process_time()
    try:
        parse(content, kind, "a", 5_000_000)
    except BadFile as refusal:
        assert refusal.code == "too_complex"  # noqa: PT017 - at once, which is what is wanted
    assert time.process_time() - start < 10  # some seconds; a minute and more before


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
