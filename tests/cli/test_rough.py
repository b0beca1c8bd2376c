"""What a shell does to a command: broken streams, signals, names that are no text, all sorts of folders."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from tests.cli.running import SECONDS


def test_a_folder_is_taken_in_without_its_junk(studyhall, files, tmp_path):
    folder = tmp_path / "all sorts"
    (folder / "deep" / ".hidden").mkdir(parents=True)
    (folder / "deep" / "one.md").write_text("# One\n\nKerrin lies in the sea.\n")
    (folder / "deep" / ".hidden" / "two.md").write_text("# Two\n\nNobody sees this.\n")
    (folder / "data.json").write_text("{}")
    (folder / "round").symlink_to(folder, target_is_directory=True)
    (folder / "self.txt").symlink_to("self.txt")
    ran = studyhall("ingest", folder, "--course", "Kerrin", "--json")
    assert ran.status == 0, ran.err
    assert ran.json["documents"] == 1
    assert {os.path.basename(skipped["path"]) for skipped in ran.json["skipped"]} == {"data.json", "self.txt"}


def test_an_empty_folder_is_refused_with_a_sentence(studyhall, tmp_path):
    ran = studyhall("ingest", tmp_path, "--course", "Kerrin")
    assert ran.status == 1
    assert "holds no documents; put PDF" in ran.err


def test_a_file_whose_name_is_no_text_is_taken_in(studyhall, tmp_path):
    path = os.fsencode(tmp_path) + b"/caf\xe9 \x1b[31m.txt"
    with open(path, "wb") as file:
        file.write(b"Kerrin lies in the sea. It has a lighthouse.")
    ran = studyhall("ingest", os.fsdecode(path), "--course", "Kerrin", "--json")
    assert ran.status == 0, ran.err
    (source,) = studyhall("sources", "--json").json["sources"]
    assert source["file"] == "caf [31m.txt"
    assert studyhall("ingest", os.fsdecode(path), "--course", "Kerrin", "--json").json["unchanged"] == 1
    missing = studyhall("ingest", os.fsdecode(path) + "\x1b]0;x", "--course", "Kerrin")
    assert missing.status == 1
    assert "\x1b" not in missing.err


def test_what_is_told_of_a_source_is_one_line_of_text(studyhall, files):
    told = studyhall(
        "ingest", files / "bao.txt", "--course", " The\nCourse ", "--title", "A\x1b[2J\ntitle\udce9"
    )
    assert told.status == 0, told.err
    (source,) = studyhall("sources", "--course", "the course", "--json").json["sources"]
    assert source["title"] == "A [2J title"


def test_files_that_share_bytes_or_change_are_counted_in_words(studyhall, tmp_path):
    path = tmp_path / "one.txt"
    path.write_text("Kerrin lies in the sea.")
    assert "1 document added (1 passage)." in studyhall("ingest", path, "--course", "K").out
    path.write_text("Kerrin lies in the ocean.")
    assert "1 replaced by a new version." in studyhall("ingest", path, "--course", "K").out
    assert "1 described anew." in studyhall("ingest", path, "--course", "K", "--title", "Kerrin").out


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")
@pytest.mark.parametrize("json", [[], ["--json"]])
def test_output_that_cannot_be_written_is_said(filled, json):
    with open("/dev/full", "w") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "studyhall", "sources", *json],
            check=False, env=filled.environment(), timeout=SECONDS,
            stdout=full, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
    assert ran.returncode == 1
    assert ran.stderr == "The disk is full; free some space and try again.\n"


def test_a_reader_that_goes_away_is_no_error(filled):
    process = filled.start("sources")
    process.stdout.close()
    assert process.wait(timeout=SECONDS) == 1
    assert process.stderr.read() == ""
    process.stderr.close()


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_a_command_that_is_stopped_says_so(studyhall, tmp_path, stop):
    pipe = tmp_path / "waits.json"
    os.mkfifo(pipe)
    process = studyhall.start("evaluate", "retrieval", pipe, "--json")
    # The other end opens when the command has begun to read.
    with open(pipe, "w"):
        process.send_signal(stop)
        out, err = process.communicate(timeout=SECONDS)
    assert (process.returncode, '"code": "stopped"' in out, err) == (1, True, "")
