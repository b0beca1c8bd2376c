"""One tree of errors; each says in one sentence what happened and what to do next.

StudyHallError
├── Refused                what was asked cannot be done as it was asked
│   ├── NotAllowed         the person may not do this act
│   ├── Absent             it is not there, or not theirs to see
│   └── BadFile            a file cannot be taken in
└── Unavailable            a part of the machine did not answer; trying again may help
    ├── StorageFailure     the database or the disk
    ├── IndexFailure       the search indexes
    └── Misconfigured      the settings name something that cannot work
"""


class StudyHallError(Exception):
    """Base of all errors that a person may read.

    `message` is what happened and `next_step` what to do, both without a final full stop;
    `code` is stable and meant for programs; `retry` says whether the same request may work later.
    """

    code = "failed"
    retry = False

    def __init__(self, message: str, next_step: str, *, code: str | None = None) -> None:
        super().__init__(message, next_step)
        self.message = message
        self.next_step = next_step
        if code is not None:
            self.code = code

    def __str__(self) -> str:
        return f"{self.message}; {self.next_step}."


class Refused(StudyHallError):
    """What was asked cannot be done as it was asked."""

    code = "refused"


class NotAllowed(Refused):
    """The person may not do this act."""

    code = "not_allowed"


class Absent(Refused):
    """It is not there, or not theirs to see: both look the same."""

    code = "absent"


class BadFile(Refused):
    """A file cannot be taken in; nothing was changed."""

    code = "bad_file"


class Unavailable(StudyHallError):
    """A part of the machine did not answer."""

    code = "unavailable"
    retry = True


class StorageFailure(Unavailable):
    """The database could not be read or written."""

    code = "storage"


class IndexFailure(Unavailable):
    """A search index could not be read or written."""

    code = "index"


class Misconfigured(Unavailable):
    """The settings name something that cannot work."""

    code = "misconfigured"
    retry = False
