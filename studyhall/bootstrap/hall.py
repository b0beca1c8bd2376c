"""The one place that knows who is plugged into what."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from studyhall.bootstrap.logs import keep_log, leave_log
from studyhall.bootstrap.models import embedder_of, engine_of
from studyhall.bootstrap.telemetry import silence_telemetry
from studyhall.domain.errors import Misconfigured, StorageFailure
from studyhall.engines.llm.prompts import load_prompts
from studyhall.engines.offline.engine import OfflineEngine
from studyhall.index.embeddings import HashedNgramEmbedder
from studyhall.index.shelf import FolderShelves
from studyhall.ports import Embedder, Engine, PasswordHasher, Reader, Shelves, Storage
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
from studyhall.settings import Settings
from studyhall.storage.passwords import Argon2Hasher
from studyhall.storage.unit_of_work import SqlStorage


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
        leave_log(self.log)


def _first_questions(folder: Path) -> dict[str, tuple[str, ...]]:
    """The questions that come with the starter course, by its slug; none where it cannot be read."""
    try:
        starter = starter_course(folder)
    except Misconfigured:
        return {}
    return {starter.slug: starter.questions}


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
    if model := engine_of(settings, prompts, offline.suggestions):
        engines[model.name] = model
    library = Library(storage, reader, embedder)
    meaning = meaning or embedder_of(settings)
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
