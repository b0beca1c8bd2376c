"""What the commands print: one JSON object, or plain words; progress and errors beside it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Annotated, Any

import typer

from studyhall.domain.errors import StudyHallError
from studyhall.services.indexing import Progress

Json = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]


def print_json(values: Mapping[str, Any]) -> None:
    """One JSON object on standard output."""
    print(json.dumps(values, ensure_ascii=False))


def error_values(error: StudyHallError) -> dict[str, str]:
    """An error as the contract has it."""
    return {"code": error.code, "message": error.message, "next": error.next_step}


def show_error(error: StudyHallError, *, json: bool) -> None:
    """An error as JSON on standard output, or as its sentence on standard error."""
    if json:
        print_json({"error": error_values(error)})
    else:
        sentence = str(error)
        print(sentence[:1].upper() + sentence[1:], file=sys.stderr)


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
