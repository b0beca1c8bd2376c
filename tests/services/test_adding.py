"""Jobs that add files: what is refused, what becomes of each file, and what ends a job."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from studyhall.domain.documents import Description
from studyhall.domain.errors import Absent, BadFile, IndexFailure, NotAllowed, Refused, StorageFailure
from studyhall.domain.jobs import Job, JobState, NewUpload, UploadState
from studyhall.services.adding import MOST_FILES
from studyhall.services.jobs import KEPT
from tests.fakes.reader import reading_of

TEXTS = {"sea.txt": "Kerrin lies in the sea.", "light.txt": "It has a lighthouse.\n\nIt is tall."}
WORDS = "a pupil's secret"


class Desk:
    """Asks for files to be added to the course of a house."""

    def __init__(self, house) -> None:
        self.house = house
        with house.storage.begin(write=True) as work:
            self.course = work.courses.add("history", "History", house.now)
            work.commit()
        for name, text in TEXTS.items():
            house.reader.readings[name] = reading_of(text, title=name)

    def submit(self, *names: str, **told: str) -> int:
        files = [
            NewUpload(name, TEXTS.get(name, "?").encode(), Description(**told)) for name in names or TEXTS
        ]
        return self.house.adding.submit(self.house.actor, self.course, files, self.house.now)

    def run(self, stopped=lambda: False) -> Job:
        assert self.house.adding.run_next(lambda: self.house.now, stopped)
        return self.newest()

    def newest(self) -> Job:
        return self.house.adding.jobs(self.house.actor, self.course, 1)[0]

    def documents(self) -> list[str]:
        return [source.file for source in self.house.library.sources(self.house.actor, self.course)]

    def interrupt(self, action) -> None:
        """Have something happen while the next file is read."""
        read = self.house.reader.read

        def interrupted(file):
            self.house.reader.read = read
            action()
            return read(file)

        self.house.reader.read = interrupted


@pytest.fixture
def desk(house):
    return Desk(house)


def states(job: Job) -> list[str]:
    return [upload.state.value for upload in job.uploads]


def test_what_became_of_a_job_is_forgotten_after_a_while_and_its_documents_stay(desk, house):
    desk.submit()
    desk.run()
    house.now += KEPT + timedelta(seconds=1)
    desk.submit()
    assert [job.asked_at for job in house.storage.memory.jobs.values()] == [house.now]
    assert len(desk.documents()) == 2


def test_files_become_documents_that_can_be_found(desk, house):
    key = desk.submit(side="neutral")
    waiting = desk.newest()
    assert (waiting.id, waiting.state, waiting.done) == (key, JobState.WAITING, 0)
    job = desk.run()
    assert (job.state, job.trouble, job.ended_at, job.done) == (JobState.DONE, "", house.now, 2)
    assert [(u.state, u.reason, u.passages) for u in job.uploads] == [
        (UploadState.ADDED, "", 1),
        (UploadState.ADDED, "", 2),
    ]
    document = house.library.read(house.actor, job.uploads[1].document_id)
    assert (document.body.text, document.description.side) == (TEXTS["light.txt"], "neutral")
    assert len(house.shelf().passages) == 3
    assert house.storage.memory.contents == {}
    assert not house.adding.run_next(lambda: house.now)


def test_nothing_to_do_is_said(house):
    assert not house.adding.run_next(lambda: house.now)


def test_each_file_says_what_became_of_it(desk, house):
    desk.submit()
    desk.run()
    house.reader.readings["sea.txt"] = reading_of("Kerrin lies in the ocean.")
    house.adding.submit(
        house.actor, desk.course, [NewUpload("sea.txt", b"Kerrin lies in the ocean.")], house.now
    )
    assert states(desk.run()) == ["replaced"]
    desk.submit("light.txt", title="The lighthouse")
    assert states(desk.run()) == ["described"]
    desk.submit("light.txt")
    assert states(desk.run()) == ["unchanged"]
    assert desk.newest().uploads[0].passages == 2


def test_the_same_file_twice_is_there_once(desk):
    desk.submit("sea.txt", "sea.txt")
    assert states(desk.run()) == ["added", "unchanged"]
    assert desk.documents() == ["sea.txt"]


def test_a_file_that_cannot_be_read_is_refused_with_its_sentence_and_the_others_go_in(desk):
    desk.submit("sea.txt", "broken.pdf", "light.txt")
    job = desk.run()
    assert job.state is JobState.DONE
    assert states(job) == ["added", "refused", "added"]
    assert job.uploads[1].reason == "“broken.pdf” is not there; check the path and try again."


def test_a_file_that_nobody_foresaw_is_refused_and_logged_without_peoples_words(desk, house, caplog):
    desk.submit()

    def fail():
        raise ZeroDivisionError(WORDS)

    desk.interrupt(fail)
    job = desk.run()
    assert (job.state, states(job)) == (JobState.DONE, ["refused", "added"])
    assert "did not foresee" in job.uploads[0].reason
    assert "ZeroDivisionError" in caplog.text
    assert "test_adding" in caplog.text, "where it arose is told"
    assert WORDS not in caplog.text


@pytest.mark.parametrize(
    ("count", "size", "error", "match"),
    [
        (0, 0, Refused, "choose at least one"),
        (MOST_FILES + 1, 1, Refused, "several parts"),
        (1, 1_001, BadFile, "“sea.txt” is larger than"),
    ],
)
def test_what_cannot_be_taken_in_is_refused_at_once(desk, house, count, size, error, match):
    files = [NewUpload("sea.txt", b"x" * size)] * count
    with pytest.raises(error, match=match):
        house.adding.submit(house.actor, desk.course, files, house.now)
    assert house.storage.memory.jobs == {}


def test_as_many_and_as_large_as_may_be_are_taken(desk, house):
    files = [NewUpload("sea.txt", b"x" * 1_000)] * MOST_FILES
    house.adding.submit(house.actor, desk.course, files, house.now)
    assert len(desk.newest().uploads) == MOST_FILES


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("C:\\Users\\Mai\\sea.txt", "sea.txt"),
        ("../notes/sea.txt", "sea.txt"),
        ("sea\u202e\n.txt", "sea .txt"),
        ("notes/", "a file without a name"),
    ],
)
def test_a_file_is_named_without_folders_and_on_one_line(desk, house, given, kept):
    house.adding.submit(
        house.actor, desk.course, [NewUpload(given, b"x", Description(title="A\nB"))], house.now
    )
    (upload,) = desk.newest().uploads
    assert (upload.name, upload.told.title) == (kept, "A B")


def forbid(house) -> None:
    person = house.storage.memory.people[house.actor]
    house.storage.memory.people[house.actor] = replace(person, admin=False, operator=False)


def test_whoever_may_not_add_may_do_nothing_with_jobs(desk, house):
    key = desk.submit()
    forbid(house)
    with pytest.raises(Refused):
        desk.submit()
    with pytest.raises(Refused):
        desk.newest()
    with pytest.raises(Refused):
        house.adding.stop(house.actor, key)
    assert not house.storage.memory.jobs[key].stopping


def test_a_job_of_somebody_who_may_no_longer_add_fails_with_a_sentence(desk, house):
    key = desk.submit()
    desk.interrupt(lambda: forbid(house))
    house.adding.run_next(lambda: house.now)
    job = house.storage.memory.jobs[key]
    assert job.state is JobState.FAILED
    assert "may not do it in this course any more" in job.trouble
    assert states(job) == ["waiting", "waiting"]
    assert house.storage.memory.contents == {}


def test_a_job_that_is_asked_to_stop_keeps_what_it_has_done(desk, house):
    key = desk.submit()
    desk.interrupt(lambda: house.adding.stop(house.actor, key))
    job = desk.run()
    assert (job.state, states(job)) == (JobState.STOPPED, ["added", "waiting"])
    assert desk.documents() == ["sea.txt"]
    assert len(house.shelf().passages) == 1
    assert house.storage.memory.contents == {}
    assert not house.adding.run_next(lambda: house.now)


def test_a_job_that_is_stopped_while_it_waits_adds_nothing(desk, house):
    house.adding.stop(house.actor, desk.submit())
    assert (desk.run().state, desk.documents()) == (JobState.STOPPED, [])


def test_a_job_that_is_not_there_cannot_be_stopped(house):
    with pytest.raises(Absent, match="no such job"):
        house.adding.stop(house.actor, 7)


def test_a_process_that_shuts_down_leaves_its_job_for_the_next(desk, house):
    desk.submit()
    desk.submit("sea.txt")
    closing = []
    desk.interrupt(lambda: closing.append(True))
    house.adding.run_next(lambda: house.now, lambda: bool(closing))
    first = house.storage.memory.jobs[1]
    assert (first.state, states(first)) == (JobState.RUNNING, ["added", "waiting"])
    desk.run()
    first = house.storage.memory.jobs[1]
    assert (first.state, states(first)) == (JobState.DONE, ["added", "added"])
    assert states(desk.run()) == ["unchanged"]


def test_a_file_that_was_added_but_not_ticked_off_is_found_unchanged(desk, house):
    desk.submit("sea.txt")
    finish, house.adding._finish = house.adding._finish, lambda upload: exit()
    with pytest.raises(SystemExit):
        desk.run()
    house.adding._finish = finish
    assert desk.documents() == ["sea.txt"]
    assert (states(desk.run()), desk.documents()) == (["unchanged"], ["sea.txt"])
    assert len(house.shelf().passages) == 1


def test_a_storage_that_fails_fails_the_job_and_what_is_in_stays(desk, house, monkeypatch):
    key = desk.submit()
    add = house.library.add

    def full(actor, course, source, now):
        if source.file.name == "light.txt":
            raise StorageFailure("the disk is full", "free some space")
        return add(actor, course, source, now)

    monkeypatch.setattr(house.library, "add", full)
    job = desk.run()
    assert (job.id, job.state, job.trouble) == (key, JobState.FAILED, "the disk is full; free some space.")
    assert (states(job), desk.documents()) == (["added", "waiting"], ["sea.txt"])


def test_a_failure_that_cannot_be_stored_either_leaves_the_job_to_be_done(desk, house, monkeypatch):
    desk.submit()

    def full(*_):
        raise StorageFailure("the disk is full", "free some space")

    with monkeypatch.context() as patched:
        patched.setattr(house.adding._book, "move", full)
        with pytest.raises(StorageFailure):
            desk.run()
    assert (desk.run().state, len(desk.documents())) == (JobState.DONE, 2)


def test_an_index_that_fails_twice_fails_the_job_and_the_documents_stay(desk, house, monkeypatch):
    def broken(_course):
        raise IndexFailure("the index broke", "try again")

    desk.submit()
    monkeypatch.setattr(house.indexing, "catch_up", broken)
    job = desk.run()
    assert (job.state, job.trouble) == (JobState.FAILED, "the index broke; try again.")
    assert (states(job), len(desk.documents())) == (["added", "added"], 2)


def test_what_nobody_foresaw_outside_a_file_fails_the_job_and_not_those_after_it(desk, house, caplog):
    desk.submit("sea.txt")
    desk.submit("light.txt")
    catch_up = house.indexing.catch_up

    def broken(_course):
        house.indexing.catch_up = catch_up
        raise ZeroDivisionError(WORDS)

    house.indexing.catch_up = broken
    desk.run()
    assert house.storage.memory.jobs[1].state is JobState.FAILED
    assert "did not foresee" in house.storage.memory.jobs[1].trouble
    assert WORDS not in caplog.text
    assert desk.run().state is JobState.DONE


def test_a_job_that_goes_with_its_course_is_let_be(desk, house):
    desk.submit()

    def forget():
        house.storage.memory.jobs.clear()

    desk.interrupt(forget)
    assert house.adding.run_next(lambda: house.now)
    assert house.storage.memory.jobs == {}


def test_a_person_who_is_not_there_is_refused(desk, house):
    with pytest.raises(NotAllowed):
        house.adding.submit(99, desk.course, [NewUpload("sea.txt", b"x")], house.now)


def test_two_files_of_one_name_are_two_sources(desk, house):
    files = [NewUpload("notes.txt", text.encode()) for text in ("One.", "Two.", "Three.")]
    house.adding.submit(house.actor, desk.course, [*files, NewUpload("README", b"a")], house.now)
    names = [upload.name for upload in desk.newest().uploads]
    assert names == ["notes.txt", "notes (2).txt", "notes (3).txt", "README"]
