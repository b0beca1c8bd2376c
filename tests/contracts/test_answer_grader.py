"""What every grader of answers in words keeps, whoever grades."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyhall.domain.grades import Verdict
from studyhall.domain.questions import LONGEST_GIVEN
from studyhall.domain.tasks import Kind
from studyhall.engines.offline.engine import OfflineEngine
from studyhall.ports import Engine, GradingRequest
from tests.fakes.engine import FakeEngine

ENGINES = [OfflineEngine, FakeEngine]
PROMPT = "Why did the mill at Orsa burn down?"
REFERENCES = ("A lamp fell over.", "Because a lamp in it fell over")


def request(text: str, **values: object) -> GradingRequest:
    told = {"kind": Kind.SHORT, "prompt": PROMPT, "references": REFERENCES, "given": text, "language": "en"}
    return GradingRequest(**(told | values))


def keeps_the_contract(verdict: Verdict, asked: GradingRequest, engine: Engine) -> None:
    assert verdict.engine == engine.name
    assert verdict.quoted in " ".join(unicodedata.normalize("NFC", asked.given).split()) or (
        verdict.quoted in unicodedata.normalize("NFC", asked.given)
    )
    if verdict.same:
        assert (verdict.share, verdict.confidence) == (1.0, 1.0)
    if verdict.share is None:
        assert not verdict.quoted
    else:
        assert verdict.reason


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Engine:
    return request.param()


@pytest.mark.parametrize("text", [REFERENCES[0], f"  {REFERENCES[1].lower()} "])
def test_an_accepted_answer_is_one(engine, text):
    asked = request(text)
    verdict = engine.grading.grade(asked)
    assert verdict.same
    keeps_the_contract(verdict, asked, engine)


@pytest.mark.parametrize("text", ["", "   ", "\n\t"])
def test_no_answer_earns_nothing(engine, text):
    assert engine.grading.grade(request(text)).share == 0.0


@pytest.mark.parametrize("text", ["It was struck by lightning.", "Vì nó cũ.", "lamp"])
def test_another_answer_is_not_the_accepted_one(engine, text):
    verdict = engine.grading.grade(request(text))
    assert not verdict.same
    assert verdict.share != 1.0


def test_without_accepted_answers_nothing_is_right(engine):
    verdict = engine.grading.grade(request("A lamp fell over.", references=()))
    assert not verdict.same
    assert verdict.share != 1.0


def test_the_same_request_gives_the_same_verdict(engine):
    assert engine.grading.grade(request("A lamp!")) == engine.grading.grade(request("A lamp!"))


@pytest.mark.parametrize("made", ENGINES)
@given(
    text=st.one_of(
        st.text(max_size=80), st.sampled_from(["12/5/1994", "İ ", "not " * 50, "x" * LONGEST_GIVEN])
    ),
    references=st.lists(
        st.one_of(st.text(max_size=60), st.sampled_from(["1994", "Hà Nội", "thirty"])), max_size=3
    ),
    prompt=st.one_of(st.text(min_size=1, max_size=60), st.just("Who signed ____ in 1994?")),
    language=st.sampled_from(["en", "vi", "", "xx"]),
    kind=st.sampled_from([Kind.SHORT, Kind.CLOZE]),
    evidence=st.text(max_size=60),
)
def test_any_text_is_graded_or_left(made, text, references, prompt, language, kind, evidence):
    engine = made()
    asked = GradingRequest(kind, prompt, references, text, language, "", evidence)
    keeps_the_contract(engine.grading.grade(asked), asked, engine)
