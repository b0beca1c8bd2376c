"""What keeps long work: jobs that add files to courses, with the bytes they still have to read."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from datetime import datetime

from studyhall.domain.jobs import Job, JobState, NewUpload, Upload


class Jobs(ABC):
    """Jobs and their files."""

    @abstractmethod
    def add(self, course_id: int, person_id: int, uploads: Sequence[NewUpload], now: datetime) -> int:
        """A new job that waits; gives its id."""

    @abstractmethod
    def get(self, job_id: int) -> Job | None:
        """The job as far as it is."""

    @abstractmethod
    def of(self, course_id: int, limit: int) -> list[Job]:
        """The newest jobs of a course, newest first."""

    @abstractmethod
    def next(self) -> Job | None:
        """The job to work on: one that a process left in the middle, or else the one that waits longest."""

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
