"""The log of this package: a file in the data folder, and nothing on the terminal."""

from __future__ import annotations

import logging
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path

_LOG_BYTES = 2_000_000
_LOGGER = logging.getLogger("studyhall")


class _LogFile(RotatingFileHandler):
    """A log that is lost where it cannot be written, as on a full disk, rather than in anyone's way."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the name that logging calls
        """Print nothing."""

    def close(self) -> None:
        """Close the file; what it could not write is lost."""
        with suppress(OSError):
            super().close()


def keep_log(home: Path) -> logging.Handler:
    """Write the log of this package to `studyhall.log` in the data folder; nothing goes to the terminal."""
    handler = _LogFile(
        home / "studyhall.log", maxBytes=_LOG_BYTES, backupCount=3, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    _LOGGER.addHandler(handler)
    _LOGGER.setLevel(logging.INFO)
    return handler


def leave_log(log: logging.Handler) -> None:
    """Write nothing more to it, and close its file."""
    _LOGGER.removeHandler(log)
    log.close()
