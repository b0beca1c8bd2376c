"""Judging the chat's answers that pupils were not content with: what waits, and what teachers say of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from studyhall.domain.conversation import Conversation, Exchange
from studyhall.domain.courses import Course
from studyhall.domain.errors import Refused
from studyhall.domain.reviews import Opinion, checked_correction
from studyhall.ports import Storage, UnitOfWork
from studyhall.services.naming import names
from studyhall.services.owning import absent
from studyhall.services.policies import allowed


@dataclass(frozen=True)
class Waiting:
    """An answer that a pupil marked, and that no teacher has looked at since; `pupil` is their name."""

    conversation_id: int
    pupil: str
    exchange: Exchange


class Judging:
    """What teachers do about the answers of their courses."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def waiting(self, actor: int, course: Course, now: datetime) -> list[Waiting]:
        """The answers that wait in a course, the one marked first first.

        Seeing what somebody else asked counts as a reading of their conversation, once a mark.
        """
        with self._storage.begin() as work:
            allowed(work, actor, "judge the chat's answers", course.id)
            found = work.exchanges.waiting(course.id)
            unread = _unread(work, actor, found)
            told = _told(work, found)
        if unread:
            self._note_readings(actor, course, unread, now)
        return told

    def judge(self, actor: int, exchange_id: int, opinion: Opinion, correction: str, now: datetime) -> None:
        """Say what the actor thinks of an answer, besides what was said of it before; the newest counts.

        Raises Absent, also where it is not theirs to judge, and Refused: "no_correction", "long_correction".
        """
        text = checked_correction(opinion, correction)
        with self._storage.begin(write=True) as work:
            conversation = _conversation_of(work, actor, exchange_id)
            held = {exchange.id: exchange for exchange in work.exchanges.of(conversation.id)}
            if held[exchange_id].answer is None:
                raise Refused("there is no answer yet", "look again later", code="no_answer")
            work.reviews.add(exchange_id, actor, opinion, text, now)
            work.commit()

    def _note_readings(self, actor: int, course: Course, unread: set[int], now: datetime) -> None:
        with self._storage.begin(write=True) as work:
            allowed(work, actor, "judge the chat's answers", course.id)
            for conversation_id in sorted(unread):
                # It may have been removed meanwhile.
                if work.conversations.get(conversation_id):
                    work.conversations.note_reading(conversation_id, actor, now)
            work.commit()


def _told(work: UnitOfWork, found: list[tuple[int, Exchange]]) -> list[Waiting]:
    called = names(work) if found else {}
    return [
        Waiting(key, called[held.person_id], exchange)
        for key, exchange in found
        if (held := work.conversations.get(key))
    ]


def _unread(work: UnitOfWork, actor: int, found: list[tuple[int, Exchange]]) -> set[int]:
    """The conversations of others that the actor has not read since something in them was marked."""
    unread = set()
    for key, exchange in found:
        held = work.conversations.get(key)
        read = max((at for who, at in work.conversations.readings(key) if who == actor), default=None)
        if held and held.person_id != actor and exchange.mark and (read is None or read < exchange.mark.at):
            unread.add(key)
    return unread


def _conversation_of(work: UnitOfWork, actor: int, exchange_id: int) -> Conversation:
    """The conversation of an exchange that the actor may judge. Raises Absent."""
    key = work.exchanges.conversation(exchange_id)
    found = work.conversations.get(key) if key is not None else None
    if found is None:
        raise absent()
    try:
        allowed(work, actor, "judge the chat's answers", found.course_id)
    except Refused:
        raise absent() from None
    return found
