"""Taking along what is one's own: all of it, nothing of others, and no key before it is time."""

from __future__ import annotations

import io
import json
from datetime import timedelta
from zipfile import ZipFile

import pytest

from studyhall.domain.attempts import Ending
from studyhall.domain.conversation import Complaint
from studyhall.domain.errors import Absent, NotAllowed
from studyhall.domain.grades import Grader, NewGrade
from studyhall.domain.people import Role
from studyhall.domain.quizzes import Feedback, ItemState, Rules
from studyhall.domain.reviews import Opinion
from studyhall.domain.tasks import Kind
from tests.making import question

MINUTE = timedelta(minutes=1)
CANARY = "of another"
KINDS = (Kind.MCQ, Kind.TRUE_FALSE, Kind.SHORT, Kind.ORDER)
GIVEN = (1, False, "In the harbour", (2, 0, 1))


@pytest.fixture
def full(house):
    house.add("The lighthouse stands on Kerrin.")
    course = house.course()
    house.ann, house.tom = house.person("Ann", course), house.person("Tom", course, Role.TEACHER)
    house.ben = house.person(f"Ben {CANARY}", course)
    house.admin = house.person("Root")
    house.tutoring.begin(house.ben, course, f"Asked by one {CANARY}", house.now)
    return house


def publish(house, **rules) -> int:
    """A quiz with a question of each of four kinds; gives its version."""
    with house.storage.begin(write=True) as work:
        told = Rules(shuffle=False, **rules)
        quiz = work.quizzes.create(house.course().id, "The *landing*", told, house.tom, house.now)
        for kind in KINDS:
            item = work.quizzes.add_item(quiz, question(kind, f"{kind.value}? ____"), (), house.now)
            work.quizzes.judge_item(item, ItemState.APPROVED)
        version = work.versions.publish(quiz, house.tom, house.now)
        work.commit()
    return version


def attempt(house, version, person, ended=True) -> int:
    with house.storage.begin(write=True) as work:
        key = work.attempts.start(version, person, 1, 7, house.now, None)
        for number, given in enumerate(GIVEN, 1):
            work.attempts.respond(key, number, given, house.now)
        if ended:
            work.attempts.end(key, Ending.SUBMITTED, house.now + MINUTE)
            for number, share, released in ((1, 1.0, True), (2, 0.0, True), (3, 0.5, False), (4, 1.0, True)):
                graded = NewGrade(key, number, share, Grader.TEACHER, released, house.tom)
                work.grades.add(graded, house.now)
        work.commit()
    return key


def packed(house, actor=None, person=None, language="en"):
    """The files of the archive by name, and data.json as values."""
    who = house.ann if person is None else person
    archive = house.packing.pack(who if actor is None else actor, who, house.now + 2 * MINUTE, language)
    with ZipFile(io.BytesIO(archive.content)) as opened:
        files = {name: opened.read(name).decode() for name in opened.namelist()}
    return files, json.loads(files["data.json"])


def test_everything_that_is_theirs_is_in_it(full):
    house = full
    token = house.accounts.sign_in("Ann", "a password", "", house.now)
    reply = house.tutoring.ask(house.ann, house.course(), "Where <b>is</b> it?", house.now, "first")
    house.conversing.mark(house.ann, reply.exchange_id, Complaint.WRONG, "Not there", house.now)
    house.judging.judge(house.tom, reply.exchange_id, Opinion.WRONG, "On Orla.", house.now + MINUTE)
    house.conversing.open(house.tom, reply.conversation_id, house.now)
    files, told = packed(house)
    assert token.person.name == told["account"]["name"] == "Ann"
    assert told["courses"] == [
        {"title": "History", "role": "student", "joined_at": "2026-11-22T09:00:00+00:00"}
    ]
    assert [one["signed_in_at"] for one in told["sessions"]] == ["2026-11-22T09:00:00+00:00"]
    (talk,) = told["conversations"]
    assert (talk["course"], [one["by"] for one in talk["readings"]]) == ("History", ["Tom"])
    (exchange,) = talk["exchanges"]
    assert (exchange["question"], exchange["answer"]["text"]) == ("Where <b>is</b> it?", "As written [S1]")
    cited = exchange["answer"]["citations"][0]["citation"]
    assert cited["quote"] == "The lighthouse stands on Kerrin."
    assert (exchange["mark"]["complaint"], exchange["mark"]["remark"]) == ("wrong", "Not there")
    assert (exchange["review"]["by"], exchange["review"]["correction"]) == ("Tom", "On Orla.")
    readable = files["conversations/001-Where-b-is-b-it.md"]
    assert readable == house.conversing.export(house.ann, reply.conversation_id, house.now)
    assert all(CANARY not in text for text in files.values())


def test_an_answer_that_was_taken_back_is_not_in_it(full):
    reply = full.tutoring.ask(full.ann, full.course(), "Where?", full.now, "first")
    full.judging.judge(full.tom, reply.exchange_id, Opinion.HARMFUL, "", full.now)
    files, _ = packed(full)
    assert all("As written" not in text and "Kerrin" not in text for text in files.values())


def test_a_result_is_told_whole_once_feedback_is_due(full):
    attempt(full, publish(full), full.ann)
    attempt(full, 1, full.ben)
    files, told = packed(full)
    (tried,) = told["attempts"]
    assert (tried["course"], tried["due"], tried["score"], tried["points"]) == ("History", True, 2.0, 4)
    assert [one["given"] for one in tried["answers"]] == [1, False, "In the harbour", [2, 0, 1]]
    assert [one["outcome"]["share"] for one in tried["questions"]] == [1.0, 0.0, None, 1.0]
    readable = files["results/001-The-landing.md"]
    assert readable.startswith(
        "# The \\*landing\\*\n\n*Attempt 1, begun on 2026-11-22 09:00 UTC*\n\n2 of 4 points\n\n"
        "answers that wait for a teacher: 1\n\n## 1. mcq? \\_\\_\\_\\_\n\n- Kerrin\n- Sarn\n- Odo\n\n"
        "Your answer: Sarn\n\n1 of 1 points\n\nRight: Sarn\n\nIt says so.\n\n"
        "**A title**\n\n> They landed at Sarn."
    )
    assert "Your answer: false\n\n0 of 1 points\n\nRight: true" in readable
    assert "Your answer: In the harbour\n\nIt waits for a teacher." in readable
    assert "Your answer: The truce → The landing → The siege" in readable
    assert len(files) == 2
    assert "Câu trả lời của bạn: sai" in packed(full, language="vi")[0]["results/001-The-landing.md"]


@pytest.mark.parametrize("ended", [True, False])
def test_nothing_of_a_key_is_in_it_before_that(full, ended):
    later = {"feedback": Feedback.AFTER_CLOSING, "closes_at": full.now + timedelta(days=1)}
    attempt(full, publish(full, **later), full.ann, ended=ended)
    files, told = packed(full)
    (tried,) = told["attempts"]
    assert (tried["due"], tried["score"]) == (False, None)
    assert [one["given"] for one in tried["answers"]] == [1, False, "In the harbour", [2, 0, 1]]
    # While it runs the sheet is before them.
    assert [one["outcome"] for one in tried["questions"]] == ([] if ended else [None] * 4)
    secrets = ("It says so.", "They landed at Sarn.", "The harbour of Sarn", "explanation")
    assert not [text for text in files.values() for secret in secrets if secret in text]
    assert "What is right is not to be seen yet." in files["results/001-The-landing.md"]


def test_what_they_wrote_in_a_course_that_they_left_is_theirs_too(full):
    full.tutoring.begin(full.ann, full.course(), "Who am I?", full.now)
    full.classes.remove_member(full.tom, full.course().id, full.ann)
    _, told = packed(full)
    assert told["courses"] == []
    assert told["conversations"][0]["exchanges"][0]["question"] == "Who am I?"


def test_an_admin_packs_what_is_anybodys_and_is_seen_to_have_read_it(full):
    talk = full.tutoring.begin(full.ann, full.course(), "Who am I?", full.now).conversation_id
    files, told = packed(full, full.admin)
    assert told["account"]["name"] == "Ann"
    assert len(files) == 2
    read = full.conversing.open(full.ann, talk, full.now).readings
    assert [name for name, _ in read] == ["Root"]
    packed(full, full.ann)
    assert len(full.conversing.open(full.ann, talk, full.now).readings) == 1


def test_nobody_else_packs_what_is_theirs(full):
    for actor in (full.ben, full.tom):
        with pytest.raises(NotAllowed):
            packed(full, actor)
    with pytest.raises(Absent) as caught:
        packed(full, full.admin, 999)
    assert caught.value.code == "no_person"
    with pytest.raises(NotAllowed):
        packed(full, 999, 999)
