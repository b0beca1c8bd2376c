"""Measuring quality on a file: evaluate retrieval, answers, grading and quiz."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from studyhall.cli.output import Json, print_json, progress_bar
from studyhall.domain.quizzes import MOST_QUESTIONS
from studyhall.evaluation.measuring import (
    measure_answers,
    measure_grading,
    measure_quizzes,
    measure_retrieval,
)

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


@app.command()
def grading(
    file: Annotated[
        Path,
        typer.Argument(
            help="Marked answers, as JSON Lines: question_id, question, references, answer, label."
        ),
    ],
    engine: Annotated[str, typer.Option("--engine", help="Who grades.")] = "offline",
    json: Json = False,
) -> None:
    """How well answers in words are graded: right (labelled "correct") or not.

    The offline grader leaves what it is not sure of to a teacher: "decided" is the share that it is sure of,
    "precision_decided" how often it is right on that. In "accuracy" and "macro_f1" its best guess counts for
    the others. Questions that it was fitted on are judged by what was fitted on others, in five folds.
    """
    with progress_bar("Grading") as progress:
        figures = measure_grading(file, engine, progress)
    _print(figures, json=json)


@app.command()
def quiz(
    file: File,
    engine: Annotated[str, typer.Option("--engine", help="Who writes the questions.")] = "offline",
    count: Annotated[
        int, typer.Option("--count", min=1, max=MOST_QUESTIONS, help="How many an article.")
    ] = 10,
    seed: Annotated[int, typer.Option("--seed", help="Another seed makes another choice of questions.")] = 0,
    json: Json = False,
) -> None:
    """How many questions each article gives, and what is not good about them by code."""
    with progress_bar("Making") as progress:
        figures = measure_quizzes(file, engine, count, seed, progress)
    _print(figures, json=json)


def _print(figures: dict[str, Any], *, json: bool) -> None:
    if json:
        print_json(figures)
        return
    sets = figures.pop("sets", {})
    for name, value in figures.items():
        print(f"{name:>20}  {'—' if value is None else value}")
    for source, its in sets.items():
        print(f"\n{source}")
        _print(its, json=False)
