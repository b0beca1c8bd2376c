"""Erasing on real parts: what somebody wrote is in no byte of the data folder afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from studyhall.bootstrap import Hall, bootstrap
from studyhall.domain.attempts import Ending
from studyhall.domain.conversation import Complaint
from studyhall.domain.courses import Course
from studyhall.domain.errors import IndexFailure, Refused, StorageFailure
from studyhall.domain.grades import Grader, NewGrade
from studyhall.domain.jobs import NewUpload
from studyhall.domain.people import Role, sign_in_name
from studyhall.domain.quizzes import ItemState, Rules
from studyhall.domain.reviews import Opinion
from studyhall.domain.tasks import Kind
from studyhall.settings import Settings
from tests.conftest import NOW
from tests.making import question

CANARY = "Kanarie7f3a9e"
NAME = f"Lan {CANARY}"
PASSWORD = f"{CANARY} sings"
MINUTE = timedelta(minutes=1)
SOURCE = "# Orla\n\nThe bridge of Orla was built in 1897 by Vera Lind. It burned in 1902.\n"


@dataclass
class School:
    """A hall with a course, its teacher and one pupil, who is the canary."""

    hall: Hall
    home: Path
    course: Course
    teacher: int
    pupil: int
    token: str

    def found(self) -> set[str]:
        """The files that hold the canary, or a hash that tells of it."""
        told = {f"name:{sign_in_name(NAME)}", f"code:{self.pupil}", self.token}
        hashes = {sha256(one.encode()).hexdigest() for one in told}
        return {name for words in (CANARY, *hashes) for name in self.holds(words)}

    def holds(self, words: str) -> list[str]:
        """The files in the data folder that hold these words, in whatever case and encoding."""
        wanted = [words.lower().encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le")]
        files = [path for path in self.home.rglob("*") if path.is_file()]
        return [p.name for p in files if any(one in p.read_bytes().lower() for one in wanted)]


@pytest.fixture
def school(tmp_path):
    home = tmp_path / "home"
    hall = bootstrap(Settings(home=home, starter=False))
    teacher = hall.accounts.set_up("Mira", "a long sentence", NOW).person.id
    course = hall.classes.make(teacher, "The bridge", NOW)
    hall.adding.submit(teacher, course, [NewUpload("orla.md", SOURCE.encode())], NOW)
    while hall.worker.turn():
        pass
    code = hall.classes.open(teacher, course.id)
    joined = hall.accounts.join(code, NAME, PASSWORD, "", NOW)
    yield School(hall, home, course, teacher, joined.person.id, joined.token)
    hall.close()


def talk(school: School) -> None:
    """What a pupil can write in the chat: some of it twice, some of it removed again."""
    hall, pupil, course = school.hall, school.pupil, school.course
    reply = hall.tutoring.ask(pupil, course, f"Who built the bridge of Orla, {CANARY}?", NOW)
    talk = reply.conversation_id
    hall.tutoring.finish(pupil, course, reply.exchange_id, NOW + MINUTE)
    hall.tutoring.begin(pupil, course, f"{CANARY} " * 100, NOW, talk)
    hall.conversing.rename(pupil, talk, f"{CANARY} and the bridge")
    hall.conversing.rename(pupil, talk, f"{CANARY} once more")
    hall.conversing.mark(pupil, reply.exchange_id, Complaint.OTHER, f"{CANARY} knows better", NOW + MINUTE)
    hall.judging.waiting(school.teacher, course, NOW + MINUTE)
    hall.judging.judge(school.teacher, reply.exchange_id, Opinion.WRONG, f"No, {CANARY}!", NOW + MINUTE)
    gone = hall.tutoring.ask(pupil, course, f"{CANARY} asks in vain?", NOW).conversation_id
    hall.conversing.remove(pupil, gone)


def take_a_quiz(school: School) -> None:
    with school.hall.storage.begin(write=True) as work:
        quiz = work.quizzes.create(school.course.id, "Quiz", Rules(), school.teacher, NOW)
        item = work.quizzes.add_item(quiz, question(Kind.SHORT), (), NOW)
        work.quizzes.judge_item(item, ItemState.APPROVED)
        version = work.versions.publish(quiz, school.teacher, NOW)
        work.versions.allow(quiz, school.pupil, 5)
        attempt = work.attempts.start(version, school.pupil, 1, 1, NOW, None)
        for text in (f"{CANARY}?", f"{CANARY} at Sarn " * 100):
            work.attempts.respond(attempt, 1, text, NOW)
        work.attempts.end(attempt, Ending.SUBMITTED, NOW)
        for released in (False, True):
            told = {"comment": f"Well, {CANARY}", "reason": f"says “{CANARY}”", "engine": "offline"}
            graded = NewGrade(attempt, 1, 0.5, Grader.TEACHER, released, school.teacher, **told)
            work.grades.add(graded, NOW)
        work.commit()


def fail(school: School, monkeypatch) -> None:
    """What goes wrong with their words at hand: a wrong password, an index, the database."""
    hall = school.hall
    with pytest.raises(Refused):
        hall.accounts.sign_in(NAME, f"{CANARY} wrong", "", NOW)
    shelf = hall.indexing.shelf(school.course)
    search, failures = shelf.search, [IndexFailure(f"the query {CANARY} cannot be read", "ask again")]

    def failing(*given):
        if failures:
            raise failures.pop() from ValueError(CANARY)
        return search(*given)

    monkeypatch.setattr(shelf, "search", failing)
    hall.tutoring.ask(school.pupil, school.course, f"And {CANARY}?", NOW)
    with pytest.raises(StorageFailure), hall.storage.begin(write=True) as work:
        work.exchanges.ask(999, CANARY, NOW)


def upload(school: School) -> None:
    """A file that waits to be read, of somebody who has become a teacher; so long that the log runs over."""
    school.hall.classes.set_role(school.teacher, school.course.id, school.pupil, Role.TEACHER, NOW)
    files = [NewUpload(f"{CANARY}.md", f"# {CANARY}\n\nA text of {CANARY}.".encode() * 100_000)]
    school.hall.adding.submit(school.pupil, school.course, files, NOW)


def test_no_byte_of_somebody_who_was_erased_is_left(school, monkeypatch):
    hall = school.hall
    talk(school)
    take_a_quiz(school)
    fail(school, monkeypatch)
    upload(school)
    assert CANARY.encode() in hall.packing.pack(school.pupil, school.pupil, NOW).content
    assert school.found() == {"studyhall.db", "studyhall.db-wal"}
    hall.erasing.erase(school.teacher, school.pupil, NAME)
    assert school.found() == set()
    # What they had to do with stays what it is.
    assert hall.tutoring.ask(
        school.teacher, school.course, "Who built the bridge of Orla?", NOW
    ).answer.citations
    hall.worker.turn()
    assert hall.upkeep.check(school.teacher) == []
    log = (school.home / "studyhall.log").read_text()
    assert f"person {school.pupil} is erased" in log
    assert "a search failed" in log
    hall.close()
    assert school.found() == set()


def test_no_byte_of_somebody_who_erased_themselves_is_left(school):
    talk(school)
    take_a_quiz(school)
    school.hall.erasing.erase_oneself(school.pupil, PASSWORD, "", NOW)
    assert school.found() == set()


def test_no_byte_of_what_was_too_old_is_left(school):
    talk(school)
    take_a_quiz(school)
    written = [f"{CANARY} {word}" for word in ("and the bridge", "once more", "knows better", "at Sarn")]
    assert any(school.holds(words) for words in written)
    school.hall.retaining.days = 30
    school.hall.retaining.turn(NOW + timedelta(days=31))
    assert [words for words in written if school.holds(words)] == []
    # The account itself is kept.
    assert school.holds(NAME)
