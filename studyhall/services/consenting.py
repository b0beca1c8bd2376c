"""What a teacher agrees to for a course: whether a language model is asked, and for how many tokens."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from studyhall.domain.courses import Course
from studyhall.domain.errors import Refused
from studyhall.domain.metering import LEAST_DAILY, MOST_DAILY, Model, Terms, Used
from studyhall.ports import Storage
from studyhall.services.policies import allowed

_log = logging.getLogger(__name__)


class Consenting:
    """Agreements of teachers, and what became of them. `chat` and `embeddings` are the models set up here."""

    def __init__(self, storage: Storage, chat: Model | None, embeddings: Model | None) -> None:
        self._storage = storage
        self.chat = chat
        self.embeddings = embeddings

    def terms(self, actor: int, course: Course) -> Terms:
        """What is agreed to for the course; whether that holds, its `allows_chat` tells of `chat`."""
        with self._storage.begin() as work:
            allowed(work, actor, "see the model's terms", course.id)
            return work.terms.get(course.id)

    def switch_on(self, actor: int, course: Course, host: str, daily_tokens: int, now: datetime) -> None:
        """Agree that questions and passages of the course go to `host`, as the actor was shown it.

        Raises Refused where no model is set up, or one on another host meanwhile, and for a wrong limit.
        """
        with self._storage.begin(write=True) as work:
            allowed(work, actor, "switch the model", course.id)
            check_host(self.chat, host)
            _check_limit(daily_tokens)
            agreed = replace(
                work.terms.get(course.id),
                chat_host=host,
                daily_tokens=daily_tokens,
                agreed_by=actor,
                agreed_at=now,
            )
            work.terms.put(course.id, agreed)
            work.commit()
        _log.info("the model of course %d is switched on", course.id)

    def switch_off(self, actor: int, course: Course, now: datetime) -> None:
        """Let nothing of the course go to a language model any more; its limit stays for another time."""
        with self._storage.begin(write=True) as work:
            allowed(work, actor, "switch the model", course.id)
            ended = replace(work.terms.get(course.id), chat_host="", agreed_by=actor, agreed_at=now)
            work.terms.put(course.id, ended)
            work.commit()
        _log.info("the model of course %d is switched off", course.id)

    def set_limit(self, actor: int, course: Course, daily_tokens: int) -> None:
        """Let the course use up to this many tokens a day, today included. Raises Refused."""
        with self._storage.begin(write=True) as work:
            allowed(work, actor, "switch the model", course.id)
            _check_limit(daily_tokens)
            work.terms.put(course.id, replace(work.terms.get(course.id), daily_tokens=daily_tokens))
            work.commit()
        _log.info("course %d has another limit of tokens", course.id)

    def used(self, actor: int, course: Course, days: int, now: datetime) -> list[Used]:
        """What the course used on the last `days` days (UTC), today included: the newest day first."""
        since = now.astimezone(UTC).date() - timedelta(days=days - 1)
        with self._storage.begin() as work:
            allowed(work, actor, "see the model's use", course.id)
            return work.usage.of(course.id, since)


def check_host(model: Model | None, host: str) -> None:
    """Raises Refused where no model is set up, or one on another host than the one that was told."""
    if model is None:
        raise Refused("no language model is set up here", "ask whoever runs Study Hall here", code="no_model")
    if model.host != host:
        raise Refused(
            f"the language model runs on {model.host} now, which is not where you were told",
            "read where it runs, and decide anew",
            code="host_changed",
        )


def _check_limit(daily_tokens: int) -> None:
    if not LEAST_DAILY <= daily_tokens <= MOST_DAILY:
        raise Refused(
            f"a limit of {daily_tokens:,} tokens a day cannot be set",
            f"choose one from {LEAST_DAILY:,} to {MOST_DAILY:,}",
            code="bad_limit",
        )
