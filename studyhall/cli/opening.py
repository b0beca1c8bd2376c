"""Opening the data folder for a command: the hall, and the local operator who acts."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import NamedTuple

from studyhall import settings
from studyhall.bootstrap import Hall, bootstrap
from studyhall.cli.output import progress_bar
from studyhall.domain.errors import StudyHallError

_log = logging.getLogger(__name__)


class Session(NamedTuple):
    """A hall, and the id of the person as whom this command acts."""

    hall: Hall
    actor: int


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


@contextmanager
def opened() -> Iterator[Session]:
    """The hall on the data folder; the first command on an empty one prepares the starter course."""
    chosen = settings.load()
    hall = bootstrap(chosen)
    try:
        session = Session(hall, hall.accounts.operator(now()).id)
        if chosen.starter and hall.starter.needed():
            _prepare(session)
        yield session
    except StudyHallError:
        raise
    except Exception:
        # Logged here, while the log is open.
        _log.exception("a command failed in a way nobody foresaw")
        raise
    finally:
        hall.close()


def _prepare(session: Session) -> None:
    with progress_bar("Preparing the starter course") as progress:
        course = session.hall.starter.prepare(session.actor, now(), progress)
    if course is not None:
        session.hall.indexing.catch_up(course)
