"""Measuring quality on a file of questions: evaluate retrieval, evaluate answers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from studyhall.cli.output import Json, print_json, progress_bar
from studyhall.evaluation.measuring import measure_answers, measure_retrieval

File = Annotated[Path, typer.Argument(help="Questions with their paragraphs, in SQuAD's JSON format.")]

app = typer.Typer(help="Measure quality on a file of questions.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Measure quality on a file of questions."""


@app.command()
def retrieval(
    file: File,
    questions: Annotated[
        Path | None, typer.Option(help="Take the questions' texts, by id, from here.")
    ] = None,
    perturb: Annotated[int | None, typer.Option(help="Misspell questions, with this seed.")] = None,
    strip_diacritics: Annotated[
        bool, typer.Option("--strip-diacritics", help="Ask without diacritics.")
    ] = False,
    json: Json = False,
) -> None:
    """How often the right paragraph is found."""
    with progress_bar("Asking") as progress:
        figures = measure_retrieval(
            file, questions, seed=perturb, stripped=strip_diacritics, progress=progress
        )
    _print(figures, json=json)


@app.command()
def answers(
    file: File,
    engine: Annotated[str, typer.Option("--engine", help="Who writes the answers.")] = "offline",
    leave_out: Annotated[
        float, typer.Option("--leave-out", min=0.0, max=0.9, help="Leave this share of the articles out.")
    ] = 0.0,
    json: Json = False,
) -> None:
    """How often the first quoted sentence answers, and how well questions without an answer are refused."""
    with progress_bar("Asking") as progress:
        figures = measure_answers(file, engine, leave_out, progress)
    _print(figures, json=json)


def _print(figures: dict[str, Any], *, json: bool) -> None:
    if json:
        print_json(figures)
        return
    for name, value in figures.items():
        print(f"{name:>20}  {'—' if value is None else value}")
