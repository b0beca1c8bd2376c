"""No key of a question made by rules says more, or something else, than its source."""

from __future__ import annotations

from itertools import product

import pytest

from studyhall.domain.questions import Question
from studyhall.domain.quizzes import Brief
from studyhall.domain.tasks import Kind, options_of
from studyhall.engines.offline.quizzing.statements import statements
from studyhall.engines.offline.quizzing.writing import RuleQuestionWriter
from studyhall.ports import Dropped, QuestionRequest
from tests.making import passage

# What wrong options are taken from.
OTHERS = (
    "The bell of Ambry was cast in 1741. The bell of Corvin was cast in 1748. The bell of Tolland was cast "
    "in 1755. In 1760 a flood drowned 700 sheep near Ambry. In 1764 a flood drowned 300 sheep near Bex."
)
OTHERS_IN_VIETNAMESE = (
    "Chuông chùa Ambry được đúc năm 1741. Chuông chùa Corvin được đúc năm 1748. Chuông chùa Tolland được đúc "
    "năm 1755."
)


def made(text: str, language: str = "en") -> list[Question]:
    """All questions that the sentences of a text make, whatever the seed."""
    own = passage(text, 1, document_id="d1", language=language)
    others = passage(
        OTHERS_IN_VIETNAMESE if language == "vi" else OTHERS, 2, document_id="d2", language=language
    )
    found = []
    for seed, kind in product(range(24), Kind):
        request = QuestionRequest(Brief(30, (kind,), seed=seed), (own,), (own, others), ())
        found += [one for one in RuleQuestionWriter().write(request) if not isinstance(one, Dropped)]
    return found


def test_a_plain_sentence_makes_questions():
    kinds = {question.kind for question in made("The mill of Brenna was burned on 4 May 1752.")}
    assert {Kind.MCQ, Kind.TRUE_FALSE, Kind.SHORT, Kind.CLOZE} <= kinds
    assert made("Cối xay Brenna bị đốt ngày 4 tháng 5 năm 1752.", "vi")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "No barge left the harbour of Brenna in 1752."),
        ("en", "The army of Brenna never crossed the Ollen in 1752."),
        ("en", "Hardly anyone in Brenna voted in 1752."),
        ("en", "Neither Ambry nor Corvin joined the league of Brenna in 1752."),
        ("en", "The rumour that the mill of Brenna burned in 1752 was untrue."),
        ("en", "The council of Brenna refused to sell the mill of Ambry in 1752."),
        ("en", "The fleet of Brenna failed to reach Ambry in 1752."),
        ("en", "The bishop of Brenna denied that the mill of Ambry burned in 1752."),
        ("en", "The council of Brenna didn't sell the mill of Ambry in 1752."),
        ("en", "Only the mill of Brenna was burned in 1752."),
        ("en", "The mill of Brenna was probably burned in 1752."),
        ("en", "The mill of Brenna was to open in 1752."),
        ("vi", "Cối xay Brenna không bị đốt năm 1752."),
        ("vi", "Quân Brenna chưa bao giờ vượt sông Ollen năm 1752."),
        ("vi", "Hội đồng Brenna chẳng bán cối xay Ambry năm 1752."),
        ("vi", "Hội đồng Brenna từ chối bán cối xay Ambry năm 1752."),
        ("vi", "Giám mục Brenna phủ nhận cối xay Ambry bị đốt năm 1752."),
        ("vi", "Theo tin đồn ở Brenna thì cối xay Ambry bị đốt năm 1752."),
        ("vi", "Ở Brenna hầu như toàn bộ cối xay bị đốt năm 1752."),
    ],
)  # fmt: skip
def test_what_is_denied_or_doubted_is_not_asked(language, text):
    assert not made(text, language)


@pytest.mark.parametrize(
    "text",
    [
        "Không quân Brenna ném bom cầu Ambry ngày 4 tháng 5 năm 1752.",
        "Tổng chỉ huy quân Brenna mở kho thóc Ambry ngày 4 tháng 5 năm 1752.",
        "Một cơn bão không may đốt cối xay Brenna ngày 4 tháng 5 năm 1752.",
        "Nhiều kho, chẳng hạn kho thóc Ambry, bị đốt ngày 4 tháng 5 năm 1752.",
    ],
)
def test_words_that_only_look_like_a_denial_deny_nothing(text):
    assert made(text, "vi")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "By 1752 the army of Brenna had crossed the Ollen."),
        ("en", "The army of Brenna stayed at Ambry until 1752."),
        ("en", "The mill of Brenna was burned before 1752."),
        ("en", "The mill of Brenna was burned after 1752."),
        ("en", "The mill of Brenna was owned by Corvin since 1752."),
        ("en", "The mill of Brenna was burned around 1752."),
        ("vi", "Quân Brenna đóng ở Ambry đến năm 1752."),
        ("vi", "Cối xay Brenna bị đốt sau năm 1752."),
    ],
)  # fmt: skip
def test_a_bound_in_time_is_not_asked_as_a_date(language, text):
    for question in made(text, language):
        told = (question.solution.key, *options_of(question.task))
        assert "1752" not in map(str, told)
        assert question.kind is not Kind.TRUE_FALSE or "1752" in question.task.prompt


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("In 1752 at least 500 houses burned in Brenna.", "At least how many"),
        ("In 1752 more than 500 houses burned in Brenna.", "More than how many"),
        ("In 1752 about 500 houses burned in Brenna.", "About how many"),
        ("In 1752 some 500 houses burned in Brenna.", "About how many"),
        ("In 1752 nearly 500 houses burned in Brenna.", "Nearly how many"),
        ("In 1752, up to 500 houses burned in Brenna.", "Up to how many"),
    ],
)
def test_a_bound_of_a_number_is_said_in_the_question(text, asked):
    found = [question for question in made(text) if question.solution.key == "500"]
    short = [question for question in found if question.kind is Kind.SHORT]
    assert short
    assert all(question.task.prompt.startswith(asked) for question in short)
    bound = asked.split(" how")[0].casefold().replace("about", "some" if "some" in text else "about")
    gaps = [question for question in found if question.kind is Kind.CLOZE]
    assert gaps
    assert all(f"{bound} ____" in question.task.prompt.casefold() for question in gaps)


def test_a_bound_is_said_in_vietnamese():
    prompts = {q.task.prompt for q in made("Năm 1752, ít nhất 500 ngôi nhà bị cháy ở Brenna.", "vi")}
    assert "Năm 1752, ít nhất bao nhiêu ngôi nhà bị cháy ở Brenna?" in prompts
    assert not any("500" in prompt and "nhất 500" not in prompt for prompt in prompts)


def test_a_number_and_more_is_not_asked():
    assert not any(
        question.solution.key == "500"
        for question in made("In 1752 a fire burned 500 houses or more at Brenna.")
    )


def test_less_than_a_bound_is_no_wrong_option():
    found = made("In 1752 more than 500 houses burned in Brenna.")
    assert not any("500" in options_of(question.task) for question in found)


def test_a_sentence_in_another_language_is_not_asked():
    assert not made("The mill of Brenna was burned on 4 May 1752.", "vi")
    assert not made("The mill of Brenna bị đốt ngày 4 tháng 5 năm 1752.", "vi")
    assert not made("Cối xay Brenna bị đốt ngày 4 tháng 5 năm 1752.", "en")


@pytest.mark.parametrize(
    "text",
    [
        "The mill of Brenna was founded by Ada Morrow in 1752. "
        "The mill of Brenna was founded by Ada Morrow in 1757.",
        "The mill of Brenna burned on 4 May 1752. The mill of Brenna did not burn on 4 May 1752.",
        "The mill of Brenna burned on 4 May 1752. This date is wrong.",
        "The mill of Brenna burned on 4 May 1752. Sources disagree about the fire of Brenna in May 1752.",
        "In 1752 a flood drowned 400 goats near Brenna. In 1752 a flood drowned 900 goats near Brenna.",
    ],
)  # fmt: skip
def test_what_the_sources_tell_differently_is_not_asked(text):
    assert not made(text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "In 1752 the army of Brenna took several towns, such as Ambry."),
        ("vi", "Năm 1752, quân Brenna chiếm nhiều thị trấn, trong đó có Ambry."),
    ],
)
def test_one_of_several_examples_is_not_asked(language, text):
    assert "Ambry" not in {str(question.solution.key) for question in made(text, language)}
    for question in made(text, language):
        assert "Ambry" not in options_of(question.task)
        assert question.kind is not Kind.TRUE_FALSE or "Ambry" in question.task.prompt


def test_another_event_disputes_nothing():
    assert made("The mill of Brenna burned on 4 May 1752. The school of Brenna did not open before 1760.")


def test_what_the_next_sentence_calls_disputed_is_not_asked():
    told = "The Moscow meeting of 16 May 1994 discussed a withdrawal of troops."
    dispute = "Sources do not agree about the date of the Moscow meeting of May 1994."
    assert [one.sentence for one in statements(passage(told))] == [told]
    assert statements(passage(f"{told} {dispute}")) == ()
