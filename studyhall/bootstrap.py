"""The one place that knows who is plugged into what."""

from __future__ import annotations

import logging
import os
from contextlib import suppress
from dataclasses import dataclass
from logging.handlers import RotatingFileHandler
from pathlib import Path

from studyhall.domain.errors import StorageFailure
from studyhall.engines.offline.engine import OfflineEngine
from studyhall.index.embeddings import HashedNgramEmbedder
from studyhall.index.shelf import FolderShelves
from studyhall.ports import Embedder, Engine, Reader, Shelves, Storage
from studyhall.readers.files import FileReader
from studyhall.readers.splitting import CHUNKING
from studyhall.services.accounts import Accounts
from studyhall.services.courses import Courses
from studyhall.services.indexing import Indexing
from studyhall.services.library import Library
from studyhall.services.retrieval import Retrieval
from studyhall.services.starter import Starter
from studyhall.services.tutoring import Tutoring
from studyhall.services.upkeep import Upkeep
from studyhall.settings import Settings
from studyhall.storage.unit_of_work import SqlStorage

# Read by the libraries when they are imported, so set before any of them is.
_SILENCED = {
    "ANONYMIZED_TELEMETRY": "False",
    "DO_NOT_TRACK": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "LANGCHAIN_TRACING_V2": "false",
    "LANGSMITH_TRACING": "false",
    "OTEL_SDK_DISABLED": "true",
    "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false",
}
_LOG_BYTES = 2_000_000
_LOGGER = logging.getLogger("studyhall")


@dataclass(frozen=True)
class Hall:
    """The services, ready to use."""

    accounts: Accounts
    courses: Courses
    library: Library
    starter: Starter
    indexing: Indexing
    retrieval: Retrieval
    tutoring: Tutoring
    upkeep: Upkeep
    engines: dict[str, Engine]
    storage: Storage
    shelves: Shelves
    log: logging.Handler

    def close(self) -> None:
        """Let go of the indexes, the database and the log."""
        self.shelves.close()
        self.storage.close()
        _LOGGER.removeHandler(self.log)
        self.log.close()


def silence_telemetry() -> None:
    """Switch off what dependencies would send; what was set from outside is overruled."""
    os.environ.update(_SILENCED)


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


def bootstrap(
    settings: Settings,
    *,
    storage: Storage | None = None,
    reader: Reader | None = None,
    embedder: Embedder | None = None,
    shelves: Shelves | None = None,
    engine: Engine | None = None,
) -> Hall:
    """A hall on the settings' data folder; each part can be replaced.

    Raises StorageFailure when the data folder cannot be made or written.
    """
    silence_telemetry()
    try:
        settings.home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageFailure(
            f"the data folder {settings.home} cannot be made", "set STUDYHALL_HOME to one that you may write"
        ) from error
    log = keep_log(settings.home)
    storage = storage or SqlStorage(settings.database_url)
    reader = reader or FileReader(max_bytes=settings.upload_megabytes * 1024 * 1024)
    embedder = embedder or HashedNgramEmbedder()
    shelves = shelves or FolderShelves(settings.home / "index", CHUNKING)
    offline = engine or OfflineEngine()
    engines: dict[str, Engine] = {offline.name: offline}
    library = Library(storage, reader, embedder)
    indexing = Indexing(storage, shelves, embedder)
    retrieval = Retrieval(storage, indexing, embedder)
    return Hall(
        accounts=Accounts(storage),
        courses=Courses(storage),
        library=library,
        starter=Starter(storage, library, settings.starter_course),
        indexing=indexing,
        retrieval=retrieval,
        tutoring=Tutoring(storage, retrieval, engines),
        upkeep=Upkeep(storage, indexing, reader, embedder),
        engines=engines,
        storage=storage,
        shelves=shelves,
        log=log,
    )
