"""What every question writer keeps, whoever writes.

Another writer joins by a line in WRITERS: a context manager that gives it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studyhall.domain.documents import Passage
from studyhall.domain.questions import Question
from studyhall.domain.quizzes import Brief
from studyhall.domain.shuffling import rising
from studyhall.domain.tasks import Kind, Ordering, options_of
from studyhall.engines.llm.engine import ModelEngine
from studyhall.engines.llm.prompts import load_prompts
from studyhall.engines.llm.provider import Server
from studyhall.engines.offline.engine import OfflineEngine
from studyhall.ports import Dropped, QuestionRequest, QuestionWriter
from studyhall.settings import PROMPTS
from tests.fakes.engine import FakeQuestionWriter, FakeSuggester
from tests.making import passage
from tests.model_minds import writing
from tests.model_server import ModelServer


@contextmanager
def by_a_model() -> Iterator[QuestionWriter]:
    with ModelServer() as server:
        server.always(writing)
        engine = ModelEngine(Server(server.url, "sk-1"), "test-model", load_prompts(PROMPTS), FakeSuggester())
        yield engine.questions
        engine.close()


WRITERS: dict[str, Callable[[], AbstractContextManager[QuestionWriter]]] = {
    "model": by_a_model,
    "rules": lambda: nullcontext(OfflineEngine().questions),
    "fake": lambda: nullcontext(FakeQuestionWriter()),
}
TEXTS = (
    "The stone bridge over the Lena was opened on 3 June 1871. It was built by the engineer Ada Holm. "
    "Floods closed it in 1888 and again in 1902, and 40 men repaired it.",
    "The mill at Orsa burned down in 1902 because a lamp fell over. In 1905 Vera Lind rebuilt it of brick. "
    "It ground 1,200 tonnes of rye in its best year.",
    "On 12 May 1911 the railway reached Orsa. The first train carried 85 people from Kerrin. "
    "The station was painted green, and Jon Orr was its master until 1923.",
    "The lighthouse of Kerrin was lit on 1 March 1860. It can be seen from 30 km away. "
    "Its keeper, Maria Dahl, saved 14 sailors in the storm of 1874.",
)


def passages(texts: Sequence[str] = TEXTS, **told: object) -> list[Passage]:
    made, start = [], 100
    for number, text in enumerate(texts, 1):
        made.append(passage(text, number, start, document_id=f"d{number % 2}", part=number, **told))
        start += len(text) + 2
    return made


def request(count: int = 6, given: Sequence[Passage] | None = None, **told: object) -> QuestionRequest:
    chosen = {name: told.pop(name) for name in ("kinds", "language") if name in told}
    found = passages() if given is None else given
    return QuestionRequest(Brief(count, seed=7, **chosen), found, found, **told)


def questions(writer: QuestionWriter, asked: QuestionRequest) -> list[Question]:
    """The questions of a request, each held to what every writer keeps."""
    given = list(writer.write(asked))
    made = [one for one in given if not isinstance(one, Dropped)]
    assert len(made) <= asked.brief.count
    assert len({question.task for question in made}) == len(made)
    assert {question.task.prompt for question in made}.isdisjoint(asked.existing)
    for question in made:
        assert question.kind in asked.brief.kinds
        lies_in_one(question, asked.passages)
        stands_as_kept(question)
    return made


def lies_in_one(question: Question, given: Sequence[Passage]) -> None:
    told = question.solution.evidence
    (source,) = (
        one
        for one in given
        if one.document_id == told.document_id and one.start <= told.start < told.end <= one.end
    )
    assert told.quote == source.text[told.start - source.start : told.end - source.start]
    assert (told.version, told.title, told.side, told.language, told.page, told.heading) == (
        source.version,
        source.title,
        source.side,
        source.language,
        source.page,
        source.heading,
    )


def stands_as_kept(question: Question) -> None:
    options = options_of(question.task)
    if isinstance(question.task, Ordering):
        assert question.solution.key != tuple(range(len(options)))
    elif order := rising(options):
        assert order == tuple(range(len(options)))


@pytest.fixture(params=WRITERS, scope="module")
def writer(request: pytest.FixtureRequest) -> Iterator[QuestionWriter]:
    with WRITERS[request.param]() as made:
        yield made


@pytest.mark.parametrize("count", [1, 3, 12])
def test_questions_rest_on_words_of_the_passages(writer: QuestionWriter, count: int) -> None:
    made = questions(writer, request(count))
    assert made
    assert {question.language for question in made} == {"en"}
    assert len({question.engine for question in made}) == 1


@pytest.mark.parametrize("kind", Kind)
def test_only_the_kinds_that_are_asked_for_are_written(writer: QuestionWriter, kind: Kind) -> None:
    questions(writer, request(kinds=(kind,)))


def test_what_is_asked_already_is_not_asked_again(writer: QuestionWriter) -> None:
    existing = [question.task.prompt for question in questions(writer, request(3))]
    questions(writer, request(3, existing=existing))


def test_they_are_in_the_language_that_is_asked_for(writer: QuestionWriter) -> None:
    assert {question.language for question in questions(writer, request(language="vi"))} == {"vi"}


def test_without_an_asked_language_it_is_that_of_the_sources(writer: QuestionWriter) -> None:
    vietnamese = passages(
        ["Cây cầu đá bắc qua sông Lena được khánh thành ngày 3 tháng 6 năm 1871."], language="vi"
    )
    assert {question.language for question in questions(writer, request(given=vietnamese))} <= {"vi"}


def test_without_passages_there_is_nothing_to_ask(writer: QuestionWriter) -> None:
    assert list(writer.write(request(given=[]))) == []


class Stopped(Exception):
    pass


def test_whoever_does_not_wait_any_more_ends_it(writer: QuestionWriter) -> None:
    def waiting() -> None:
        raise Stopped

    with pytest.raises(Stopped):
        list(writer.write(request(12, waiting=waiting)))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.text(min_size=1, max_size=200), max_size=4), count=st.integers(1, 6))
def test_any_text_gives_fair_questions_or_none(writer: QuestionWriter, texts: list[str], count: int) -> None:
    found = passages([unicodedata.normalize("NFC", text) for text in texts])
    questions(writer, request(count, found))
