"""Making questions from a course's sources: `quiz`."""

from __future__ import annotations

from collections.abc import Sequence
from time import perf_counter
from typing import Annotated, Any

import typer

from studyhall.cli.asking import citation_values, place_of
from studyhall.cli.opening import now, opened
from studyhall.cli.output import Json, counted, print_json
from studyhall.cli.sources import OnlyCourse
from studyhall.domain.questions import Question
from studyhall.domain.quizzes import LONGEST_TITLE, MOST_QUESTIONS, Brief
from studyhall.domain.tasks import Kind, Ordering, options_of
from studyhall.domain.text import one_line
from studyhall.ports import Dropped
from studyhall.services.composing import Composed
from studyhall.services.engines import OFFLINE

_ALL = ",".join(Kind)
_LETTERS = "ABCDEF"


def register(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command()(quiz)


def _kinds(told: str) -> tuple[Kind, ...]:
    """The kinds named in a list with commas; anything else is an error of usage."""
    try:
        return tuple(dict.fromkeys(Kind(name.strip()) for name in told.split(",")))
    except ValueError:
        raise typer.BadParameter(f"name kinds of these: {_ALL}", param_hint="--kinds") from None


def quiz(
    course: OnlyCourse = None,
    count: Annotated[
        int, typer.Option("--count", min=1, max=MOST_QUESTIONS, help="How many questions.")
    ] = 10,
    kinds: Annotated[str, typer.Option("--kinds", help="The kinds of questions, with commas.")] = _ALL,
    topic: Annotated[str, typer.Option("--topic", help="What they are to be about.")] = "",
    language: Annotated[
        str,
        typer.Option("--language", help="The language to ask in; that of the sources where it is left out."),
    ] = "",
    seed: Annotated[int, typer.Option("--seed", help="Another seed makes another choice of questions.")] = 0,
    engine: Annotated[
        str, typer.Option("--engine", help="Who writes them: offline, or llm (sends passages to the model).")
    ] = OFFLINE,
    save: Annotated[
        bool, typer.Option("--save", help="Keep them as a draft, to be looked over on the page Quizzes.")
    ] = False,
    json: Json = False,
) -> None:
    """Make questions from a course's sources; each is proven by words of a source."""
    brief = Brief(count, _kinds(kinds), language, topic, seed=seed)
    with opened() as session:
        found = session.hall.courses.find(session.actor, course)
        started = perf_counter()
        made = list(session.hall.composing.compose(session.actor, found, brief, now(), engine))
        seconds = perf_counter() - started
        kept = [one for one in made if isinstance(one, Composed)]
        draft = None
        if save and kept:
            title = one_line(topic or found.title, LONGEST_TITLE)
            draft = session.hall.quizzing.keep(session.actor, found, title, kept, now())
    if json:
        print_json(_values(made, engine, seconds) | {"quiz": draft})
    else:
        _show(made)
        if draft:
            print("They are kept as a draft: look them over on the page Quizzes before pupils get them.")


def _values(made: Sequence[Composed | Dropped], engine: str, seconds: float) -> dict[str, Any]:
    return {
        "engine": engine,
        "seconds": round(seconds, 4),
        "dropped": [{"reason": one.fault.value} for one in made if isinstance(one, Dropped)],
        "questions": [question_values(one) for one in made if isinstance(one, Composed)],
    }


def question_values(composed: Composed) -> dict[str, Any]:
    """A question as the contract has it."""
    question, solution = composed.question, composed.question.solution
    return {
        "kind": question.kind.value,
        "prompt": question.task.prompt,
        "options": list(options_of(question.task)) or None,
        "key": list(solution.key) if isinstance(solution.key, tuple) else solution.key,
        "accepted": list(solution.accepted),
        "explanation": solution.explanation,
        "language": question.language,
        "difficulty": question.difficulty.value,
        "evidence": citation_values(solution.evidence),
        "flaws": [flaw.value for flaw in composed.flaws],
    }


def _show(made: Sequence[Composed | Dropped]) -> None:
    """The questions for reading on a terminal, each with its key and where that stands."""
    kept = [one for one in made if isinstance(one, Composed)]
    for number, one in enumerate(kept, 1):
        print(f"{number}. [{one.question.kind}] {one.question.task.prompt}")
        for letter, option in zip(_LETTERS, options_of(one.question.task), strict=False):
            print(f"   {letter}) {option}")
        print(f"   → {_key(one.question)}")
        print(f"   {place_of(one.question.solution.evidence)}")
        print(f"   “{' '.join(one.question.solution.evidence.quote.split())}”")
        if one.flaws:
            print(f"   ! {', '.join(one.flaws)}")
        print()
    dropped = len(made) - len(kept)
    print(counted(len(kept), "question") + (f"; {dropped} more did not pass their proof" if dropped else ""))


def _key(question: Question) -> str:
    """What is right, as it is told on a terminal: letters of options, or words."""
    key = question.solution.key
    if isinstance(key, tuple):
        return (" < " if isinstance(question.task, Ordering) else ", ").join(_LETTERS[index] for index in key)
    if isinstance(key, bool):
        return "true" if key else "false"
    return key if isinstance(key, str) else _LETTERS[key]
