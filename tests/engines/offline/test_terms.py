"""The terms that a text is about: those it explains, and those of several words that it comes back to."""

from __future__ import annotations

import pytest

from studyhall.domain.questions import Question
from studyhall.domain.quizzes import Brief
from studyhall.domain.sameness import plain
from studyhall.domain.tasks import Kind
from studyhall.engines.offline.quizzing.defining import defined_at
from studyhall.engines.offline.quizzing.excerpts import excerpts
from studyhall.engines.offline.quizzing.gaps import gaps
from studyhall.engines.offline.quizzing.phrases import phrases_at, terms_of
from studyhall.engines.offline.quizzing.surroundings import Surroundings
from studyhall.engines.offline.quizzing.targets import Asked
from studyhall.engines.offline.quizzing.writing import RuleQuestionWriter
from studyhall.ports import QuestionRequest
from tests.making import passage

DAMS = (
    "The sluice gate keeps the marsh of Orla dry in winter.",
    "A mason of Vell repaired the sluice gate with oak.",
    "The keeper opens the sluice gate before the spring flood.",
    "Old men say that the sluice gate sings at night.",
)
TOLD = "\n\n".join(DAMS)
VIETNAMESE_DAMS = (
    "Cửa cống ngăn mặn giữ cho đồng ruộng Orla khô ráo vào mùa đông.",
    "Người thợ ở Vell sửa cửa cống ngăn mặn bằng gỗ sồi.",
    "Người gác mở cửa cống ngăn mặn trước mùa lũ.",
    "Người già kể về cửa cống ngăn mặn của làng.",
    "Mỗi năm dân làng sơn lại cửa cống ngăn mặn hai lần.",
)


def test_a_term_of_several_words_is_one_that_the_text_comes_back_to():
    assert terms_of(DAMS, "en") == {"sluice gate"}
    assert terms_of(DAMS[:2], "en") == frozenset()
    assert "cửa cống ngăn mặn" in terms_of(VIETNAMESE_DAMS, "vi")


def test_no_part_of_a_term_is_a_term():
    assert not {"cống ngăn", "cửa cống", "ngăn mặn"} & terms_of(VIETNAMESE_DAMS, "vi")


@pytest.mark.parametrize(
    "told",
    ["The beautiful horse", "The horse went", "The horse slowly", "The next day"],
)
def test_what_somebody_did_or_what_a_thing_is_like_is_no_term(told):
    lines = [f"{told} of {name}." for name in ("Kerrin", "Vell", "Orla", "Durmont")]
    assert terms_of(lines, "en") == frozenset()


def test_a_term_is_not_asked_for_where_it_goes_on():
    terms = frozenset({"sluice gate"})
    assert [found.text for found in phrases_at("The sluice gate is shut", terms, "en")] == ["sluice gate"]
    assert not list(phrases_at("The sluice gate keeper is old", terms, "en"))
    assert not list(phrases_at("They met at the sluice gate's end", terms, "en"))


@pytest.mark.parametrize(
    ("language", "clause", "term"),
    [
        ("en", "A sluice gate is a door in a dam that holds back the water", "sluice gate"),
        ("en", "A wheel that the tide turns is called a tide wheel", "tide wheel"),
        ("en", "The gate is the oldest part of the dam", ""),
        ("en", "This is the oldest part of the dam", ""),
        ("en", "The dam was called into question by the mayor", ""),
        ("vi", "Cối xay thủy triều là một loại cối xay chạy bằng nước", "Cối xay thủy triều"),
        ("vi", "Bánh xe quay nhờ nước lên được gọi là bánh xe thủy triều", "bánh xe thủy triều"),
        ("vi", "Điều này là một loại cối xay chạy bằng nước", ""),
    ],
)  # fmt: skip
def test_what_a_sentence_explains_or_calls_by_a_name(language, clause, term):
    assert [clause[start:end] for start, end in defined_at(clause, language)] == ([term] if term else [])


def written(text: str, **brief) -> list[Question]:
    own = (passage(text, title="Dams"),)
    made = RuleQuestionWriter().write(QuestionRequest(Brief(**{"count": 20} | brief), own, own))
    return [one for one in made if isinstance(one, Question)]


def test_a_term_is_a_gap_and_no_false_statement_swaps_it():
    own = passage(TOLD, title="Dams")
    around = Surroundings([own])
    found = {target.text: target.asked for one in excerpts(own) for target in gaps(one, around)}
    assert found["sluice gate"] is Asked.PHRASE
    for seed in range(6):
        for question in written(TOLD, seed=seed, kinds=(Kind.TRUE_FALSE,)):
            assert "sluice gate" in question.task.prompt or question.solution.key


def test_no_name_and_no_term_is_asked_for_twice():
    for seed in range(6):
        keys = [plain(question.solution.key) for question in written(TOLD, seed=seed, kinds=(Kind.CLOZE,))]
        assert keys
        assert len(set(keys)) == len(keys)
