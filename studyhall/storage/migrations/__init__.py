"""The schema's history: one module a revision in `versions`, run by Alembic."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

HEAD = "0006"
"""The newest revision; a test compares it with the newest module."""


def upgrade(engine: sa.Engine) -> None:
    """Bring the schema to HEAD in one transaction; safe when two processes start at once.

    Raises Misconfigured when the database was made by a newer program.
    """
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    from studyhall.domain.errors import Misconfigured

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    writing = engine.connect().execution_options(studyhall_write=True)
    with writing as connection, _references_at_rest(connection), connection.begin():
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, HEAD)
        except CommandError as error:
            raise Misconfigured(
                "this data folder was made by a newer Study Hall", "update the program and start again"
            ) from error


@contextmanager
def _references_at_rest(connection: sa.Connection) -> Iterator[None]:
    """Let SQLite follow no reference meanwhile.

    It changes a table by putting another in its place, and dropping the old one would take along whatever
    refers to it. The switch works only outside a transaction (sqlite.org/lang_altertable.html, section 7).
    """
    driver = connection.connection.dbapi_connection
    if connection.dialect.name != "sqlite" or driver is None:
        yield
        return
    driver.cursor().execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        driver.cursor().execute("PRAGMA foreign_keys=ON")
