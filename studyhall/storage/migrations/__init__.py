"""The schema's history: one module a revision in `versions`, run by Alembic."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

HEAD = "0001"
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
    with engine.connect().execution_options(studyhall_write=True) as connection, connection.begin():
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, HEAD)
        except CommandError as error:
            raise Misconfigured(
                "this data folder was made by a newer Study Hall", "update the program and start again"
            ) from error
