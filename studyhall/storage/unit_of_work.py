"""Units of work on SQL: one transaction each, undone unless committed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from studyhall.domain.errors import StorageFailure
from studyhall.domain.health import Problem
from studyhall.ports import Storage, UnitOfWork
from studyhall.storage import health
from studyhall.storage.attempts import SqlAttempts
from studyhall.storage.conversations import SqlConversations
from studyhall.storage.courses import SqlCourses
from studyhall.storage.database import WRITE, connect, leave_no_trace, scrub, translated
from studyhall.storage.documents import SqlDocuments
from studyhall.storage.exchanges import SqlExchanges
from studyhall.storage.grades import SqlGrades
from studyhall.storage.jobs import SqlJobs
from studyhall.storage.makings import SqlMakings
from studyhall.storage.memberships import SqlMemberships
from studyhall.storage.passages import SqlPassages
from studyhall.storage.people import SqlPeople
from studyhall.storage.quizzes import SqlQuizzes
from studyhall.storage.reviews import SqlReviews
from studyhall.storage.sessions import SqlSessions
from studyhall.storage.terms import SqlTerms
from studyhall.storage.usage import SqlUsage
from studyhall.storage.versions import SqlVersions


class SqlUnitOfWork(UnitOfWork):
    """The repositories of one connection, in one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self.people = SqlPeople(connection)
        self.sessions = SqlSessions(connection)
        self.memberships = SqlMemberships(connection)
        self.courses = SqlCourses(connection)
        self.documents = SqlDocuments(connection)
        self.passages = SqlPassages(connection)
        self.conversations = SqlConversations(connection)
        self.exchanges = SqlExchanges(connection)
        self.reviews = SqlReviews(connection)
        self.jobs = SqlJobs(connection)
        self.quizzes = SqlQuizzes(connection)
        self.makings = SqlMakings(connection)
        self.versions = SqlVersions(connection)
        self.attempts = SqlAttempts(connection)
        self.grades = SqlGrades(connection)
        self.terms = SqlTerms(connection)
        self.usage = SqlUsage(connection)

    def leave_no_trace(self) -> None:
        """Have what this transaction removes scrubbed from the files, after it."""
        leave_no_trace(self._connection)

    def commit(self) -> None:
        """Make what was written last."""
        with translated():
            self._connection.commit()


class SqlStorage(Storage):
    """The database at a SQLAlchemy URL."""

    def __init__(self, url: str | sa.URL) -> None:
        self._engine = connect(url)

    @contextmanager
    def begin(self, *, write: bool = False) -> Iterator[UnitOfWork]:
        """A unit of work; leaving it without `commit` undoes it."""
        with translated(), self._engine.connect() as connection:
            yield SqlUnitOfWork(connection.execution_options(**{WRITE: write}))

    def problems(self) -> list[Problem]:
        """What is wrong inside the database."""
        try:
            with translated(), self._engine.connect() as connection:
                return health.problems(connection)
        except StorageFailure as error:
            if error.code != "damaged":
                raise
            return [health.DAMAGED]

    def repair(self) -> None:
        """Remove rows that belong to nothing."""
        with translated(), self._engine.connect().execution_options(**{WRITE: True}) as connection:
            health.remove_orphans(connection)
            connection.commit()

    def scrub(self) -> bool:
        """Leave nothing of what was removed so in the database's files; False while it is in use."""
        try:
            with translated():
                return scrub(self._engine)
        except StorageFailure as error:
            if error.code != "busy":
                raise
            return False

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()
