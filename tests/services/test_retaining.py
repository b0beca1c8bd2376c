"""What nobody used for long goes by itself, once a day, where that is set."""

from __future__ import annotations

import json
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest

from studyhall.domain.attempts import Ending
from studyhall.domain.people import Role
from studyhall.domain.quizzes import ItemState, Rules
from studyhall.services.retaining import Retaining
from tests.making import question
from tests.services.classroom import refused

DAY = timedelta(days=1)


@pytest.fixture
def full(house):
    """A conversation of each of the last three days, and an attempt that ended three days ago."""
    house.add("The lighthouse stands on Kerrin.")
    house.ann = house.member("Ann", Role.STUDENT)
    for days in (1, 2, 3):
        house.tutoring.begin(house.ann, house.course(), f"{days}?", house.now - days * DAY)
    with house.storage.begin(write=True) as work:
        quiz = work.quizzes.create(house.course().id, "Quiz", Rules(), house.actor, house.now)
        item = work.quizzes.add_item(quiz, question(), (), house.now)
        work.quizzes.judge_item(item, ItemState.APPROVED)
        version = work.versions.publish(quiz, house.actor, house.now)
        for number, days in enumerate((3, 1), 1):
            attempt = work.attempts.start(version, house.ann, number, 1, house.now - days * DAY, None)
            work.attempts.respond(attempt, 1, 0, house.now - days * DAY)
            work.attempts.end(attempt, Ending.SUBMITTED, house.now - days * DAY)
        work.attempts.start(version, house.ann, 3, 1, house.now - 30 * DAY, None)
        house.quiz = quiz
        work.commit()
    return house


def kept(house):
    talks = [talk.title for talk in house.conversing.mine(house.ann, house.course())]
    with house.storage.begin() as work:
        return talks, [attempt.number for attempt in work.attempts.of(house.quiz)]


def test_everything_is_kept_where_nothing_is_set(full):
    Retaining(full.storage).turn(full.now + 5_000 * DAY)
    assert kept(full) == (["1?", "2?", "3?"], [1, 2, 3])


def test_what_was_not_used_for_so_long_goes_and_what_still_runs_stays(full):
    Retaining(full.storage, days=2).turn(full.now)
    assert kept(full) == (["1?", "2?"], [2, 3])


def test_it_is_looked_for_once_a_day_and_leaves_no_trace(full):
    retaining = Retaining(full.storage, days=2)
    retaining.turn(full.now)
    scrubbed = full.storage.scrubbed
    retaining.turn(full.now + timedelta(hours=23))
    assert kept(full)[0] == ["1?", "2?"]
    assert full.storage.scrubbed == scrubbed == 1
    retaining.turn(full.now + DAY)
    assert kept(full) == (["1?"], [2, 3])
    assert full.storage.scrubbed == 2


def test_the_worker_does_it_where_there_is_no_job(full):
    full.retaining.days = 2
    full.worker().turn()
    assert kept(full)[0] == ["1?", "2?"]


def test_what_was_seen_and_forgotten_is_not_begun_once_more(room):
    quiz = room.quiz(attempts=2)
    first = room.taken(quiz, {1: 0})
    assert room.result(first).score is not None
    retaining = Retaining(room.house.storage, days=2)
    room.later(days=3)
    retaining.turn(room.now)
    assert (room.offer().ended, room.offer().attempts_left) == ((), 1)
    assert room.sheet(room.taken(quiz, {})).number == 2
    room.later(days=3)
    retaining.turn(room.now)
    assert (room.offer().ended, room.offer().can_begin) == ((), False)
    assert refused(room.start, quiz) == "no_attempts_left"
    assert room.taking.inviting(room.pupil, room.course, room.now) is None
    assert room.offer(room.house.member("Binh", Role.STUDENT)).attempts_left == 2


def test_that_it_was_begun_is_among_what_they_take_along(room):
    room.taken(room.quiz(), {})
    room.later(days=3)
    Retaining(room.house.storage, days=2).turn(room.now)
    packed = room.house.packing.pack(room.pupil, room.pupil, room.now)
    with ZipFile(BytesIO(packed.content)) as archive:
        told = json.loads(archive.read("data.json"))
    assert told["attempts"] == []
    assert told["quizzes_begun"] == [{"course": "History", "title": "Lights", "attempts": 1}]
