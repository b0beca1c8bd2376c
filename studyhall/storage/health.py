"""Whether the database file is whole, and whether each document is as it was stored."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from studyhall.domain.health import Damage, Problem
from studyhall.storage.bodies import UNREADABLE, body_from, digest_of
from studyhall.storage.tables import documents, passages

DAMAGED = Problem("the database file is damaged", "restore the data folder from a backup", grave=True)


def problems(connection: sa.Connection) -> list[Problem]:
    """What is wrong with the file itself; empty when it is sound."""
    if connection.dialect.name != "sqlite":
        return []
    found = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check") if row[0] != "ok"]
    if found:
        return [replace(DAMAGED, what=f"{DAMAGED.what}: {text}") for text in found[:5]]
    orphans = _orphans(connection)
    tables = ", ".join(sorted({table for table, *_ in orphans}))
    told = f"{len({orphan[:2] for orphan in orphans})} rows of {tables} belong to nothing"
    return [Problem(told, "run doctor --repair")] if orphans else []


def remove_orphans(connection: sa.Connection) -> None:
    """Remove what refers to a row that is gone; where it would outlive that row, remove the reference."""
    quoted = connection.dialect.identifier_preparer.quote
    for table, row, reference in _orphans(connection):
        column, rule = _reference(connection, table, reference)
        act = (
            f"UPDATE {quoted(table)} SET {quoted(column)} = NULL"  # noqa: S608 - a table of ours
            if rule == "SET NULL"
            else f"DELETE FROM {quoted(table)}"  # noqa: S608 - a table of ours
        )
        connection.exec_driver_sql(f"{act} WHERE rowid = ?", (row,))


def _orphans(connection: sa.Connection) -> list[tuple[str, int, int]]:
    """What refers to a row that is gone: its table, its row id, and which of the table's references it is."""
    if connection.dialect.name != "sqlite":
        return []
    found = connection.exec_driver_sql("PRAGMA foreign_key_check")
    return [(table, row, reference) for table, row, _, reference in found]


def _reference(connection: sa.Connection, table: str, reference: int) -> tuple[str, str]:
    """The column of a table's reference, and what becomes of it when the row that it refers to goes."""
    name = connection.dialect.identifier_preparer.quote(table)
    held = connection.exec_driver_sql(f"PRAGMA foreign_key_list({name})")
    return next((column, rule) for key, _, _, column, _, _, rule, _ in held if key == reference)


def damage(connection: sa.Connection, document_id: str) -> Damage | None:
    """What of a document's text, structure or passages is not as it was stored."""
    title = connection.scalar(sa.select(documents.c.title).where(documents.c.id == document_id))
    if title is None:
        return None
    try:
        row = connection.execute(sa.select(documents).where(documents.c.id == document_id)).one()
        whole = digest_of(body_from(row).text) == row.digest
    except UNREADABLE:
        return Damage(document_id, title, mendable=False)
    if whole and _passages_stand(connection, row):
        return None
    return Damage(document_id, title, mendable=whole)


def _passages_stand(connection: sa.Connection, row: sa.Row[*tuple[Any, ...]]) -> bool:
    """Whether a document's passages are all there, each the slice of its text that it names."""
    wanted = sa.select(passages).where(passages.c.document_id == row.id).order_by(passages.c.part)
    held = connection.execute(wanted).all()
    return [passage.part for passage in held] == list(range(row.passage_count)) and all(
        0 <= passage.start < passage.end and row.text[passage.start : passage.end] == passage.text
        for passage in held
    )
