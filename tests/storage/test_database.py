"""The database itself: its schema, its durability settings, its errors and its mending."""

from __future__ import annotations

import sqlite3
import threading

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from studyhall.domain.errors import Misconfigured, StorageFailure
from studyhall.domain.jobs import JobKind
from studyhall.domain.metering import Terms
from studyhall.storage import migrations, tables
from studyhall.storage.database import connect
from studyhall.storage.unit_of_work import SqlStorage
from tests.contracts.test_storage import add_course, add_document


@pytest.fixture
def path(tmp_path):
    return tmp_path / "study.db"


@pytest.fixture
def storage(path):
    made = SqlStorage(f"sqlite:///{path}")
    yield made
    made.close()


def run(path, statement):
    with sqlite3.connect(path) as connection:
        rows = connection.execute(statement).fetchall()
    connection.close()
    return rows


def test_migrations_make_exactly_the_tables(tmp_path):
    engine = connect(f"sqlite:///{tmp_path / 'new.db'}")
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), tables.metadata) == []
    engine.dispose()


def test_head_is_the_newest_revision():
    config = Config()
    config.set_main_option("script_location", migrations.__path__[0])
    assert ScriptDirectory.from_config(config).get_current_head() == migrations.HEAD


def test_what_was_acknowledged_is_on_the_disk(storage):
    with storage._engine.connect() as connection:
        asked = ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        found = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in asked]
    assert found == ["wal", 2, 1, 1]


def test_two_first_starts_at_once_make_one_schema(path):
    failures = []

    def start():
        try:
            SqlStorage(f"sqlite:///{path}").close()
        except StorageFailure as error:
            failures.append(error)

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert run(path, "SELECT version_num FROM alembic_version") == [(migrations.HEAD,)]


def test_a_newer_schema_is_refused_with_a_sentence(storage, path):
    run(path, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(Misconfigured, match="newer Study Hall"):
        SqlStorage(f"sqlite:///{path}")


@pytest.mark.parametrize("url", ["nonsense", "unknown://x", "postgresql+nodriver://x"])
def test_an_address_that_names_no_database_is_refused(url):
    with pytest.raises(Misconfigured, match="STUDYHALL_DATABASE"):
        connect(url)


@pytest.fixture
def first(path):
    """A database of the first revision: the operator has asked one question, and it was answered."""
    config = Config()
    config.set_main_option("script_location", migrations.__path__[0])
    engine = sa.create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        for table, values in {
            "people": "(7, 'local operator', 'admin', 1, '2026-11-20 08:00:00')",
            "courses": "(3, 'history', 'History', 1, 'k', '2026-11-20 08:00:00')",
            "exchanges": "(5, 3, 7, 'When did it end?', '2026-11-20 09:00:00', '2026-11-20 09:00:01', "
            "'“In 1994.” [S1]', 'grounded', NULL, 'en', 'offline', '[]')",
            "citations": "(5, 'S1', 0, 'd1', 'v1', 'The war', 'neutral', 'en', 0, 8, 'In 1994.', NULL, '[]')",
        }.items():
            connection.exec_driver_sql(f"INSERT INTO {table} VALUES {values}")
    engine.dispose()
    return path


def test_what_was_asked_before_there_were_conversations_is_kept(first):
    storage = SqlStorage(f"sqlite:///{first}")
    with storage.begin() as work:
        operator = work.people.find_operator()
        assert (operator.id, operator.admin, operator.sample, operator.language) == (7, True, False, "")
        (talk,) = work.conversations.of(3, 7)
        assert (talk.title, talk.exchanges, talk.marked) == ("When did it end?", 1, 0)
        (exchange,) = work.exchanges.of(talk.id)
        assert (exchange.id, exchange.question, exchange.answer.text) == (
            5, "When did it end?", "“In 1994.” [S1]"
        )  # fmt: skip
        assert [kept.citation.quote for kept in exchange.answer.citations] == ["In 1994."]
    with storage._engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), tables.metadata) == []
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
    storage.close()


@pytest.fixture
def second(path):
    """A database of the second revision: one question was answered and complained of, one job is waiting."""
    config = Config()
    config.set_main_option("script_location", migrations.__path__[0])
    engine = sa.create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0002")
        moment = "'2026-11-20 09:00:00'"
        for table, values in {
            "people": f"(7, 'local operator', 1, {moment}, NULL, NULL, 0, 1, 0, '')",
            "courses": f"(3, 'history', 'History', 1, 'k', {moment}, NULL)",
            "conversations": f"(4, 3, 7, 'The end', {moment}, {moment})",
            "exchanges": f"(5, 'When did it end?', {moment}, {moment}, '“In 1994.” [S1]', 'grounded', NULL, "
            f"'en', 'offline', '[]', 4, 'wrong', 'It was 1995.', {moment})",
            "citations": "(5, 'S1', 0, 'd1', 'v1', 'The war', 'neutral', 'en', 0, 8, 'In 1994.', NULL, '[]')",
            "jobs": f"(6, 3, 7, 'adding', 'waiting', 0, '', '', {moment}, NULL)",
            "uploads": "(8, 6, 'notes.txt', '{}', 'Kerrin.', 'waiting', '', '', NULL, 0)",
        }.items():
            connection.exec_driver_sql(f"INSERT INTO {table} VALUES {values}")
    engine.dispose()
    return path


def test_what_was_there_before_models_is_kept(second, now):
    storage = SqlStorage(f"sqlite:///{second}")
    with storage.begin(write=True) as work:
        (exchange,) = work.exchanges.of(4)
        assert (exchange.id, exchange.answer.text, exchange.answer.engine) == (
            5, "“In 1994.” [S1]", "offline"
        )  # fmt: skip
        assert (exchange.answer.trouble, exchange.answer.understood) == ("", "")
        assert [kept.citation.quote for kept in exchange.answer.citations] == ["In 1994."]
        assert exchange.mark.remark == "It was 1995."
        job = work.jobs.next(JobKind.ADDING)
        assert (job.id, job.steps, job.steps_done) == (6, 0, 0)
        assert [upload.name for upload in job.uploads] == ["notes.txt"]
        assert work.terms.get(3) == Terms()
        assert work.exchanges.ask(4, "Why?", now) == 6
    with storage._engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), tables.metadata) == []
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
    storage.close()


def files(path):
    return b"".join(one.read_bytes() for one in path.parent.glob(f"{path.name}*"))


@pytest.mark.parametrize("overwriting", [True, False])
def test_nothing_of_what_was_removed_is_left_once_it_is_scrubbed(storage, path, now, overwriting):
    secret = "a canary"

    @sa.event.listens_for(storage._engine, "checkout")
    def forgetful(connection, _record, _proxy):
        connection.execute(f"PRAGMA secure_delete={int(overwriting)}")

    with storage.begin(write=True) as work:
        course, person = work.courses.add("x", "X", now), work.people.operator(now)
        keys = [work.conversations.start(course.id, person.id, secret * 30, now) for _ in range(99)]
        work.commit()
    with storage.begin(write=True) as work:
        for key in keys[::2]:
            work.conversations.rename(key, "Another title")
        for key in keys[1::2]:
            work.conversations.remove(key)
        work.leave_no_trace()
        work.commit()
    assert secret.encode() in files(path)
    assert storage.scrub()
    assert secret.encode() not in files(path)
    with storage.begin() as work:
        assert len(work.conversations.of(course.id, person.id)) == 50


def test_what_is_to_be_scrubbed_is_remembered_with_what_was_removed(storage, path, now):
    with storage.begin(write=True) as work:
        work.leave_no_trace()
    assert run(path, "PRAGMA user_version") == [(0,)]
    with storage.begin(write=True) as work:
        work.leave_no_trace()
        work.commit()
    storage.close()
    assert run(path, "PRAGMA user_version") == [(1,)]
    assert storage.scrub()
    assert run(path, "PRAGMA user_version") == [(0,)]


def test_what_somebody_reads_is_scrubbed_after_that(storage, path, now):
    @sa.event.listens_for(storage._engine, "checkout")
    def impatient(connection, _record, _proxy):
        connection.execute("PRAGMA busy_timeout=10")

    add_course(storage, now)
    with storage.begin() as reading:
        reading.courses.all()
        with storage.begin(write=True) as work:
            work.courses.add("y", "Y", now)
            work.leave_no_trace()
            work.commit()
        assert not storage.scrub()
    assert storage.scrub()


def test_ids_are_not_used_again_after_the_change_either(first, now):
    storage = SqlStorage(f"sqlite:///{first}")
    with storage.begin(write=True) as work:
        work.conversations.remove(5)
        assert work.conversations.start(3, 7, "Another", now) > 5
        assert work.exchanges.ask(work.conversations.of(3, 7)[0].id, "Why?", now) > 5
    storage.close()


def test_a_damaged_file_is_said_in_a_sentence(tmp_path, caplog):
    (tmp_path / "bad.db").write_bytes(b"this is no database, but it is long enough to be read as one" * 99)
    with pytest.raises(StorageFailure, match="damaged") as caught:
        SqlStorage(f"sqlite:///{tmp_path / 'bad.db'}")
    assert caught.value.code == "damaged"
    assert "not a database" in caplog.text


def test_a_folder_that_is_not_there_is_said_in_a_sentence(tmp_path):
    with pytest.raises(StorageFailure, match="cannot be opened"):
        SqlStorage(f"sqlite:///{tmp_path / 'nowhere' / 'x.db'}")


def test_a_full_disk_is_said_in_a_sentence_and_nothing_is_stored(storage, path, now):
    with storage._engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()

    @sa.event.listens_for(storage._engine, "checkout")
    def limit(connection, _record, _proxy):
        connection.execute(f"PRAGMA max_page_count={pages + 20}")

    course = add_course(storage, now)
    with pytest.raises(StorageFailure, match="disk is full") as caught:
        add_document(storage, course, now, "A sentence that goes on. " * 20_000)
    assert caught.value.retry
    assert run(path, "SELECT count(*) FROM documents") == [(0,)]


def test_the_log_has_the_cause_without_peoples_words(storage, caplog, now):
    add_course(storage, now)
    with pytest.raises(StorageFailure), storage.begin(write=True) as work:
        work.exchanges.ask(999, "a pupil's secret words", now)
    assert "FOREIGN KEY" in caplog.text
    assert "secret" not in caplog.text


def test_a_moment_without_a_zone_is_refused(storage, now):
    with pytest.raises(StorageFailure), storage.begin(write=True) as work:
        work.courses.add("x", "X", now.replace(tzinfo=None))


@pytest.mark.parametrize(
    ("statement", "mendable"),
    [
        ("UPDATE passages SET text = 'Something else' WHERE part = 0", True),
        ("UPDATE passages SET start = 1 WHERE part = 1", True),
        ("DELETE FROM passages WHERE part = 1", True),
        ("DELETE FROM passages", True),
        ("UPDATE documents SET text = replace(text, 'first', 'third')", False),
        ("UPDATE documents SET structure = 'no JSON'", False),
    ],
)
def test_a_document_that_is_not_as_it_was_stored_is_found(storage, path, now, statement, mendable):
    key = add_document(storage, add_course(storage, now), now)
    with storage.begin() as work:
        assert work.documents.damage(key) is None
    run(path, statement)
    with storage.begin() as work:
        found = work.documents.damage(key)
    assert (found.document_id, found.mendable) == (key, mendable)


def test_a_document_that_cannot_be_read_any_more_is_said_in_a_sentence(storage, path, now):
    key = add_document(storage, add_course(storage, now), now)
    run(path, "UPDATE documents SET alignment = '[[1]]'")
    with pytest.raises(StorageFailure, match="add its file again"), storage.begin() as work:
        work.documents.get(key)


def test_rows_that_belong_to_nothing_are_found_and_removed(storage, path, now):
    add_document(storage, add_course(storage, now), now)
    run(path, "DELETE FROM passages")
    (orphans,) = storage.problems()
    assert "2 rows of vectors belong to nothing" in orphans.what
    storage.repair()
    assert storage.problems() == []
    assert run(path, "SELECT count(*) FROM vectors") == [(0,)]


def test_a_damaged_page_is_reported(storage, path, now):
    add_document(storage, add_course(storage, now), now, "A sentence that goes on. " * 4_000)
    storage.close()
    run(path, "PRAGMA wal_checkpoint(TRUNCATE)")
    content = bytearray(path.read_bytes())
    content[-9_000:-1_000] = b"\x5a" * 8_000
    path.write_bytes(content)
    damaged = SqlStorage(f"sqlite:///{path}")
    assert any("damaged" in problem.what for problem in damaged.problems())
    damaged.close()
