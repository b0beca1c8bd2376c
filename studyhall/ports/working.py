"""What keeps long work: jobs, and the bytes of the files that they still have to read."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from datetime import datetime

from studyhall.domain.jobs import Job, JobKind, JobState, NewUpload, Upload


class Jobs(ABC):
    """Jobs and their files."""

    @abstractmethod
    def add(self, course_id: int, person_id: int, uploads: Sequence[NewUpload], now: datetime) -> int:
        """A new job that waits, to add files; gives its id."""

    @abstractmethod
    def add_embedding(self, course_id: int, person_id: int, now: datetime) -> int:
        """A new job that waits, to embed what a course's chosen embedder has not seen; gives its id."""

    @abstractmethod
    def get(self, job_id: int) -> Job | None:
        """The job as far as it is."""

    @abstractmethod
    def of(self, course_id: int, kind: JobKind, limit: int) -> list[Job]:
        """The newest jobs of a course and a kind, newest first."""

    @abstractmethod
    def next(self, kind: JobKind) -> Job | None:
        """The job to work on: one that a process left in the middle, or else the one that waits longest."""

    @abstractmethod
    def advance(self, job_id: int, done: int, steps: int) -> None:
        """Store how many steps of how many are done, for a job that has no files to count."""

    @abstractmethod
    def content(self, upload_id: int) -> bytes | None:
        """The bytes of a file that is still to be read."""

    @abstractmethod
    def move(self, job_id: int, state: JobState, now: datetime, trouble: str = "", code: str = "") -> None:
        """Set a job's state; one that has no work left is ended now, and its files' bytes go."""

    @abstractmethod
    def stop(self, job_id: int) -> None:
        """Ask for a job to stop; whoever works on it does so after the file at hand."""

    @abstractmethod
    def finish(self, upload: Upload) -> None:
        """Store what became of a file, and let go of its bytes."""

    @abstractmethod
    def forget(self, ended_before: datetime) -> None:
        """Remove the jobs that ended before a moment."""
