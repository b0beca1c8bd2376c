"""Conversations in SQL, and who has read them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from studyhall.domain.conversation import Conversation
from studyhall.ports import Conversations
from studyhall.storage.database import new_id
from studyhall.storage.tables import conversations, exchanges, readings


def _counted(column: sa.Column[Any], name: str) -> sa.Label[int]:
    within = sa.select(sa.func.count(column)).where(exchanges.c.conversation_id == conversations.c.id)
    return within.scalar_subquery().label(name)


_EXCHANGES = _counted(exchanges.c.id, "exchanges")
_MARKED = _counted(exchanges.c.complaint, "marked")


class SqlConversations(Conversations):
    """Conversations, on one connection."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def start(self, course_id: int, person_id: int, title: str, now: datetime) -> int:
        """A new conversation; gives its id."""
        made = conversations.insert().values(
            course_id=course_id, person_id=person_id, title=title, created_at=now, used_at=now
        )
        return new_id(self._connection, made)

    def get(self, conversation_id: int) -> Conversation | None:
        """The conversation with this id."""
        return next(iter(self._where(conversations.c.id == conversation_id)), None)

    def of(self, course_id: int, person_id: int) -> list[Conversation]:
        """A person's conversations in a course, the one used last first."""
        return self._where(conversations.c.course_id == course_id, conversations.c.person_id == person_id)

    def of_course(self, course_id: int) -> list[Conversation]:
        """Everybody's conversations in a course, the one used last first."""
        return self._where(conversations.c.course_id == course_id)

    def rename(self, conversation_id: int, title: str) -> None:
        """Give it another title."""
        self._connection.execute(
            conversations.update().where(conversations.c.id == conversation_id).values(title=title)
        )

    def remove(self, conversation_id: int) -> None:
        """Remove it with everything in it."""
        self._connection.execute(conversations.delete().where(conversations.c.id == conversation_id))

    def forget(self, used_before: datetime) -> int:
        """Remove everybody's conversations last used before a moment; gives how many there were."""
        old = conversations.delete().where(conversations.c.used_at < used_before)
        return self._connection.execute(old).rowcount

    def note_reading(self, conversation_id: int, reader_id: int, now: datetime) -> None:
        """Remember that somebody else has read it."""
        self._connection.execute(
            readings.insert().values(conversation_id=conversation_id, person_id=reader_id, read_at=now)
        )

    def readings(self, conversation_id: int) -> list[tuple[int, datetime]]:
        """Who else has read it and when, the newest first."""
        rows = self._connection.execute(
            sa.select(readings.c.person_id, readings.c.read_at)
            .where(readings.c.conversation_id == conversation_id)
            .order_by(readings.c.read_at.desc(), readings.c.id.desc())
        )
        return [(row.person_id, row.read_at) for row in rows]

    def _where(self, *conditions: sa.ColumnElement[bool]) -> list[Conversation]:
        rows = self._connection.execute(
            sa.select(conversations, _EXCHANGES, _MARKED)
            .where(*conditions)
            .order_by(conversations.c.used_at.desc(), conversations.c.id.desc())
        )
        return [_conversation(row) for row in rows]


def _conversation(row: sa.Row[*tuple[Any, ...]]) -> Conversation:
    when = (row.created_at, row.used_at)
    return Conversation(row.id, row.course_id, row.person_id, row.title, *when, row.exchanges, row.marked)
