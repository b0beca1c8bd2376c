"""Jobs on real parts: SQLite, the child that reads, index folders, and processes that are killed."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from threading import enumerate as enumerate_threads

import pytest
import sqlalchemy as sa

from studyhall.bootstrap import Hall, bootstrap
from studyhall.domain.courses import Course
from studyhall.domain.errors import StorageFailure
from studyhall.domain.jobs import Job, JobState, NewUpload, UploadState
from studyhall.settings import Settings
from tests.conftest import NOW
from tests.readers.made import lines, pdf

FILES = 12
SENTENCES = 150

# A server's worker, without the server: it works until its one job has ended.
WORKER = """
import sys
from pathlib import Path
from threading import Event
from studyhall.bootstrap import bootstrap
from studyhall.settings import Settings
hall = bootstrap(Settings(home=Path(sys.argv[1]), starter=False))
idle = Event()
hall.indexing.catch_up_all = idle.set
print("ready", flush=True)
hall.worker.start()
idle.wait()
hall.close()
"""


class Server:
    """A hall with a course, and who asks it."""

    def __init__(self, hall: Hall) -> None:
        self.hall = hall
        self.actor = hall.accounts.operator(NOW).id

    @property
    def course(self) -> Course:
        with self.hall.storage.begin(write=True) as work:
            course = work.courses.find("kerrin") or work.courses.add("kerrin", "Kerrin", NOW)
            work.commit()
        return course

    def submit(self, *files: NewUpload) -> int:
        return self.hall.adding.submit(self.actor, self.course, files, NOW)

    def job(self) -> Job:
        return self.hall.adding.jobs(self.actor, self.course, 1)[0]

    def files(self) -> list[str]:
        return sorted(source.file for source in self.hall.library.sources(self.actor, self.course))

    def work(self) -> Job:
        """Do all that waits."""
        while self.hall.worker.turn():
            pass
        return self.job()

    def found(self, question: str) -> str:
        return self.hall.retrieval.search(self.course, question).evidence[0].passage.text

    def sound(self) -> bool:
        return self.hall.upkeep.check(self.actor) == []


@contextmanager
def opened(home: Path) -> Iterator[Server]:
    hall = bootstrap(Settings(home=home, starter=False))
    try:
        yield Server(hall)
    finally:
        hall.close()


def log(number: int, sentences: int = 3) -> NewUpload:
    told = " ".join(
        f"In {1800 + number * 10 + part} the ship {number} met the storm {part} near Kerrin."
        for part in range(sentences)
    )
    return NewUpload(f"log-{number}.md", f"# The log of ship {number}\n\n{told}\n".encode())


@pytest.fixture
def home(tmp_path):
    return tmp_path / "data"


def bytes_kept(server: Server) -> int:
    with server.hall.storage._engine.connect() as connection:
        kept = connection.exec_driver_sql("SELECT coalesce(sum(length(content)), 0) FROM uploads").scalar()
    return int(kept)


def test_good_files_go_in_beside_a_broken_one_that_says_why(home):
    printed = pdf([lines(["The quay of Kerrin was built in 1840 for the ferries of the island."])])
    with opened(home) as server:
        server.submit(
            NewUpload("quay.pdf", printed), NewUpload("torn.pdf", printed[: len(printed) // 3]), log(1)
        )
        job = server.work()
        assert (job.state, job.trouble) == (JobState.DONE, "")
        quay, torn, ship = job.uploads
        assert [u.state for u in (quay, torn, ship)] == [
            UploadState.ADDED,
            UploadState.REFUSED,
            UploadState.ADDED,
        ]
        assert torn.reason.startswith("“torn.pdf” ")
        assert torn.reason.endswith(".")
        assert (torn.document_id, torn.passages) == (None, 0)
        assert server.files() == ["log-1.md", "quay.pdf"]
        assert "1840" in server.found("When was the quay of Kerrin built?")
        assert bytes_kept(server) == 0
        assert server.sound()


def test_a_job_goes_on_in_the_next_process(home):
    with opened(home) as server:
        server.submit(*map(log, range(3)))
        answers = iter([False, True])
        server.hall.adding.run_next(lambda: NOW, lambda: next(answers))
        assert (server.job().state, server.job().done) == (JobState.RUNNING, 1)
    with opened(home) as server:
        job = server.work()
        assert job.state is JobState.DONE
        assert [upload.state for upload in job.uploads] == [UploadState.ADDED] * 3
        assert server.files() == ["log-0.md", "log-1.md", "log-2.md"]
        assert server.sound()


def test_a_job_that_is_stopped_in_the_middle_keeps_what_it_has_done(home, monkeypatch):
    with opened(home) as server:
        key = server.submit(*map(log, range(3)))
        add = server.hall.library.add

        def stopping(*given):
            server.hall.adding.stop(server.actor, key)
            return add(*given)

        monkeypatch.setattr(server.hall.library, "add", stopping)
        job = server.work()
        assert job.state is JobState.STOPPED
        assert [u.state for u in job.uploads] == [
            UploadState.ADDED,
            UploadState.WAITING,
            UploadState.WAITING,
        ]
        assert (server.files(), bytes_kept(server)) == (["log-0.md"], 0)
        assert "ship 0" in server.found("When did the ship 0 meet the storm?")
        assert server.sound()


def test_the_worker_of_a_hall_does_what_it_is_woken_for_and_ends_with_it(home, monkeypatch):
    with opened(home) as server:
        done = Event()
        finish = server.hall.adding._book.move

        def moved(job, state, *told):
            finish(job, state, *told)
            if state is JobState.DONE:
                done.set()

        monkeypatch.setattr(server.hall.adding._book, "move", moved)
        server.hall.worker.start()
        server.submit(log(1))
        server.hall.worker.wake()
        assert done.wait(60)
        assert server.files() == ["log-1.md"]
        threads = {thread for thread in enumerate_threads() if thread.name.startswith("studyhall-")}
        assert len(threads) == 2
    assert not any(thread.is_alive() for thread in threads)


def test_a_process_beside_the_owner_does_not_work_on_its_jobs(home):
    with opened(home) as owner:
        assert owner.hall.indexing.owned
        with opened(home) as other:
            other.submit(log(1))
            assert not other.hall.worker.turn()
            assert other.job().state is JobState.WAITING
        assert owner.work().state is JobState.DONE


def test_a_disk_that_is_full_when_files_are_given_is_said_and_nothing_is_stored(home):
    with opened(home) as server:
        course = server.course
        engine = server.hall.storage._engine
        with engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()

        @sa.event.listens_for(engine, "checkout")
        def limit(connection, _record, _proxy):
            connection.execute(f"PRAGMA max_page_count={pages + 20}")

        files = [log(1), NewUpload("large.txt", b"A sentence that goes on. " * 20_000)]
        with pytest.raises(StorageFailure, match="disk is full"):
            server.hall.adding.submit(server.actor, course, files, NOW)
        assert server.hall.adding.jobs(server.actor, course) == []
        with engine.connect() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM uploads").scalar() == 0


def test_a_disk_that_fills_up_in_the_middle_fails_the_job_with_its_sentence(home):
    with opened(home) as server:
        server.submit(log(1), log(2, sentences=4_000), log(3))
        engine = server.hall.storage._engine
        with engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()

        def limit(connection, _record, _proxy):
            connection.execute(f"PRAGMA max_page_count={pages + 60}")

        sa.event.listen(engine, "checkout", limit)
        job = server.work()
        assert job.state is JobState.FAILED
        assert job.trouble.startswith("the disk is full")
        assert [u.state for u in job.uploads] == [
            UploadState.ADDED,
            UploadState.WAITING,
            UploadState.WAITING,
        ]
        assert server.files() == ["log-1.md"]
        assert server.sound()


def start(home: Path) -> subprocess.Popen[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("STUDYHALL_")}
    process = subprocess.Popen(
        [sys.executable, "-c", WORKER, str(home)],
        env=kept | {"PYTHONWARNINGS": "ignore"},
        text=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    assert process.stdout.readline() == "ready\n"
    return process


def submitted(home: Path) -> None:
    with opened(home) as server:
        # The last is a copy: the same bytes are one document, however often they are given.
        server.submit(*(log(ship, SENTENCES) for ship in range(FILES)), log(0, SENTENCES))


@pytest.mark.timeout(3_000)
def test_a_killed_worker_leaves_nothing_that_the_next_does_not_finish(tmp_path, rounds):
    submitted(tmp_path / "whole")
    process = start(tmp_path / "whole")
    started = time.perf_counter()
    process.communicate(timeout=120)
    assert process.returncode == 0
    usual = time.perf_counter() - started
    chance = random.Random(3)
    left = []
    for number in range(rounds(2, 20)):
        home = tmp_path / f"killed-{number}"
        submitted(home)
        process = start(home)
        try:
            process.wait(timeout=usual * chance.uniform(0.05, 0.9))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
        process.communicate()
        with opened(home) as server:
            left.append((server.job().state.value, server.job().done))
            job = server.work()
            assert job.state is JobState.DONE
            *logs, copy = job.uploads
            assert {upload.state for upload in logs} <= {UploadState.ADDED, UploadState.UNCHANGED}
            assert copy.state is UploadState.UNCHANGED
            assert server.files() == sorted(f"log-{ship}.md" for ship in range(FILES))
            assert bytes_kept(server) == 0
            assert server.sound()
            assert "storm 2" in server.found("When did the ship 4 meet the storm 2 near Kerrin?")
    print(f"jobs after each kill: {left}")


def test_moments_of_a_job_are_the_clocks(home):
    with opened(home) as server:
        server.submit(log(1))
        before = datetime.now(UTC)
        assert before <= server.work().ended_at <= datetime.now(UTC)
