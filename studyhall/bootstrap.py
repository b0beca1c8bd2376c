"""The one place that knows who is plugged into what."""

from __future__ import annotations

import logging
import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from logging.handlers import RotatingFileHandler
from pathlib import Path

from studyhall.domain.errors import Misconfigured, StorageFailure
from studyhall.domain.metering import OPENAI, VENDOR
from studyhall.engines.llm.prompts import Prompts, load_prompts
from studyhall.engines.offline.engine import OfflineEngine
from studyhall.index.embeddings import HashedNgramEmbedder
from studyhall.index.shelf import FolderShelves
from studyhall.ports import Embedder, Engine, PasswordHasher, QuestionSuggester, Reader, Shelves, Storage
from studyhall.readers.files import FileReader
from studyhall.readers.splitting import CHUNKING
from studyhall.services.accounts import Accounts
from studyhall.services.adding import Adding
from studyhall.services.approving import Approving
from studyhall.services.classes import Classes
from studyhall.services.composing import Composing
from studyhall.services.consenting import Consenting
from studyhall.services.conversing import Conversing
from studyhall.services.copying import Copying
from studyhall.services.courses import Courses
from studyhall.services.editing import Editing
from studyhall.services.embedding import Embedding
from studyhall.services.enrolling import Enrolling
from studyhall.services.erasing import Erasing
from studyhall.services.grading import Grading
from studyhall.services.indexing import Indexing
from studyhall.services.judging import Judging
from studyhall.services.library import Library
from studyhall.services.metering import CourseMeter
from studyhall.services.packing import Packing
from studyhall.services.quizzing import Quizzing
from studyhall.services.results import Results
from studyhall.services.retaining import Retaining
from studyhall.services.retrieval import Retrieval
from studyhall.services.reviewing import Reviewing
from studyhall.services.shelving import Shelving
from studyhall.services.starter import Starter, starter_course
from studyhall.services.suggesting import Suggesting
from studyhall.services.taking import Taking
from studyhall.services.trying import Trying
from studyhall.services.tutoring import Tutoring
from studyhall.services.upkeep import Upkeep
from studyhall.services.working import Worker
from studyhall.settings import OFFLINE, Settings
from studyhall.storage.passwords import Argon2Hasher
from studyhall.storage.unit_of_work import SqlStorage

# Read by the libraries when they are imported, or once and then remembered: set before any of them is.
_SILENCED = {
    "ANONYMIZED_TELEMETRY": "False",
    "DO_NOT_TRACK": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "LANGCHAIN_TRACING_V2": "false",
    "LANGSMITH_TRACING": "false",
    "LANGSMITH_TRACING_V2": "false",
    "OTEL_SDK_DISABLED": "true",
    "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false",
}
# All of LangChain's: its tracing is switched on by names old and new, sent to more than one place, and a
# gateway may stand between. OpenAI's log tells questions to the terminal.
_UNSET = ("LANGCHAIN_", "LANGSMITH_", "OPENAI_LOG")
_LOG_BYTES = 2_000_000
_LOGGER = logging.getLogger("studyhall")


@dataclass(frozen=True)
class Hall:
    """The services, ready to use. Whoever serves people for long starts the worker.

    `told` is what may be shown of the settings: each variable with its value, without secrets.
    """

    accounts: Accounts
    enrolling: Enrolling
    classes: Classes
    erasing: Erasing
    packing: Packing
    retaining: Retaining
    courses: Courses
    copying: Copying
    library: Library
    adding: Adding
    embedding: Embedding
    worker: Worker
    starter: Starter
    shelving: Shelving
    indexing: Indexing
    retrieval: Retrieval
    tutoring: Tutoring
    composing: Composing
    quizzing: Quizzing
    approving: Approving
    editing: Editing
    taking: Taking
    grading: Grading
    reviewing: Reviewing
    results: Results
    consenting: Consenting
    trying: Trying
    conversing: Conversing
    judging: Judging
    suggesting: Suggesting
    upkeep: Upkeep
    engines: dict[str, Engine]
    told: tuple[tuple[str, str], ...]
    storage: Storage
    shelves: Shelves
    log: logging.Handler

    def close(self) -> None:
        """Stop the worker, then let go of the indexes, the database and the log."""
        self.worker.close()
        for engine in self.engines.values():
            engine.close()
        if self.shelving.meaning:
            self.shelving.meaning.close()
        self.shelves.close()
        self.storage.close()
        _LOGGER.removeHandler(self.log)
        self.log.close()


def silence_telemetry() -> None:
    """Switch off what dependencies would send; what was set from outside is overruled."""
    for name in [name for name in os.environ if name.startswith(_UNSET)]:
        del os.environ[name]
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


def _first_questions(folder: Path) -> dict[str, tuple[str, ...]]:
    """The questions that come with the starter course, by its slug; none where it cannot be read."""
    try:
        starter = starter_course(folder)
    except Misconfigured:
        return {}
    return {starter.slug: starter.questions}


def _engine_of(settings: Settings, prompts: Prompts, suggestions: QuestionSuggester) -> Engine | None:
    """The engine that asks the model that is set; None where none is."""
    if not settings.model:
        return None
    # Imported only where it is used: most commands of most schools have no need of it.
    from studyhall.engines.llm.engine import ModelEngine
    from studyhall.engines.llm.provider import Server

    server = Server(settings.base_url or OPENAI, settings.key.get_secret_value(), settings.proxy)
    name = settings.model.removeprefix(VENDOR)
    return ModelEngine(server, name, prompts, suggestions, settings.price, settings.model_context)


def _embedder_of(settings: Settings) -> Embedder | None:
    """The embedder of the model that is set; None where spelling is all."""
    if settings.embeddings == OFFLINE:
        return None
    from studyhall.engines.llm.embedding import ModelEmbedder
    from studyhall.engines.llm.gateway import Gateway
    from studyhall.engines.llm.provider import Provider, Server
    from studyhall.engines.llm.spending import Limits

    server = Server(settings.embeddings_address or OPENAI, settings.embeddings_secret, settings.proxy)
    name = settings.embeddings.removeprefix(VENDOR)
    model, provider = server.model(name, settings.price_of_embeddings), Provider(server, Limits())
    return ModelEmbedder(model, Gateway(model), lambda: provider.embeddings(name), provider.close)


def _now() -> datetime:
    return datetime.now(UTC)


def bootstrap(
    settings: Settings,
    *,
    storage: Storage | None = None,
    reader: Reader | None = None,
    embedder: Embedder | None = None,
    meaning: Embedder | None = None,
    shelves: Shelves | None = None,
    engine: Engine | None = None,
    hasher: PasswordHasher | None = None,
) -> Hall:
    """A hall on the settings' data folder; each part can be replaced. Nothing is sent anywhere by this.

    `meaning` embeds by a model what teachers agree to. Raises StorageFailure when the data folder cannot be
    made or written, Misconfigured for a wrong prompt.
    """
    silence_telemetry()
    prompts = load_prompts(settings.prompts)
    try:
        # For whoever runs it alone: it holds what pupils wrote.
        settings.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StorageFailure(
            f"the data folder {settings.home} cannot be made", "set STUDYHALL_HOME to one that you may write"
        ) from error
    log = keep_log(settings.home)
    storage = storage or SqlStorage(settings.database_url)
    file_bytes = settings.upload_megabytes * 1024 * 1024
    reader = reader or FileReader(max_bytes=file_bytes)
    embedder = embedder or HashedNgramEmbedder()
    shelves = shelves or FolderShelves(settings.home / "index", CHUNKING)
    hasher = hasher or Argon2Hasher()
    offline = engine or OfflineEngine()
    engines: dict[str, Engine] = {offline.name: offline}
    if model := _engine_of(settings, prompts, offline.suggestions):
        engines[model.name] = model
    library = Library(storage, reader, embedder)
    meaning = meaning or _embedder_of(settings)
    shelving = Shelving(storage, embedder, meaning)
    indexing = Indexing(storage, shelves, shelving)
    adding = Adding(storage, library, indexing, file_bytes)
    embedding = Embedding(storage, indexing, shelving, partial(CourseMeter, storage))
    retrieval = Retrieval(storage, indexing, shelving)
    retaining = Retaining(storage, settings.retention_days)
    tutoring = Tutoring(storage, retrieval, engines)
    composing = Composing(storage, retrieval, engines)
    quizzing = Quizzing(storage, composing)
    grading = Grading(storage, engines)
    taking = Taking(storage, grading)
    return Hall(
        accounts=Accounts(storage, hasher),
        enrolling=Enrolling(storage, hasher),
        classes=Classes(storage, hasher),
        erasing=Erasing(storage, hasher),
        packing=Packing(storage),
        retaining=retaining,
        courses=Courses(storage),
        copying=Copying(storage, embedder),
        library=library,
        adding=adding,
        embedding=embedding,
        worker=Worker(adding, embedding, quizzing, indexing, taking, grading, retaining, _now),
        starter=Starter(storage, library, settings.starter_course),
        shelving=shelving,
        indexing=indexing,
        retrieval=retrieval,
        tutoring=tutoring,
        composing=composing,
        quizzing=quizzing,
        approving=Approving(storage),
        editing=Editing(storage),
        taking=taking,
        grading=grading,
        reviewing=Reviewing(storage, offline),
        results=Results(storage),
        consenting=Consenting(storage, model.model if model else None, meaning.model if meaning else None),
        trying=Trying(storage, engines, meaning),
        conversing=Conversing(storage),
        judging=Judging(storage),
        suggesting=Suggesting(storage, tutoring, engines, _first_questions(settings.starter_course)),
        upkeep=Upkeep(storage, indexing, reader, shelving),
        engines=engines,
        told=settings.told,
        storage=storage,
        shelves=shelves,
        log=log,
    )
