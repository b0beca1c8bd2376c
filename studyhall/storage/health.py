"""Whether what the database holds is whole, and mending what a document's own text can mend."""

from __future__ import annotations

import sqlalchemy as sa

from studyhall.domain.health import Problem
from studyhall.storage.tables import documents, passages

DAMAGED = Problem("the database file is damaged", "restore the data folder from a backup")
_REPAIR = "run doctor --repair"


def problems(connection: sa.Connection) -> list[Problem]:
    """What is wrong; empty when the database is sound."""
    found = _damage(connection)
    if found:
        return found
    orphans = _orphans(connection)
    if orphans:
        tables = ", ".join(sorted({table for table, _ in orphans}))
        found.append(Problem(f"{len(orphans)} rows of {tables} belong to nothing", _REPAIR))
    for document, title in connection.execute(_without_passages()):
        found.append(Problem(f"the document {document} ({title}) has no passages", _REPAIR))
    for document, count in _strayed(connection).items():
        told = f"{len(count)} passages of the document {document} differ from its text"
        found.append(Problem(told, _REPAIR))
    return found


def repair(connection: sa.Connection) -> None:
    """Cut strayed passages out of their document's text anew; remove what belongs to nothing."""
    for table, row in _orphans(connection):
        connection.exec_driver_sql(f'DELETE FROM "{table}" WHERE rowid = ?', (row,))  # noqa: S608 - SQLite's own name
    for document, strayed in _strayed(connection).items():
        text = connection.scalar(sa.select(documents.c.text).where(documents.c.id == document)) or ""
        for passage, start, end in strayed:
            cut = passages.update().where(passages.c.id == passage).values(text=text[start:end])
            connection.execute(cut)
    for document, _ in connection.execute(_without_passages()).all():
        connection.execute(documents.delete().where(documents.c.id == document))


def _damage(connection: sa.Connection) -> list[Problem]:
    if connection.dialect.name != "sqlite":
        return []
    found = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check") if row[0] != "ok"]
    return [Problem(f"{DAMAGED.what}: {text}", DAMAGED.repair) for text in found[:5]]


def _orphans(connection: sa.Connection) -> list[tuple[str, int]]:
    """Table and row id of what refers to a row that is gone."""
    if connection.dialect.name != "sqlite":
        return []
    return [(row[0], row[1]) for row in connection.exec_driver_sql("PRAGMA foreign_key_check")]


def _without_passages() -> sa.Select[str, str]:
    held = sa.select(passages.c.document_id)
    return sa.select(documents.c.id, documents.c.title).where(documents.c.id.not_in(held))


def _strayed(connection: sa.Connection) -> dict[str, list[tuple[int, int, int]]]:
    """By document, the passages (id, start, end) whose text is not the slice that they name."""
    strayed: dict[str, list[tuple[int, int, int]]] = {}
    for document in connection.scalars(sa.select(documents.c.id)).all():
        text = connection.scalar(sa.select(documents.c.text).where(documents.c.id == document)) or ""
        for row in connection.execute(sa.select(passages).where(passages.c.document_id == document)):
            if text[row.start : row.end] != row.text:
                strayed.setdefault(document, []).append((row.id, row.start, row.end))
    return strayed
