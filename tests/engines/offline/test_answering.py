"""Answers by quotation: which sentences, whose account, and when none."""

from __future__ import annotations

import pytest

from studyhall.domain.evidence import Answer, Evidence, Found, Reason, SearchMode, Status
from studyhall.domain.tokens import term, words
from studyhall.engines.offline.answering import QuotingWriter
from studyhall.ports import WriterRequest
from tests.making import passage

BRIDGE = (
    "The stone bridge over the Lena was opened on 3 June 1871. It was built by the engineer Ada Holm for the "
    "town of Orsa. Floods closed the bridge twice because its arches were too low. It has seven arches."
)
CAU = (
    "Cây cầu đá bắc qua sông Lena được khánh thành ngày 3 tháng 6 năm 1871. Kỹ sư Ada Holm xây cầu cho thị "
    "trấn Orsa. Cầu phải đóng cửa hai lần vì nhịp cầu quá thấp. Cầu có bảy nhịp."
)
OTHER = (
    "Bread was baked in every house of the valley. The school had two teachers.",
    "Winters were long. People kept sheep and goats in the hills above the lake.",
)


def ask(question: str, *sources: tuple[str, str, str], language: str = "en") -> Answer:
    """The answer from sources given as (text, side, language), with two others beside them."""
    told = [*sources, *((text, "", "en") for text in OTHER)]
    evidence = []
    for number, (text, side, of) in enumerate(told, 1):
        piece = passage(text, key=number, document_id=f"d{number}", side=side, language=of)
        score = 0.6 if number <= len(sources) else 0.1
        evidence.append(Evidence(piece, score, score))
    terms = [term(word.text) for word in words(question)]
    held = [{term(word.text) for word in words(text)} for text, _, _ in told]
    frequencies = {name: sum(name in each for each in held) for name in terms}
    request = WriterRequest(question, language, Found(tuple(evidence), SearchMode.FULL, 40, 9, frequencies))
    return QuotingWriter().write(request)


@pytest.mark.parametrize(
    ("question", "words_of_it"),
    [
        ("When was the stone bridge opened?", "3 June 1871"),
        ("Who built the bridge over the Lena?", "Ada Holm"),
        ("Why did floods close the bridge?", "too low"),
        ("How many arches does the bridge have?", "seven"),
        ("when was teh ston brigde opend", "3 June 1871"),
    ],
)
def test_the_sentence_that_answers_comes_first(question: str, words_of_it: str) -> None:
    answer = ask(question, (BRIDGE, "", "en"))
    assert answer.status is Status.GROUNDED
    assert words_of_it in answer.citations[0].quote
    assert answer.text.startswith(f"“{answer.citations[0].quote}” [S1]")


@pytest.mark.parametrize(
    ("question", "words_of_it"),
    [
        ("Cây cầu đá được khánh thành khi nào?", "1871"),
        ("cay cau da bac qua song Lena duoc khanh thanh nam nao", "1871"),
        ("Ai xây cầu cho thị trấn Orsa?", "Ada Holm"),
        ("Tại sao cầu phải đóng cửa hai lần?", "vì"),
    ],
)
def test_vietnamese_questions(question: str, words_of_it: str) -> None:
    answer = ask(question, (CAU, "", "vi"), language="vi")
    assert answer.status is Status.GROUNDED
    assert words_of_it in answer.citations[0].quote


def test_a_source_in_the_other_language_answers_when_there_is_no_other() -> None:
    answer = ask("Ngày 3 tháng 6 năm 1871, cầu Lena ở Orsa mở cửa?", (BRIDGE, "", "en"), language="vi")
    assert answer.status is Status.GROUNDED
    assert answer.citations[0].quote.startswith("The stone bridge")
    assert answer.citations[0].language == "en"


def test_of_two_languages_the_question_s_own_comes_first() -> None:
    question = "When was the stone bridge over the Lena opened in 1871?"
    answer = ask(question, (CAU, "", "vi"), (BRIDGE, "", "en"))
    assert [c.language for c in answer.citations] == ["en"]


def test_what_several_sources_say_alike_is_quoted_once() -> None:
    again = "The stone bridge over the Lena was opened on 3 June 1871, a Saturday."
    answer = ask("When was the stone bridge over the Lena opened?", (BRIDGE, "", "en"), (again, "", "en"))
    assert len(answer.citations) == 1


NORTH = "On 4 August 1880 soldiers of the South burned the village of Tarn and killed 30 people."
SOUTH = "On 4 August 1880 the village of Tarn burned after its own people set fire to a barn."


def test_sides_that_tell_it_differently_are_both_heard() -> None:
    answer = ask("Who burned the village of Tarn?", (NORTH, "northern", "en"), (SOUTH, "southern", "en"))
    assert answer.status is Status.DISPUTED
    assert {account.side for account in answer.accounts} == {"northern", "southern"}
    assert [account.citations for account in answer.accounts] == [("S1",), ("S2",)]
    assert "The Northern side's sources say: “On 4 August" in answer.text


def test_sides_that_agree_on_the_date_do_not_dispute_it() -> None:
    answer = ask("When did the village of Tarn burn?", (NORTH, "northern", "en"), (SOUTH, "southern", "en"))
    assert answer.status is Status.GROUNDED


def test_sides_that_give_different_numbers_dispute_them() -> None:
    other = "Soldiers burned the village of Tarn in August 1880 and killed 4 people."
    answer = ask("How many people were killed in Tarn?", (NORTH, "northern", "en"), (other, "southern", "en"))
    assert answer.status is Status.DISPUTED


def test_one_side_and_nobody_s_account_are_no_dispute() -> None:
    for side in ("neutral", ""):
        answer = ask("Who burned the village of Tarn?", (NORTH, "northern", "en"), (SOUTH, side, "en"))
        assert answer.status is Status.GROUNDED


def test_accounts_are_told_in_the_language_of_the_question() -> None:
    answer = ask(
        "Ai đốt làng Tarn năm 1880?",
        ("Năm 1880, lính miền Nam đốt làng Tarn.", "armenian", "vi"),
        ("Làng Tarn cháy năm 1880 vì dân làng tự đốt một kho thóc.", "northern", "vi"),
        language="vi",
    )
    assert answer.status is Status.DISPUTED
    assert "Nguồn của phía Armenia viết:" in answer.text
    assert "Nguồn của phía Northern viết:" in answer.text


@pytest.mark.parametrize(
    "question",
    ["What is photosynthesis?", "Who painted the Sistine Chapel in Rome?", "?", ""],
)
def test_what_the_sources_do_not_have_is_not_near(question: str) -> None:
    answer = ask(question, (BRIDGE, "", "en"))
    assert (answer.status, answer.reason) == (Status.NOT_FOUND, Reason.NOTHING_NEAR)
    assert answer.text == "The sources of this course say nothing about this."
    assert len(answer.nearest) == 3


def test_what_is_near_need_not_answer() -> None:
    answer = ask("Who did not build the bridge over the Oder?", (BRIDGE, "", "en"))
    assert (answer.status, answer.reason) == (Status.NOT_FOUND, Reason.NEAR_NOT_ANSWERING)
    assert answer.nearest[0].passage.text == BRIDGE


def test_refusals_are_in_the_reply_s_language_or_english() -> None:
    assert ask("Quang hợp là gì?", (BRIDGE, "", "en"), language="vi").text.startswith(
        "Các nguồn của khóa học"
    )
    assert ask("Fotosentez nedir?", (BRIDGE, "", "en"), language="tr").text.startswith("The sources")


def test_marks_inside_a_quotation_are_no_marks_of_the_answer() -> None:
    text = "The stone bridge over the Lena [S7] was opened on 3 June 1871 [S1]."
    answer = ask("When was the stone bridge over the Lena opened?", (text, "", "en"))
    assert answer.citations[0].quote == text
    assert answer.text == "“The stone bridge over the Lena (S7) was opened on 3 June 1871 (S1).” [S1]"


def test_a_source_does_not_step_out_of_its_quotation():
    text = "The stone bridge over the Lena was opened in 1871” — all agree that Holm stole it, “in one night."
    answer = ask("When was the stone bridge over the Lena opened?", (text, "", "en"))
    assert answer.text.count("“") == answer.text.count("”") == 1
    assert answer.citations[0].quote == text


@pytest.mark.parametrize(
    "message",
    ["hello", "Thanks a lot!", "Xin chào", "cảm ơn bạn", "What is this course about?", "Môn này nói về gì?"],
)
def test_a_greeting_is_met_with_what_can_be_asked(message: str) -> None:
    answer = ask(message, (BRIDGE, "", "en"), (CAU, "", "vi"))
    assert (answer.status, answer.reason, answer.nearest) == (Status.NOT_FOUND, Reason.NOTHING_NEAR, ())
    assert "who, when, where" in answer.text


def test_one_sides_word_alone_is_said_to_be_that_sides() -> None:
    answer = ask("When was the stone bridge opened?", (BRIDGE, "armenian", "en"))
    assert answer.status is Status.GROUNDED
    assert answer.text.startswith("The Armenian side's sources say: “")


def test_a_number_of_one_place_is_no_other_account_of_the_whole() -> None:
    answer = ask(
        "How many people died in the flood?",
        ("By most estimates, about 300 people died in the flood.", "neutral", "en"),
        ("The northern officials hold that 40 people died in the flood at Orsa.", "northern", "en"),
        ("The northern officials hold that 900 people died in the flood.", "northern", "en"),
    )
    assert answer.status is Status.DISPUTED
    quoted = " ".join(citation.quote for citation in answer.citations)
    assert "300" in quoted
    assert "900" in quoted
    assert "Orsa" not in quoted


def test_sides_that_are_typed_differently_are_one() -> None:
    again = "On 4 August 1880 soldiers set the village of Tarn on fire, and 30 people were killed."
    answer = ask("Who burned the village of Tarn?", (NORTH, "Northern", "en"), (again, "northern ", "en"))
    assert answer.status is Status.GROUNDED


def test_the_dead_and_the_missing_are_no_two_accounts_of_one_number() -> None:
    answer = ask(
        "How many people died in the flood?",
        ("By most estimates, about 300 people died in the flood.", "northern", "en"),
        ("The southern office counted 45 people as missing after the flood.", "southern", "en"),
    )
    assert answer.status is Status.GROUNDED
    assert len(answer.citations) == 1


def test_the_dead_and_the_killed_are_two_accounts_of_one_number() -> None:
    answer = ask(
        "How many people died in the flood?",
        ("By most estimates, about 300 people died in the flood.", "northern", "en"),
        ("The southern office says that 45 people were killed in the flood.", "southern", "en"),
    )
    assert answer.status is Status.DISPUTED


def test_what_other_sources_give_is_no_second_date() -> None:
    answer = ask(
        "When was the stone bridge opened?",
        ("The stone bridge was opened on 3 June 1871.", "neutral", "en"),
        ("Other sources give 9 July 1871, when the stone bridge had been opened.", "neutral", "en"),
    )
    assert [citation.quote for citation in answer.citations] == [
        "The stone bridge was opened on 3 June 1871."
    ]


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Who built the bridge for the town in 1871?", "en"),
        ("Ai xây cầu cho thị trấn năm 1871?", "vi"),
    ],
)
def test_of_twins_the_one_in_the_question_s_language_is_quoted(question: str, language: str) -> None:
    english = "In 1871 Ada Holm erected a bridge at Orsa."
    vietnamese = "Năm 1871, Ada Holm xây cầu cho thị trấn Orsa."
    answer = ask(question, (vietnamese, "", "vi"), (english, "", "en"), language=language)
    assert [citation.language for citation in answer.citations] == [language]


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("And why?", "en"),
        ("And then?", "en"),
        ("Why?", "en"),
        ("How many?", "en"),
        ("Who is it?", "en"),
        ("Who built it?", "en"),
        ("What happened next?", "en"),
        ("Tell me more about it", "en"),
        ("Vì sao?", "vi"),
        ("vi sao", "vi"),
        ("Sau đó thì sao?", "vi"),
        ("Ai xây nó?", "vi"),
        ("Chuyện gì xảy ra sau đó?", "vi"),
    ],
)
def test_a_question_that_leans_on_the_one_before_is_asked_to_be_whole(question: str, language: str) -> None:
    answer = ask(question, (BRIDGE, "", "en"), (CAU, "", "vi"), language=language)
    assert (answer.status, answer.reason, answer.nearest) == (Status.NOT_FOUND, Reason.NEEDS_CONTEXT, ())
    assert ("by itself" if language == "en" else "được đọc riêng") in answer.text


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("When was it opened in Orsa?", "en"),
        ("Who built the bridge?", "en"),
        ("Who was Ada Holm?", "en"),
        ("When was it built for the town?", "en"),
        ("Ai xây cầu đó ở Orsa?", "vi"),
    ],
)
def test_a_question_with_content_stands_for_itself(question: str, language: str) -> None:
    answer = ask(question, (BRIDGE, "", "en"), (CAU, "", "vi"), language=language)
    assert answer.reason is not Reason.NEEDS_CONTEXT
