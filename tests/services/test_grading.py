"""Grading: closed kinds by rule when an attempt ends, words by a grader once, whatever happens in between."""

from __future__ import annotations

import pytest

from studyhall.domain.errors import ModelFailure, StorageFailure, Trouble
from studyhall.domain.grades import Grader
from studyhall.domain.metering import Model, Terms
from studyhall.domain.people import Role
from studyhall.domain.tasks import Kind
from studyhall.services.grading import Grading
from tests.fakes.engine import FakeEngine
from tests.services.classroom import WORDS, asked

RIGHT = {1: 1, 2: (0, 2), 3: True, 4: "The harbour of Sarn", 5: "Sarn", 6: (2, 0, 1)}
MODEL = Model("m", "models.example")
DOWN = ModelFailure(Trouble.DOWN, "the model is down", "try again")


class ModelGraded:
    """The room, with a model that grades where a teacher agreed to it."""

    def __init__(self, room) -> None:
        self.room, self.model = room, FakeEngine("llm")
        self.model.model = MODEL
        self.model.grader.confidence = 0.9
        engines = {"offline": room.house.engine, "llm": self.model}
        self.grading = room.house.grading = Grading(room.house.storage, engines)
        room.taking._grading = self.grading
        with room.house.storage.begin(write=True) as work:
            work.terms.put(room.course.id, Terms(chat_host=MODEL.host))
            work.commit()

    def asked_of(self, engine) -> list[str]:
        return [request.given for request in engine.grader.requests]


@pytest.fixture
def modelled(room) -> ModelGraded:
    return ModelGraded(room)


def test_closed_kinds_are_graded_in_the_transaction_that_ends_the_attempt(room, monkeypatch):
    monkeypatch.setattr(room.house.grading, "grade_quickly", lambda *_: None)
    attempt = room.taken(room.quiz(), RIGHT | {2: (0, 1), 6: (2, 1, 0)})
    shares = room.shares(attempt)
    assert {number: shares[number] for number in (1, 2, 3)} == {
        1: (1.0, "rule", True),
        2: (0.0, "rule", True),
        3: (1.0, "rule", True),
    }
    assert shares[6] == (pytest.approx(1 / 3), "rule", True)
    assert set(shares) == {1, 2, 3, 6}


def test_nothing_answered_earns_nothing_and_waits_for_nobody(room):
    attempt = room.start(room.quiz())
    room.answer(attempt, 4, "words")
    room.answer(attempt, 4, "   ")
    room.submit(attempt)
    assert set(room.shares(attempt).values()) == {(0.0, "rule", True)}
    assert len(room.shares(attempt)) == 6
    assert room.house.engine.grader.requests == []


def test_words_that_say_the_same_count_and_others_wait_for_a_teacher(room):
    quiz = room.quiz(asked([Kind.SHORT] * 3))
    attempt = room.taken(quiz, {1: "the HARBOUR of sarn", 2: "a harbour", 3: "nowhere"})
    assert room.shares(attempt) == {
        1: (1.0, "rule", True),
        2: (0.5, "proposal", False),
        3: (None, "proposal", False),
    }
    second = room.grades(attempt)[1].given
    assert (second.reason, second.confidence, second.engine) == ("some words “a harbour”", 0.6, "first")


def test_a_grader_is_told_what_settles_the_question(room):
    quiz = room.quiz(asked([Kind.SHORT], accepted=("Sarn",), rubric="Names the harbour", language="vi"))
    room.taken(quiz, {1: "a port"})
    (request,) = room.house.engine.grader.requests
    assert (request.kind, request.prompt, request.given) == (Kind.SHORT, "What of 0? ____", "a port")
    assert (request.references, request.rubric) == (("The harbour of Sarn", "Sarn"), "Names the harbour")
    assert (request.evidence, request.language) == ("They landed at Sarn.", "vi")


@pytest.mark.parametrize(("trusted", "counts"), [(0.6, True), (0.61, False), (None, False)])
def test_a_proposal_counts_by_itself_only_where_the_rules_trust_it(room, trusted, counts):
    quiz = room.quiz(asked([Kind.SHORT] * 2), release_from=trusted)
    attempt = room.taken(quiz, {1: "a harbour", 2: "nowhere"})
    assert room.shares(attempt) == {1: (0.5, "proposal", counts), 2: (None, "proposal", False)}


def test_the_worker_grades_what_ended_without_a_pupil(room):
    attempt = room.start(room.quiz(minutes=10))
    room.answer(attempt, 4, "a harbour")
    room.close(1)
    assert 4 not in room.shares(attempt)
    assert room.house.grading.grade_ended(room.now) == 1
    assert room.shares(attempt)[4] == (0.5, "proposal", False)
    assert room.house.grading.grade_ended(room.now) == 0


def test_grading_again_changes_nothing(room):
    attempt = room.taken(room.quiz(), RIGHT)
    graded = room.grades(attempt)
    for _ in range(2):
        room.house.grading.grade_quickly(attempt, room.now)
        room.house.grading.grade_ended(room.now)
    assert room.grades(attempt) == graded


def test_two_processes_at_once_grade_each_question_once(room, monkeypatch):
    quiz = room.quiz(asked(WORDS))
    attempt = room.start(quiz)
    room.answer(attempt, 1, "a harbour")
    room.close(quiz)
    other = Grading(room.house.storage, {"offline": FakeEngine("other")})
    grade = room.house.engine.grader.grade

    def interrupted(request):
        other.grade_ended(room.now)
        return grade(request)

    monkeypatch.setattr(room.house.engine.grader, "grade", interrupted)
    room.house.grading.grade_ended(room.now)
    assert [one.given.number for one in room.grades(attempt)] == [2, 1]
    assert room.grades(attempt)[1].given.engine == "other"


def test_what_is_stopped_in_between_is_kept_and_gone_on_with(room):
    quiz = room.quiz(asked([Kind.SHORT] * 2))
    others = [room.pupil, room.house.member("Binh", Role.STUDENT)]
    attempts = [room.start(quiz, pupil) for pupil in others]
    for pupil, attempt in zip(others, attempts, strict=True):
        for number in (1, 2):
            room.answer(attempt, number, "a harbour", pupil)
    room.close(quiz)
    stop = iter([False, False, False, True])
    assert room.house.grading.grade_ended(room.now, limit=2, stop=lambda: next(stop)) == 1
    assert [len(room.shares(one)) for one in attempts] == [2, 1]
    assert room.house.grading.grade_ended(room.now) == 1
    assert [len(room.grades(one)) for one in attempts] == [2, 2]
    assert len(room.house.engine.grader.requests) == 4


def test_an_answer_that_the_grader_stumbles_over_goes_to_a_teacher(room, caplog):
    room.house.engine.grader.failure = ZeroDivisionError("a pupil's secret")
    attempt = room.taken(room.quiz(asked(WORDS)), {1: "a harbour"})
    assert room.shares(attempt)[1] == (None, "proposal", False)
    assert "could not be graded" in caplog.text
    assert "secret" not in caplog.text


def test_a_model_is_asked_by_the_worker_and_only_about_what_rules_leave_open(modelled):
    room = modelled.room
    quiz = room.quiz(asked([Kind.SHORT] * 3))
    attempt = room.taken(quiz, {1: "the harbour of SARN", 2: "a harbour", 3: ""})
    assert set(room.shares(attempt)) == {1, 3}
    assert modelled.asked_of(modelled.model) == []
    assert modelled.grading.grade_ended(room.now) == 1
    assert modelled.asked_of(modelled.model) == ["a harbour"]
    grade = room.grades(attempt)[-1].given
    assert (grade.engine, grade.by, grade.released, grade.confidence) == ("llm", Grader.PROPOSAL, False, 0.9)
    assert modelled.model.grader.requests[0].meter is not None


def test_that_it_is_the_same_is_not_for_a_model_to_say(modelled, monkeypatch):
    room = modelled.room
    monkeypatch.setattr(
        modelled.model.grader,
        "grade",
        lambda request: room.house.engine.grader.grade(request._replace(references=(request.given,))),
    )
    attempt = room.taken(room.quiz(asked([Kind.SHORT])), {1: "a harbour"})
    modelled.grading.grade_ended(room.now)
    assert room.shares(attempt) == {1: (1.0, "proposal", False)}


@pytest.mark.parametrize("failure", [DOWN, KeyError("what a server sends")])
def test_where_a_model_fails_the_offline_grader_stands_in(modelled, failure):
    room = modelled.room
    modelled.model.grader.failure = failure
    attempt = room.taken(room.quiz(asked([Kind.SHORT])), {1: "a harbour"})
    modelled.grading.grade_ended(room.now)
    assert room.shares(attempt) == {1: (0.5, "proposal", False)}
    assert room.grades(attempt)[0].given.engine == "first"


def test_a_full_disk_while_a_model_is_asked_grades_nothing_yet(modelled):
    room = modelled.room
    modelled.model.grader.failure = StorageFailure("the disk is full", "make room")
    attempt = room.taken(room.quiz(asked([Kind.SHORT])), {1: "a harbour"})
    with pytest.raises(StorageFailure):
        modelled.grading.grade_ended(room.now)
    assert room.grades(attempt) == []


def test_a_model_that_no_teacher_agreed_to_is_not_asked(modelled):
    room = modelled.room
    with room.house.storage.begin(write=True) as work:
        work.terms.put(room.course.id, Terms())
        work.commit()
    attempt = room.taken(room.quiz(asked([Kind.SHORT])), {1: "a harbour"})
    assert room.shares(attempt) == {1: (0.5, "proposal", False)}
    assert modelled.asked_of(modelled.model) == []
