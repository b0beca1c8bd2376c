"""The whole house on real parts: SQLite, Chroma, tantivy, the child that reads, the engine that quotes."""

from __future__ import annotations

import os
from datetime import UTC, datetime

import pytest

from studyhall.bootstrap import Hall, bootstrap
from studyhall.domain.documents import NewSource, SourceFile
from studyhall.domain.evidence import SearchMode, Status
from studyhall.settings import Settings

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def opened(home) -> Hall:
    return bootstrap(Settings(home=home, starter=False))


def add(hall: Hall, text: str, name: str = "notes.md") -> str:
    actor = hall.accounts.operator(NOW).id
    source = NewSource(SourceFile(name, text.encode()), name)
    return hall.library.add(actor, "History", source, NOW).document_id


def ask(hall: Hall, question: str):
    actor = hall.accounts.operator(NOW).id
    return hall.tutoring.ask(actor, hall.courses.find(actor, "history"), question, NOW, "offline")


@pytest.fixture
def hall(tmp_path):
    made = opened(tmp_path)
    yield made
    made.close()


def test_a_question_is_answered_from_what_was_added(hall):
    add(hall, "# Kerrin\n\nThe lighthouse of Kerrin was finished in 1887.\n")
    reply = ask(hall, "When was the lighthouse of Kerrin finished?")
    assert reply.found.mode is SearchMode.FULL
    assert reply.answer.status is Status.GROUNDED
    assert reply.answer.citations[0].quote == "The lighthouse of Kerrin was finished in 1887."


def test_a_new_version_is_quoted_at_once(hall):
    add(hall, "# Kerrin\n\nThe lighthouse of Kerrin was finished in 1887.\n")
    ask(hall, "When was the lighthouse of Kerrin finished?")
    add(hall, "# Kerrin\n\nThe lighthouse of Kerrin was finished in 1888.\n")
    assert "1888" in ask(hall, "When was the lighthouse of Kerrin finished?").answer.text


def test_an_index_that_outlived_its_database_is_not_believed(tmp_path):
    first = opened(tmp_path)
    add(first, "# Kerrin\n\nThe lighthouse of Kerrin was finished in 1887.\n")
    ask(first, "When was the lighthouse of Kerrin finished?")
    first.close()
    for file in tmp_path.glob("studyhall.db*"):
        file.unlink()
    second = opened(tmp_path)
    add(second, "# Orla\n\nThe bridge of Orla was opened in 1840.\n")
    assert ask(second, "When was the lighthouse of Kerrin finished?").answer.status is Status.NOT_FOUND
    assert "1840" in ask(second, "When was the bridge of Orla opened?").answer.text
    assert second.upkeep.check(second.accounts.operator(NOW).id) == []
    second.close()


def test_a_damaged_index_mends_itself(tmp_path):
    first = opened(tmp_path)
    add(first, "# Kerrin\n\nThe lighthouse of Kerrin was finished in 1887.\n")
    ask(first, "When was the lighthouse of Kerrin finished?")
    first.close()
    for file in (tmp_path / "index").rglob("*"):
        if file.is_file():
            file.write_bytes(b"garbage")
    second = opened(tmp_path)
    assert "1887" in ask(second, "When was the lighthouse of Kerrin finished?").answer.text
    assert second.upkeep.check(second.accounts.operator(NOW).id) == []
    second.close()


def test_telemetry_is_off_whatever_was_set_before(hall, monkeypatch, tmp_path):
    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    opened(tmp_path / "other").close()
    assert os.environ["LANGSMITH_TRACING"] == "false"
    assert os.environ["ANONYMIZED_TELEMETRY"] == "False"


def test_the_log_lies_in_the_data_folder_and_is_let_go_of(tmp_path):
    made = opened(tmp_path)
    add(made, "# Kerrin\n\nThe lighthouse of Kerrin was finished in 1887.\n")
    made.close()
    log = (tmp_path / "studyhall.log").read_text()
    assert "added document" in log
    opened(tmp_path / "other").close()
    assert (tmp_path / "studyhall.log").read_text() == log
