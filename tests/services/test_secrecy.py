"""No act of a pupil gives a key away: quizzes that differ only in their keys look the same in all of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from studyhall.domain.errors import StudyHallError
from studyhall.domain.quizzes import Feedback
from studyhall.domain.tasks import Kind, options_of
from studyhall.services.taking import Taking
from tests.conftest import NOW
from tests.services.classroom import KINDS, Classroom, asked
from tests.services.conftest import House

CANARY = "canarysecret"
GIVEN = {
    Kind.MCQ: 0,
    Kind.MULTI: (0, 1),
    Kind.TRUE_FALSE: False,
    Kind.SHORT: "Words of mine",
    Kind.CLOZE: "words",
    Kind.ORDER: (0, 1, 2),
}
OTHER_KEYS = {
    Kind.MCQ: 2,
    Kind.MULTI: (1, 3),
    Kind.TRUE_FALSE: False,
    Kind.SHORT: f"{CANARY} key",
    Kind.CLOZE: f"{CANARY} blank",
    Kind.ORDER: (0, 2, 1),
}


def rekeyed(question):
    """The same question with another key, and a canary in all that a pupil must not see."""
    evidence = question.solution.evidence
    quote = f"{CANARY} quoted"
    solution = replace(
        question.solution,
        key=OTHER_KEYS[question.kind],
        explanation=f"{CANARY} explained",
        evidence=replace(evidence, quote=quote, end=evidence.start + len(quote), title=f"{CANARY} title"),
        accepted=(f"{CANARY} accepted",) if isinstance(question.solution.key, str) else (),
        rubric=f"{CANARY} rubric",
    )
    return replace(question, solution=solution, engine=f"{CANARY} engine")


class Pupil:
    """Does everything that a pupil can with a quiz, and keeps all that comes back."""

    def __init__(self, questions, **rules) -> None:
        self.room = Classroom(House())
        self.quiz = self.room.quiz(questions, **rules)
        self.taking, self.who = self.room.taking, self.room.pupil
        self.seen: list[object] = []

    def do(self, act, *arguments):
        """What an act gives, or the sentence with which it is refused."""
        try:
            told = act(self.who, *arguments)
        except StudyHallError as error:
            told = (error.code, str(error))
        self.seen.append(told)
        return told

    def now(self):
        return self.room.now

    def look(self, attempt: int) -> None:
        self.do(self.taking.offered, self.room.course, self.now())
        self.do(self.taking.sheet, attempt, self.now())
        self.do(self.room.results.result, attempt, self.now())

    def take(self, *, check: bool = False) -> int:
        """Take the quiz to its end, looking everywhere after each step."""
        self.do(self.taking.offered, self.room.course, self.now())
        self.do(self.taking.inviting, self.room.course, self.now())
        attempt = self.do(self.taking.start, self.quiz, self.now())
        self.look(attempt)
        for place, shown in enumerate(self.do(self.taking.sheet, attempt, self.now()).questions):
            self.do(self.taking.keep_place, attempt, place, self.now())
            self.do(self.taking.flag, attempt, shown.number, place % 2 == 0, self.now())
            self.do(self.taking.answer, attempt, shown.number, GIVEN[shown.kind], self.now())
            self.do(self.taking.answer, attempt, shown.number, "no answer to this" * 300, self.now())
            if check:
                self.do(self.taking.check, attempt, shown.number, self.now())
            self.room.later(seconds=1)
            self.look(attempt)
        self.do(self.taking.submit, attempt, self.now())
        self.do(self.taking.submit, attempt, self.now())
        self.do(self.taking.answer, attempt, 1, 1, self.now())
        self.do(self.taking.start, self.quiz, self.now())
        self.do(self.taking.preview, self.quiz, self.now())
        self.do(self.taking.extend, self.quiz, self.who, 5, self.now())
        self.do(self.room.results.results, self.quiz)
        self.do(self.room.reviewing.script, attempt, 1)
        self.do(self.room.reviewing.also_right_preview, attempt, 4)
        return attempt


def both(**rules) -> tuple[Pupil, Pupil]:
    """Two pupils with quizzes that differ only in their keys and in what else is kept from them."""
    plain = asked()
    return Pupil(plain, **rules), Pupil([rekeyed(question) for question in plain], **rules)


@pytest.mark.parametrize("shuffle", [False, True])
def test_until_feedback_is_due_two_keys_look_the_same(shuffle):
    rules = {"feedback": Feedback.AFTER_CLOSING, "closes_at": NOW.replace(hour=23), "shuffle": shuffle}
    one, other = both(**rules)
    attempts = [pupil.take() for pupil in (one, other)]
    for pupil, attempt in zip((one, other), attempts, strict=True):
        pupil.look(attempt)
    assert one.seen == other.seen
    assert repr(one.seen) == repr(other.seen)
    assert CANARY not in repr(other.seen)
    other.room.house.now = NOW.replace(hour=23)
    assert CANARY in repr(other.room.result(attempts[1]))


@pytest.mark.parametrize("feedback", [Feedback.AFTER_SUBMISSION, Feedback.AT_ONCE])
def test_before_submitting_two_keys_look_the_same(feedback):
    one, other = both(feedback=feedback, shuffle=True, minutes=10)
    for pupil in (one, other):
        attempt = pupil.do(pupil.taking.start, pupil.quiz, pupil.now())
        for shown in pupil.do(pupil.taking.sheet, attempt, pupil.now()).questions:
            pupil.do(pupil.taking.answer, attempt, shown.number, GIVEN[shown.kind], pupil.now())
            pupil.look(attempt)
    assert repr(one.seen) == repr(other.seen)
    assert CANARY not in repr(other.seen)


def test_a_checked_answer_tells_of_its_own_question_only():
    pupil = Pupil([rekeyed(question) for question in asked()], feedback=Feedback.AT_ONCE)
    attempt = pupil.taking.start(pupil.who, pupil.quiz, pupil.now())
    pupil.taking.answer(pupil.who, attempt, 4, "words", pupil.now())
    checked = pupil.taking.check(pupil.who, attempt, 4, pupil.now())
    assert checked.outcome.key == f"{CANARY} key"
    assert "accepted" not in repr(checked)
    assert "rubric" not in repr(checked)
    others = [one for one in pupil.room.sheet(attempt).questions if one.number != 4]
    assert CANARY not in repr(others)


def test_what_stands_only_for_teachers_is_in_no_result():
    pupil = Pupil([rekeyed(question) for question in asked()])
    attempt = pupil.take()
    told = repr(pupil.room.result(attempt))
    assert f"{CANARY} explained" in told
    assert f"{CANARY} rubric" not in told
    assert f"{CANARY} accepted" not in told


def test_every_act_of_a_pupil_is_walked():
    walked = {"offered", "inviting", "start", "sheet", "answer", "check", "keep_place", "flag", "submit"}
    others = {"preview", "extend", "end_overdue"}
    assert {name for name in vars(Taking) if not name.startswith("_")} == walked | others
    pupil = Pupil(asked(), feedback=Feedback.AT_ONCE)
    called = set()
    for name in walked:
        act = getattr(pupil.taking, name)
        setattr(pupil.taking, name, lambda *given, act=act, name=name: (called.add(name), act(*given))[1])
    pupil.take(check=True)
    assert called == walked


def test_every_kind_has_another_key_here():
    for question in asked():
        assert OTHER_KEYS[question.kind] != question.solution.key
    assert set(OTHER_KEYS) == set(GIVEN) == set(KINDS)
    assert all(options_of(one.task) == options_of(rekeyed(one).task) for one in asked())
