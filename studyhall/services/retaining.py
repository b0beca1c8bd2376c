"""Keeping what pupils wrote no longer than it is to be kept, and leaving no trace of what was removed."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from studyhall.ports import Storage

EVERY = timedelta(days=1)

_log = logging.getLogger(__name__)


class Retaining:
    """Removes what nobody used for `days` days; 0 keeps everything for ever.

    A conversation's days count from its last question, an attempt's from its end. How often somebody began a
    quiz is still known after that: what they have seen the answers of is not theirs to take once more.
    """

    def __init__(self, storage: Storage, days: int = 0) -> None:
        self._storage = storage
        self.days = days
        self._looked_at: datetime | None = None

    def turn(self, now: datetime) -> None:
        """What is due: once a day what is too old goes; what was removed and left a trace is scrubbed.

        Raises StorageFailure.
        """
        if self.days and (self._looked_at is None or now - self._looked_at >= EVERY):
            self._remove(now - timedelta(days=self.days))
            self._looked_at = now
        # Most often it was scrubbed right away, unless somebody was reading or the process was killed.
        self._storage.scrub()

    def _remove(self, before: datetime) -> None:
        with self._storage.begin(write=True) as work:
            conversations, attempts = work.conversations.forget(before), work.attempts.forget(before)
            if not conversations and not attempts:
                return
            work.leave_no_trace()
            work.commit()
        _log.info("%d conversations and %d attempts were too old to keep", conversations, attempts)
