"""The command `quiz` held against the contract, on the starter course as the first command prepares it."""

from __future__ import annotations

import json

import pytest

QUESTION = {
    "kind", "prompt", "options", "key", "accepted", "explanation", "language", "evidence", "flaws",
}  # fmt: skip
CITATION = {"key", "document", "title", "side", "language", "start", "end", "quote", "page", "heading"}
KINDS = {"mcq", "multi", "truefalse", "short", "cloze", "order"}


def made(studyhall, *words: str) -> dict:
    ran = studyhall("quiz", "--course", "nagorno-karabakh", *words, "--json")
    assert ran.status == 0, ran.err
    return ran.json


def check_key(question: dict) -> None:
    """The key is one for its kind, and stands in what proves it where it is a word or an option."""
    kind, key, options = question["kind"], question["key"], question["options"]
    if kind == "mcq":
        assert 3 <= len(options) <= 5
        assert 0 <= key < len(options)
    elif kind == "multi":
        assert 2 <= len(key) < len(options)
        assert set(key) <= set(range(len(options)))
    elif kind == "order":
        assert sorted(key) == list(range(len(options)))
    elif kind == "truefalse":
        assert key in (True, False)
    else:
        assert key
        assert options is None
        assert (question["prompt"].count("____") == 1) == (kind == "cloze")


@pytest.mark.parametrize("language", ["en", "vi"])
def test_twenty_questions_are_asked_for_and_hardly_fewer_come_each_with_words_that_stand(starter, language):
    told = made(starter, "--count", "20", "--language", language)
    assert set(told) >= {"engine", "seconds", "dropped", "questions"}
    assert told["engine"] == "offline"
    assert 18 <= len(told["questions"]) <= 20
    assert len({question["evidence"]["document"] for question in told["questions"]}) >= 4
    for question in told["questions"]:
        assert set(question) >= QUESTION
        assert question["language"] == language
        evidence = question["evidence"]
        assert set(evidence) >= CITATION
        assert len(evidence["quote"]) == evidence["end"] - evidence["start"] > 0
        assert starter.text(evidence["document"])[evidence["start"] : evidence["end"]] == evidence["quote"]
        check_key(question)
    assert {question["kind"] for question in told["questions"]} == KINDS
    assert len({question["prompt"] for question in told["questions"] if question["kind"] != "order"}) > 14


def test_a_seed_makes_the_same_questions_again_and_another_makes_others(starter):
    first, again = (made(starter, "--count", "8", "--seed", "3")["questions"] for _ in range(2))
    assert first == again
    assert made(starter, "--count", "8", "--seed", "4")["questions"] != first


def test_kinds_and_topics_are_kept_to(starter):
    told = made(starter, "--count", "6", "--kinds", "mcq,order", "--topic", "Shusha", "--language", "en")
    assert {question["kind"] for question in told["questions"]} <= {"mcq", "order"}
    assert any("Shusha" in question["evidence"]["quote"] for question in told["questions"])


def test_nothing_is_kept_unless_it_is_asked_for(starter):
    assert made(starter, "--count", "2")["quiz"] is None
    assert isinstance(made(starter, "--count", "2", "--save")["quiz"], int)


@pytest.mark.parametrize("words", [["--count", "0"], ["--count", "101"], ["--kinds", "essay"]])
def test_wrong_usage_ends_with_2(starter, words):
    assert starter("quiz", *words).status == 2


def test_what_nothing_can_be_asked_about_is_said_in_a_sentence(starter):
    ran = starter("quiz", "--topic", "qwrtz plmnb xkcdv", "--json")
    assert ran.status == 1
    assert ran.json["error"]["code"] == "nothing_to_ask"
    assert set(ran.json["error"]) == {"code", "message", "next"}


def test_questions_read_well_on_a_terminal(starter):
    ran = starter("quiz", "--count", "3", "--kinds", "mcq", "--language", "en")
    assert ran.status == 0
    assert "1. [mcq] " in ran.out
    assert "   A) " in ran.out
    assert "3 questions" in ran.out


def test_each_side_is_heard_and_whose_word_it_is_is_told(starter):
    questions = made(starter, "--count", "20", "--seed", "1")["questions"]
    assert {question["language"] for question in questions} == {"en", "vi"}
    assert {q["evidence"]["side"] for q in questions} >= {"neutral", "armenian", "azerbaijani"}
    assert not any("one_sided" in question["flaws"] for question in questions)


def test_a_file_of_articles_is_measured(studyhall, tmp_path):
    text = "On 4 May 1887 Ada Morrow opened the lighthouse of Kerrin."
    article = {"title": "Kerrin", "paragraphs": [{"context": text, "qas": []}]}
    file = tmp_path / "towns.json"
    file.write_text(json.dumps({"data": [article]}), encoding="utf-8")
    ran = studyhall("evaluate", "quiz", file, "--json")
    assert ran.status == 0, ran.err
    assert set(ran.json) >= {
        "documents", "kept", "dropped_counts", "flaw_counts", "kind_counts", "key_positions", "seconds",
    }  # fmt: skip
    assert (ran.json["documents"], ran.json["kept"]) == (1, 1)
