"""What the commands print: one JSON object, or plain words; progress and errors beside it."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Annotated, Any

import typer

from studyhall.domain.errors import StudyHallError
from studyhall.domain.text import visible_line
from studyhall.services.indexing import Progress

Json = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]


def set_up_streams() -> None:
    """UTF-8 wherever a program reads, the terminal's own encoding where a person does; nothing fails on it.

    What cannot be written is escaped: in JSON a lone surrogate of a file name becomes a JSON escape.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")


def finish() -> bool:
    """Write out what is still held back; False, said in a sentence, where it could not be written."""
    try:
        sys.stdout.flush()
    except OSError as error:
        # Whatever is left in the buffer would be tried, and would fail, once more at the very end.
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            told = StudyHallError("the output could not be written", "check the disk it goes to")
            show_error(told, json=False)
        return False
    return True


def print_json(values: Mapping[str, Any]) -> None:
    """One JSON object on standard output."""
    print(json.dumps(values, ensure_ascii=False))


def error_values(error: StudyHallError) -> dict[str, str]:
    """An error as the contract has it."""
    return {"code": error.code, "message": error.message, "next": error.next_step}


def show_error(error: StudyHallError, *, json: bool) -> None:
    """An error as JSON on standard output, or as its sentence on standard error.

    It is said on standard error too where standard output takes nothing.
    """
    if json:
        with suppress(OSError):
            print_json({"error": error_values(error)})
            sys.stdout.flush()
            return
    # One line without control characters: a file's name may hold what a terminal would obey.
    sentence = visible_line(str(error))
    with suppress(OSError):
        print(sentence[:1].upper() + sentence[1:], file=sys.stderr)


def counted(count: int, thing: str) -> str:
    """A count with its thing, in the plural but for one: "1 passage", "2 passages"."""
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


@contextmanager
def progress_bar(label: str) -> Iterator[Progress]:
    """A bar on standard error that shows how many of how many are done; nothing where nobody looks."""
    if not sys.stderr.isatty():
        yield lambda _done, _all: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn(label), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, every: bar.update(task, completed=done, total=every)
