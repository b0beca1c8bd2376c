"""Searching by meaning on real parts: SQLite, Chroma, a model's server, and a process that is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from threading import Event, Thread

import pytest

from studyhall.bootstrap import Hall, bootstrap
from studyhall.domain.courses import Course
from studyhall.domain.documents import NewSource, SourceFile
from studyhall.domain.evidence import SearchMode
from studyhall.domain.jobs import Job, JobState
from studyhall.domain.metering import Purpose, Terms, Tokens, Used
from studyhall.services.filling import AT_ONCE
from studyhall.settings import Settings
from tests.conftest import NOW
from tests.fakes.calling import straight
from tests.fakes.metering import FakeMeter
from tests.model_replies import Vectors
from tests.model_server import ModelServer

HOST = "127.0.0.1"
PASSAGES = 2 * AT_ONCE + 5
QUESTION = "When did ship 7 meet the storm?"
LONG = 60

# A server's worker, without the server.
WORKER = """
import sys
from pathlib import Path
from tests.services.test_embedding_for_real import opened
with opened(Path(sys.argv[1]), sys.argv[2]) as seat:
    seat.work()
"""


class Seat:
    """A hall with a course, and its teacher."""

    def __init__(self, hall: Hall) -> None:
        self.hall = hall
        self.actor = hall.accounts.operator(NOW).id
        self.meter = FakeMeter()

    @property
    def course(self) -> Course:
        return self.hall.courses.find(self.actor, "kerrin")

    def add(self, text: str, name: str = "log.md") -> None:
        source = NewSource(SourceFile(name, text.encode()), name)
        self.hall.library.add(self.actor, "Kerrin", source, NOW)

    def start(self) -> int:
        return self.hall.embedding.start(self.actor, self.course, HOST, NOW)

    def work(self) -> None:
        """Do all that waits."""
        while self.hall.worker.turn():
            pass

    def job(self) -> Job:
        return self.hall.embedding.jobs(self.actor, self.course, 1)[0]

    def ask(self, question: str = QUESTION):
        return self.hall.retrieval.search(self.course, question, meter=self.meter)

    def terms(self) -> Terms:
        with self.hall.storage.begin() as work:
            return work.terms.get(self.course.id)

    def used(self) -> list[Used]:
        with self.hall.storage.begin() as work:
            return work.usage.of(self.course.id, date.min)

    def sound(self) -> bool:
        return self.hall.upkeep.check(self.actor) == []


@contextmanager
def opened(home: Path, url: str, host: str = HOST):
    with straight(url, host, seconds=LONG) as meaning:
        hall = bootstrap(Settings(home=home, starter=False), meaning=meaning)
        try:
            yield Seat(hall)
        finally:
            hall.close()


def log(ships: int) -> str:
    return "\n\n".join(
        f"## Ship {ship}\n\nIn {1700 + ship} the ship {ship} met the storm near Kerrin."
        for ship in range(ships)
    )


@pytest.fixture
def server():
    with ModelServer() as made:
        yield made


@pytest.fixture
def home(tmp_path, server):
    with opened(tmp_path / "data", server.url) as seat:
        seat.add(log(PASSAGES))
        assert seat.ask().passages == PASSAGES
        seat.start()
    assert server.requests == []
    return tmp_path / "data"


def held(server: ModelServer, call: int) -> tuple[Event, Event]:
    """Two events: the `call`-th request for vectors came; it may be answered."""
    came, go_on = Event(), Event()

    def gate() -> None:
        if len(server.asked("embeddings")) == call:
            came.set()
            assert go_on.wait(LONG)

    server.always(Vectors(gate=gate), to="embeddings")
    return came, go_on


def sent(server: ModelServer) -> list[int]:
    return [len(request.body["input"]) for request in server.asked("embeddings")]


def test_spelling_is_searched_until_all_is_embedded_then_meaning(home, server):
    came, go_on = held(server, 2)
    with opened(home, server.url) as seat:
        worker = Thread(target=seat.work)
        worker.start()
        assert came.wait(LONG)
        meanwhile = seat.ask()
        assert (seat.job().state, seat.job().steps_done, seat.job().steps) == (
            JobState.RUNNING, AT_ONCE, PASSAGES
        )  # fmt: skip
        assert (meanwhile.mode, seat.terms().dimensions) == (SearchMode.FULL, 0)
        assert "1707" in meanwhile.evidence[0].passage.text
        go_on.set()
        worker.join(LONG)
        assert seat.job().state is JobState.DONE
        assert (seat.terms().dimensions, sent(server)) == (8, [AT_ONCE, AT_ONCE, 5])
        told = sum(len(text.split()) for request in server.requests for text in request.body["input"])
        (used,) = seat.used()
        assert (used.purpose, used.model, used.calls) == (Purpose.EMBED, "openai:test-embedding", 3)
        assert (used.tokens, used.reserved) == (Tokens(told), 0)
        found = seat.ask()
        assert (found.mode, server.requests[-1].body["input"]) == (SearchMode.FULL, [QUESTION])
        assert "1707" in found.evidence[0].passage.text
        assert seat.sound()
    with opened(home, server.url) as seat:
        assert seat.ask().mode is SearchMode.FULL
        assert server.requests[-1].body["input"] == [QUESTION], "the new shelf is there after a restart"


def test_what_is_added_is_searched_by_spelling_at_once_and_by_meaning_when_it_is_embedded(home, server):
    with opened(home, server.url) as seat:
        seat.work()
        before = len(server.requests)
        seat.add("# Orla\n\nThe bridge of Orla was opened in 1840.\n", "orla.md")
        found = seat.ask("When was the bridge of Orla opened?")
        assert (found.mode, len(server.requests)) == (SearchMode.FULL, before)
        assert "1840" in found.evidence[0].passage.text
        seat.work()
        assert sent(server)[before:] == [1]
        found = seat.ask("When was the bridge of Orla opened?")
        assert (sent(server)[before:], seat.sound()) == ([1, 1], True)
        assert "1840" in found.evidence[0].passage.text


def test_nothing_is_sent_to_a_host_that_nobody_agreed_to(home, server):
    with opened(home, server.url) as seat:
        seat.work()
    before = len(server.requests)
    with opened(home, server.url, host="elsewhere.example") as seat:
        seat.add("# Orla\n\nThe bridge of Orla was opened in 1840.\n", "orla.md")
        seat.work()
        assert "1707" in seat.ask().evidence[0].passage.text
        assert seat.ask().mode is SearchMode.FULL
        assert len(server.requests) == before


def test_warming_up_and_suggesting_send_nothing(home, server):
    with opened(home, server.url) as seat:
        seat.add("# Treaties\n\nThe envoy of Orla signed the treaty in Kerrin on 8 May 1994.\n", "treaty.md")
        seat.work()
        before = len(server.requests)
        assert seat.hall.retrieval.search(seat.course, "warm").mode is SearchMode.WORDS
        assert seat.hall.suggesting.questions(seat.course, "en")
        assert len(server.requests) == before


def test_a_worker_that_closes_in_the_middle_leaves_the_rest_to_the_next_process(home, server):
    came, go_on = held(server, 2)
    with opened(home, server.url) as seat:
        seat.hall.worker.start()
        assert came.wait(LONG)
        assert not seat.hall.worker.close(seconds=0)
        go_on.set()
        assert seat.hall.worker.close(LONG)
        assert (seat.job().state, seat.job().steps_done) == (JobState.RUNNING, 2 * AT_ONCE)
    with opened(home, server.url) as seat:
        seat.work()
        assert (seat.job().state, seat.terms().dimensions) == (JobState.DONE, 8)
        assert (sent(server), seat.sound()) == ([AT_ONCE, AT_ONCE, 5], True)


def test_a_killed_worker_loses_the_batch_at_hand_alone(home, server):
    came, go_on = held(server, 2)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("STUDYHALL_")}
    process = subprocess.Popen(
        [sys.executable, "-c", WORKER, str(home), server.url],
        env=kept | {"PYTHONWARNINGS": "ignore", "PYTHONPATH": str(Path(__file__).resolve().parents[2])},
        stdin=subprocess.DEVNULL,
    )
    assert came.wait(LONG)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    go_on.set()
    with opened(home, server.url) as seat:
        assert (seat.job().state, seat.job().steps_done) == (JobState.RUNNING, AT_ONCE)
        assert "1707" in seat.ask().evidence[0].passage.text
        assert len(sent(server)) == 2, "spelling answers meanwhile"
        seat.work()
        assert (seat.job().state, seat.job().steps_done) == (JobState.DONE, PASSAGES)
        assert sent(server) == [AT_ONCE, AT_ONCE, AT_ONCE, 5]
        assert (seat.ask().mode, seat.sound()) == (SearchMode.FULL, True)
