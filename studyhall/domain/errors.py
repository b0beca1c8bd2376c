"""One tree of errors; each says in one sentence what happened and what to do next.

StudyHallError
├── Refused                what was asked cannot be done as it was asked
│   ├── NotAllowed         the person may not do this act
│   ├── Absent             it is not there, or not theirs to see
│   └── BadFile            a file cannot be taken in
└── Unavailable            a part of the machine did not answer; trying again may help
    ├── StorageFailure     the database or the disk
    ├── IndexFailure       the search indexes
    ├── ModelFailure       a language model or an embedder
    └── Misconfigured      the settings name something that cannot work
"""

from enum import StrEnum


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


class Trouble(StrEnum):
    """What can be wrong with a model; the values are the codes of ModelFailure."""

    KEY = "model_key"
    QUOTA = "model_quota"
    MISSING = "model_missing"
    REQUEST = "model_request"
    TOO_LONG = "model_too_long"
    BUSY = "model_busy"
    DOWN = "model_down"
    SLOW = "model_slow"
    CUT = "model_cut"
    FILTERED = "model_filtered"
    GARBLED = "model_garbled"
    UNPROVEN = "model_unproven"
    LIMIT = "model_limit"
    OFF = "model_switched_off"

    @property
    def mends_itself(self) -> bool:
        """Whether the same request may work in a while, with nothing changed."""
        return self in _MENDS_ITSELF


_MENDS_ITSELF = frozenset(
    {Trouble.BUSY, Trouble.DOWN, Trouble.SLOW, Trouble.CUT, Trouble.GARBLED, Trouble.UNPROVEN}
)


class ModelFailure(Unavailable):
    """A language model or an embedder did not do what it was asked.

    `after` are the seconds after which its server wants to be asked again, where it told them.
    """

    code = "model"

    def __init__(self, trouble: Trouble, message: str, next_step: str, after: float | None = None) -> None:
        super().__init__(message, next_step, code=trouble.value)
        self.trouble = trouble
        self.after = after
        self.retry = trouble.mends_itself


class Misconfigured(Unavailable):
    """The settings name something that cannot work."""

    code = "misconfigured"
    retry = False
