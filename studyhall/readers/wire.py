"""A reading, or the reason why there is none, as bytes that one process hands to another."""

from __future__ import annotations

import json
import traceback
from collections.abc import Sequence
from dataclasses import asdict
from itertools import chain
from pathlib import PurePath
from typing import Any

from studyhall.domain.alignment import Alignment, Run
from studyhall.domain.documents import Aside, Body, Description, PageStart, Reading, Section, Span
from studyhall.domain.errors import BadFile

_FRAMES = 5
"""So many of the innermost places where a reader failed are told."""


def packed(reading: Reading) -> bytes:
    """The reading as JSON in UTF-8."""
    body = reading.body
    return _json(
        {
            "version": reading.version,
            "media_type": reading.media_type,
            "description": asdict(reading.description),
            "text": body.text,
            "original": body.original,
            "runs": list(chain.from_iterable(body.alignment.runs)),
            "sections": [(s.level, s.start, s.end) for s in body.sections],
            "pages": [(p.number, p.start) for p in body.pages],
            "asides": [(a.kind, a.text, a.at, a.origin_start, a.origin_end) for a in body.asides],
            "spans": [(s.start, s.end, s.page, s.heading) for s in reading.spans],
        }
    )


def packed_refusal(refusal: BadFile) -> bytes:
    """The refusal as JSON in UTF-8."""
    return _json({"refused": [refusal.message, refusal.next_step, refusal.code]})


def packed_crash(error: BaseException) -> bytes:
    """The type of what went wrong in the reader itself, and where: for a log.

    Never its message, nor the lines of a trace: these may hold words of the document.
    """
    frames = traceback.StackSummary.extract(
        traceback.walk_tb(error.__traceback__), limit=-_FRAMES, lookup_lines=False
    )
    places = [f"{_short(frame.filename)}:{frame.lineno} in {frame.name}" for frame in frames]
    return _json({"crashed": " < ".join([type(error).__qualname__, *reversed(places)])})


def _short(filename: str) -> str:
    return "/".join(PurePath(filename).parts[-2:])


class CrashedError(Exception):
    """The other process says that it failed; the message is for a log."""


def unpacked(data: bytes) -> Reading:
    """The reading that was packed.

    Raises BadFile when a refusal was packed, CrashedError for a crash, and ValueError, TypeError or KeyError
    when the bytes are none of the three.
    """
    held = json.loads(data.decode("utf-8", "surrogatepass"))
    if "refused" in held:
        message, next_step, code = held["refused"]
        raise BadFile(message, next_step, code=code)
    if "crashed" in held:
        raise CrashedError(held["crashed"])
    spans = tuple(Span(start, end, page, tuple(heading)) for start, end, page, heading in held["spans"])
    description = Description(**held["description"])
    return Reading(held["version"], held["media_type"], description, _body(held), spans)


def _body(held: dict[str, Any]) -> Body:
    return Body(
        text=held["text"],
        original=held["original"],
        alignment=Alignment(_runs(held["runs"])),
        sections=tuple(Section(*section) for section in held["sections"]),
        pages=tuple(PageStart(*page) for page in held["pages"]),
        asides=tuple(Aside(*aside) for aside in held["asides"]),
    )


def _runs(numbers: Sequence[int]) -> tuple[Run, ...]:
    each = iter(numbers)
    return tuple(Run(*four) for four in zip(each, each, each, each, strict=True))


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
