"""The one place where what the native indexes raise becomes IndexFailure."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from studyhall.domain.errors import IndexFailure

REPAIR = "run `studyhall doctor --repair`"


@contextmanager
def translated(act: str) -> Iterator[None]:
    """Turns whatever an index raises while it is `act` (opened, read, written) into IndexFailure.

    Both libraries raise many types, bare `Exception` and `ValueError` among them, so no list would do.
    """
    try:
        yield
    except IndexFailure:
        raise
    except Exception as error:
        raise IndexFailure(f"the search index could not be {act}", REPAIR) from error
    except BaseException as error:
        # A panic of native code derives from BaseException, and its class cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise IndexFailure(f"the search index could not be {act}", REPAIR) from error
