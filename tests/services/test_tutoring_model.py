"""Answers by a model: only where a teacher agreed, and never a pupil left alone when it fails."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from studyhall.domain.errors import ModelFailure, Refused, StorageFailure, Trouble
from studyhall.domain.metering import Model, Purpose, Terms, Tokens
from studyhall.domain.people import Role
from studyhall.ports import Draft, untold
from studyhall.services.engines import MODEL, OFFLINE
from studyhall.services.metering import CourseMeter
from studyhall.services.tutoring import Asked, Tutoring
from tests.fakes.engine import FakeEngine
from tests.fakes.metering import FakeUsage
from tests.services.conftest import House

QUESTION = "Where is the lighthouse?"
HOST = "models.example"


class ModelledEngine(FakeEngine):
    """Calls a model, as the meter sees it; `failures` are raised one by one, by the task that they name."""

    def __init__(self) -> None:
        super().__init__(MODEL)
        self.model = Model("openai:fake", HOST)
        self.failures: list[tuple[str, Trouble | Exception]] = []
        write, rewrite = self.writer.write, self.rewriter.rewrite

        def writing(request, telling=untold):
            request.meter.reserve(self.model, Purpose.ANSWER, Tokens(100, 10)).settle(Tokens(50, 5))
            self._fail("write")
            return write(request, telling)

        def rewriting(question, turns, meter=None, telling=untold):
            if turns:
                meter.reserve(self.model, Purpose.REWRITE, Tokens(10, 1)).settle(Tokens())
            self._fail("rewrite")
            return rewrite(question, turns, meter)

        self.writer.write, self.rewriter.rewrite = writing, rewriting

    def _fail(self, task: str) -> None:
        if self.failures and self.failures[0][0] == task:
            wrong = self.failures.pop(0)[1]
            raise ModelFailure(wrong, "it failed", "try again") if isinstance(wrong, Trouble) else wrong


@pytest.fixture
def house():
    made = House()
    made.modelled = ModelledEngine()
    engines = {OFFLINE: made.engine, MODEL: made.modelled}
    made.tutoring = Tutoring(made.storage, made.retrieval, engines)
    made.add("The lighthouse stands on Kerrin.\n\nThe bridge of Orla was opened in 1840.")
    made.pupil = made.member("Lan", Role.STUDENT)
    agree(made, chat_host=HOST)
    return made


def agree(house: House, **terms: object) -> None:
    course = house.course().id
    with house.storage.begin(write=True) as work:
        work.terms.put(course, replace(Terms(), **terms))
        work.commit()


def ask(house, question=QUESTION, engine=None, actor=None, conversation=None):
    return house.tutoring.ask(actor or house.pupil, house.course(), question, house.now, engine, conversation)


def kept(house, reply):
    opened = house.conversing.open(house.pupil, reply.conversation_id, house.now)
    return opened.exchanges[-1].answer


def test_where_a_teacher_agreed_the_model_answers_and_is_counted(house):
    reply = ask(house)
    assert (reply.answer.engine, reply.answer.trouble) == (MODEL, "")
    assert reply.tokens == Tokens(50, 5)
    with house.storage.begin() as work:
        assert work.usage.spent(house.course().id, house.now.date()) == 55


@pytest.mark.parametrize("terms", [{}, {"chat_host": "elsewhere.example"}, {"embeddings_host": HOST}])
def test_without_an_agreement_to_its_host_nothing_is_sent(house, terms):
    agree(house, **terms)
    assert ask(house).answer.engine == house.engine.name
    assert house.modelled.writer.requests == []
    assert house.modelled.rewriter.asked == []


def test_nobody_names_a_model_that_was_not_agreed_to(house):
    agree(house)
    with pytest.raises(Refused) as caught:
        ask(house, engine=MODEL)
    assert caught.value.code == "model_off"
    assert house.conversing.mine(house.pupil, house.course()) == []


def test_the_operator_agrees_by_naming_it(house):
    agree(house)
    assert ask(house, engine=MODEL, actor=house.actor).answer.engine == MODEL
    assert ask(house, actor=house.actor).answer.engine == house.engine.name


def test_the_offline_engine_may_always_be_named(house):
    assert ask(house, engine=OFFLINE).answer.engine == house.engine.name


@pytest.mark.parametrize("task", ["write", "rewrite"])
@pytest.mark.parametrize("trouble", Trouble)
def test_where_the_model_fails_the_sources_are_quoted_and_it_is_said(house, task, trouble):
    first = ask(house, engine=OFFLINE)
    house.modelled.failures = [(task, trouble)]
    reply = ask(house, "And the bridge?", conversation=first.conversation_id)
    assert (reply.answer.engine, reply.answer.trouble) == (house.engine.name, trouble.value)
    answer = kept(house, reply)
    assert (answer.engine, answer.trouble, answer.text) == (
        house.engine.name,
        trouble.value,
        reply.answer.text,
    )


@pytest.mark.parametrize("task", ["write", "rewrite"])
def test_what_nobody_foresaw_of_a_model_leaves_no_pupil_alone_and_no_word_in_the_log(house, task, caplog):
    first = ask(house, engine=OFFLINE)
    house.modelled.failures = [(task, ZeroDivisionError("a pupil's secret"))]
    reply = ask(house, "And the bridge?", conversation=first.conversation_id)
    assert (reply.answer.engine, reply.answer.trouble) == (house.engine.name, Trouble.GARBLED.value)
    assert (kept(house, reply).engine, kept(house, reply).trouble) == (house.engine.name, "model_garbled")
    assert "ZeroDivisionError" in caplog.text
    assert "_fail" in caplog.text
    assert "secret" not in caplog.text


def test_what_nobody_foresaw_is_not_hidden_where_nobody_steps_in(house):
    house.modelled.failures = [("write", ZeroDivisionError())]
    meter = CourseMeter(house.storage, house.course().id, house.now)
    with pytest.raises(ZeroDivisionError):
        house.tutoring.reply(house.course(), Asked(QUESTION, meter=meter), house.modelled)
    house.engine.before = lambda: 1 / 0
    with pytest.raises(ZeroDivisionError):
        ask(house, engine=OFFLINE)


def test_what_is_no_failure_of_the_model_is_told_as_it_is(house):
    house.modelled.failures = [("write", StorageFailure("the disk is full", "free some space"))]
    with pytest.raises(StorageFailure):
        ask(house)


def test_a_good_answer_of_the_model_is_not_replaced_because_it_fails_later(house):
    good = ask(house, conversation=ask(house).conversation_id)
    before = kept(house, good)
    house.modelled.failures = [("write", Trouble.DOWN)]
    later = house.now + timedelta(minutes=1)
    again = house.tutoring.finish(house.pupil, house.course(), good.exchange_id, later)
    assert kept(house, good) == before
    assert again.answer == good.answer == before.given
    assert (again.answer.engine, again.answer.trouble) == (MODEL, "")
    assert again.answer.understood == f"{QUESTION} ({QUESTION})"


def test_a_troubled_answer_and_one_of_another_engine_are_replaced(house):
    house.modelled.failures = [("write", Trouble.DOWN), ("write", Trouble.SLOW), ("write", Trouble.CUT)]
    reply = ask(house)
    house.tutoring.finish(house.pupil, house.course(), reply.exchange_id, house.now)
    assert kept(house, reply).trouble == Trouble.SLOW.value
    house.tutoring.finish(house.pupil, house.course(), reply.exchange_id, house.now, OFFLINE)
    assert kept(house, reply).trouble == ""
    house.tutoring.finish(house.pupil, house.course(), reply.exchange_id, house.now)
    assert kept(house, reply).trouble == Trouble.CUT.value


def test_a_switch_off_meanwhile_sends_nothing_more(house):
    first = ask(house)
    rewrite = house.modelled.rewriter.rewrite

    def switching_off(*asked):
        understood = rewrite(*asked)
        agree(house)
        return understood

    house.modelled.rewriter.rewrite = switching_off
    written = len(house.modelled.writer.requests)
    reply = ask(house, "And the bridge?", conversation=first.conversation_id)
    assert (reply.answer.engine, reply.answer.trouble) == (house.engine.name, Trouble.OFF.value)
    assert len(house.modelled.writer.requests) == written


def test_an_answer_is_not_lost_where_its_tokens_cannot_be_stored(house, monkeypatch):
    settle = FakeUsage.settle

    def full(*_):
        raise StorageFailure("the disk is full", "free some space")

    monkeypatch.setattr(FakeUsage, "settle", full)
    reply = ask(house)
    assert (reply.answer.engine, reply.tokens) == (MODEL, Tokens(50, 5))
    monkeypatch.setattr(FakeUsage, "settle", settle)
    with house.storage.begin() as work:
        assert work.usage.spent(house.course().id, house.now.date()) == 110


def test_the_question_can_be_put_to_the_model_again(house):
    house.modelled.failures = [("write", Trouble.DOWN)]
    reply = ask(house)
    again = house.tutoring.finish(
        house.pupil, house.course(), reply.exchange_id, house.now + timedelta(minutes=1)
    )
    assert (again.answer.engine, again.answer.trouble) == (MODEL, "")
    assert (kept(house, reply).engine, kept(house, reply).trouble) == (MODEL, "")


def test_a_question_is_read_with_those_before_it_and_it_is_told_how(house):
    first = ask(house)
    reply = ask(house, "And the bridge?", conversation=first.conversation_id)
    understood = f"And the bridge? ({QUESTION})"
    assert reply.answer.understood == kept(house, reply).understood == understood
    assert house.modelled.writer.requests[-1].question == understood
    assert first.answer.understood == ""


def test_what_was_understood_is_searched_for_when_the_answer_fails(house):
    first = ask(house)
    house.modelled.failures = [("write", Trouble.CUT)]
    reply = ask(house, "And the bridge?", conversation=first.conversation_id)
    assert reply.answer.understood == f"And the bridge? ({QUESTION})"
    assert house.engine.writer.requests[-1].question == reply.answer.understood


def test_only_the_turns_before_a_question_are_told_and_only_answered_ones(house):
    first = ask(house)
    unanswered = house.tutoring.begin(
        house.pupil, house.course(), "Never answered?", house.now, first.conversation_id
    )
    ask(house, "And the bridge?", conversation=first.conversation_id)
    (_, turns) = house.modelled.rewriter.asked[-1]
    assert [turn.question for turn in turns] == [QUESTION]
    house.tutoring.finish(house.pupil, house.course(), unanswered.exchange_id, house.now)
    (_, turns) = house.modelled.rewriter.asked[-1]
    assert [turn.question for turn in turns] == [QUESTION]


def test_another_pupils_words_are_never_told(house):
    other = house.member("Minh", Role.STUDENT)
    ask(house, "A secret of Minh?", actor=other)
    ask(house)
    assert all("Minh" not in str(asked) for asked in house.modelled.rewriter.asked[1:])


def test_the_answer_is_told_while_it_grows(house):
    pending = house.tutoring.begin(house.pupil, house.course(), QUESTION, house.now)
    told: list[Draft] = []
    house.tutoring.finish(house.pupil, house.course(), pending.exchange_id, house.now, telling=told.append)
    assert [draft.text for draft in told] == ["As written [S1]"]


def test_whoever_stops_it_leaves_a_question_to_be_asked_again(house):
    class Stopped(BaseException):
        pass

    def stop(_draft):
        raise Stopped

    pending = house.tutoring.begin(house.pupil, house.course(), QUESTION, house.now)
    with pytest.raises(Stopped):
        house.tutoring.finish(house.pupil, house.course(), pending.exchange_id, house.now, telling=stop)
    opened = house.conversing.open(house.pupil, pending.conversation_id, house.now)
    assert opened.exchanges[0].answer is None


def test_at_the_days_limit_the_sources_are_quoted_until_tomorrow(house):
    agree(house, chat_host=HOST, daily_tokens=150)
    assert ask(house).answer.engine == MODEL
    assert ask(house).answer.trouble == Trouble.LIMIT.value
    house.now += timedelta(days=1)
    assert ask(house).answer.engine == MODEL


def test_a_model_that_is_not_set_up_any_more_leaves_the_sources(house):
    house.tutoring = Tutoring(house.storage, house.retrieval, {OFFLINE: house.engine})
    assert ask(house).answer.engine == house.engine.name
