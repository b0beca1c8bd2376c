"""The background worker: who may work, what wakes it, what it survives and how it ends."""

from __future__ import annotations

from threading import Event, Thread

import pytest

from studyhall.domain.attempts import Ending
from studyhall.domain.errors import IndexFailure
from studyhall.domain.jobs import JobState, NewUpload, UploadState
from studyhall.domain.quizzes import Brief
from tests.fakes.embedder import FakeMeaning
from tests.fakes.reader import reading_of

LONG = 60
HOUR = 3_600.0
WORDS = "a pupil's secret"


@pytest.fixture
def submit(house):
    """Ask for files of these names to be added; gives the job's id."""
    with house.storage.begin(write=True) as work:
        course = work.courses.add("history", "History", house.now)
        work.commit()

    def asked(*names: str) -> int:
        for name in names:
            house.reader.readings[name] = reading_of(f"The story of {name}.")
        files = [NewUpload(name, f"The story of {name}.".encode()) for name in names]
        return house.adding.submit(house.actor, course, files, house.now)

    return asked


@pytest.fixture
def worker(house):
    made = house.worker(look_seconds=HOUR)
    yield made
    assert made.close(LONG)


def when_called(holder, name: str, monkeypatch) -> Event:
    """An event that is set each time after a method was called."""
    happened, method = Event(), getattr(holder, name)

    def called(*given, **named):
        try:
            return method(*given, **named)
        finally:
            happened.set()

    monkeypatch.setattr(holder, name, called)
    return happened


def job(house, key: int):
    return house.storage.memory.jobs[key]


def test_a_turn_does_one_job_then_looks_after_the_indexes(house, worker, submit):
    first, second = submit("a.txt"), submit("b.txt")
    assert worker.turn()
    assert [job(house, key).state for key in (first, second)] == [JobState.DONE, JobState.WAITING]
    assert worker.turn()
    assert not worker.turn()
    assert job(house, second).state is JobState.DONE


def test_what_another_process_added_is_indexed_by_a_turn(house, worker):
    house.add("Kerrin lies in the sea.")
    assert not house.shelf().passages
    assert not worker.turn()
    assert len(house.shelf().passages) == 1


def test_an_index_that_fails_does_not_keep_the_others_behind(house, worker, caplog):
    house.add("Kerrin lies in the sea.", course="A")
    house.add("Orla has a bridge.", course="B")
    every = [
        house.shelves.shelf(c, house.embedder.name, house.embedder.dimensions)
        for c in house.courses.all(house.actor)
    ]
    every[0].failing = True
    with pytest.raises(IndexFailure):
        house.indexing.catch_up_all()
    assert [len(shelf.passages) for shelf in every] == [0, 1]
    assert not worker.turn()
    assert [len(shelf.passages) for shelf in every] == [1, 1]


def test_a_process_that_does_not_own_the_indexes_leaves_jobs_alone(house, worker, submit):
    key = submit("a.txt")
    house.shelves.owner = False
    assert not worker.turn()
    assert job(house, key).state is JobState.WAITING
    house.shelves.owner = True
    assert worker.turn()
    assert job(house, key).state is JobState.DONE


def test_an_error_is_logged_once_without_its_words_and_the_worker_goes_on(house, worker, monkeypatch, caplog):
    def broken(*_):
        raise ZeroDivisionError(WORDS)

    with monkeypatch.context() as patched:
        patched.setattr(house.adding, "run_next", broken)
        assert not worker.turn()
        assert not worker.turn()
    assert caplog.text.count("goes on after an error: ZeroDivisionError") == 1
    assert WORDS not in caplog.text
    assert not worker.turn()
    monkeypatch.setattr(house.adding, "run_next", broken)
    assert not worker.turn()
    assert caplog.text.count("goes on after an error: ZeroDivisionError") == 2


def test_it_does_what_waits_when_it_starts_and_what_it_is_woken_for(house, worker, submit, monkeypatch):
    idle = when_called(house.indexing, "catch_up_all", monkeypatch)
    first = submit("a.txt")
    worker.start()
    worker.start()
    assert idle.wait(LONG)
    assert job(house, first).state is JobState.DONE
    idle.clear()
    second = submit("b.txt")
    worker.wake()
    assert idle.wait(LONG)
    assert job(house, second).state is JobState.DONE


def test_it_looks_by_itself_too(house, submit, monkeypatch):
    worker = house.worker(look_seconds=0.01)
    idle = when_called(house.indexing, "catch_up_all", monkeypatch)
    worker.start()
    for _ in range(3):
        assert idle.wait(LONG)
        idle.clear()
    assert worker.close(LONG)


def test_closing_waits_for_the_file_at_hand_and_leaves_the_rest_to_the_next_process(house, worker, submit):
    reading, go_on = Event(), Event()
    read = house.reader.read

    def held(file):
        reading.set()
        assert go_on.wait(LONG)
        return read(file)

    house.reader.read = held
    key = submit("a.txt", "b.txt")
    worker.start()
    assert reading.wait(LONG)
    assert not worker.close(seconds=0)
    closer = Thread(target=worker.close)
    closer.start()
    go_on.set()
    closer.join(LONG)
    assert worker.close(LONG)
    left = job(house, key)
    assert left.state is JobState.RUNNING
    assert [upload.state for upload in left.uploads] == [UploadState.ADDED, UploadState.WAITING]
    assert house.worker().turn()
    assert job(house, key).state is JobState.DONE


def test_what_was_closed_does_not_start_again(house, submit):
    worker = house.worker()
    assert worker.close()
    worker.start()
    assert worker.close()
    assert job(house, submit("a.txt")).state is JobState.WAITING


def test_files_are_added_before_what_they_lack_is_embedded(submit, house, monkeypatch):
    house.shelving.meaning = FakeMeaning()
    worker = house.worker()
    (course,) = house.courses.all(house.actor)
    house.embedding.start(house.actor, course, "models.example", house.now)
    added = submit("a.txt")
    assert worker.turn()
    assert (job(house, added).state, house.shelving.meaning.calls) == (JobState.DONE, [])
    assert worker.turn()
    assert house.shelving.meaning.calls == [["The story of a.txt."]]
    assert not worker.turn()
    house.add("Orla has a bridge.", "orla.txt", course="history")
    assert worker.turn(), "what is lacking was asked for"
    assert worker.turn()
    assert house.shelving.meaning.calls[1:] == [["Orla has a bridge."]]
    assert not worker.turn()
    assert len(house.shelves.shelf(course, "openai:letters", 26).passages) == 2


def test_a_long_job_keeps_no_pupil_waiting(room, worker, monkeypatch):
    house = room.house
    timed, quiz = room.quiz(minutes=10), room.quiz()
    overdue, answered = room.start(timed), room.start(quiz)
    room.answer(answered, 4, "a harbour")
    making, go_on = Event(), Event()
    write = house.engine.question_writer.write

    def held(request):
        making.set()
        assert go_on.wait(LONG)
        yield from write(request)

    monkeypatch.setattr(house.engine.question_writer, "write", held)
    looked = when_called(house.grading, "grade_ended", monkeypatch)
    graded = when_called(house.grading, "_store", monkeypatch)
    key = house.quizzing.make(room.teacher, room.course, "Towers", Brief(1), room.now).job_id
    worker.start()
    try:
        assert making.wait(LONG)
        assert looked.wait(LONG)
        room.later(minutes=10)
        room.close(quiz)
        worker.wake()
        assert graded.wait(LONG)
        assert room.shares(answered)[4] == (0.5, "proposal", False)
        with house.storage.begin() as work:
            assert work.attempts.get(overdue).ending is Ending.TIME_OVER
        assert job(house, key).state is JobState.RUNNING
    finally:
        go_on.set()


def test_what_goes_wrong_for_pupils_keeps_no_job_waiting(house, worker, submit, monkeypatch, caplog):
    def broken(*_):
        raise ZeroDivisionError(WORDS)

    monkeypatch.setattr(house.taking, "end_overdue", broken)
    key = submit("a.txt")
    assert worker.turn()
    assert job(house, key).state is JobState.DONE
    assert "goes on after an error: ZeroDivisionError" in caplog.text


def test_a_turn_ends_what_is_overdue_and_grades_it(room):
    attempt = room.start(room.quiz(minutes=10))
    room.answer(attempt, 4, "a harbour")
    room.later(minutes=10)
    made = room.house.worker()
    assert not made.turn()
    assert room.sheet(attempt).ending is Ending.TIME_OVER
    assert set(room.shares(attempt)) == {1, 2, 3, 4, 5, 6}


def test_what_a_teacher_ended_is_graded_by_the_next_turn(room):
    quiz = room.quiz(minutes=10)
    attempt = room.start(quiz)
    room.answer(attempt, 4, "a harbour")
    room.close(quiz)
    made = room.house.worker()
    assert made.turn()
    assert room.shares(attempt)[4] == (0.5, "proposal", False)
    assert not made.turn()


def test_where_another_process_has_the_indexes_attempts_end_and_grading_is_left_to_it(room):
    first, second = room.quiz(minutes=10), room.quiz()
    overdue, closed = room.start(first), room.start(second)
    room.answer(closed, 4, "a harbour")
    room.close(second)
    room.later(minutes=10)
    room.house.shelves.owner = False
    assert not room.house.worker().turn()
    assert not room.sheet(overdue).questions
    assert 4 not in room.shares(closed)
