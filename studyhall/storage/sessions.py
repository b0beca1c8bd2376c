"""Who is signed in, and which attempts failed, in SQL."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from studyhall.domain.people import SignInSession
from studyhall.ports import Sessions
from studyhall.storage.people import person_from
from studyhall.storage.tables import failures, people, sessions

_SESSION = (
    sa.select(people, sessions.c.created_at.label("begun_at"), sessions.c.seen_at)
    .join(sessions, sessions.c.person_id == people.c.id)
    .where(sessions.c.token_hash == sa.bindparam("token"))
)


class SqlSessions(Sessions):
    """Sessions and failed attempts, on one connection."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def open(self, token_hash: str, person_id: int, now: datetime) -> None:
        """Remember that this person signed in."""
        made = sessions.insert().values(
            token_hash=token_hash, person_id=person_id, created_at=now, seen_at=now
        )
        self._connection.execute(made)

    def find(self, token_hash: str) -> SignInSession | None:
        """The session of a token, however old."""
        row = self._connection.execute(_SESSION, {"token": token_hash}).first()
        return SignInSession(person_from(row), row.one_time, row.begun_at, row.seen_at) if row else None

    def of(self, person_id: int) -> list[tuple[datetime, datetime]]:
        """When a person signed in and was last seen, for each of their sessions, the newest first."""
        rows = self._connection.execute(
            sa.select(sessions.c.created_at, sessions.c.seen_at)
            .where(sessions.c.person_id == person_id)
            .order_by(sessions.c.created_at.desc())
        )
        return [(row.created_at, row.seen_at) for row in rows]

    def touch(self, token_hash: str, now: datetime) -> None:
        """Remember that somebody was seen."""
        seen = sessions.update().where(sessions.c.token_hash == token_hash).values(seen_at=now)
        self._connection.execute(seen)

    def close(self, token_hash: str) -> None:
        """End one session."""
        self._connection.execute(sessions.delete().where(sessions.c.token_hash == token_hash))

    def close_all(self, person_id: int) -> None:
        """End every session of a person."""
        self._connection.execute(sessions.delete().where(sessions.c.person_id == person_id))

    def forget(self, seen_before: datetime, created_before: datetime) -> None:
        """Remove the sessions last seen, or begun, before these moments."""
        old = sa.or_(sessions.c.seen_at < seen_before, sessions.c.created_at < created_before)
        self._connection.execute(sessions.delete().where(old))

    def fail(self, subject: str, now: datetime) -> None:
        """Note a failed attempt."""
        self._connection.execute(failures.insert().values(subject=subject, failed_at=now))

    def failed(self, subject: str, since: datetime) -> int:
        """How many attempts of a subject failed since then."""
        wanted = sa.and_(failures.c.subject == subject, failures.c.failed_at >= since)
        count: int | None = self._connection.scalar(
            sa.select(sa.func.count()).select_from(failures).where(wanted)
        )
        return count or 0

    def forgive(self, subject: str, before: datetime | None = None) -> None:
        """Forget a subject's failures, and everybody's from before a moment."""
        gone = failures.c.subject == subject
        if before is not None:
            gone = sa.or_(gone, failures.c.failed_at < before)
        self._connection.execute(failures.delete().where(gone))
