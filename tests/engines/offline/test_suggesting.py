"""Questions made of sentences and headings: those that read well, and what is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyhall.engines.offline.suggesting import RuleSuggester
from tests.making import passage


def suggested(text, language="en", written="en", **told):
    return RuleSuggester().suggest([passage(text, language=written, **told)], language)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("On 12 May 1994 the cease-fire came into force.", "When did the cease-fire come into force?"),
        ("On May 12, 1994, the war ended.", "When did the war end?"),
        ("In December 1991 the Soviet Union ceased to exist.", "When did the Soviet Union cease to exist?"),
        ("On 7 June 1992 Ann Lee was elected president.", "When was Ann Lee elected president?"),
        ("On 18 May 1992 Orlan forces captured Lachin and opened a road.",
         "When did Orlan forces capture Lachin?"),
        ("On 30 April 1993 the Council adopted resolution 822, which demanded withdrawal.",
         "When did the Council adopt resolution 822?"),
        ("The envoy of Orla signed the treaty in Kerrin on 8 May 1994.",
         "When did the envoy of Orla sign the treaty in Kerrin?"),
    ],
)  # fmt: skip
def test_an_english_sentence_that_dates_an_event_becomes_a_when_question(text, question):
    assert suggested(text)[0] == question


@pytest.mark.parametrize(
    "text",
    [
        "On 12 May 1994 they signed it.",
        "On 1 May 1989 the Council and the Assembly declared the union of Orla and Kerrin, as agreed.",
        "On 7 May 1988 a quake at Orla killed about 25,000 people.",
        "In May 1988 Kerrinese were driven out of Orla and Orlans were driven out of Kerrin.",
        "On 27 June 1993, according to Orlan sources, Orlan forces retook the town.",
        "On 5 May 1994 the fleet which left Orla reached Kerrin.",
        "Large crowds met in Orla on 8 May 1994.",
    ],
)
def test_english_sentences_that_would_read_clumsily_are_not_asked_when(text):
    assert not [question for question in suggested(text) if question.startswith("When")]


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Ngày 12 tháng 5 năm 1994, lệnh ngừng bắn có hiệu lực.", "Lệnh ngừng bắn có hiệu lực khi nào?"),
        ("Tháng 12 năm 1993, Orla mở cuộc tiến công mùa đông.", "Orla mở cuộc tiến công mùa đông khi nào?"),
    ],
)
def test_a_vietnamese_sentence_that_dates_an_event_becomes_a_when_question(text, question):
    assert suggested(text, "vi", "vi")[0] == question


@pytest.mark.parametrize(
    "text",
    [
        "Ngày 12 tháng 5 năm 1994, họ ký văn bản này.",
        "Ngày 7 tháng 12 năm 1988, trận động đất ở Orla, miền bắc Kerrin, làm 25 người chết.",
        "Ngày 18 tháng 5 năm 1992, quân Orla chiếm Kerrin và mở con đường nối hai nơi.",
        "Tháng 5 năm 1994, quân Orla giữ phần lớn vùng Kerrin.",
    ],
)
def test_vietnamese_sentences_that_would_read_clumsily_are_not_asked_when(text):
    assert not [question for question in suggested(text, "vi", "vi") if question.endswith("khi nào?")]


def test_people_who_are_introduced_are_asked_about_across_the_languages():
    english = "Ann Lee, born in Orla, was a painter of ships. Ben Oak is the prime minister."
    assert suggested(english)[:2] == ["Who was Ann Lee?", "Who is Ben Oak?"]
    assert suggested(english, "vi")[:2] == ["Ann Lee là ai?", "Ben Oak là ai?"]
    assert "Who was Nguyễn Du?" in suggested("Nguyễn Du là nhà thơ lớn.", "en", "vi")


@pytest.mark.parametrize(
    "text", ["Operation Ring was a deportation.", "Orla Gate is the king's house.", "Lee was a poet."]
)
def test_what_is_no_person_with_a_full_name_is_not_asked_who(text):
    assert not [question for question in suggested(text) if question.startswith("Who")]


@pytest.mark.parametrize(
    ("heading", "language", "text", "topic"),
    [
        ("The Kerrin meeting of May 1994", "en", "They met in Kerrin.", "the Kerrin meeting of May 1994"),
        ("Orla and Kerrin", "en", "From Orla to Kerrin.", "Orla and Kerrin"),
        ("Cuộc gặp Kerrin năm 1994", "vi", "Họ gặp nhau ở Kerrin.", "cuộc gặp Kerrin năm 1994"),
    ],
)
def test_a_heading_that_names_something_becomes_a_question(heading, language, text, topic):
    asked = {"en": "What do the sources say about {}?", "vi": "Các nguồn nói gì về {}?"}[language]
    assert asked.format(topic) in suggested(text, language, language, heading=("Title", heading))


@pytest.mark.parametrize(
    "heading",
    [
        "Introduction",
        "The war in short",
        "Why Orla lost",
        "1992: open war",
        "How to read it",
        "Two peoples part",
    ],
)
def test_headings_that_name_nothing_are_left_alone(heading):
    assert suggested("They met in Orla.", heading=("Title", heading)) == []


def test_days_are_asked_about_across_the_languages():
    vietnamese = "Ngày 2 tháng 9 năm 1945, họ tuyên bố độc lập."
    assert suggested(vietnamese, "en", "vi") == ["What happened on 2 September 1945?"]
    assert suggested("On 2 September 1945 they declared it.", "vi") == [
        "Chuyện gì đã xảy ra vào ngày 2 tháng 9 năm 1945?"
    ]


def test_a_language_that_is_not_spoken_is_asked_in_english():
    assert suggested("On 2 September 1945 they declared it.", "fr") == ["What happened on 2 September 1945?"]


@given(st.text(max_size=200), st.sampled_from(["en", "vi"]))
def test_whatever_is_written_a_question_is_one_short_line(text, language):
    for question in suggested(text or "x", language, language, heading=("T", text)):
        assert question.endswith("?")
        assert len(question) <= 120
        assert "\n" not in question
