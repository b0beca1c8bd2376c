"""Adding documents to a course: `ingest`."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Annotated, Any

import typer

from studyhall.cli.opening import Session, now, opened
from studyhall.cli.output import Json, counted, error_values, print_json, progress_bar, show_error
from studyhall.domain.documents import Description, NewSource
from studyhall.domain.errors import BadFile, StudyHallError, Unavailable
from studyhall.domain.text import one_line, visible_line
from studyhall.services.library import Added, Outcome

# What is taken from a folder; a file that is named itself is judged by its content alone.
_SUFFIXES = frozenset(
    (".pdf", ".docx", ".html", ".htm", ".xhtml", ".md", ".markdown", ".mdown", ".mkd", ".txt")
)

CourseName = Annotated[str, typer.Option("--course", help="The course's slug or title.")]

_log = logging.getLogger(__name__)


@dataclass
class Ingested:
    """What became of the files: `failure` is what ended it before the last of them."""

    added: list[Added] = field(default_factory=list)
    skipped: list[tuple[Path, BadFile]] = field(default_factory=list)
    failure: StudyHallError | None = None

    def count(self, *outcomes: Outcome) -> int:
        """How many files came to one of these."""
        return sum(one.outcome in outcomes for one in self.added)


def register(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command()(ingest)


def ingest(
    paths: Annotated[list[Path], typer.Argument(help="Files, or folders with all documents below them.")],
    course: CourseName,
    title: Annotated[str, typer.Option(help="What the source is called.")] = "",
    author: Annotated[str, typer.Option(help="Who wrote it.")] = "",
    side: Annotated[str, typer.Option(help="Whose account it is; 'neutral' for nobody's.")] = "",
    language: Annotated[str, typer.Option(help="Its language: en, vi, ...; detected if not given.")] = "",
    date: Annotated[str, typer.Option(help="When it was written.")] = "",
    json: Json = False,
) -> None:
    """Add documents to a course; the course is made when there is none of that name."""
    told = Description(*map(one_line, (title, author, side, language, date)))
    course = one_line(course)
    started = perf_counter()
    with opened() as session:
        done = _ingest_all(session, paths, course, told)
    values = _values(course, done) | {"seconds": round(perf_counter() - started, 3)}
    failure = done.failure or (done.skipped[0][1] if done.skipped and not done.added else None)
    if failure:
        values["error"] = error_values(failure)
    if json:
        print_json(values)
    else:
        for path, error in done.skipped:
            show_error(BadFile(f"{path}: {error.message}", error.next_step), json=False)
        print(_words(values["course"], done))
        if done.failure:
            show_error(done.failure, json=False)
    if failure:
        raise typer.Exit(1)


def _ingest_all(session: Session, paths: list[Path], course: str, told: Description) -> Ingested:
    done = Ingested()
    files = list(_files(paths, done))
    try:
        with progress_bar("Adding documents") as progress:
            for at, path in enumerate(files, start=1):
                _ingest(session, path, course, told, done)
                progress(at, len(files))
        if done.added:
            with progress_bar("Indexing") as progress:
                session.hall.indexing.catch_up(done.added[0].course, progress)
    except Unavailable as error:
        done.failure = error
    return done


def _ingest(session: Session, path: Path, course: str, told: Description, done: Ingested) -> None:
    library = session.hall.library
    try:
        source = NewSource(library.fetch(path), os.path.realpath(path), told)
        done.added.append(library.add(session.actor, course, source, now()))
    except BadFile as error:
        done.skipped.append((path, error))
    except StudyHallError:
        raise
    except Exception:  # noqa: BLE001 - it is logged, and the file named
        # One file that nobody foresaw does not keep the others out.
        _log.exception("a file could not be taken in")
        told_so = (
            f"“{one_line(path.name)}” could not be taken in, for a reason that Study Hall did not foresee"
        )
        done.skipped.append((path, BadFile(told_so, "see studyhall.log in the data folder", code="internal")))


def _files(paths: list[Path], done: Ingested) -> Iterator[Path]:
    """The paths that are files, and the documents below those that are folders, in a stable order.

    What is passed over goes to `done.skipped`; hidden files and folders are not mentioned.
    """
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        found = list(_below(path, done))
        documents = [file for file in found if file.suffix.lower() in _SUFFIXES]
        for file in found:
            if file.suffix.lower() not in _SUFFIXES:
                other = f"“{one_line(file.name)}” is not named like a document"
                done.skipped.append(
                    (file, BadFile(other, "name the file itself to add it", code="unknown_type"))
                )
        if not documents:
            empty = f"the folder “{one_line(path.name)}” holds no documents"
            done.skipped.append(
                (path, BadFile(empty, "put PDF, Word, HTML, Markdown or text files in it", code="empty"))
            )
        yield from documents


def _below(folder: Path, done: Ingested) -> Iterator[Path]:
    def unreadable(error: OSError) -> None:
        path = Path(error.filename or folder)
        told = f"the folder “{one_line(path.name)}” may not be read"
        done.skipped.append((path, BadFile(told, "change its permissions and try again", code="unreadable")))

    # Links to folders are not followed: they may lead round in a circle.
    for where, folders, files in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(where, name) for name in sorted(files) if not name.startswith("."))


def _values(course: str, done: Ingested) -> dict[str, Any]:
    changed = [one for one in done.added if one.outcome is not Outcome.UNCHANGED]
    return {
        "course": done.added[0].course.slug if done.added else course,
        "documents": len(changed),
        "passages": sum(one.passages for one in changed),
        "replaced": done.count(Outcome.REPLACED),
        "unchanged": done.count(Outcome.UNCHANGED),
        "skipped": [{"path": str(path), "reason": visible_line(str(error))} for path, error in done.skipped],
    }


def _words(course: str, done: Ingested) -> str:
    passages = sum(one.passages for one in done.added if one.outcome is Outcome.ADDED)
    parts = [f"{counted(done.count(Outcome.ADDED), 'document')} added ({counted(passages, 'passage')})"]
    others = {
        "replaced by a new version": done.count(Outcome.REPLACED),
        "described anew": done.count(Outcome.DESCRIBED),
        "unchanged": done.count(Outcome.UNCHANGED),
        "skipped": len(done.skipped),
    }
    parts += [f"{count} {what}" for what, count in others.items() if count]
    told = f"{course}: {', '.join(parts)}."
    if done.added:
        told += f'\nNow ask: studyhall ask "…" --course {course}'
    return told
