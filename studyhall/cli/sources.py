"""Commands on a course's sources: ingest, sources, show, remove."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import Annotated, Any

import typer

from studyhall.cli.opening import Session, now, opened
from studyhall.cli.output import Json, error_values, print_json, progress_bar, show_error
from studyhall.domain.documents import Description, NewSource
from studyhall.domain.errors import BadFile
from studyhall.services.library import Added, Outcome

CourseName = Annotated[str, typer.Option("--course", help="The course's slug or title.")]
OnlyCourse = Annotated[
    str | None,
    typer.Option("--course", help="The course's slug or title; may be left out where there is one."),
]


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command()(ingest)
    app.command(name="sources")(list_sources)
    app.command()(show)
    app.command()(remove)


def ingest(
    paths: Annotated[list[Path], typer.Argument(help="Files, or folders with all files below them.")],
    course: CourseName,
    title: Annotated[str, typer.Option(help="What the source is called.")] = "",
    author: Annotated[str, typer.Option(help="Who wrote it.")] = "",
    side: Annotated[str, typer.Option(help="Whose account it is; 'neutral' for nobody's.")] = "",
    language: Annotated[str, typer.Option(help="Its language: en, vi, ...; detected if not given.")] = "",
    date: Annotated[str, typer.Option(help="When it was written.")] = "",
    json: Json = False,
) -> None:
    """Add documents to a course; the course is made when there is none of that name."""
    told = Description(title=title, author=author, side=side, language=language, date=date)
    started = perf_counter()
    with opened() as session:
        added, skipped = _ingest_all(session, list(_files(paths)), course, told)
        if added:
            with progress_bar("Indexing") as progress:
                session.hall.indexing.catch_up(added[0].course, progress)
    result = _ingest_values(course, added, skipped) | {"seconds": round(perf_counter() - started, 3)}
    refused = skipped and not added
    if refused:
        result["error"] = error_values(skipped[0][1])
    if json:
        print_json(result)
    else:
        for _, error in skipped:
            show_error(error, json=False)
        print(_ingest_words(result))
    if refused:
        raise typer.Exit(1)


def _files(paths: list[Path]) -> Iterator[Path]:
    """The paths that are files, and the visible files below those that are folders, in a stable order."""
    for path in paths:
        if path.is_dir():
            below = (found for found in sorted(path.rglob("*")) if not found.is_dir())
            yield from (f for f in below if not any(p.startswith(".") for p in f.relative_to(path).parts))
        else:
            yield path


def _ingest_all(
    session: Session, paths: list[Path], course: str, told: Description
) -> tuple[list[Added], list[tuple[Path, BadFile]]]:
    added: list[Added] = []
    skipped: list[tuple[Path, BadFile]] = []
    library = session.hall.library
    with progress_bar("Adding documents") as progress:
        for done, path in enumerate(paths, start=1):
            try:
                source = NewSource(library.fetch(path), str(path.resolve()), told)
                added.append(library.add(session.actor, course, source, now()))
            except BadFile as error:
                skipped.append((path, error))
            progress(done, len(paths))
    return added, skipped


def _ingest_values(course: str, added: list[Added], skipped: list[tuple[Path, BadFile]]) -> dict[str, Any]:
    changed = [one for one in added if one.outcome is not Outcome.UNCHANGED]
    return {
        "course": added[0].course.slug if added else course,
        "documents": len(changed),
        "passages": sum(one.passages for one in changed),
        "unchanged": len(added) - len(changed),
        "skipped": [{"path": str(path), "reason": str(error)} for path, error in skipped],
    }


def _ingest_words(result: dict[str, Any]) -> str:
    return (
        f"{result['course']}: {result['documents']} documents with {result['passages']} passages added, "
        f"{result['unchanged']} unchanged, {len(result['skipped'])} skipped."
    )


def list_sources(course: OnlyCourse = None, json: Json = False) -> None:
    """List a course's sources."""
    with opened() as session:
        found = session.hall.courses.find(session.actor, course)
        every = session.hall.library.sources(session.actor, found)
    if json:
        values = [
            {
                "document": source.document_id,
                "file": source.file,
                **vars(source.description),
                "passages": source.passages,
                "status": source.status,
            }
            for source in every
        ]
        print_json({"course": found.slug, "sources": values})
        return
    for source in every:
        told = source.description
        side = f", {told.side}" if told.side else ""
        print(f"{source.document_id}  {told.title} ({told.language}{side}) · {source.passages} passages")


def show(
    document: Annotated[str, typer.Argument(help="The document's id, as 'sources' lists it.")],
    json: Json = False,
) -> None:
    """Print a document's stored text, to which all offsets refer."""
    with opened() as session:
        found = session.hall.library.read(session.actor, document)
    if not json:
        print(found.body.text)
        return
    print_json(
        {
            "document": found.id,
            "version": found.version,
            "file": found.file,
            **vars(found.description),
            "text": found.body.text,
        }
    )


def remove(
    document: Annotated[str, typer.Argument(help="The document's id, as 'sources' lists it.")],
    json: Json = False,
) -> None:
    """Take a document out of its course; quotations kept with answers stay, marked."""
    with opened() as session:
        course = session.hall.library.remove(session.actor, document)
        session.hall.indexing.catch_up(course)
    if json:
        print_json({"course": course.slug, "removed": document})
    else:
        print(f"{document} was removed from {course.slug}.")
