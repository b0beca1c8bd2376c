"""The whole loop with a language model, on real parts: it writes the questions and proposes grades."""

from __future__ import annotations

from typing import Any

import pytest

from studyhall.bootstrap import bootstrap
from studyhall.domain.jobs import NewUpload
from studyhall.domain.quizzes import Brief, Rules
from studyhall.domain.tasks import Fault, Kind
from studyhall.settings import Settings
from tests.conftest import NOW
from tests.model_minds import grade, kinds_asked, parts, passages, question, written
from tests.model_replies import Says
from tests.model_server import ModelServer

SOURCE = "# Kerrin\n\nThe lighthouse of Kerrin was destroyed by a fire on 4 May 1902.\n"
PROOF = "The lighthouse of Kerrin was destroyed by a fire on 4 May 1902."
HOW = "How was the lighthouse of Kerrin destroyed?"
GIVEN = "It burned in a fire, or so they say"


def mind(body: dict[str, Any]) -> Says:
    """Writes a question that its passage proves and two that it does not; grades by half."""
    if not kinds_asked(body):
        answer = parts(body)["The pupil's answer"].strip()
        return Says((grade(0.5, answer),))
    (key,) = passages(body)
    told = {"prompt": HOW, "accepted": [], "rubric": "Names the fire."}
    questions = [
        question("short", key, PROOF, **told, right=["by a fire"]),
        question("short", key, PROOF, **told | {"prompt": "Who set the fire of 1902?"}, right=["Vera Lind"]),
        question("truefalse", key, PROOF, prompt="Kerrin has a fine harbour.", right=["false"]),
    ]
    return Says((written(*questions),))


@pytest.fixture
def hall(tmp_path):
    with ModelServer() as server:
        server.always(mind)
        settings = Settings(home=tmp_path, starter=False, model="openai:test-model", base_url=server.url)
        made = bootstrap(settings)
        yield made
        made.close()


def test_a_model_writes_a_quiz_and_its_grade_counts_once_a_teacher_accepts_it(hall):
    teacher = hall.accounts.set_up("Mira", "a long sentence", NOW).person.id
    course = hall.classes.make(teacher, "Kerrin", NOW)
    hall.adding.submit(teacher, course, [NewUpload("kerrin.md", SOURCE.encode())], NOW)
    while hall.worker.turn():
        pass
    hall.consenting.switch_on(teacher, course, hall.consenting.chat.host, 100_000, NOW)
    brief = Brief(3, (Kind.SHORT, Kind.TRUE_FALSE), language="en")
    quiz = hall.quizzing.make(teacher, course, "By a model", brief, NOW).quiz_id
    while hall.worker.turn():
        pass
    ((_, making),) = hall.quizzing.makings(teacher, quiz)
    (item,) = hall.approving.draft(teacher, quiz).items
    assert item.question.task.prompt == HOW
    assert {Fault.KEY_NOT_IN_EVIDENCE.value, Fault.BAD_KEY.value} <= set(making.dropped)
    hall.approving.approve(teacher, item.id)
    hall.approving.describe(teacher, quiz, "By a model", Rules())
    hall.approving.publish(teacher, quiz, NOW)
    joined = hall.accounts.join(hall.classes.open(teacher, course.id), "Lan", "mèo con ngủ", "", NOW)
    pupil = joined.person.id
    attempt = hall.taking.start(pupil, quiz, NOW)
    hall.taking.answer(pupil, attempt, 1, GIVEN, NOW)
    hall.taking.submit(pupil, attempt, NOW)
    while hall.worker.turn():
        pass
    assert hall.reviewing.waiting(teacher, course) == 1
    proposal = hall.reviewing.script(teacher, attempt, 1).proposal
    assert (proposal.share, proposal.confidence, proposal.released) == (0.5, 0.9, False)
    before = hall.results.result(pupil, attempt, NOW)
    assert (before.score, before.waiting) == (0, 1)
    hall.reviewing.accept(teacher, attempt, 1, NOW)
    after = hall.results.result(pupil, attempt, NOW)
    assert (after.score, after.waiting) == (0.5, 0)
