"""The command line as a process, its JSON held against the contract."""

from __future__ import annotations

import json
import os

import pytest

from tests.cli.running import CommandLine

ASK = {
    "answer", "status", "reason", "language", "engine", "citations", "accounts", "seconds", "tokens",
}  # fmt: skip
CITATION = {"key", "document", "title", "side", "language", "start", "end", "quote", "page", "heading"}


def check_answer(studyhall: CommandLine, answer: dict) -> None:
    """An answer keeps the contract, and every quotation stands where it says."""
    assert set(answer) >= ASK
    assert set(answer["seconds"]) >= {"retrieve", "write"}
    assert set(answer["tokens"]) >= {"input", "output"}
    for citation in answer["citations"]:
        assert set(citation) >= CITATION
        assert f"[{citation['key']}]" in answer["answer"]
        text = studyhall.text(citation["document"])
        assert text[citation["start"] : citation["end"]] == citation["quote"] != ""
    assert (answer["status"] == "not_found") == (answer["reason"] is not None) == (not answer["citations"])
    assert (answer["status"] == "disputed") == bool(answer["accounts"])
    for account in answer["accounts"]:
        assert set(account) >= {"side", "text", "citations"}
        assert set(account["citations"]) <= {citation["key"] for citation in answer["citations"]}


def test_ingest_tells_what_it_did(studyhall, files):
    ran = studyhall("ingest", files, "--course", "Kerrin island", "--json")
    assert ran.status == 0, ran.err
    assert ran.json | {"seconds": 0, "passages": 0} == {
        "course": "kerrin-island",
        "documents": 2,
        "passages": 0,
        "replaced": 0,
        "unchanged": 0,
        "skipped": [],
        "seconds": 0,
    }
    assert ran.json["passages"] >= 3
    again = studyhall("ingest", files, "--course", "kerrin-island", "--json").json
    assert (again["documents"], again["passages"], again["unchanged"]) == (0, 0, 2)


def test_sources_and_show(filled):
    sources = {
        source["file"]: source for source in filled("sources", "--course", "kerrin", "--json").json["sources"]
    }
    keys = {"document", "file", "title", "author", "side", "language", "date", "passages", "status"}
    assert all(set(source) >= keys for source in sources.values())
    lighthouse = sources["lighthouse.md"]
    assert (lighthouse["title"], lighthouse["side"], lighthouse["date"]) == (
        "The lighthouse of Kerrin", "neutral", "1931",
    )  # fmt: skip
    assert (sources["bao.txt"]["title"], sources["bao.txt"]["language"]) == ("Trận bão", "vi")
    shown = filled("show", lighthouse["document"], "--json").json
    assert set(shown) >= {"document", "file", "title", "side", "language", "text"}
    assert "finished on 4 May 1887" in shown["text"]
    assert filled("show", lighthouse["document"]).out.strip() == shown["text"].strip()


@pytest.mark.parametrize(
    ("question", "language", "quoted"),
    [
        ("When was the lighthouse of Kerrin finished?", "en", "4 May 1887"),
        ("Who saved nineteen sailors?", "en", "Tom Haily"),
        ("Trận bão đánh vào đảo Kerrin ngày nào?", "vi", "12 tháng 3 năm 1911"),
        ("tran bao danh vao dao Kerrin ngay nao", "vi", "12 tháng 3 năm 1911"),
    ],
)
def test_an_answer_quotes_its_source(filled, question, language, quoted):
    ran = filled("ask", question, "--course", "kerrin", "--json")
    assert ran.status == 0, ran.err
    check_answer(filled, ran.json)
    assert ran.json["status"] == "grounded"
    assert (ran.json["language"], ran.json["engine"]) == (language, "offline")
    assert quoted in ran.json["citations"][0]["quote"]


def test_what_the_sources_do_not_tell_is_not_found(filled):
    ran = filled("ask", "What is the boiling point of mercury?", "--course", "kerrin", "--json")
    assert ran.status == 0
    check_answer(filled, ran.json)
    assert (ran.json["status"], ran.json["reason"]) == ("not_found", "nothing_near")
    assert ran.json["searched"]["documents"] == 2


def test_an_answer_reads_well_on_a_terminal(filled):
    ran = filled("ask", "Who saved nineteen sailors?")
    assert ran.status == 0
    assert "Tom Haily saved nineteen sailors" in ran.out
    assert "[S1] The lighthouse of Kerrin (neutral) — The storm" in ran.out
    assert "offline engine" in ran.out
    assert ran.err == ""


def test_the_first_command_prepares_the_starter_course(starter):
    listed = starter("sources", "--course", "nagorno-karabakh", "--json").json["sources"]
    assert len(listed) >= 8
    assert sum(source["language"] == "vi" for source in listed) >= 3
    assert {"neutral", "armenian", "azerbaijani"} == {source["side"] for source in listed}


@pytest.mark.parametrize(
    ("question", "quoted"),
    [
        ("When did the cease-fire come into force?", "12 May 1994"),
        ("Lệnh ngừng bắn có hiệu lực khi nào?", "12 tháng 5 năm 1994"),
    ],
)
def test_the_starter_course_answers_in_both_languages(starter, question, quoted):
    ran = starter("ask", question, "--course", "nagorno-karabakh", "--json")
    check_answer(starter, ran.json)
    assert ran.json["status"] == "grounded"
    assert quoted in ran.json["citations"][0]["quote"]


def test_what_is_disputed_is_told_as_each_side_tells_it(starter):
    ran = starter("ask", "How many people were killed in Khojaly?", "--course", "nagorno-karabakh", "--json")
    check_answer(starter, ran.json)
    assert ran.json["status"] == "disputed"
    told = [account["text"] for account in ran.json["accounts"]]
    assert len(told) >= 2
    # Azerbaijan's figure, and that of an organisation that counted for itself.
    assert any("613" in text for text in told)
    assert any("161" in text for text in told)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("What do the sources say about Khojaly?", "en"),
        ("What happened at Khojaly?", "en"),
        ("Các nguồn nói gì về Khojaly?", "vi"),
        ("chuyen gi da xay ra o Khojaly", "vi"),
    ],
)
def test_what_is_told_of_a_place_is_told_by_each_side_in_the_language_of_the_question(
    starter, question, language
):
    ran = starter("ask", question, "--course", "nagorno-karabakh", "--json")
    check_answer(starter, ran.json)
    cited = ran.json["citations"]
    assert {one["side"] for one in cited} == {"neutral", "armenian", "azerbaijani"}
    assert all(one["language"] == language and "Khojaly" in one["quote"] for one in cited)


@pytest.mark.parametrize(
    "question",
    ["How many people died at Khojaly?", "What started the conflict?", "Why did Mutallibov resign?"],
)
def test_what_both_languages_tell_is_quoted_in_that_of_the_question(starter, question):
    ran = starter("ask", question, "--course", "nagorno-karabakh", "--json")
    assert {one["language"] for one in ran.json["citations"]} == {"en"}


def test_a_bad_file_beside_good_ones_is_skipped_with_its_reason(studyhall, files, tmp_path):
    bad = tmp_path / "scan.pdf"
    bad.write_text("this is no PDF")
    ran = studyhall("ingest", files / "bao.txt", bad, "--course", "Kerrin", "--json")
    assert ran.status == 0
    assert ran.json["documents"] == 1
    (skipped,) = ran.json["skipped"]
    assert skipped["path"] == str(bad)
    assert "scan.pdf" in skipped["reason"]


def test_only_bad_files_change_nothing(studyhall, tmp_path):
    empty = tmp_path / "empty.txt"
    empty.touch()
    ran = studyhall("ingest", empty, tmp_path / "nowhere.md", "--course", "New", "--json")
    assert ran.status == 1
    assert set(ran.json["error"]) == {"code", "message", "next"}
    assert len(ran.json["skipped"]) == 2
    assert studyhall("sources", "--course", "New", "--json").json["error"]["code"] == "no_course"
    told = studyhall("ingest", empty, "--course", "New")
    assert told.status == 1
    assert told.err.startswith("Empty.txt") or "empty.txt" in told.err
    assert told.err.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["ask", "What?", "--course", "nowhere"], "no_course"),
        (["ask", "   ", "--course", "kerrin"], "empty_question"),
        (["ask", "x" * 3_000, "--course", "kerrin"], "long_question"),
        (["ask", "What?", "--course", "kerrin", "--engine", "llm"], "no_engine"),
        (["show", "nothing"], "no_document"),
        (["remove", "nothing"], "no_document"),
        (["evaluate", "retrieval", "nowhere.json"], "bad_file"),
        (["evaluate", "grading", "nowhere.jsonl"], "bad_file"),
    ],
)
def test_what_is_refused_says_what_to_do(filled, words, code):
    ran = filled(*words, "--json")
    assert ran.status == 1
    error = ran.json["error"]
    assert set(error) == {"code", "message", "next"}
    assert error["code"] == code
    plain = filled(*words)
    assert (plain.status, plain.out) == (1, "")
    assert plain.err.count("\n") == 1
    assert "Traceback" not in plain.err


def test_grading_is_measured(studyhall, tmp_path):
    lines = [
        {
            "set": kind,
            "question_id": kind,
            "question": "Why did the mill burn?",
            "references": ["A lamp fell."],
        }
        | {"answer": answer, "label": label}
        for kind in ("one", "two")
        for answer, label in (
            ("a lamp fell!", "correct"),
            ("", "incorrect"),
            ("A cat fell.", "contradictory"),
        )
    ]
    path = tmp_path / "marked.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)))
    figures = studyhall("evaluate", "grading", path, "--json").json
    assert set(figures) >= {"n", "accuracy", "macro_f1", "decided", "precision_decided"}
    assert (figures["n"], figures["precision_decided"]) == (6, 1.0)
    assert figures["decided"] > 0.66
    assert set(figures["sets"]) == {"one", "two"}
    assert (
        studyhall("evaluate", "grading", path, "--engine", "none", "--json").json["error"]["code"]
        == "no_engine"
    )


@pytest.mark.parametrize(
    "words", [["fly"], ["ask"], ["ingest", "x"], ["evaluate"], ["ask", "a", "--nonsense"]]
)
def test_wrong_usage_ends_with_2(studyhall, words):
    assert studyhall(*words).status == 2


def test_removing_takes_a_source_out_at_once(studyhall, files):
    studyhall("ingest", files, "--course", "Kerrin")
    question = "When was the lighthouse of Kerrin finished?"
    before = studyhall("ask", question, "--json").json
    document = before["citations"][0]["document"]
    assert studyhall("remove", document, "--json").json["removed"] == document
    after = studyhall("ask", question, "--json").json
    assert document not in {citation["document"] for citation in after["citations"]}
    assert studyhall("show", document, "--json").json["error"]["code"] == "no_document"
    assert studyhall("doctor", "--json").json["ok"]


def test_a_new_version_replaces_the_old(studyhall, tmp_path):
    path = tmp_path / "notes.md"
    path.write_text("# Notes\n\nThe bridge of Orla was opened in 1840.\n")
    studyhall("ingest", path, "--course", "Orla")
    path.write_text("# Notes\n\nThe bridge of Orla was opened in 1841.\n")
    assert studyhall("ingest", path, "--course", "Orla", "--json").json["documents"] == 1
    answer = studyhall("ask", "When was the bridge of Orla opened?", "--json").json
    assert "1841" in answer["answer"]
    assert len(studyhall("sources", "--json").json["sources"]) == 1
    told = studyhall("ingest", path, "--course", "Orla", "--title", "The bridge", "--json").json
    assert (told["documents"], told["unchanged"]) == (1, 0)
    assert studyhall("sources", "--json").json["sources"][0]["title"] == "The bridge"


def test_doctor_and_reindex(filled):
    assert filled("doctor", "--json").json == {"ok": True, "problems": [], "indexes_checked": True}
    assert filled("reindex", "--json").json["courses"] == ["kerrin"]
    assert filled("doctor", "--repair", "--json").json["ok"]


def test_nothing_but_the_object_is_on_standard_output_when_it_fails(tmp_path):
    blocked = tmp_path / "file"
    blocked.touch()
    ran = CommandLine(blocked / "data")("ask", "What?", "--json")
    assert ran.status == 1
    assert json.loads(ran.out)["error"]["code"] == "storage"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_data_folder_that_may_not_be_written_is_said_in_a_sentence(tmp_path):
    tmp_path.chmod(0o500)
    assert CommandLine(tmp_path / "data")("sources", "--json").json["error"]["code"] == "storage"
