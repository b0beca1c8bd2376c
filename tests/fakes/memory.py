"""Everything that the storage in memory holds; its repositories work on it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from studyhall.domain.conversation import Conversation, Exchange
from studyhall.domain.courses import Course
from studyhall.domain.documents import Document, Passage
from studyhall.domain.jobs import Job
from studyhall.domain.metering import Purpose, Terms, Used
from studyhall.domain.people import Person, Role


@dataclass
class Memory:
    """Everything that is stored."""

    people: dict[int, Person] = field(default_factory=dict)
    courses: dict[int, Course] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)
    passages: dict[int, tuple[Passage, int, int]] = field(default_factory=dict)
    withdrawals: list[tuple[int, int, int]] = field(default_factory=list)
    vectors: dict[tuple[int, str], list[float]] = field(default_factory=dict)
    conversations: dict[int, Conversation] = field(default_factory=dict)
    readings: list[tuple[int, int, datetime]] = field(default_factory=list)
    # By its id: the conversation of an exchange, and the exchange.
    exchanges: dict[int, tuple[int, Exchange]] = field(default_factory=dict)
    # By person: the hash of a password, and whether it is to be used once.
    passwords: dict[int, tuple[str, bool]] = field(default_factory=dict)
    sessions: dict[str, tuple[int, datetime, datetime]] = field(default_factory=dict)
    failures: list[tuple[str, datetime]] = field(default_factory=list)
    memberships: dict[tuple[int, int], tuple[Role, datetime]] = field(default_factory=dict)
    join_codes: dict[int, str] = field(default_factory=dict)
    jobs: dict[int, Job] = field(default_factory=dict)
    contents: dict[int, bytes] = field(default_factory=dict)
    terms: dict[int, Terms] = field(default_factory=dict)
    usage: dict[tuple[int, date, Purpose, str], Used] = field(default_factory=dict)
    last_passage: int = 0
    last_conversation: int = 0
    last_exchange: int = 0
    last_person: int = 0
    passage_counts: dict[str, int] = field(default_factory=dict)
    # Documents whose text a test has spoilt.
    spoilt: set[str] = field(default_factory=set)

    def next_revision(self, course_id: int) -> int:
        course = self.courses[course_id]
        self.courses[course_id] = replace(course, revision=course.revision + 1)
        return course.revision + 1
