"""Looking after the data folder: doctor and reindex."""

from __future__ import annotations

from time import perf_counter
from typing import Annotated

import typer

from studyhall.cli.opening import now, opened
from studyhall.cli.output import Json, counted, print_json, progress_bar
from studyhall.cli.sources import OnlyCourse


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command()(doctor)
    app.command()(reindex)


def doctor(
    repair: Annotated[bool, typer.Option("--repair", help="Mend what can be mended.")] = False,
    json: Json = False,
) -> None:
    """Check the database, the vectors and the indexes; what is printed is what remains."""
    with opened() as session:
        upkeep = session.hall.upkeep
        if repair:
            upkeep.repair(session.actor, now())
        problems = upkeep.check(session.actor)
        owned = session.hall.indexing.owned
    if json:
        values = [{"what": problem.what, "repair": problem.repair} for problem in problems]
        print_json({"ok": not problems, "problems": values, "indexes_checked": owned})
        return
    for problem in problems:
        print(f"{problem.what}: {problem.repair}.")
    if not problems:
        print("All is well." if owned else "The database is well; another process holds the indexes.")


def reindex(course: OnlyCourse = None, json: Json = False) -> None:
    """Build the indexes anew from the database, of one course or of all; nothing is embedded again."""
    started = perf_counter()
    with opened() as session:
        courses = session.hall.courses
        chosen = [courses.find(session.actor, course)] if course else courses.all(session.actor)
        with progress_bar("Indexing") as progress:
            counts = [session.hall.upkeep.reindex(session.actor, one, progress) for one in chosen]
    result = {
        "courses": [one.slug for one in chosen],
        "passages": sum(counts),
        "seconds": round(perf_counter() - started, 3),
    }
    if json:
        print_json(result)
    else:
        print(f"{counted(sum(counts), 'passage')} indexed.")
