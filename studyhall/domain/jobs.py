"""Long work that goes on in the background: adding files, embedding passages, making questions."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from studyhall.domain.documents import Description


class JobKind(StrEnum):
    """What a job does."""

    ADDING = "adding"
    EMBEDDING = "embedding"
    MAKING = "making"


class JobState(StrEnum):
    """How far a job is. Only the first two have work left."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"


class UploadState(StrEnum):
    """What became of one file of a job."""

    WAITING = "waiting"
    ADDED = "added"
    REPLACED = "replaced"
    DESCRIBED = "described"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True)
class NewUpload:
    """A file as somebody gave it, with what they told about it."""

    name: str
    content: bytes
    told: Description = field(default_factory=Description)


@dataclass(frozen=True)
class Upload:
    """One file of a job. `reason` says in a sentence why it was refused, and `code` as its error does.

    `passages` counts those of its document.
    """

    id: int
    name: str
    told: Description
    state: UploadState
    reason: str = ""
    document_id: str | None = None
    passages: int = 0
    code: str = ""


@dataclass(frozen=True)
class Job:
    """A job of a course, as far as it is.

    One that adds files has `uploads`, any other counts its `steps` and how many of them are `steps_done`.
    `trouble` says in a sentence why it failed, and `code` as its error does.
    """

    id: int
    course_id: int
    person_id: int
    state: JobState
    stopping: bool
    trouble: str
    asked_at: datetime
    ended_at: datetime | None
    uploads: tuple[Upload, ...]
    code: str = ""
    kind: JobKind = JobKind.ADDING
    steps: int = 0
    steps_done: int = 0

    @property
    def done(self) -> int:
        """How many of its files are finished with."""
        return sum(upload.state is not UploadState.WAITING for upload in self.uploads)

    @property
    def active(self) -> bool:
        """Whether it has work left."""
        return self.state in (JobState.WAITING, JobState.RUNNING)
