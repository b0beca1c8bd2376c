"""What every storage of jobs keeps to: SQL in a real SQLite file, and the fake in memory."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest

from studyhall.domain.courses import Course
from studyhall.domain.documents import Description
from studyhall.domain.jobs import Job, JobKind, JobState, NewUpload, UploadState
from studyhall.ports import Storage

FILES = (
    NewUpload("đảo Kerrin.txt", b"Kerrin lies in the sea.", Description(title="Kerrin", side="neutral")),
    NewUpload("empty.pdf", b"\x00\xff\r\n"),
)
MINUTE = timedelta(minutes=1)
ADDING, EMBEDDING = JobKind.ADDING, JobKind.EMBEDDING


@dataclass
class Desk:
    """A storage with two courses and somebody who asks for jobs."""

    storage: Storage
    person: int
    course: Course
    other: Course
    now: datetime

    def add(self, *files: NewUpload, course: Course | None = None, now: datetime | None = None) -> int:
        with self.storage.begin(write=True) as work:
            key = work.jobs.add((course or self.course).id, self.person, files or FILES, now or self.now)
            work.commit()
        return key

    def get(self, job: int) -> Job:
        with self.storage.begin() as work:
            return work.jobs.get(job)

    def move(
        self, job: int, state: JobState, now: datetime | None = None, trouble: str = "", code: str = ""
    ) -> None:
        with self.storage.begin(write=True) as work:
            work.jobs.move(job, state, now or self.now, trouble, code)
            work.commit()

    def next(self, kind: JobKind = ADDING) -> int | None:
        with self.storage.begin() as work:
            job = work.jobs.next(kind)
        return job.id if job else None

    def contents(self, job: int) -> list[bytes | None]:
        with self.storage.begin() as work:
            return [work.jobs.content(upload.id) for upload in work.jobs.get(job).uploads]


@pytest.fixture
def desk(storage, now):
    with storage.begin(write=True) as work:
        person = work.people.operator(now)
        made = Desk(
            storage,
            person.id,
            work.courses.add("history", "History", now),
            work.courses.add("geography", "Geography", now),
            now,
        )
        work.commit()
    return made


def test_a_job_comes_back_as_it_was_asked_for(desk, now):
    job = desk.get(desk.add())
    assert (job.course_id, job.person_id, job.asked_at) == (desk.course.id, desk.person, now)
    assert (job.state, job.stopping, job.trouble, job.ended_at) == (JobState.WAITING, False, "", None)
    assert [(u.name, u.told, u.state, u.reason, u.document_id, u.passages) for u in job.uploads] == [
        (file.name, file.told, UploadState.WAITING, "", None, 0) for file in FILES
    ]
    assert (job.active, job.done) == (True, 0)
    assert desk.contents(job.id) == [file.content for file in FILES]


def test_what_is_not_there_is_none(desk):
    with desk.storage.begin() as work:
        assert work.jobs.get(1) is work.jobs.next(ADDING) is work.jobs.content(1) is None
        assert work.jobs.of(desk.course.id, ADDING, 10) == []


def test_a_job_that_is_not_committed_is_not_there(desk):
    with desk.storage.begin(write=True) as work:
        work.jobs.add(desk.course.id, desk.person, FILES, desk.now)
    assert desk.next() is None


def test_the_newest_jobs_of_a_course_come_first_and_no_other_courses(desk):
    first, elsewhere, second, third = desk.add(), desk.add(course=desk.other), desk.add(), desk.add()
    with desk.storage.begin() as work:
        assert [job.id for job in work.jobs.of(desk.course.id, ADDING, 2)] == [third, second]
        assert [job.id for job in work.jobs.of(desk.course.id, ADDING, 10)] == [third, second, first]
        assert [len(job.uploads) for job in work.jobs.of(desk.other.id, ADDING, 10)] == [2]
        assert work.jobs.of(desk.other.id, ADDING, 10)[0].id == elsewhere
        assert work.jobs.of(desk.course.id, ADDING, 0) == []


def test_a_job_left_in_the_middle_is_next_then_the_one_that_waits_longest(desk):
    late, early = desk.add(now=desk.now + MINUTE), desk.add(course=desk.other)
    assert desk.next() == early
    desk.move(late, JobState.RUNNING)
    assert desk.next() == late
    desk.move(late, JobState.DONE)
    assert desk.next() == early
    desk.move(early, JobState.FAILED)
    assert desk.next() is None


@pytest.mark.parametrize("state", [JobState.DONE, JobState.STOPPED, JobState.FAILED])
def test_a_job_that_ends_lets_go_of_its_bytes_alone(desk, state):
    ended, other = desk.add(), desk.add()
    desk.move(ended, JobState.RUNNING)
    assert desk.contents(ended) == [file.content for file in FILES]
    desk.move(ended, state, desk.now + MINUTE, "The disk is full.", "disk_full")
    job = desk.get(ended)
    assert (job.state, job.trouble, job.code) == (state, "The disk is full.", "disk_full")
    assert job.ended_at == desk.now + MINUTE
    assert [upload.state for upload in job.uploads] == [UploadState.WAITING] * 2
    assert desk.contents(ended) == [None, None]
    assert desk.contents(other) == [file.content for file in FILES]


def test_what_became_of_a_file_is_kept_and_its_bytes_go(desk):
    key = desk.add()
    first, second = desk.get(key).uploads
    added = replace(first, state=UploadState.ADDED, document_id="d1", passages=3)
    refused = replace(
        second, state=UploadState.REFUSED, reason="“empty.pdf” is damaged; mend it.", code="broken"
    )
    with desk.storage.begin(write=True) as work:
        work.jobs.finish(added)
        work.commit()
    assert (desk.get(key).uploads, desk.get(key).done) == ((added, second), 1)
    assert desk.contents(key) == [None, FILES[1].content]
    with desk.storage.begin(write=True) as work:
        work.jobs.finish(refused)
        work.commit()
    assert (desk.get(key).uploads, desk.get(key).done) == ((added, refused), 2)


def test_a_job_that_has_work_left_is_asked_to_stop_and_no_other(desk):
    asked, other, ended = desk.add(), desk.add(), desk.add()
    desk.move(asked, JobState.RUNNING)
    desk.move(ended, JobState.DONE)
    with desk.storage.begin(write=True) as work:
        for job in (asked, ended, 999):
            work.jobs.stop(job)
        work.commit()
    assert [desk.get(job).stopping for job in (asked, other, ended)] == [True, False, False]
    assert desk.get(asked).state is JobState.RUNNING


def test_old_jobs_are_forgotten_and_those_with_work_left_are_not(desk):
    old, recent, waiting = desk.add(), desk.add(), desk.add()
    desk.move(old, JobState.DONE, desk.now)
    desk.move(recent, JobState.STOPPED, desk.now + MINUTE)
    with desk.storage.begin(write=True) as work:
        work.jobs.forget(desk.now + MINUTE)
        work.commit()
    assert desk.get(old) is None
    assert [desk.get(job).id for job in (recent, waiting)] == [recent, waiting]
    assert desk.storage.problems() == []


def embedding(desk: Desk, course: Course | None = None) -> int:
    with desk.storage.begin(write=True) as work:
        key = work.jobs.add_embedding((course or desk.course).id, desk.person, desk.now)
        work.commit()
    return key


def test_a_job_that_embeds_waits_apart_from_those_that_add_files(desk):
    adds, embeds, elsewhere = desk.add(), embedding(desk), embedding(desk, desk.other)
    job = desk.get(embeds)
    assert (job.kind, job.state, job.uploads, job.steps, job.steps_done) == (
        EMBEDDING, JobState.WAITING, (), 0, 0
    )  # fmt: skip
    assert desk.get(adds).kind is ADDING
    with desk.storage.begin() as work:
        assert [held.id for held in work.jobs.of(desk.course.id, EMBEDDING, 10)] == [embeds]
        assert [held.id for held in work.jobs.of(desk.other.id, EMBEDDING, 10)] == [elsewhere]
        assert [held.id for held in work.jobs.of(desk.course.id, ADDING, 10)] == [adds]
    desk.move(elsewhere, JobState.RUNNING)
    assert (desk.next(), desk.next(EMBEDDING)) == (adds, elsewhere)
    desk.move(elsewhere, JobState.DONE)
    assert desk.next(EMBEDDING) == embeds


def test_how_far_a_job_is_in_steps_is_kept(desk):
    key, other = embedding(desk), embedding(desk)
    with desk.storage.begin(write=True) as work:
        work.jobs.advance(key, 128, 1_000)
        work.jobs.advance(999, 1, 1)
        work.commit()
    assert [(desk.get(job).steps_done, desk.get(job).steps) for job in (key, other)] == [(128, 1_000), (0, 0)]
