"""Making questions: by whom, of which sources, and none that the stored text does not prove."""

from __future__ import annotations

from dataclasses import replace

import pytest

from studyhall.domain.errors import Absent, NotAllowed, Refused
from studyhall.domain.metering import Model, Terms
from studyhall.domain.people import Role
from studyhall.domain.quizzes import Brief
from studyhall.domain.tasks import Fault, Kind
from studyhall.engines.offline.engine import OfflineEngine
from studyhall.engines.offline.quizzing.writing import RuleQuestionWriter
from studyhall.ports import Dropped
from studyhall.services.composing import Composed, Composing, by_turns
from tests.fakes.engine import FakeEngine
from tests.making import passage

TOWNS = {
    "a.txt": "On 4 May 1887 Ada Morrow opened the lighthouse of Kerrin. A storm hit Kerrin on 12 March 1911.",
    "b.txt": "On 7 June 1902 Ben Sorrel was elected mayor of Durmont. Durmont got a school on 3 July 1905.",
    "c.txt": "The parliament of Orlavia adopted resolution 82 on 30 April 1893. Orlavia sold Vell in 1899.",
}


class Misquoting(RuleQuestionWriter):
    """Says of each question that its evidence stands one character further on."""

    def write(self, request):
        for one in super().write(request):
            if isinstance(one, Dropped):
                yield one
                continue
            cited = one.solution.evidence
            moved = replace(cited, start=cited.start + 1, end=cited.end + 1)
            yield replace(one, solution=replace(one.solution, evidence=moved))


class Repeating(RuleQuestionWriter):
    """Gives each question twice."""

    def write(self, request):
        for one in super().write(request):
            yield one
            yield one


def composing(house, questions=None) -> Composing:
    engine = OfflineEngine()
    engine.questions = questions or engine.questions
    return Composing(house.storage, house.retrieval, {"offline": engine})


@pytest.fixture
def filled(house):
    for name, text in TOWNS.items():
        house.add(text, name)
    return house


def composed(house, brief: Brief, actor: int | None = None, **told) -> list:
    actor = house.actor if actor is None else actor
    made = composing(house, told.pop("questions", None))
    return list(made.compose(actor, house.course(), brief, house.now, **told))


def test_questions_come_from_every_document_with_evidence_that_stands_in_it(filled):
    made = composed(filled, Brief(3, kinds=(Kind.CLOZE,)))
    assert len({one.question.solution.evidence.document_id for one in made}) == 3
    with filled.storage.begin() as work:
        for one in made:
            evidence = one.question.solution.evidence
            text = work.documents.get(evidence.document_id).body.text
            assert text[evidence.start : evidence.end] == evidence.quote


def test_a_brief_narrows_the_sources(filled):
    with filled.storage.begin() as work:
        only = work.documents.summaries(filled.course().id)[1].document_id
    made = composed(filled, Brief(6, documents=(only,)))
    assert {one.question.solution.evidence.document_id for one in made} == {only}


def test_a_topic_is_searched_for(filled):
    made = composed(filled, Brief(1, kinds=(Kind.CLOZE, Kind.SHORT), topic="mayor of Durmont"))
    assert "Durmont" in made[0].question.solution.evidence.quote


@pytest.mark.parametrize(
    ("brief", "code"),
    [
        (Brief(0), "question_count"),
        (Brief(3, documents=("gone",)), "nothing_to_ask"),
        (Brief(3, sections=("No such heading",)), "nothing_to_ask"),
    ],
)
def test_what_nothing_can_be_made_of_is_refused_at_once(filled, brief, code):
    with pytest.raises(Refused) as refused:
        composing(filled).compose(filled.actor, filled.course(), brief, filled.now)
    assert refused.value.code == code


def test_an_engine_that_is_not_set_up_is_refused(filled):
    with pytest.raises(Refused) as refused:
        composing(filled).compose(filled.actor, filled.course(), Brief(1), filled.now, "llm")
    assert refused.value.code == "no_engine"


def test_only_teachers_of_the_course_make_questions(filled):
    teacher, pupil = filled.member("Ms Lund", Role.TEACHER), filled.member("Kim", Role.STUDENT)
    assert composed(filled, Brief(1), teacher)
    with pytest.raises(NotAllowed):
        composed(filled, Brief(1), pupil)
    filled.add("On 1 May 1900 the mill of Sarno burned down.", "d.txt", course="Other")
    stranger = filled.member("Mr Vance", Role.TEACHER, course="Other")
    with pytest.raises(Absent):
        composed(filled, Brief(1), stranger)


def test_what_an_engine_says_is_proven_by_the_stored_text(filled):
    made = composed(filled, Brief(5), questions=Misquoting())
    assert made
    assert {one.fault for one in made} == {Fault.NOT_IN_SOURCE}


class Careless(RuleQuestionWriter):
    """Gets its first two replies wrong; `asked` is what it was asked for."""

    def __init__(self):
        self.asked = []

    def write(self, request):
        self.asked.append((request.brief.count, list(request.existing), [p.id for p in request.passages]))
        writer = Misquoting() if len(self.asked) < 3 else RuleQuestionWriter()
        yield from writer.write(request)


def test_a_model_is_asked_again_for_what_was_not_proven_beginning_elsewhere(filled):
    house, careless = filled, Careless()
    with house.storage.begin(write=True) as work:
        work.terms.put(house.course().id, Terms(chat_host="models.example"))
        work.commit()
    engine = FakeEngine("llm")
    engine.model, engine.questions = Model("m", "models.example"), careless
    both = Composing(house.storage, house.retrieval, {"offline": OfflineEngine(), "llm": engine})
    made = list(both.compose(house.actor, house.course(), Brief(2, kinds=(Kind.CLOZE,)), house.now))
    assert sum(isinstance(one, Composed) for one in made) == 2
    assert [count for count, _, _ in careless.asked] == [2, 2, 2]
    begun = [ids[0] for _, _, ids in careless.asked]
    assert len(set(begun)) == 3


def test_what_an_engine_says_twice_is_kept_once(filled):
    made = composed(filled, Brief(4, kinds=(Kind.CLOZE,)), questions=Repeating())
    kept = [one for one in made if isinstance(one, Composed)]
    assert len({one.question.task.prompt for one in kept}) == len(kept) == 4
    assert {one.fault for one in made if isinstance(one, Dropped)} == {Fault.REPEATED}


def test_a_source_that_is_gone_meanwhile_proves_nothing(filled):
    course = filled.course()
    making = composing(filled).compose(filled.actor, course, Brief(6, kinds=(Kind.CLOZE,)), filled.now)
    first = next(making)
    with filled.storage.begin(write=True) as work:
        for source in work.documents.summaries(course.id):
            work.documents.remove(source.document_id)
        work.commit()
    assert isinstance(first, Composed)
    assert {one.fault for one in making} == {Fault.NOT_IN_SOURCE}


def test_waiting_can_stop_the_making(filled):
    def stop():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        composed(filled, Brief(3), waiting=stop)


def test_existing_prompts_are_not_asked_again(filled):
    brief = Brief(4, kinds=(Kind.CLOZE,))
    prompts = [one.question.task.prompt for one in composed(filled, brief)]
    again = composed(filled, brief, existing=prompts)
    assert not {one.question.task.prompt for one in again if isinstance(one, Composed)} & set(prompts)


def test_documents_and_their_sides_take_turns():
    told = [("d1", "neutral"), ("d2", "neutral"), ("d3", "northern"), ("d4", "southern")]
    every = [
        passage(f"{document} {part}", key * 10 + part, document_id=document, side=side)
        for key, (document, side) in enumerate(told)
        for part in range(2)
    ]
    for seed in range(5):
        ordered = by_turns(every, seed)
        assert sorted(p.id for p in ordered) == sorted(p.id for p in every)
        assert {p.side for p in ordered[:3]} == {"neutral", "northern", "southern"}
        assert len({p.document_id for p in ordered[:4]}) == 4
