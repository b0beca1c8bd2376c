"""How quizzes lie in the database: its history, its references, what never changes, how often it is asked."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import contextmanager
from datetime import UTC, timedelta, timezone

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext

from studyhall.domain.attempts import Ending
from studyhall.domain.errors import Refused, StorageFailure
from studyhall.domain.grades import Grader, NewGrade
from studyhall.domain.jobs import JobKind, JobState
from studyhall.domain.quizzes import Brief, ItemState, Making, Rules
from studyhall.domain.tasks import Kind
from studyhall.storage import migrations, tables
from studyhall.storage.unit_of_work import SqlStorage
from tests.contracts.desks import MINUTE, opened
from tests.making import question


@pytest.fixture
def path(tmp_path):
    return tmp_path / "study.db"


@pytest.fixture
def storage(path):
    made = SqlStorage(f"sqlite:///{path}")
    yield made
    made.close()


@pytest.fixture
def desk(storage, now):
    return opened(storage, now)


@contextmanager
def statements(storage):
    """What is asked of the database meanwhile."""
    asked: list[str] = []

    def note(_connection, _cursor, statement, *_rest):
        asked.append(statement)

    sa.event.listen(storage._engine, "before_cursor_execute", note)
    yield asked
    sa.event.remove(storage._engine, "before_cursor_execute", note)


def run(path, statement):
    with sqlite3.connect(path) as connection:
        rows = connection.execute(statement).fetchall()
    connection.close()
    return rows


@pytest.fixture
def third(path):
    """A database of the third revision: one job was done, one waits with its file."""
    config = Config()
    config.set_main_option("script_location", migrations.__path__[0])
    engine = sa.create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0003")
        moment = "'2026-11-20 09:00:00'"
        for table, values in {
            "people": f"(7, 'local operator', 1, {moment}, NULL, NULL, 0, 1, 0, '')",
            "courses": f"(3, 'history', 'History', 1, 'k', {moment}, NULL)",
            "jobs": f"(5, 3, 7, 'adding', 'waiting', 0, '', '', {moment}, NULL, 0, 0), "
            f"(6, 3, 7, 'embedding', 'done', 0, '', '', {moment}, {moment}, 4, 4)",
            "uploads": "(8, 5, 'notes.txt', '{}', 'Kerrin.', 'waiting', '', '', NULL, 0)",
        }.items():
            connection.exec_driver_sql(f"INSERT INTO {table} VALUES {values}")
    engine.dispose()
    return path


def test_what_was_there_before_quizzes_is_kept(third, now):
    storage = SqlStorage(f"sqlite:///{third}")
    with storage.begin(write=True) as work:
        job = work.jobs.next(JobKind.ADDING)
        assert (job.id, [upload.name for upload in job.uploads]) == (5, ["notes.txt"])
        assert (work.jobs.get(6).state, work.jobs.get(6).steps_done) == (JobState.DONE, 4)
        work.jobs.forget(now)
        assert work.jobs.get(6) is None
        # A page that still follows the job which is gone finds no other one.
        assert work.jobs.add_embedding(3, 7, now) == 7
        assert work.quizzes.of(3) == []
        assert work.quizzes.get(work.quizzes.create(3, "The landing", Rules(), 7, now)).course_id == 3
        work.commit()
    with storage._engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), tables.metadata) == []
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
    storage.close()


def everything(desk):
    """A quiz that has all there can be; gives it, its version and the attempt at it."""
    quiz, version = desk.published(question(), question(Kind.SHORT))
    job = desk.do(
        lambda work: work.makings.add(
            Making(0, quiz, Brief(1), desk.order(quiz)[0]), desk.course, desk.teacher, desk.now
        )
    )
    desk.add(quiz, job=job)
    old = desk.start(version)
    desk.do(lambda work: work.attempts.end(old, Ending.SUBMITTED, desk.now - MINUTE))
    desk.do(lambda work: work.attempts.forget(desk.now))
    attempt = desk.start(version, number=2)
    with desk.storage.begin(write=True) as work:
        for more in (5, 10):
            work.versions.allow(quiz, desk.pupil, more)
        settled = work.versions.settled(version)
        work.versions.accept(settled[1].posed.question_id, "Sarn", desk.teacher, desk.now)
        work.attempts.respond(attempt, 1, 0, desk.now)
        work.attempts.keep_place(attempt, 1, {2})
        work.attempts.postpone(attempt, desk.now + MINUTE)
        work.attempts.end(attempt, Ending.SUBMITTED, desk.now)
        work.grades.add(NewGrade(attempt, 1, 0.0, Grader.RULE, released=True), desk.now)
        work.grades.add(
            NewGrade(attempt, 2, 0.5, Grader.TEACHER, released=True, person_id=desk.teacher), desk.now
        )
        items = [item.id for item in work.quizzes.items(quiz)]
        work.quizzes.edit_item(items[0], question(Kind.ORDER), (), desk.now)
        work.quizzes.judge_item(items[0], ItemState.APPROVED)
        work.quizzes.weigh_item(items[0], 2)
        work.quizzes.order_items(quiz, items[::-1])
        work.quizzes.describe(quiz, "Other", Rules(minutes=5))
        work.makings.note(job, 1, ["bad_key"])
        work.quizzes.close(quiz, desk.now)
        work.quizzes.close(quiz, None)
        work.commit()
    desk.publish(quiz)
    return quiz, version, attempt


QUIZ_TABLES = (
    "questions solutions accepted_answers quizzes quiz_items makings quiz_versions version_items allowances "
    "attempts beginnings responses grades"
).split()


def counts(path):
    return {table: run(path, f"SELECT count(*) FROM {table}")[0][0] for table in QUIZ_TABLES}


def test_what_is_on_record_is_never_changed(desk):
    with statements(desk.storage) as asked:
        everything(desk)
    changed = {statement.split()[1] for statement in asked if statement.startswith("UPDATE")}
    assert changed == {"quizzes", "quiz_items", "makings", "attempts"}
    taken = {statement.split()[2] for statement in asked if statement.startswith("DELETE")}
    # Attempts go whole, once they are too old to keep.
    assert taken == {"questions", "allowances", "attempts"}


def test_a_removed_quiz_leaves_no_row(desk, path):
    quiz, *_ = everything(desk)
    assert min(counts(path).values()) > 0
    desk.do(lambda work: work.quizzes.remove(quiz))
    assert set(counts(path).values()) == {0}


def test_a_question_that_stands_nowhere_goes_and_a_published_one_stays(desk, path):
    quiz = desk.quiz()
    (item,) = desk.add(quiz, approved=True)
    for kind in (Kind.MULTI, Kind.CLOZE):
        desk.do(lambda work, of=kind: work.quizzes.edit_item(item, question(of), (), desk.now))
    assert run(path, "SELECT kind FROM questions") == [("cloze",)]
    desk.do(lambda work: work.quizzes.judge_item(item, ItemState.APPROVED))
    desk.publish(quiz)
    desk.do(lambda work: work.quizzes.edit_item(item, question(), (), desk.now))
    assert run(path, "SELECT kind FROM questions ORDER BY id") == [("cloze",), ("mcq",)]


@pytest.mark.parametrize("who", ["pupil", "teacher", "second"])
def test_nothing_refers_to_a_person_who_is_gone(desk, path, who):
    everything(desk)
    before, gone = counts(path), getattr(desk, who)
    desk.do(lambda work: work.people.remove(gone))
    for table in tables.metadata.tables.values():
        for key in table.foreign_keys:
            if key.column.table.name == "people":
                found = run(path, f"SELECT count(*) FROM {table.name} WHERE {key.parent.name} = {gone}")
                assert found == [(0,)], (table.name, key.parent.name)
    lost = {table for table, count in counts(path).items() if count < before[table]}
    # With a teacher go the jobs that they asked for, as all jobs do, and nothing of their pupils.
    assert (
        lost
        == {
            "pupil": {"allowances", "attempts", "beginnings", "responses", "grades"},
            "teacher": {"makings"},
            "second": set(),
        }[who]
    )
    assert desk.storage.problems() == []


def test_what_outlives_a_person_is_mended_not_removed(desk, path):
    _, version, attempt = everything(desk)
    # Without the references being followed, as when a file is damaged.
    run(path, f"DELETE FROM people WHERE id = {desk.teacher}")
    before = counts(path)
    assert desk.storage.problems()
    desk.storage.repair()
    assert desk.storage.problems() == []
    assert counts(path) == before | {"makings": 0}
    with desk.storage.begin() as work:
        assert work.versions.get(version).published_by is None
        assert [one.given.person_id for one in work.grades.of(attempt)] == [None, None]


def test_what_belongs_to_a_course_that_is_gone_is_removed(desk, path):
    everything(desk)
    run(path, f"DELETE FROM courses WHERE id = {desk.course}")
    desk.storage.repair()
    assert desk.storage.problems() == []
    assert set(counts(path).values()) == {0}


def at_once(*acts):
    """What each act gives, or its error, when all begin together."""
    begin, results = threading.Barrier(len(acts)), []

    def act(one):
        begin.wait()
        try:
            results.append(one())
        except Refused as error:
            results.append(error.code)

    threads = [threading.Thread(target=act, args=(one,)) for one in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_who_starts_several_times_at_once_has_one_attempt(desk):
    quiz, version = desk.published()
    begun = at_once(*[lambda n=n: desk.start(version, number=n) for n in (1, 1, 2, 3)])
    (attempt,) = desk.see(lambda work: work.attempts.of(quiz))
    begun.remove(attempt.id)
    assert begun == ["attempt_running"] * 3


def test_an_attempt_that_is_ended_from_several_sides_at_once_ends_once(desk):
    attempt = desk.start(desk.published()[1])
    endings = [Ending.SUBMITTED, Ending.TIME_OVER, Ending.CLOSED]
    ended = at_once(
        *[
            lambda how=how: desk.do(lambda work: work.attempts.end(attempt, how, desk.now)) and how
            for how in endings
        ]
    )
    (won,) = [how for how in ended if how]
    assert desk.see(lambda work: work.attempts.get(attempt)).ending is won


def test_an_attempt_at_nothing_is_not_taken_for_one_that_runs(desk):
    with pytest.raises(StorageFailure):
        desk.start(99)
    version = desk.published()[1]
    with pytest.raises(StorageFailure):
        desk.start(version, pupil=99)


def test_no_key_is_read_for_what_a_pupil_may_load(desk):
    _, version, attempt = everything(desk)
    with statements(desk.storage) as asked, desk.storage.begin() as work:
        work.versions.posed(version)
        work.versions.get(version)
        work.attempts.get(attempt)
        work.attempts.responses(attempt)
        work.quizzes.of(desk.course)
    assert asked
    assert not [one for one in asked if "solutions" in one or "accepted_answers" in one]


LOOKS = {
    "quizzes": (lambda work, desk, quiz: work.quizzes.of(desk.course), 1),
    "items": (lambda work, desk, quiz: work.quizzes.items(quiz), 2),
    "makings": (lambda work, desk, quiz: work.makings.of(quiz), 1),
    "versions": (lambda work, desk, quiz: work.versions.of(quiz), 1),
    "posed": (lambda work, desk, quiz: work.versions.posed(1), 1),
    "settled": (lambda work, desk, quiz: work.versions.settled(1), 2),
    "attempts": (lambda work, desk, quiz: work.attempts.of(quiz), 1),
    "grades": (lambda work, desk, quiz: work.grades.of_quiz(quiz), 1),
    "ungraded": (lambda work, desk, quiz: work.grades.ungraded(100), 1),
}


@pytest.mark.parametrize(("look", "expected"), LOOKS.values(), ids=LOOKS)
def test_much_is_read_with_as_many_statements_as_little(desk, look, expected):
    quiz, _, _ = everything(desk)

    def asked_of():
        with statements(desk.storage) as asked, desk.storage.begin() as work:
            look(work, desk, quiz)
        return len([one for one in asked if one.startswith("SELECT")])

    before = asked_of()
    everything(desk)
    desk.add(quiz, *[question()] * 5, approved=True)
    desk.start(desk.publish(quiz), desk.second)
    assert (before, asked_of()) == (expected, expected)


@pytest.mark.parametrize(
    ("look", "index"),
    [
        (lambda work, now: work.attempts.overdue(now), "ix_attempts_deadline"),
        (lambda work, now: work.grades.ungraded(10), "ix_attempts_ungraded"),
    ],
)
def test_what_is_looked_for_all_the_time_is_found_without_reading_all(desk, path, now, look, index):
    with statements(desk.storage) as asked, desk.storage.begin() as work:
        look(work, now)
    (statement,) = [one for one in asked if one.startswith("SELECT")]
    with sqlite3.connect(path) as connection:
        values = ["0"] * statement.count("?")
        plan = connection.execute(f"EXPLAIN QUERY PLAN {statement}", values).fetchall()
    connection.close()
    assert any(index in row[3] for row in plan), plan


def test_the_moments_of_rules_come_back_in_utc(desk, now):
    there = now.astimezone(timezone(timedelta(hours=7)))
    rules = desk.get(desk.quiz(rules=Rules(opens_at=there))).rules
    assert (rules.opens_at, rules.opens_at.tzinfo) == (now, UTC)


def test_rules_with_a_moment_without_a_zone_are_refused(desk, now):
    with pytest.raises(StorageFailure):
        desk.quiz(rules=Rules(opens_at=now.replace(tzinfo=None)))
