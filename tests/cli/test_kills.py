"""Killing the process in the middle of adding: each document is absent or complete afterwards."""

from __future__ import annotations

import random
import re
import signal
import subprocess
import time

import pytest

from tests.cli.running import CommandLine

DOCUMENTS = 8


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "files"
    made.mkdir()
    for number in range(DOCUMENTS):
        sentences = " ".join(
            f"In {1800 + number * 10 + part % 10} the ship {number} met the storm {part} near Kerrin."
            for part in range(120)
        )
        (made / f"log-{number}.md").write_text(f"# The log of ship {number}\n\n{sentences}\n")
    return made


def passages_by_file(studyhall: CommandLine) -> dict[str, int]:
    ran = studyhall("sources", "--course", "Ships", "--json")
    if ran.status == 1:
        assert ran.json["error"]["code"] == "no_course"
        return {}
    return {source["file"]: source["passages"] for source in ran.json["sources"]}


@pytest.mark.timeout(3_000)
def test_a_document_is_absent_or_complete_after_a_kill(tmp_path, folder, rounds):
    started = time.perf_counter()
    whole = CommandLine(tmp_path / "whole")
    assert whole("ingest", folder, "--course", "Ships", "--json").json["documents"] == DOCUMENTS
    usual = time.perf_counter() - started
    complete = passages_by_file(whole)
    assert len(complete) == DOCUMENTS
    chance = random.Random(7)
    left = []
    for number in range(rounds(2, 30)):
        studyhall = CommandLine(tmp_path / f"killed-{number}")
        process = studyhall.start("ingest", folder, "--course", "Ships", start_new_session=True)
        try:
            process.wait(timeout=usual * chance.uniform(0.2, 1.1))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
        process.communicate()
        doctor = studyhall("doctor", "--json")
        assert doctor.json == {"ok": True, "problems": [], "indexes_checked": True}
        found = passages_by_file(studyhall)
        assert found == {file: complete[file] for file in found}, "a document is there in part"
        left.append(len(found))
        answer = studyhall("ask", "When did the ship 0 meet the storm 7 near Kerrin?", "--json")
        assert answer.status == (0 if found else 1)
        finished = studyhall("ingest", folder, "--course", "Ships", "--json").json
        assert finished["documents"] + finished["unchanged"] == DOCUMENTS
        assert passages_by_file(studyhall) == complete
    print(f"documents there after each kill: {left}")


def test_a_killed_first_start_leaves_no_half_of_the_starter_course(tmp_path, rounds):
    started = time.perf_counter()
    whole = CommandLine(tmp_path / "whole", starter=True)
    complete = len(whole("sources", "--json").json["sources"])
    usual = time.perf_counter() - started
    chance = random.Random(11)
    for number in range(rounds(1, 10)):
        studyhall = CommandLine(tmp_path / f"killed-{number}", starter=True)
        process = studyhall.start("sources", start_new_session=True)
        try:
            process.wait(timeout=usual * chance.uniform(0.2, 0.9))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
        process.communicate()
        assert len(studyhall("sources", "--json").json["sources"]) == complete
        assert studyhall("doctor", "--json").json["ok"]


def test_the_log_tells_what_was_done_without_peoples_words(tmp_path, folder):
    studyhall = CommandLine(tmp_path / "data")
    studyhall("ingest", folder / "log-0.md", "--course", "Ships")
    studyhall("ask", "Where is my secret boyfriend?", "--course", "Ships")
    log = (tmp_path / "data" / "studyhall.log").read_text()
    assert re.search(r"added document \w+ with \d+ passages", log)
    assert "boyfriend" not in log
