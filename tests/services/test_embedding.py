"""Searching by meaning as a teacher has it: what it costs, what starts it, what ends it, what goes on."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from studyhall.domain.errors import (
    Absent,
    NotAllowed,
    Refused,
)
from studyhall.domain.jobs import JobState
from studyhall.domain.metering import Terms
from studyhall.domain.people import Role
from studyhall.services.embedding import PAUSE
from studyhall.services.jobs import KEPT
from tests.services.meant import HOST, PASSAGES, Desk


@pytest.fixture
def desk():
    return Desk()


@pytest.fixture
def house(desk):
    return desk.house


def test_what_it_will_take_is_told_before(desk, house):
    size = sum(len(f"Ship {number} met a storm.") for number in range(PASSAGES))
    told = house.embedding.estimate(desk.teacher, desk.course)
    assert (told.passages, told.most) == (PASSAGES, size)
    assert 0 < told.tokens < told.most
    assert told.most_cost == pytest.approx(size * 3 / 1_000_000)
    assert told.cost == pytest.approx(told.tokens * 3 / 1_000_000)
    house.meaning.model = replace(house.meaning.model, price=None)
    assert house.embedding.estimate(desk.teacher, desk.course).cost is None
    assert house.meaning.calls == []
    desk.start()
    desk.run()
    assert house.embedding.estimate(desk.teacher, desk.course).passages == 0


def test_starting_is_an_agreement_and_sends_nothing_yet(desk, house):
    house.storage.memory.terms[desk.course.id] = Terms(chat_host="chat.example", daily_tokens=7)
    key = desk.start()
    assert desk.terms == Terms("chat.example", 7, HOST, house.meaning.name, 0, desk.teacher, house.now)
    job = desk.newest()
    assert (job.id, job.state, job.person_id) == (key, JobState.WAITING, desk.teacher)
    assert (house.meaning.calls, desk.by_meaning()) == ([], False)


def test_what_cannot_be_started_is_refused(desk, house):
    with pytest.raises(Refused) as caught:
        house.embedding.start(desk.teacher, desk.course, "elsewhere.example", house.now)
    assert caught.value.code == "host_changed"
    desk.start()
    with pytest.raises(Refused) as caught:
        desk.start()
    assert caught.value.code == "embedding_active"
    assert len(house.storage.memory.jobs) == 1


def test_without_an_embedder_there_is_nothing_to_start_and_what_waits_says_so(desk, house):
    desk.start()
    house.shelving.meaning = None
    for asked in (
        lambda: house.embedding.estimate(desk.teacher, desk.course),
        lambda: house.embedding.start(desk.teacher, desk.course, HOST, house.now),
        lambda: house.embedding.start(desk.teacher, desk.course, "", house.now),
    ):
        with pytest.raises(Refused) as caught:
            asked()
        assert caught.value.code == "no_embedder"
    assert not desk.queue()
    job = desk.run()
    assert (job.state, job.code) == (JobState.FAILED, "no_embedder")


def test_only_a_teacher_of_the_course_may(desk, house):
    key = desk.start()
    pupil, stranger = house.member("Bo", Role.STUDENT), house.person("Cy")
    house.storage.memory.people[stranger] = replace(house.storage.memory.people[stranger], admin=False)
    for who, error in ((pupil, NotAllowed), (stranger, Absent)):
        for act in (
            lambda who: house.embedding.estimate(who, desk.course),
            lambda who: house.embedding.start(who, desk.course, HOST, house.now),
            lambda who: house.embedding.leave(who, desk.course, house.now),
            lambda who: house.embedding.jobs(who, desk.course),
            lambda who: house.embedding.stop(who, key),
        ):
            with pytest.raises(error):
                act(who)
    assert (desk.terms.embeddings_host, desk.newest().stopping) == (HOST, False)


def test_a_failed_job_is_started_again_after_a_while_by_itself(desk, house):
    desk.start()
    desk.in_the_middle(desk.fail)
    desk.run()
    house.meaning.failing, house.meaning.before = None, list
    desk.later(PAUSE - timedelta(seconds=1))
    assert not desk.queue()
    desk.later(timedelta(seconds=1))
    assert desk.queue()
    assert not desk.queue(), "one is active"
    assert (desk.run().state, desk.by_meaning()) == (JobState.DONE, True)
    assert not desk.queue(), "nothing is lacking"


def test_what_is_added_is_embedded_in_the_name_of_who_agreed(desk, house):
    desk.start()
    desk.run()
    house.add("Orla has a bridge.", "orla.txt")
    assert not desk.by_meaning()
    assert desk.queue()
    job = desk.newest()
    assert (job.person_id, job.state) == (desk.teacher, JobState.WAITING)
    job = desk.run()
    assert (job.state, job.steps_done, house.meaning.calls[-1]) == (JobState.DONE, 1, ["Orla has a bridge."])
    assert desk.by_meaning()
    assert (desk.shelf().rebuilds, len(desk.shelf().passages)) == (1, PASSAGES + 1)


def test_what_is_added_to_a_course_that_was_empty_is_embedded_too(house):
    with house.storage.begin(write=True) as work:
        empty = work.courses.add("empty", "Empty", house.now)
        work.commit()
    house.embedding.start(house.actor, empty, HOST, house.now)
    assert house.embedding.run_next(lambda: house.now)
    assert house.embedding.jobs(house.actor, empty)[0].state is JobState.DONE
    assert not house.embedding.queue_lacking(house.now)
    house.add("Orla has a bridge.", "orla.txt", course="Empty")
    assert house.embedding.queue_lacking(house.now)
    assert house.embedding.run_next(lambda: house.now)
    assert house.shelving.in_use(empty).embedder is house.meaning


def test_nothing_is_queued_in_the_name_of_who_may_no_longer(desk, house):
    desk.start()
    desk.run()
    house.add("Orla has a bridge.", "orla.txt")
    del house.storage.memory.memberships[desk.course.id, desk.teacher]
    assert not desk.queue()
    house.storage.memory.terms[desk.course.id] = replace(desk.terms, agreed_by=None)
    assert not desk.queue()


def test_nothing_is_queued_where_the_model_moved(desk, house):
    desk.start()
    desk.run()
    house.add("Orla has a bridge.", "orla.txt")
    house.meaning.model = replace(house.meaning.model, host="elsewhere.example")
    assert not desk.queue()


def test_leaving_searches_spelling_at_once_and_stops_the_job(desk, house):
    house.storage.memory.terms[desk.course.id] = Terms(chat_host="chat.example")
    desk.start()
    desk.in_the_middle(lambda: house.embedding.leave(desk.teacher, desk.course, house.now))
    assert desk.run().state is JobState.STOPPED
    assert (desk.terms.chat_host, desk.terms.embeddings_host, desk.terms.embedder) == ("chat.example", "", "")
    assert not desk.queue()
    desk.start()
    desk.run()
    assert desk.by_meaning()
    calls = len(house.meaning.calls)
    house.embedding.leave(desk.teacher, desk.course, house.now)
    assert not desk.by_meaning()
    desk.start()
    assert (desk.run().state, desk.by_meaning()) == (JobState.DONE, True)
    assert len(house.meaning.calls) == calls, "vectors that are there cost nothing again"


def test_what_became_of_jobs_is_forgotten_after_a_while(desk, house):
    desk.start()
    desk.run()
    desk.later(KEPT + timedelta(seconds=1))
    house.add("Orla has a bridge.", "orla.txt")
    assert desk.queue()
    assert [job.asked_at for job in house.storage.memory.jobs.values()] == [house.now]
