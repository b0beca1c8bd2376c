"""Questions about a topic: which sentences tell about it, and whose."""

from __future__ import annotations

import pytest

from studyhall.domain.evidence import Answer, Evidence, Found, SearchMode, Status
from studyhall.engines.offline.answering import QuotingWriter
from studyhall.ports import WriterRequest
from tests.making import passage

NORTH = "Northern sources say that the town of Orla was shelled from Kerrin. The sources say little more."
SOUTH = (
    "On 4 August 1880 soldiers captured Kerrin and burned its mill. It was rebuilt by the sources of the Ley."
)
BAC = "Các nguồn miền Bắc nói rằng thị trấn Orla bị bắn phá từ Kerrin. Các nguồn nói rất ít về mùa đông."
NAM = "Ngày 4 tháng 8 năm 1880, quân lính chiếm Kerrin và đốt cối xay. Các nguồn cũng nói gì đó về Tarn."
OTHER = "Các nguồn nói gì cũng được. Chuyện ấy xảy ra đã lâu. What the sources say happened long ago."


def ask(question: str, *sources: tuple[str, str, str], language: str, heading: str = "") -> Answer:
    """The answer from sources given as (text, side, language), beside one that only has the frame."""
    evidence = []
    for number, (text, side, of) in enumerate((*sources, (OTHER, "", language)), 1):
        path = ("Title", heading) if heading and number == 1 else ("Title",)
        piece = passage(
            text, key=number, document_id=f"d{number}", side=side, language=of, title="Title", heading=path
        )
        evidence.append(Evidence(piece, 0.5, 0.5))
    found = Found(tuple(evidence), SearchMode.FULL, 40, 9, {"kerrin": 2, "sourc": 20, "nguon": 20})
    return QuotingWriter().write(WriterRequest(question, language, found))


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("What do the sources say about Kerrin?", "en"),
        ("Tell me about Kerrin", "en"),
        ("What does the text say about Kerrin?", "en"),
        ("What happened at Kerrin?", "en"),
        ("Các nguồn nói gì về Kerrin?", "vi"),
        ("cac nguon noi gi ve Kerrin", "vi"),
        ("Hãy kể về Kerrin", "vi"),
        ("Cho biết về Kerrin", "vi"),
        ("Chuyện gì đã xảy ra ở Kerrin?", "vi"),
        ("chuyen gi xay ra o Kerrin", "vi"),
    ],
)
def test_each_side_that_tells_about_a_topic_is_quoted(question: str, language: str) -> None:
    texts = (NORTH, SOUTH) if language == "en" else (BAC, NAM)
    answer = ask(
        question, (texts[0], "northern", language), (texts[1], "southern", language), language=language
    )
    assert answer.status is Status.DISPUTED
    assert {citation.side for citation in answer.citations} == {"northern", "southern"}
    assert all("Kerrin" in citation.quote for citation in answer.citations)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("What do the sources say about photosynthesis?", "en"),
        ("Tell me about the Sistine Chapel", "en"),
        ("What happened in Paris?", "en"),
        ("Các nguồn nói gì về Napoléon?", "vi"),
        ("Chuyện gì xảy ra ở Paris?", "vi"),
    ],
)
def test_a_topic_that_nobody_tells_about_is_not_answered(question: str, language: str) -> None:
    answer = ask(question, (NORTH, "northern", "en"), (NAM, "southern", "vi"), language=language)
    assert answer.status is Status.NOT_FOUND


@pytest.mark.parametrize(
    ("question", "language", "right", "wrong"),
    [
        ("What happened on 4 August 1880?", "en", SOUTH, "On 8 August 1880 four ships left Orla."),
        (
            "Chuyện gì đã xảy ra vào ngày 4 tháng 8 năm 1880?",
            "vi",
            NAM,
            "Ngày 8 tháng 8 năm 1880, 4 con tàu rời Orla.",
        ),
    ],
)
def test_a_day_that_is_asked_about_is_told(question: str, language: str, right: str, wrong: str) -> None:
    answer = ask(question, (wrong, "northern", language), (right, "southern", language), language=language)
    assert [citation.side for citation in answer.citations] == ["southern"]


def test_under_a_heading_that_is_the_topic_it_need_not_be_said_again() -> None:
    text = "Large armies met in the hills. Rain fell for a week."
    answer = ask(
        "What do the sources say about the campaigns of 1880?",
        (text, "", "en"),
        language="en",
        heading="The campaigns of 1880",
    )
    assert answer.status is Status.GROUNDED
    assert answer.citations[0].quote.startswith("Large armies")


def test_a_sentence_that_points_back_gives_way_to_one_that_stands_alone() -> None:
    text = "In this attack Kerrin burned. The mill of Kerrin was old."
    answer = ask("Tell me about Kerrin", (text, "", "en"), language="en")
    assert answer.citations[0].quote == "The mill of Kerrin was old."


def test_of_one_year_the_sides_tell_what_they_like_and_dispute_nothing() -> None:
    answer = ask(
        "What happened in 1880?",
        ("In 1880 Orla chose a queen.", "northern", "en"),
        ("In 1880 the harvest of Tarn failed.", "southern", "en"),
        language="en",
    )
    assert answer.status is Status.GROUNDED
    assert len(answer.citations) == 2


def test_a_side_is_quoted_in_the_language_of_the_question() -> None:
    answer = ask(
        "What happened at Kerrin?",
        (NAM, "southern", "vi"),
        (SOUTH, "southern", "en"),
        (BAC, "northern", "vi"),
        language="en",
    )
    assert {(c.side, c.language) for c in answer.citations} == {("southern", "en"), ("northern", "vi")}


def test_what_a_topic_question_asks_inside_is_asked() -> None:
    answer = ask("Tell me about when soldiers captured Kerrin", (SOUTH, "southern", "en"), language="en")
    assert answer.status is Status.GROUNDED
    assert "4 August 1880" in answer.citations[0].quote


def test_what_nobody_s_account_says_is_quoted_first() -> None:
    answer = ask(
        "What happened at Kerrin?",
        ("The South states that 613 people of Kerrin were killed on 4 August 1880.", "southern", "en"),
        ("Northern officials say that Kerrin was a camp.", "northern", "en"),
        ("Soldiers captured Kerrin on 4 August 1880.", "neutral", "en"),
        language="en",
    )
    assert answer.citations[0].side == "neutral"
    assert len(answer.citations) == 3
