"""Two processes on one data folder: one owns the indexes, the other still adds and asks."""

from __future__ import annotations

import subprocess
import sys

import pytest

# An owner that does on each line of standard input what a server does at each question.
OWNER = """
import sys
from studyhall import settings
from studyhall.bootstrap import bootstrap
from studyhall.cli.opening import now
hall = bootstrap(settings.load())
assert hall.shelves.owned
actor = hall.accounts.operator(now()).id
print("ready", flush=True)
for question in sys.stdin:
    course = hall.courses.find(actor, "kerrin")
    found = hall.retrieval.search(course, question)
    print(found.mode, found.evidence[0].passage.title if found.evidence else "nothing", flush=True)
"""


@pytest.fixture
def owner(studyhall, files):
    studyhall("ingest", files / "bao.txt", "--course", "Kerrin")
    process = subprocess.Popen(
        [sys.executable, "-c", OWNER],
        env=studyhall.environment(),
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdout.readline() == "ready\n"

    def ask(question: str) -> str:
        process.stdin.write(question + "\n")
        process.stdin.flush()
        return process.stdout.readline().strip()

    yield ask
    process.communicate(timeout=30)


def test_beside_an_owner_words_alone_are_searched_and_that_is_said(owner, studyhall):
    ran = studyhall("ask", "Trận bão đánh vào đảo Kerrin ngày nào?", "--json")
    assert ran.json["searched"]["mode"] == "words"
    assert "12 tháng 3 năm 1911" in ran.json["citations"][0]["quote"]
    assert "words alone were searched" in studyhall("ask", "Trận bão ở đâu?").out


def test_what_another_process_adds_and_removes_the_owner_finds_and_forgets(owner, studyhall, files):
    question = "When was the lighthouse finished?"
    assert "lighthouse" not in owner(question)
    assert studyhall("ingest", files / "lighthouse.md", "--course", "Kerrin", "--json").json["documents"] == 1
    assert owner(question) == "words+vectors The lighthouse of Kerrin"
    document = studyhall("ask", question, "--json").json["citations"][0]["document"]
    assert studyhall("remove", document).status == 0
    # At once here, though the owner has not yet been asked, and there as well.
    assert studyhall("ask", question, "--json").json["status"] == "not_found"
    assert "lighthouse" not in owner(question)


def test_rebuilding_beside_an_owner_is_refused_and_checking_says_what_was_not_checked(owner, studyhall):
    assert studyhall("reindex", "--json").json["error"]["code"] == "busy"
    doctor = studyhall("doctor", "--json").json
    assert (doctor["ok"], doctor["indexes_checked"]) == (True, False)
