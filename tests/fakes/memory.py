"""Everything that the storage in memory holds; its repositories work on it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from studyhall.domain.attempts import Attempt, Response
from studyhall.domain.conversation import Conversation, Exchange
from studyhall.domain.courses import Course
from studyhall.domain.documents import Document, Passage
from studyhall.domain.grades import Grade
from studyhall.domain.jobs import Job
from studyhall.domain.metering import Purpose, Terms, Used
from studyhall.domain.people import Person, Role
from studyhall.domain.questions import Question
from studyhall.domain.quizzes import Item, Making, Posed, Quiz, Version
from studyhall.domain.reviews import Review


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
    reviews: list[Review] = field(default_factory=list)
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
    quizzes: dict[int, Quiz] = field(default_factory=dict)
    # In the order of each draft.
    items: list[Item] = field(default_factory=list)
    # By item: the job that made it.
    item_jobs: dict[int, int] = field(default_factory=dict)
    questions: dict[int, Question] = field(default_factory=dict)
    makings: dict[int, Making] = field(default_factory=dict)
    versions: dict[int, Version] = field(default_factory=dict)
    posed: dict[int, tuple[Posed, ...]] = field(default_factory=dict)
    allowances: dict[tuple[int, int], int] = field(default_factory=dict)
    attempts: dict[int, Attempt] = field(default_factory=dict)
    beginnings: dict[tuple[int, int], int] = field(default_factory=dict)
    responses: dict[int, Response] = field(default_factory=dict)
    grades: dict[int, Grade] = field(default_factory=dict)
    # How many of each there have been: the id of one that is gone is not used again.
    counted: Counter[str] = field(default_factory=Counter)
    last_passage: int = 0
    last_conversation: int = 0
    last_exchange: int = 0
    last_person: int = 0
    passage_counts: dict[str, int] = field(default_factory=dict)
    # Whether something was removed that is to leave no trace.
    to_scrub: bool = False
    # Documents whose text a test has spoilt.
    spoilt: set[str] = field(default_factory=set)

    def next_revision(self, course_id: int) -> int:
        course = self.courses[course_id]
        self.courses[course_id] = replace(course, revision=course.revision + 1)
        return course.revision + 1

    def next_id(self, noun: str) -> int:
        self.counted[noun] += 1
        return self.counted[noun]

    def drop_quizzes(self, wanted) -> None:
        """Only the quizzes that are wanted stay, each with what is in it."""
        self.quizzes = {key: quiz for key, quiz in self.quizzes.items() if wanted(quiz)}
        self.items = [item for item in self.items if item.quiz_id in self.quizzes]
        self.makings = {key: one for key, one in self.makings.items() if one.quiz_id in self.quizzes}
        self.versions = {key: one for key, one in self.versions.items() if one.quiz_id in self.quizzes}
        self.posed = {key: one for key, one in self.posed.items() if key in self.versions}
        self.allowances = {key: more for key, more in self.allowances.items() if key[0] in self.quizzes}
        self.beginnings = {key: last for key, last in self.beginnings.items() if key[0] in self.quizzes}
        self.drop_attempts(lambda attempt: attempt.quiz_id in self.quizzes)

    def drop_attempts(self, wanted) -> None:
        """Only the attempts that are wanted stay, each with its answers and grades."""
        self.attempts = {key: one for key, one in self.attempts.items() if wanted(one)}
        self.responses = {key: one for key, one in self.responses.items() if one.attempt_id in self.attempts}
        self.grades = {key: one for key, one in self.grades.items() if one.given.attempt_id in self.attempts}

    def drop_jobs(self, wanted) -> None:
        """Only the jobs that are wanted stay; what they made stays without them."""
        self.jobs = {key: job for key, job in self.jobs.items() if wanted(job)}
        self.makings = {key: making for key, making in self.makings.items() if key in self.jobs}
        self.item_jobs = {item: job for item, job in self.item_jobs.items() if job in self.jobs}

    def forget_person(self, person_id: int) -> None:
        """What is somebody's goes; what they did for others stays, by nobody."""
        self.drop_attempts(lambda attempt: attempt.person_id != person_id)
        self.beginnings = {key: last for key, last in self.beginnings.items() if key[1] != person_id}
        self.allowances = {key: more for key, more in self.allowances.items() if key[1] != person_id}
        for key, version in self.versions.items():
            if version.published_by == person_id:
                self.versions[key] = replace(version, published_by=None)
        for key, grade in self.grades.items():
            if grade.given.person_id == person_id:
                self.grades[key] = replace(grade, given=replace(grade.given, person_id=None))
