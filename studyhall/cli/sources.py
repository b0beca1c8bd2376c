"""Commands on the sources that a course has: sources, show, remove."""

from __future__ import annotations

from typing import Annotated

import typer

from studyhall.cli.opening import opened
from studyhall.cli.output import Json, counted, print_json

OnlyCourse = Annotated[
    str | None,
    typer.Option("--course", help="The course's slug or title; may be left out where there is one."),
]


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command(name="sources")(list_sources)
    app.command()(show)
    app.command()(remove)


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
        passages = counted(source.passages, "passage")
        print(f"{source.document_id}  {told.title} ({told.language}{side}) · {passages}")


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
