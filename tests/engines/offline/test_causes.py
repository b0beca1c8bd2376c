"""Questions why, and what for, where a sentence itself says so."""

from __future__ import annotations

import pytest

from studyhall.domain.proofs import prove
from studyhall.domain.questions import Question
from studyhall.domain.quizzes import Brief
from studyhall.domain.tasks import Kind
from studyhall.engines.offline.quizzing.causes import cause
from studyhall.engines.offline.quizzing.excerpts import excerpts
from studyhall.engines.offline.quizzing.statements import statements
from studyhall.engines.offline.quizzing.surroundings import Surroundings
from studyhall.engines.offline.quizzing.writing import RuleQuestionWriter
from studyhall.ports import QuestionRequest
from tests.making import passage


def asked(text: str, language: str = "en", title: str = "") -> set[tuple[str, str]]:
    own = passage(text, language=language, title=title)
    capitals = Surroundings([own]).capitals | {"Kerrin", "Brenna"}
    found = (cause(one, capitals) for one in (*statements(own), *excerpts(own)))
    return {(one.prompt, one.key) for one in found if one}


@pytest.mark.parametrize(
    ("language", "text", "prompt", "key"),
    [
        (
            "en", "The mill of Brenna burned in 1752 because of a careless baker.",
            "Why did the mill of Brenna burn in 1752?", "a careless baker",
        ),
        (
            "en", "The League of Brenna was founded in 1752 to protect the fishermen of the coast.",
            "Why was the League of Brenna founded in 1752?", "to protect the fishermen of the coast",
        ),
        (
            "en", "In 1752 the council of Brenna closed the harbour in order to keep the plague out.",
            "Why did the council of Brenna close the harbour in 1752?", "to keep the plague out",
        ),
        (
            "vi", "Cối xay Brenna bị đóng cửa năm 1752 vì một trận lụt lớn.",
            "Vì sao cối xay Brenna bị đóng cửa năm 1752?", "một trận lụt lớn",
        ),
        (
            "vi", "Năm 1752, hội đồng Brenna đã đóng hải cảng để ngăn bệnh dịch hạch.",
            "Năm 1752, hội đồng Brenna đã đóng hải cảng để làm gì?", "để ngăn bệnh dịch hạch",
        ),
    ],
)  # fmt: skip
def test_a_cause_and_a_purpose_are_asked_for(language, text, prompt, key):
    assert (prompt, key) in asked(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The mill of Brenna did not burn in 1752 because of a careless baker."),
        ("en", "The mill of Brenna probably burned in 1752 because of a careless baker."),
        ("en", "He sold the mill of Brenna in 1752 because of a careless baker."),
        ("en", "The mill of Brenna was used to have a wheel."),
        ("vi", "Cối xay Brenna không bị đóng cửa năm 1752 vì trận lụt lớn."),
        ("vi", "Dụng cụ cần thiết để đo mực nước ở Brenna là một cây thước."),
        ("vi", "Những nỗ lực để cứu cối xay Brenna đã kéo dài ba năm."),
    ],
)
def test_what_is_denied_or_tells_no_cause_is_not_asked(language, text):
    assert not asked(text, language)


def test_the_source_is_named_where_the_sentence_needs_it():
    text = (
        "The mill of Brenna, old and small, stood there. The town of Kerrin was flooded because of the rain."
    )
    assert {prompt for prompt, _ in asked(text, title="The great flood")} <= {
        "According to “The great flood”, why was the town of Kerrin flooded?",
        "Why was the town of Kerrin flooded?",
    }


def test_a_why_question_is_proven_by_its_sentence():
    own = passage("The mill of Brenna burned in 1752 because of a careless baker.")
    request = QuestionRequest(Brief(5, (Kind.SHORT,)), (own,), (own,))
    made = [one for one in RuleQuestionWriter().write(request) if isinstance(one, Question)]
    assert [question.solution.key for question in made] == ["a careless baker"]
    for question in made:
        prove(question, own)
