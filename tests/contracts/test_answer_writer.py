"""What every answer writer keeps, whoever writes."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyhall.domain.evidence import Answer, Evidence, Found, SearchMode, Status
from studyhall.domain.tokens import term, words
from studyhall.engines.offline.engine import OfflineEngine
from studyhall.ports import Draft, Engine, Turn, WriterRequest
from tests.fakes.engine import FakeEngine
from tests.making import passage

ENGINES = [OfflineEngine, FakeEngine]

BRIDGE = (
    "The stone bridge over the Lena was opened on 3 June 1871. It was built by the engineer Ada Holm. "
    "Floods closed it twice."
)
MILL = "The mill at Orsa burned down in 1902 because a lamp fell over. Nobody was hurt."


def found(*texts: str, question: str = "", **values: object) -> Found:
    start, evidence = 100, []
    for number, text in enumerate(texts, 1):
        piece = passage(text, key=number, start=start, document_id=f"d{number}", part=number, **values)
        evidence.append(Evidence(piece, 1 / number, 1 / number))
        start += len(text) + 2
    terms = [term(word.text) for word in words(question)]
    held = [{term(word.text) for word in words(text)} for text in texts]
    frequencies = {name: sum(name in terms for terms in held) for name in terms}
    return Found(tuple(evidence), SearchMode.WORDS, max(len(texts), 30), len(texts), frequencies)


def keeps_the_contract(answer: Answer, request: WriterRequest) -> None:
    assert answer.language == request.language
    assert set(re.findall(r"\[(S\d+)\]", answer.text)) == {c.key for c in answer.citations}
    assert [c.key for c in answer.citations] == [f"S{n}" for n in range(1, len(answer.citations) + 1)]
    by_document = {piece.passage.document_id: piece.passage for piece in request.found.evidence}
    for citation in answer.citations:
        source = by_document[citation.document_id]
        inside = source.text[citation.start - source.start : citation.end - source.start]
        assert source.start <= citation.start < citation.end <= source.end
        assert citation.quote == inside
        assert (citation.version, citation.title, citation.side) == (
            source.version,
            source.title,
            source.side,
        )
        assert (citation.language, citation.page, citation.heading) == (
            source.language,
            source.page,
            source.heading,
        )
    assert set(answer.nearest) <= set(request.found.evidence)
    for account in answer.accounts:
        assert set(account.citations) <= {c.key for c in answer.citations}


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Engine:
    return request.param()


def test_an_answer_cites_words_of_the_evidence(engine: Engine) -> None:
    question = "When was the bridge over the Lena opened?"
    request = WriterRequest(question, "en", found(BRIDGE, MILL, question=question))
    answer = engine.answers.write(request)
    assert answer.status is Status.GROUNDED
    assert answer.citations[0].quote == "The stone bridge over the Lena was opened on 3 June 1871."
    assert answer.engine == engine.name
    keeps_the_contract(answer, request)


def test_what_is_told_on_the_way_is_part_of_the_answer(engine: Engine) -> None:
    told: list[Draft] = []
    request = WriterRequest("When was the bridge over the Lena opened?", "en", found(BRIDGE, MILL))
    answer = engine.answers.write(request, told.append)
    assert answer == engine.answers.write(request)
    for draft in told:
        assert answer.text.startswith(draft.text)
        assert answer.citations[: len(draft.citations)] == draft.citations


def test_a_question_that_is_the_first_is_read_as_it_is(engine: Engine) -> None:
    assert engine.rewriting.rewrite("Who built it?", ()) == "Who built it?"
    assert engine.rewriting.rewrite("Who built it?", [Turn("When was the bridge opened?", "In 1871.")])


@pytest.mark.parametrize("language", ["en", "vi", "tr"])
def test_without_evidence_nothing_is_found(engine: Engine, language: str) -> None:
    request = WriterRequest("When was the bridge opened?", language, found())
    answer = engine.answers.write(request)
    assert answer.status is Status.NOT_FOUND
    assert answer.text
    keeps_the_contract(answer, request)


def test_the_same_request_gives_the_same_answer(engine: Engine) -> None:
    request = WriterRequest("Who built the bridge over the Lena?", "en", found(BRIDGE, MILL))
    assert engine.answers.write(request) == engine.answers.write(request)


@pytest.mark.parametrize("made", ENGINES)
@settings(max_examples=60, deadline=None)
@given(
    question=st.text(max_size=80),
    texts=st.lists(st.text(min_size=1, max_size=200), max_size=4),
    language=st.sampled_from(["en", "vi", "", "xx"]),
    sides=st.sampled_from(["", "neutral", "north"]),
)
def test_any_text_is_answered_or_refused(
    made: type[Engine], question: str, texts: list[str], language: str, sides: str
) -> None:
    texts = [unicodedata.normalize("NFC", text) for text in texts]
    request = WriterRequest(question, language, found(*texts, question=question, side=sides))
    keeps_the_contract(made().answers.write(request), request)


@settings(max_examples=60, deadline=None)
@given(
    start=st.integers(0, 60),
    noise=st.text(alphabet="abc İıßﬁ²٣ʼ’'[]S1.\n|“”\"đĐ\u0301\u200d", max_size=40),
)
def test_words_of_the_passage_in_a_question_do_no_harm(start: int, noise: str) -> None:
    text = unicodedata.normalize("NFC", BRIDGE[:start] + noise + BRIDGE[start:])
    question = BRIDGE[start : start + 40] + noise
    request = WriterRequest(question, "en", found(text, MILL, question=question))
    keeps_the_contract(OfflineEngine().answers.write(request), request)
