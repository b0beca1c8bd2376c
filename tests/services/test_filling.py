"""Jobs that embed: every way in which one ends, and that none loses what it has done."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from studyhall.domain.errors import (
    IndexFailure,
    StorageFailure,
)
from studyhall.domain.jobs import JobState, NewUpload
from studyhall.domain.metering import Purpose
from studyhall.services.embedding import PAUSE
from studyhall.services.filling import AT_ONCE
from tests.fakes.storage import FakePassages
from tests.services.meant import DOWN, HOST, PASSAGES, Desk

WORDS = "a pupil's secret"


@pytest.fixture
def desk():
    return Desk()


@pytest.fixture
def house(desk):
    return desk.house


def test_a_job_embeds_all_and_then_meaning_is_searched(desk, house):
    desk.start()
    seen = []
    desk.in_the_middle(lambda: seen.append((desk.newest().steps_done, desk.by_meaning())))
    job = desk.run()
    assert (job.state, job.trouble, job.steps_done, job.steps) == (JobState.DONE, "", PASSAGES, PASSAGES)
    assert seen == [(AT_ONCE, False)]
    assert [len(texts) for texts in house.meaning.calls] == [AT_ONCE, AT_ONCE, 5]
    assert (desk.terms.dimensions, desk.vectors(), len(desk.shelf().passages)) == (26, PASSAGES, PASSAGES)
    assert desk.by_meaning()
    assert house.upkeep.check(house.actor) == []
    assert not house.embedding.run_next(lambda: house.now)


def test_every_call_is_counted_for_its_course_and_its_moment(desk, house):
    desk.start()
    desk.in_the_middle(lambda: desk.later(timedelta(days=1)))
    before = house.now
    desk.run()
    assert house.metered_for == [
        (desk.course.id, before), (desk.course.id, before), (desk.course.id, before + timedelta(days=1))
    ]  # fmt: skip
    assert {charge.purpose for charge in house.meter.charges} == {Purpose.EMBED}


def test_the_model_answers_before_a_transaction_opens(desk, house, monkeypatch):
    begin, open_now, seen = house.storage.begin, [], []

    def watched(*, write=False):
        unit = begin(write=write)
        enter, leave = unit.__enter__, unit.__exit__

        class Watched:
            def __enter__(self):
                open_now.append(1)
                return enter()

            def __exit__(self, *told):
                open_now.pop()
                return leave(*told)

        return Watched()

    monkeypatch.setattr(house.storage, "begin", watched)
    house.meaning.before = lambda: seen.append(len(open_now))
    desk.start()
    desk.run()
    assert seen == [0, 0, 0]


def test_a_job_that_is_stopped_keeps_what_it_has_and_starting_again_goes_on(desk, house):
    key = desk.start()
    desk.in_the_middle(lambda: house.embedding.stop(desk.teacher, key))
    assert desk.run().state is JobState.STOPPED
    assert (desk.vectors(), desk.by_meaning(), desk.terms.dimensions) == (2 * AT_ONCE, False, 0)
    assert not desk.queue(), "whoever stopped it meant it"
    desk.start()
    assert desk.run().state is JobState.DONE
    assert [len(texts) for texts in house.meaning.calls] == [AT_ONCE, AT_ONCE, 5]
    assert desk.by_meaning()


def test_a_process_that_shuts_down_leaves_its_job_for_the_next(desk, house):
    desk.start()
    closing = []
    desk.in_the_middle(lambda: closing.append(True))
    job = desk.run(lambda: bool(closing))
    assert (job.state, job.steps_done, job.steps) == (JobState.RUNNING, 2 * AT_ONCE, PASSAGES)
    job = desk.run()
    assert (job.state, job.steps_done, job.steps) == (JobState.DONE, PASSAGES, PASSAGES)
    assert sum(map(len, house.meaning.calls)) == PASSAGES


def test_files_that_wait_to_be_added_go_first(desk, house):
    desk.start()
    desk.in_the_middle(
        lambda: house.adding.submit(desk.teacher, desk.course, [NewUpload("a.txt", b"?")], house.now)
    )
    assert desk.run().state is JobState.RUNNING
    assert house.adding.run_next(lambda: house.now)
    assert desk.run().state is JobState.DONE


def test_a_model_that_fails_fails_the_job_with_its_sentence_and_what_is_done_stays(desk, house):
    desk.start()
    desk.in_the_middle(desk.fail)
    job = desk.run()
    assert (job.state, job.trouble, job.code) == (JobState.FAILED, f"{DOWN}", "model_down")
    assert (desk.vectors(), desk.by_meaning()) == (AT_ONCE, False)
    house.meaning.failing = None
    desk.start()
    assert desk.run().state is JobState.DONE
    assert desk.vectors() == PASSAGES


def test_a_course_at_its_limit_says_so(desk, house):
    house.meter.left = 10
    desk.start()
    assert (desk.run().code, house.storage.memory.vectors.keys().isdisjoint([(1, house.meaning.name)])) == (
        "model_limit", True
    )  # fmt: skip


def test_a_job_of_somebody_who_may_no_longer_fails_with_a_sentence(desk, house):
    key = desk.start()
    desk.in_the_middle(lambda: house.storage.memory.memberships.pop((desk.course.id, desk.teacher)))
    house.embedding.run_next(lambda: house.now)
    job = house.storage.memory.jobs[key]
    assert (job.state, job.code) == (JobState.FAILED, "not_allowed")
    assert "whoever asked" in job.trouble
    assert desk.vectors() == 2 * AT_ONCE


def test_a_model_that_moves_meanwhile_is_sent_nothing_more(desk, house):
    desk.start()

    def move() -> None:
        house.meaning.model = replace(house.meaning.model, host="elsewhere.example")

    desk.in_the_middle(move, call=1)
    job = desk.run()
    assert (job.state, job.code, len(house.meaning.calls)) == (JobState.FAILED, "host_changed", 1)


def test_who_leaves_while_the_shelf_is_built_has_left(desk, house, monkeypatch):
    build = house.indexing.build

    def leaving(*asked):
        house.embedding.leave(desk.teacher, desk.course, house.now)
        return build(*asked)

    monkeypatch.setattr(house.indexing, "build", leaving)
    desk.start()
    desk.run()
    assert (desk.terms.dimensions, desk.by_meaning()) == (0, False)


def test_a_passage_that_is_taken_out_meanwhile_gets_no_vector(desk, house):
    document = house.library.sources(house.actor, desk.course)[0].document_id
    house.add("Orla has a bridge.", "orla.txt")
    desk.start()
    desk.in_the_middle(lambda: house.library.remove(house.actor, document), call=1)
    assert desk.run().state is JobState.DONE
    assert desk.vectors() == 1
    assert {passage.text for passage in desk.shelf().passages.values()} == {"Orla has a bridge."}


def test_what_is_added_meanwhile_is_embedded_by_the_same_job(desk, house, monkeypatch):
    build, added = house.indexing.build, []

    def adding(*asked):
        if not added:
            added.append(house.add("Orla has a bridge.", "orla.txt"))
        return build(*asked)

    monkeypatch.setattr(house.indexing, "build", adding)
    desk.start()
    job = desk.run()
    assert (job.state, job.steps_done, desk.vectors()) == (JobState.DONE, PASSAGES + 1, PASSAGES + 1)
    assert (desk.by_meaning(), len(desk.shelf().passages)) == (True, PASSAGES + 1)


def test_an_index_that_fails_fails_the_job_and_the_vectors_stay(desk, house):
    desk.start()
    desk.shelf().failing = True
    job = desk.run()
    assert (job.state, desk.vectors(), desk.by_meaning()) == (JobState.FAILED, PASSAGES, False)
    desk.later(PAUSE)
    assert desk.queue()
    assert (desk.run().state, desk.by_meaning()) == (JobState.DONE, True)
    assert sum(map(len, house.meaning.calls)) == PASSAGES


def test_who_does_not_own_the_indexes_switches_nothing(desk, house):
    house.shelves.owner = False
    desk.start()
    assert desk.run().code == "busy"
    with pytest.raises(IndexFailure):
        house.indexing.build(desk.course, house.shelving.spelling)
    assert desk.terms.dimensions == 0


def test_a_model_that_changed_its_size_is_found_before_the_switch(desk, house):
    key = desk.start()
    desk.in_the_middle(lambda: house.embedding.stop(desk.teacher, key))
    desk.run()
    house.meaning.size = house.meaning.dimensions = 7
    house.meaning.before = list
    desk.start()
    assert desk.run().state is JobState.DONE
    assert (desk.terms.dimensions, desk.by_meaning()) == (7, True)
    assert {
        len(v) for (_, name), v in house.storage.memory.vectors.items() if name == house.meaning.name
    } == {7}
    assert [len(texts) for texts in house.meaning.calls[2:]] == [5, AT_ONCE, AT_ONCE]


def test_a_model_that_changed_its_size_after_the_switch_says_to_start_again(desk, house):
    desk.start()
    desk.run()
    house.add("Orla has a bridge.", "orla.txt")
    house.meaning.size = house.meaning.dimensions = 7
    desk.queue()
    job = desk.run()
    assert (job.state, job.code) == (JobState.FAILED, "model_garbled")
    assert "start searching by meaning again" in job.trouble
    desk.start()
    assert (desk.run().state, desk.terms.dimensions) == (JobState.DONE, 7)


def wrongly_sized(desk, house, call):
    """Have the `call`-th call give vectors of a wrong size, and all others those of the right one."""
    count = len(house.meaning.calls) + call

    def before() -> None:
        house.meaning.size = 1 if len(house.meaning.calls) == count else 26

    house.meaning.before = before


@pytest.mark.parametrize("call", [1, 2, 3])
def test_one_wrong_reply_costs_a_job_and_not_the_course(desk, house, call):
    wrongly_sized(desk, house, call)
    desk.start()
    job = desk.run()
    assert (job.state, job.code, desk.by_meaning()) == (JobState.FAILED, "model_garbled", False)
    desk.later(PAUSE)
    assert desk.queue()
    assert (desk.run().state, desk.terms.dimensions, desk.by_meaning()) == (JobState.DONE, 26, True)
    assert len(desk.shelf().passages) == PASSAGES
    assert house.upkeep.check(house.actor) == []


def test_a_wrong_reply_that_nobody_can_tell_is_mended_by_starting_again(house):
    house.add("Orla has a bridge.", "orla.txt", course="Small")
    small = house.course("Small")

    def run():
        house.embedding.start(house.actor, small, HOST, house.now)
        house.embedding.run_next(lambda: house.now)
        return house.storage.memory.terms[small.id].dimensions

    house.meaning.size = 1
    assert run() == 1
    house.meaning.size = 26
    house.meaning.embed_question("Who?")
    assert run() == 26
    assert house.shelving.in_use(small).dimensions == 26


def test_the_size_that_a_question_got_by_mistake_changes_no_course(desk, house):
    desk.start()
    desk.run()
    house.meaning.dimensions, sent = 1, len(house.meaning.calls)
    desk.start()
    assert (desk.run().state, desk.terms.dimensions, desk.by_meaning()) == (JobState.DONE, 26, True)
    assert [len(texts) for texts in house.meaning.calls[sent:]] == [1], "one is sent again, to see"


def test_a_model_that_changes_its_size_at_every_call_is_not_asked_for_ever(desk, house):
    def before() -> None:
        house.meaning.size = 1 + len(house.meaning.calls)

    house.meaning.before = before
    desk.start()
    job = desk.run()
    assert (job.state, job.code, len(house.meaning.calls)) == (JobState.FAILED, "model_garbled", 2)


def test_passages_that_cannot_be_read_do_not_keep_a_job_for_ever(desk, house, monkeypatch):
    desk.start()
    monkeypatch.setattr(FakePassages, "some", lambda self, ids: [])
    job = desk.run()
    assert (job.state, job.code) == (JobState.FAILED, StorageFailure.code)
    assert "doctor" in job.trouble


def test_what_nobody_foresaw_fails_the_job_without_peoples_words(desk, house, caplog):
    def broken() -> None:
        raise ZeroDivisionError(WORDS)

    desk.start()
    desk.in_the_middle(broken)
    job = desk.run()
    assert (job.state, job.code, desk.vectors()) == (JobState.FAILED, "unforeseen", AT_ONCE)
    assert "ZeroDivisionError" in caplog.text
    assert WORDS not in caplog.text


def test_a_job_that_goes_with_its_course_is_let_be(desk, house):
    def forget() -> None:
        house.storage.memory.jobs.clear()

    desk.start()
    desk.in_the_middle(forget)
    assert house.embedding.run_next(lambda: house.now)
    assert len(house.meaning.calls) == 2
