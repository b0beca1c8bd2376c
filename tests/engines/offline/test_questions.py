"""What a question asks for, in both languages, with and without diacritics."""

from __future__ import annotations

import pytest

from studyhall.engines.offline.kinds import Kind, kind_of
from studyhall.engines.offline.questions import read


@pytest.mark.parametrize(
    ("question", "language", "kind"),
    [
        ("Who built the bridge?", "en", Kind.WHO),
        ("Whose lamp was it?", "en", Kind.WHO),
        ("When did the mill burn?", "en", Kind.WHEN),
        ("In what year did it open?", "en", Kind.WHEN),
        ("Where is the mill?", "en", Kind.WHERE),
        ("Which city has a bridge?", "en", Kind.WHERE),
        ("How many arches are there?", "en", Kind.NUMBER),
        ("What percentage voted?", "en", Kind.NUMBER),
        ("Why did it burn?", "en", Kind.REASON),
        ("How is flour made?", "en", Kind.MANNER),
        ("What is flour?", "en", Kind.OPEN),
        ("Ai xây cầu?", "vi", Kind.WHO),
        ("Cầu mở khi nào?", "vi", Kind.WHEN),
        ("Cầu mở bao giờ?", "vi", Kind.WHEN),
        ("Cầu mở vào năm nào?", "vi", Kind.WHEN),
        ("Năm bao nhiêu thì cầu mở?", "vi", Kind.WHEN),
        ("Cối xay ở đâu?", "vi", Kind.WHERE),
        ("Nơi nào có cầu?", "vi", Kind.WHERE),
        ("Có bao nhiêu nhịp cầu?", "vi", Kind.NUMBER),
        ("Có mấy nhịp cầu?", "vi", Kind.NUMBER),
        ("Tại sao cối xay cháy?", "vi", Kind.REASON),
        ("vi sao coi xay chay", "vi", Kind.REASON),
        ("cau mo khi nao", "vi", Kind.WHEN),
        ("Bột được làm như thế nào?", "vi", Kind.MANNER),
        ("Bột là gì?", "vi", Kind.OPEN),
    ],
)
def test_the_kind_of_answer(question: str, language: str, kind: Kind) -> None:
    assert kind_of(question, language) is kind


def test_rare_terms_weigh_more_and_grammar_nothing() -> None:
    asked = read("When was the bridge over the Lena opened?", {"bridg": 50, "lena": 1, "open": 20}, 100, "en")
    weights = {concept.term: concept.weight for concept in asked.concepts}
    assert list(weights) == ["bridg", "over", "lena", "open"]
    assert weights["lena"] > weights["open"] > weights["bridg"]
    assert [c.term for c in asked.concepts if c.name] == ["lena"]


def test_diacritics_tell_grammar_from_words() -> None:
    assert [c.word for c in read("Ai ở phía Nam?", {}, 10, "vi").concepts] == ["phía", "nam"]
    assert [c.word for c in read("cau mo nam nao", {}, 10, "vi").concepts] == ["cau", "mo"]


def test_a_phrase_of_the_glossary_is_said_in_the_other_language() -> None:
    asked = read("When did the war end?", {}, 10, "en")
    war = next(c for c in asked.concepts if c.term == "war")
    assert ("chien", "tranh") in {other.terms for other in war.others}
    assert all(other.foreign for other in war.others)


def test_a_question_of_grammar_alone_asks_for_nothing() -> None:
    assert read("Who is it?", {}, 10, "en").concepts == ()
    assert read("", {}, 0, "en").concepts == ()


def test_a_month_is_asked_for_as_one_term() -> None:
    asked = read("Chuyện gì xảy ra ở Tarn tháng 2 năm 1880?", {}, 10, "vi")
    assert [c.term for c in asked.concepts if c.figure] == ["month:2", "1880"]
    told = read("What happened in Tarn in February 1880?", {}, 10, "en")
    assert [c.term for c in told.concepts if c.figure] == ["month:2", "1880"]
