"""The chat and a quiz that is open: nothing that settles it is found, and near questions are declined."""

from __future__ import annotations

from dataclasses import replace

import pytest

from studyhall.domain.evidence import Citation, Reason, Status
from studyhall.domain.metering import Model, Terms
from studyhall.domain.people import Role
from studyhall.domain.questions import Question, Solution
from studyhall.domain.tasks import Kind, task_of
from studyhall.services.engines import MODEL, OFFLINE
from studyhall.services.retrieval import LIMIT
from studyhall.services.tutoring import Tutoring
from tests.fakes.engine import FakeEngine
from tests.services.classroom import Classroom, refused

PROOF = "The tower of Kerrin was built in 1702 by Odo Sarn."
TWIN = "Odo Sarn built the Kerrin tower."
VIETNAMESE = "Tháp Kerrin do Odo Sarn xây."
OTHER = "The bridge of Orla was opened in 1840."
MORE = "Boats return at dusk.\n\nMira sold fish.\n\nStorms broke windows.\n\nTrade went by sea."
NEAR = "Who built the tower of Kerrin?"


class Open(Classroom):
    """The room, whose pupil has a quiz open about the tower."""

    def __init__(self, house) -> None:
        super().__init__(house)
        house.add(f"{PROOF}\n\n{TWIN}\n\n{VIETNAMESE}\n\n{OTHER}\n\n{MORE}", "more.txt")
        self.quiz_id = self.quiz([self.question()], minutes=10, attempts=0)
        self.attempt = self.start(self.quiz_id)

    def question(self, kind=Kind.SHORT, key="Odo Sarn", options=()) -> Question:
        with self.house.storage.begin() as work:
            (held,) = [
                one for one in work.passages.some(work.passages.ids(self.course.id)) if PROOF in one.text
            ]
        proof = Citation(
            "S1", held.document_id, held.version, held.title, held.side, "en", held.start, held.end, held.text
        )
        return Question(task_of(kind, NEAR, options), Solution(key, "Odo did.", proof), "en")

    def ask(self, question: str, actor: int | None = None):
        return self.house.tutoring.ask(actor or self.pupil, self.course, question, self.now)

    def found(self, question: str, actor: int | None = None) -> set[str]:
        return {piece.passage.text for piece in self.ask(question, actor).found.evidence}


@pytest.fixture
def room(house) -> Open:
    return Open(house)


def test_a_question_near_the_quiz_is_declined_without_asking_the_engine(room):
    reply = room.ask(NEAR)
    assert (reply.answer.status, reply.answer.reason) == (Status.NOT_FOUND, Reason.QUIZ_OPEN)
    assert reply.answer.text == "You have a quiz open; ask again after you have submitted it."
    assert (reply.found.evidence, reply.answer.nearest) == ((), ())
    assert room.house.engine.writer.requests == []


def test_in_vietnamese_it_is_declined_in_vietnamese(room):
    reply = room.ask("Ai xây tháp Kerrin?")
    assert (reply.answer.reason, reply.answer.language) == (Reason.QUIZ_OPEN, "vi")
    assert reply.answer.text == "Bạn đang làm một bài kiểm tra; hãy hỏi lại sau khi nộp bài."


@pytest.mark.parametrize(
    "question",
    [
        "Is it true that Odo Sarn built the Kerrin tower?",
        "Was Odo Sarn there in 1702?",
        "Kerrin tower?",
        "Bridges of Orla, boats, storms, and who built the tower of Kerrin",
        "Odo Sarn",
    ],
)
def test_other_ways_to_ask_are_declined_too(room, question):
    assert room.ask(question).answer.reason is Reason.QUIZ_OPEN


def test_what_proves_or_tells_an_answer_is_not_found_in_any_language(room):
    other = room.house.member("Binh", Role.STUDENT)
    asked = "Which bridge was opened near a tower or a tháp?"
    assert {PROOF, TWIN, VIETNAMESE, OTHER} <= room.found(asked, other)
    assert room.found(asked) & {PROOF, TWIN, VIETNAMESE} == set()
    assert OTHER in room.found(asked)


def test_others_come_in_place_of_what_is_hidden(room):
    text = "\n\n".join(f"The bridge of Orla has pillar {number}." for number in range(2 * LIMIT))
    room.house.add(text, "pillars.txt")
    assert len(room.ask("Which pillar has the bridge of Orla?").found.evidence) == LIMIT


def test_anything_else_is_answered(room):
    answer = room.ask("When was the bridge of Orla opened?").answer
    assert (answer.status, answer.citations[0].quote) == (Status.GROUNDED, OTHER)


def test_after_submitting_it_is_answered_and_so_is_the_question_that_was_declined(room):
    declined = room.ask(NEAR)
    room.submit(room.attempt)
    assert room.ask(NEAR).answer.status is Status.GROUNDED
    again = room.house.tutoring.finish(room.pupil, room.course, declined.exchange_id, room.now)
    assert again.answer.status is Status.GROUNDED


def test_at_the_deadline_it_is_answered(room):
    room.later(minutes=10)
    assert room.ask(NEAR).answer.status is Status.GROUNDED


def test_a_question_asked_before_is_not_answered_once_more_meanwhile(room):
    room.submit(room.attempt)
    reply = room.ask(NEAR)
    room.start(room.quiz_id)
    again = room.house.tutoring.finish(room.pupil, room.course, reply.exchange_id, room.now)
    assert again.answer.reason is Reason.QUIZ_OPEN


def test_an_option_is_declined_whether_it_is_right_or_not(room):
    room.submit(room.attempt)
    room.start(room.quiz([room.question(Kind.MCQ, 0, ("Odo Sarn", "Mira Lund", "Lan Orla"))]))
    reasons = {room.ask(f"Was it {name}?").answer.reason for name in ("Odo Sarn", "Mira Lund", "Lan Orla")}
    assert reasons == {Reason.QUIZ_OPEN}


def test_where_the_best_passage_is_withheld_nothing_beside_the_point_is_told(room):
    room.house.add("A tower burns.\n\nThe tower fell.", "towers.txt")
    assert room.ask("Which tower was built, in 1702, by whom?").answer.reason is Reason.QUIZ_OPEN
    assert room.ask("Which year was 1702?").answer.reason is Reason.QUIZ_OPEN


def test_only_the_pupil_who_has_it_open_is_declined(room):
    other = room.house.member("Binh", Role.STUDENT)
    for actor in (other, room.teacher, room.house.actor):
        assert room.ask(NEAR, actor).answer.status is Status.GROUNDED


def test_in_another_course_with_the_same_sources_the_pupil_is_declined_too(room):
    house = room.house
    house.add(f"{PROOF}\n\n{OTHER}\n\n{MORE}", "copy.txt", "Geography")
    there = house.course("Geography")
    house.storage.memory.memberships[there.id, room.pupil] = (Role.STUDENT, room.now)
    assert house.tutoring.ask(room.pupil, there, NEAR, room.now).answer.reason is Reason.QUIZ_OPEN
    found = house.tutoring.ask(room.pupil, there, "Which bridge was opened near a tower?", room.now).found
    told = {piece.passage.text for piece in found.evidence}
    assert OTHER in told
    assert PROOF not in told
    room.submit(room.attempt)
    assert house.tutoring.ask(room.pupil, there, NEAR, room.now).answer.status is Status.GROUNDED


def test_who_teaches_another_course_is_still_a_pupil_where_their_quiz_is_open(room):
    room.house.add(f"{PROOF}\n\n{OTHER}", "copy.txt", "Geography")
    there = room.house.course("Geography")
    room.house.storage.memory.memberships[there.id, room.pupil] = (Role.TEACHER, room.now)
    assert room.house.tutoring.ask(room.pupil, there, NEAR, room.now).answer.reason is Reason.QUIZ_OPEN


def test_a_teacher_who_tries_a_quiz_is_answered(room):
    room.start(room.quiz_id, room.teacher)
    assert room.ask(NEAR, room.teacher).answer.status is Status.GROUNDED


def test_evidence_of_a_source_that_was_replaced_stays_hidden(room):
    room.house.add(f"A new beginning.\n\n{PROOF}\n\n{OTHER}", "more.txt")
    assert PROOF not in room.found("Which bridge was opened near a tower?")


def test_things_to_be_put_in_order_are_each_kept(room):
    room.submit(room.attempt)
    options = ("The bridge of Orla is opened", "The truce of Sarn", "The siege of Mira")
    question = room.question(Kind.ORDER, (0, 2, 1), options)
    room.start(room.quiz([replace(question, task=task_of(Kind.ORDER, "Put in order", options))]))
    assert room.ask("When was the bridge of Orla opened?").answer.reason is Reason.QUIZ_OPEN
    assert OTHER not in room.found("What else of 1840 is told?")


@pytest.mark.parametrize(
    ("kind", "key", "options"),
    [
        (Kind.MCQ, 1, ("Mira", "Odo Sarn", "Lan")),
        (Kind.MULTI, (1, 2), ("Mira", "Odo Sarn", "Sarn and sons", "Lan")),
        (Kind.TRUE_FALSE, True, ()),
    ],
)
def test_every_kind_is_kept(room, kind, key, options):
    room.submit(room.attempt)
    room.start(room.quiz([room.question(kind, key, options)]))
    assert room.ask(NEAR).answer.reason is Reason.QUIZ_OPEN
    assert room.found("Which bridge was opened near a tower?") & {PROOF, TWIN, VIETNAMESE} == set()


def test_a_question_that_leans_on_another_is_judged_as_it_was_understood(room):
    room.submit(room.attempt)
    reply = room.ask("Who built the tower of Kerrin, Odo?")
    room.start(room.quiz_id)
    pending = room.house.tutoring.begin(room.pupil, room.course, "And who?", room.now, reply.conversation_id)
    again = room.house.tutoring.finish(room.pupil, room.course, pending.exchange_id, room.now)
    assert again.answer.reason is Reason.QUIZ_OPEN


def test_a_model_is_not_asked_either(room):
    modelled = FakeEngine(MODEL)
    modelled.model = Model("m", "models.example")
    engines = {OFFLINE: room.house.engine, MODEL: modelled}
    room.house.tutoring = Tutoring(room.house.storage, room.house.retrieval, engines)
    with room.house.storage.begin(write=True) as work:
        work.terms.put(room.course.id, Terms(chat_host="models.example"))
        work.commit()
    answer = room.ask(NEAR).answer
    assert (answer.reason, answer.engine) == (Reason.QUIZ_OPEN, MODEL)
    assert modelled.writer.requests == []
    assert room.ask("When was the bridge of Orla opened?").answer.engine == MODEL
    (request,) = modelled.writer.requests
    assert {piece.passage.text for piece in request.found.evidence} & {PROOF, TWIN, VIETNAMESE} == set()


def test_no_first_questions_are_suggested_meanwhile(room):
    suggest = room.house.suggesting.questions_for
    other = room.house.member("Binh", Role.STUDENT)
    assert suggest(room.pupil, room.course, "en", room.now) == ()
    assert suggest(other, room.course, "en", room.now) == room.house.suggesting.questions(room.course, "en")
    assert suggest(other, room.course, "en", room.now)
    room.submit(room.attempt)
    assert suggest(room.pupil, room.course, "en", room.now)
    assert refused(suggest, room.stranger(), room.course, "en", room.now) == "no_course"
