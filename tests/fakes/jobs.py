"""Jobs in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from studyhall.domain.jobs import Job, JobKind, JobState, NewUpload, Upload, UploadState
from studyhall.ports import Jobs
from tests.fakes.memory import Memory


class FakeJobs(Jobs):
    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def add(self, course_id: int, person_id: int, uploads: Sequence[NewUpload], now: datetime) -> int:
        key = self._memory.next_id("job")
        first = max((u.id for job in self._memory.jobs.values() for u in job.uploads), default=0) + 1
        files = tuple(
            Upload(upload_id, upload.name, upload.told, UploadState.WAITING)
            for upload_id, upload in enumerate(uploads, start=first)
        )
        for kept, upload in zip(files, uploads, strict=True):
            self._memory.contents[kept.id] = upload.content
        self._memory.jobs[key] = Job(key, course_id, person_id, JobState.WAITING, False, "", now, None, files)
        return key

    def add_embedding(self, course_id: int, person_id: int, now: datetime) -> int:
        key = self.add(course_id, person_id, (), now)
        self._memory.jobs[key] = replace(self._memory.jobs[key], kind=JobKind.EMBEDDING)
        return key

    def get(self, job_id: int) -> Job | None:
        return self._memory.jobs.get(job_id)

    def of(self, course_id: int, kind: JobKind, limit: int) -> list[Job]:
        mine = [job for job in self._memory.jobs.values() if (job.course_id, job.kind) == (course_id, kind)]
        return sorted(mine, key=lambda job: -job.id)[: max(limit, 0)]

    def next(self, kind: JobKind) -> Job | None:
        active = [job for job in self._memory.jobs.values() if job.active and job.kind is kind]
        return min(
            active, key=lambda job: (job.state is not JobState.RUNNING, job.asked_at, job.id), default=None
        )

    def advance(self, job_id: int, done: int, steps: int) -> None:
        job = self._memory.jobs.get(job_id)
        if job is not None:
            self._memory.jobs[job_id] = replace(job, steps_done=done, steps=steps)

    def content(self, upload_id: int) -> bytes | None:
        return self._memory.contents.get(upload_id)

    def move(self, job_id: int, state: JobState, now: datetime, trouble: str = "", code: str = "") -> None:
        job = self._memory.jobs.get(job_id)
        if job is None:
            return
        moved = replace(job, state=state, trouble=trouble, code=code)
        self._memory.jobs[job_id] = replace(moved, ended_at=None if moved.active else now)
        if not moved.active:
            for upload in job.uploads:
                self._memory.contents.pop(upload.id, None)

    def stop(self, job_id: int) -> None:
        job = self._memory.jobs.get(job_id)
        if job is not None and job.active:
            self._memory.jobs[job_id] = replace(job, stopping=True)

    def finish(self, upload: Upload) -> None:
        for key, job in self._memory.jobs.items():
            files = tuple(upload if held.id == upload.id else held for held in job.uploads)
            self._memory.jobs[key] = replace(job, uploads=files)
        self._memory.contents.pop(upload.id, None)

    def forget(self, ended_before: datetime) -> None:
        self._memory.drop_jobs(lambda job: job.ended_at is None or job.ended_at >= ended_before)
