"""What a question asks about, without the words it is asked with, in both languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyhall.domain.framing import Frame, framed, sought


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("What do the sources say about Kerrin?", "Kerrin"),
        ("what does the text tell us about the siege of Kerrin", "the siege of Kerrin"),
        ("Do the documents mention anything about the mill?", "the mill"),
        ("What is known about the Kerrin meeting of May 1994?", "the Kerrin meeting of May 1994"),
        ("Tell me about Kerrin", "Kerrin"),
        ("Could you please tell me more about the mill, please?", "the mill"),
        ("Give me a short summary of the war", "the war"),
        ("Describe the battle of Orla.", "the battle of Orla"),
        ("What can you tell me about Orla?", "Orla"),
        ("I would like to know more about Orla", "Orla"),
        ("I’d like to learn about Orla", "Orla"),
        ("What about Orla?", "Orla"),
        ("According to the sources, what is known about Orla?", "Orla"),
        ("Các nguồn nói gì về Kerrin?", "Kerrin"),
        ("cac nguon noi gi ve cac chien dich nam 1993", "cac chien dich nam 1993"),
        ("Tài liệu này viết thế nào về lệnh ngừng bắn?", "lệnh ngừng bắn"),
        ("Văn bản nói về Kerrin như thế nào?", "Kerrin"),
        ("Hãy kể về Kerrin", "Kerrin"),
        ("Kể cho em nghe về Kerrin đi", "Kerrin"),
        ("Hãy cho tôi biết thêm về đèo Orla được không?", "đèo Orla"),
        ("Cho biết về Orla", "Orla"),
        ("Bạn biết gì về Orla?", "Orla"),
        ("Nói gì về Orla?", "Orla"),
        ("Còn Orla thì sao?", "Orla"),
    ],
)
def test_a_question_about_a_topic(question: str, topic: str) -> None:
    assert framed(question).frame is Frame.TOPIC
    assert sought(question) == topic


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("What happened at Kerrin?", "Kerrin"),
        ("What happened on 12 May 1994?", "12 May 1994"),
        ("What exactly took place in Orla in 1990?", "Orla in 1990"),
        ("Chuyện gì xảy ra ở Kerrin?", "Kerrin"),
        ("chuyen gi da xay ra o Kerrin", "Kerrin"),
        ("Điều gì đã diễn ra tại Kerrin năm 1988?", "Kerrin năm 1988"),
        ("Chuyện gì đã xảy ra vào ngày 2 tháng 9 năm 1945?", "ngày 2 tháng 9 năm 1945"),
        ("Chuyện gì xảy ra năm 1990?", "năm 1990"),
        ("Ở Kerrin đã xảy ra chuyện gì?", "Kerrin"),
    ],
)
def test_a_question_what_happened(question: str, topic: str) -> None:
    assert framed(question).frame is Frame.EVENT
    assert sought(question) == topic


@pytest.mark.parametrize(
    ("question", "inner"),
    [
        ("According to the sources, when did the war end?", "when did the war end"),
        ("When did the war end according to the text?", "When did the war end"),
        ("Theo các nguồn, chiến tranh kết thúc khi nào?", "chiến tranh kết thúc khi nào"),
    ],
)
def test_where_it_is_to_be_looked_up_is_no_part_of_a_question(question: str, inner: str) -> None:
    assert framed(question).frame is Frame.NONE
    assert sought(question) == inner


@pytest.mark.parametrize(
    "question",
    [
        "When did the war end?",
        "What do historians of the North say about Kerrin?",
        "What happened when the king came?",
        "What happened after the mill burned?",
        "According to Orlan sources, how many died?",
        "Theo phía Orla, bao nhiêu người chết?",
        "Điều gì xảy ra khi cối xay cháy?",
        "Ai kể về trận đánh?",
        "",
        "?",
    ],
)
def test_a_question_without_a_frame_is_left_whole(question: str) -> None:
    assert framed(question).frame is Frame.NONE
    assert sought(question) == question


@given(st.text(max_size=300))
def test_what_is_sought_is_a_part_of_the_question(question: str) -> None:
    assert sought(question) in question
