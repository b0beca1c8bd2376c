"""Reading and keeping conversations: one's own, and as a teacher those of one's course."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from studyhall.domain.conversation import Complaint, Conversation, Exchange, Mark
from studyhall.domain.courses import Course
from studyhall.domain.errors import Refused
from studyhall.domain.text import visible_line
from studyhall.ports import Storage, UnitOfWork
from studyhall.services.exporting import markdown
from studyhall.services.naming import names
from studyhall.services.owning import absent, own_conversation, own_exchange
from studyhall.services.policies import allowed

LONGEST_TITLE = 120
LONGEST_REMARK = 1_000


@dataclass(frozen=True)
class Opened:
    """A conversation with everything in it; `own` when it is the reader's.

    Of an answer that a teacher took back its asker gets nothing but the teacher's words.
    `owner` is its owner's name, and `readings` who else has read it and when, the newest first.
    """

    conversation: Conversation
    exchanges: tuple[Exchange, ...]
    own: bool
    owner: str
    readings: tuple[tuple[str, datetime], ...]


class Conversing:
    """What people do with the conversations that were had."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def mine(self, actor: int, course: Course) -> list[Conversation]:
        """The actor's conversations in a course, the one used last first."""
        with self._storage.begin() as work:
            allowed(work, actor, "read own conversations", course.id)
            return work.conversations.of(course.id, actor)

    def of_course(self, actor: int, course: Course) -> list[tuple[Conversation, str]]:
        """Everybody's conversations in a course, the one used last first, each with its owner's name."""
        with self._storage.begin() as work:
            allowed(work, actor, "read others' conversations", course.id)
            called = names(work)
            return [(held, called[held.person_id]) for held in work.conversations.of_course(course.id)]

    def open(self, actor: int, conversation_id: int, now: datetime) -> Opened:
        """A conversation to read. Somebody else's is for teachers, and its owner sees that it was read.

        Raises Absent, for one that is not there and for one that the actor may not read.
        """
        with self._storage.begin() as work:
            found = work.conversations.get(conversation_id)
            if found is None:
                raise absent()
            if found.person_id == actor:
                allowed(work, actor, "read own conversations", found.course_id)
                return _opened(work, found, own=True)
        return self._open_others(actor, conversation_id, now)

    def open_again(self, actor: int, conversation_id: int) -> Opened:
        """A conversation that the actor has opened already, as it is now. Raises Absent."""
        with self._storage.begin() as work:
            found = work.conversations.get(conversation_id)
            if found is None or actor not in {reader for reader, _ in work.conversations.readings(found.id)}:
                raise absent()
            _refuse_strangers(work, actor, found)
            return _opened(work, found, own=False)

    def _open_others(self, actor: int, conversation_id: int, now: datetime) -> Opened:
        with self._storage.begin(write=True) as work:
            found = work.conversations.get(conversation_id)
            if found is None:
                raise absent()
            _refuse_strangers(work, actor, found)
            work.conversations.note_reading(conversation_id, actor, now)
            opened = _opened(work, found, own=False)
            work.commit()
        return opened

    def rename(self, actor: int, conversation_id: int, title: str) -> None:
        """Give the actor's conversation another title: one line. Raises Absent, Refused."""
        line = visible_line(title)
        if not line:
            raise Refused("the title is empty", "type one", code="empty_title")
        if len(line) > LONGEST_TITLE:
            raise Refused(
                f"the title is longer than {LONGEST_TITLE} characters", "shorten it", code="long_title"
            )
        with self._storage.begin(write=True) as work:
            found = own_conversation(work, actor, conversation_id)
            allowed(work, actor, "change own conversations", found.course_id)
            work.conversations.rename(conversation_id, line)
            work.commit()

    def remove(self, actor: int, conversation_id: int) -> None:
        """Remove the actor's conversation with everything in it. Raises Absent."""
        with self._storage.begin(write=True) as work:
            found = own_conversation(work, actor, conversation_id)
            allowed(work, actor, "change own conversations", found.course_id)
            work.conversations.remove(conversation_id)
            work.commit()

    def mark(self, actor: int, exchange_id: int, complaint: Complaint, remark: str, now: datetime) -> None:
        """Put the actor's thumb down on an answer they got. Raises Absent, Refused."""
        line = visible_line(remark)
        if len(line) > LONGEST_REMARK:
            raise Refused(
                f"the remark is longer than {LONGEST_REMARK} characters", "shorten it", code="long_remark"
            )
        self._put_mark(actor, exchange_id, Mark(complaint, line, now))

    def unmark(self, actor: int, exchange_id: int) -> None:
        """Take the actor's thumb back. Raises Absent."""
        self._put_mark(actor, exchange_id, None)

    def _put_mark(self, actor: int, exchange_id: int, mark: Mark | None) -> None:
        with self._storage.begin(write=True) as work:
            conversation, exchange, _ = own_exchange(work, actor, exchange_id)
            allowed(work, actor, "change own conversations", conversation.course_id)
            if mark is not None and exchange.answer is None:
                raise Refused("there is no answer yet", "ask again first", code="no_answer")
            work.exchanges.mark(exchange_id, mark)
            work.commit()

    def export(self, actor: int, conversation_id: int, now: datetime, language: str = "en") -> str:
        """A conversation as Markdown, with labels in `language`; reading it this way counts as opening it.

        Raises Absent.
        """
        opened = self.open(actor, conversation_id, now)
        return markdown(opened.conversation, opened.exchanges, language)


def _refuse_strangers(work: UnitOfWork, actor: int, found: Conversation) -> None:
    try:
        allowed(work, actor, "read others' conversations", found.course_id)
    except Refused:
        raise absent() from None


def _opened(work: UnitOfWork, found: Conversation, *, own: bool) -> Opened:
    noted = work.conversations.readings(found.id)
    # Everybody's names are looked up only where somebody else comes in.
    called = names(work) if noted or not own else {}
    readings = tuple((called[reader], at) for reader, at in noted)
    held = work.exchanges.of(found.id)
    exchanges = tuple(exchange.for_asker for exchange in held) if own else tuple(held)
    return Opened(found, exchanges, own, called.get(found.person_id, ""), readings)
