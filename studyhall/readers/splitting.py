"""Cuts a body into passages of whole sentences, none of which crosses a heading or is of two pages.

Sentences are added up to `TARGET` characters; a paragraph's end closes a passage from `ENOUGH` on, and
none exceeds `LIMIT`. A passage's sentences all begin on its page; one that runs on over the page's end
belongs to the page it begins on. Headings stand in no passage: a passage carries the path of those above
it. A single sentence longer than the limit is cut by LangChain's RecursiveCharacterTextSplitter, outside
its quotations where they fit. `CHUNKING` names all this: indexes built under another name are not comparable.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from studyhall.domain.documents import Body, Section, Span
from studyhall.domain.sentences import Extent, quotations, sentences

ENOUGH = 600
TARGET = 900
LIMIT = 1_200
SCRAP = 200
CHUNKING = f"sentences-{TARGET}-{LIMIT}-pages"

# Inside a quotation white space is masked by a character that the splitter never cuts at.
_MASK = "\ue000"
_SEPARATORS = ["\n", "; ", ", ", "。", "、", " ", ""]


class Sizes(NamedTuple):
    """Characters of a passage: enough to close at a paragraph's end, wanted, allowed; and too few alone."""

    enough: int = ENOUGH
    target: int = TARGET
    limit: int = LIMIT
    scrap: int = SCRAP


_USUAL = Sizes()


def split(body: Body, sizes: Sizes = _USUAL) -> tuple[Span, ...]:
    """The passages of `body`, in order and apart; every sentence outside headings lies in exactly one."""
    spans: list[Span] = []
    path: list[Section] = []
    bounds = [*body.sections, None]
    start = 0
    for section in bounds:
        end = section.start if section else len(body.text)
        heading = tuple(body.text[held.start : held.end] for held in path)
        spans.extend(
            Span(passage.start, passage.end, body.page_at(passage.start), heading)
            for passage in _passages(body, Extent(start, end), sizes)
        )
        if section:
            path = [held for held in path if held.level < section.level] + [section]
            start = section.end
    return tuple(spans)


def _passages(body: Body, region: Extent, sizes: Sizes) -> Iterator[Extent]:
    units = _units(body.text, region, sizes)
    for _, of_page in groupby(units, key=lambda unit: body.page_at(unit.start)):
        yield from _without_scraps(list(_packed(body.text, of_page, sizes)), sizes)


def _units(text: str, region: Extent, sizes: Sizes) -> Iterator[Extent]:
    """The sentences of a region, those too long for a passage in parts."""
    part = text[region.start : region.end]
    for sentence in sentences(part, longest_quotation=sizes.limit):
        whole = Extent(region.start + sentence.start, region.start + sentence.end)
        yield from _cut(text, whole, sizes.limit) if whole.end - whole.start > sizes.limit else [whole]


def _packed(text: str, units: Iterable[Extent], sizes: Sizes) -> Iterator[Extent]:
    held: Extent | None = None
    for unit in units:
        if held is None:
            held = unit
        elif _closes(text, held, unit, sizes):
            yield held
            held = unit
        else:
            held = Extent(held.start, unit.end)
    if held:
        yield held


def _closes(text: str, held: Extent, unit: Extent, sizes: Sizes) -> bool:
    length, grown = held.end - held.start, unit.end - held.start
    if grown > sizes.limit:
        return True
    if length < sizes.enough:
        return False
    return grown > sizes.target or "\n\n" in text[held.end : unit.start]


def _without_scraps(passages: list[Extent], sizes: Sizes) -> list[Extent]:
    """A last passage too short to stand alone joins the one before it, where there is room."""
    if len(passages) > 1:
        before, last = passages[-2:]
        if last.end - last.start < sizes.scrap and last.end - before.start <= sizes.limit:
            return [*passages[:-2], Extent(before.start, last.end)]
    return passages


def _cut(text: str, sentence: Extent, limit: int) -> Iterator[Extent]:
    """The parts of a sentence that is longer than a passage may be. Raises ValueError if one moved."""
    # Importing it takes a second, and few documents need it.
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    whole = text[sentence.start : sentence.end]
    masked = _masked(whole, limit)
    splitter = RecursiveCharacterTextSplitter(
        separators=_SEPARATORS,
        keep_separator="end",
        chunk_size=limit,
        chunk_overlap=0,
        add_start_index=True,
    )
    done = 0
    for piece in splitter.create_documents([masked]):
        start = piece.metadata["start_index"]
        end = start + len(piece.page_content)
        if start < done or masked[start:end] != piece.page_content or whole[done:start].strip():
            raise ValueError(f"the splitter lost its place at {sentence.start + done}")
        yield Extent(sentence.start + start, sentence.start + end)
        done = end
    if whole[done:].strip():
        raise ValueError(f"the splitter lost the end of the sentence at {sentence.start}")


def _masked(sentence: str, limit: int) -> str:
    """The sentence with every separator inside its quotations hidden, character by character."""
    pieces: list[str] = []
    done = 0
    for quotation in quotations(sentence, limit):
        inside = sentence[quotation.start : quotation.end]
        pieces += sentence[done : quotation.start], re.sub(r"[\s;,。、]", _MASK, inside)
        done = quotation.end
    return "".join([*pieces, sentence[done:]])
