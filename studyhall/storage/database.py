"""Opening the database: SQLite in WAL by default, any SQLAlchemy URL otherwise, at the newest schema."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event, exc
from sqlalchemy.dialects import postgresql, sqlite

from studyhall.domain.errors import Misconfigured, Refused, StorageFailure
from studyhall.storage.migrations import HEAD

WAIT_SECONDS = 30
# What a connection is told it is for: a transaction that will write; or what stands in no transaction.
WRITE, BARE = "studyhall_write", "studyhall_bare"

_log = logging.getLogger(__name__)


def connect(url: str | sa.URL) -> sa.Engine:
    """An engine on the database at `url`, its schema brought to the newest revision.

    Raises Misconfigured for a URL that names no usable database, or one that is not of this program or of a
    newer one, and StorageFailure when the database does not answer.
    """
    try:
        engine = sa.create_engine(url)
    except (exc.ArgumentError, exc.NoSuchModuleError, ImportError, ValueError, TypeError) as error:
        _log.error("the database address cannot be used: %s", type(error).__name__)
        raise Misconfigured(
            "the database address in the settings cannot be used", "check STUDYHALL_DATABASE"
        ) from None
    if engine.dialect.name == "sqlite":
        _set_up_sqlite(engine)
    with translated():
        _bring_up_to_date(engine)
    return engine


def _set_up_sqlite(engine: sa.Engine) -> None:
    @event.listens_for(engine, "connect")
    def configure(connection: Any, _record: object) -> None:
        # The driver must not open transactions by itself: BEGIN is ours, see below.
        connection.isolation_level = None
        for pragma in (
            f"busy_timeout={WAIT_SECONDS * 1000}",
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            # What is removed is overwritten with zeros, so that nobody finds it in the file later.
            "secure_delete=ON",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        if connection.get_execution_options().get(BARE, False):
            return
        # A transaction that will write takes the lock at once: two readers that both try to become
        # writers would make one of them fail instead of wait.
        write = connection.get_execution_options().get(WRITE, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def new_id(connection: sa.Connection, insert: sa.Insert) -> int:
    """Put a row in; gives its id."""
    key = connection.execute(insert).inserted_primary_key
    assert key is not None
    return int(key[0])


@contextmanager
def unless_taken(connection: sa.Connection, refused: Refused) -> Iterator[None]:
    """Raises `refused` where what is written is already another's; the transaction can go on after it.

    On PostgreSQL an error would end the whole of it, so this part is a savepoint.
    """
    try:
        with connection.begin_nested():
            yield
    except exc.IntegrityError:
        raise refused from None


def inserting(connection: sa.Connection, table: sa.Table) -> postgresql.Insert | sqlite.Insert:
    """An insert in the database's own words, which may do nothing where a row is in the way."""
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)


def _bring_up_to_date(engine: sa.Engine) -> None:
    found = _revision(engine)
    if found == HEAD:
        return
    # Alembic takes half a second to import, and is needed once in the life of a schema.
    from studyhall.storage.migrations import upgrade

    upgrade(engine)


def leave_no_trace(connection: sa.Connection) -> None:
    """Mark the file, as part of the transaction at hand, as one to be scrubbed."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA user_version=1")


def scrub(engine: sa.Engine) -> bool:
    """Leave nothing of what was removed in a file that is marked; False while somebody reads or writes it.

    Overwriting what is removed is not all: moving rows between pages leaves copies. So the file is written
    anew, of what there is, and its log of changes emptied; only then the mark goes.
    """
    if engine.dialect.name != "sqlite":
        return True
    with engine.connect().execution_options(**{BARE: True}) as connection:
        if not connection.exec_driver_sql("PRAGMA user_version").scalar():
            return True
        connection.exec_driver_sql("VACUUM")
        if connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalar():
            return False
        connection.exec_driver_sql("PRAGMA user_version=0")
    return True


def _revision(engine: sa.Engine) -> str | None:
    """The schema's revision; None for an empty database. Raises Misconfigured for one of another program."""
    with engine.connect() as connection:
        tables = sa.inspect(connection).get_table_names()
        if not tables:
            return None
        ours = "alembic_version" in tables and "passages" in tables
        found = connection.execute(sa.text("SELECT version_num FROM alembic_version")) if ours else None
        revision: str | None = found.scalar() if found is not None else None
    if revision is None:
        raise Misconfigured(
            "the database belongs to another program, or lost its version",
            "check STUDYHALL_DATABASE, or restore the data folder from a backup",
        )
    return revision


@contextmanager
def translated() -> Iterator[None]:
    """Turns what the driver raises into StorageFailure, once and by type; the cause goes to the log."""
    try:
        yield
    except exc.SQLAlchemyError as error:
        cause = getattr(error, "orig", None) or error
        # Only the driver's own words: SQLAlchemy's would carry the statement's values, people's words.
        _log.error("storage failed: %s: %s", type(cause).__name__, str(cause).partition("\n")[0])
        raise _failure(str(cause)) from None


def _failure(cause: str) -> StorageFailure:
    if "disk is full" in cause or "No space left" in cause:
        return StorageFailure(
            "the disk is full, so this was not stored", "free some space and try again", code="disk_full"
        )
    if "locked" in cause:
        return StorageFailure(
            "another process kept the database busy for too long", "try again in a moment", code="busy"
        )
    if "readonly" in cause or "unable to open" in cause:
        return StorageFailure(
            "the database cannot be opened for writing",
            "check that the data folder exists and belongs to you",
            code="not_writable",
        )
    if "malformed" in cause or "not a database" in cause:
        return StorageFailure("the database file is damaged", "restore it from a backup", code="damaged")
    return StorageFailure("the database did not answer", "try again; the log tells more")
