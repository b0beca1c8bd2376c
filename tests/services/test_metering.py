"""A course's meter: its limit, what it stores, and what it adds up for one question."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from studyhall.domain.errors import ModelFailure, StorageFailure, Trouble
from studyhall.domain.metering import Model, Price, Purpose, Terms, Tokens, Used
from studyhall.services.metering import CourseMeter
from studyhall.storage.unit_of_work import SqlStorage
from tests.conftest import NOW

MODEL = Model("small", "api.example.org", Price(2.0, 8.0, 0.5))
FREE = Model("local", "localhost:11434")
TERMS = Terms(MODEL.host, daily_tokens=1_000, embeddings_host=FREE.host)


@pytest.fixture
def storage(tmp_path):
    made = SqlStorage(f"sqlite:///{tmp_path / 'study.db'}")
    yield made
    made.close()


@pytest.fixture
def course(storage):
    """The id of a course with 1,000 tokens a day."""
    with storage.begin(write=True) as work:
        made = work.courses.add("history", "History", NOW)
        work.terms.put(made.id, TERMS)
        work.commit()
    return made.id


def used(storage, course, now=NOW):
    with storage.begin() as work:
        return work.usage.of(course, now.date())


def spent(storage, course, now=NOW):
    with storage.begin() as work:
        return work.usage.spent(course, now.date())


def test_a_call_is_counted_with_its_cost_when_it_ends(storage, course):
    meter = CourseMeter(storage, course, NOW)
    charge = meter.reserve(MODEL, Purpose.ANSWER, Tokens(500, 200))
    assert used(storage, course) == [Used(NOW.date(), Purpose.ANSWER, "small", 1, 0, Tokens(), 700, 0.0)]
    charge.settle(Tokens(400, 100, 200))
    (told,) = used(storage, course)
    assert (told.calls, told.failed, told.tokens, told.reserved) == (1, 0, Tokens(400, 100, 200), 0)
    assert told.cost == pytest.approx((200 * 2.0 + 200 * 0.5 + 100 * 8.0) / 1e6)


def test_a_model_without_a_price_has_no_known_cost(storage, course):
    CourseMeter(storage, course, NOW).reserve(FREE, Purpose.SEARCH, Tokens(9)).settle(Tokens(8))
    assert [(told.model, told.cost) for told in used(storage, course)] == [("local", None)]


def test_a_call_that_failed_says_so(storage, course):
    charge = CourseMeter(storage, course, NOW).reserve(MODEL, Purpose.REWRITE, Tokens(500, 200))
    charge.settle(Tokens(), failed=True)
    (told,) = used(storage, course)
    assert (told.calls, told.failed, told.tokens, told.reserved) == (1, 1, Tokens(), 0)


def test_a_second_settling_changes_nothing(storage, course):
    meter = CourseMeter(storage, course, NOW)
    meter.reserve(MODEL, Purpose.ANSWER, Tokens(300))
    charge = meter.reserve(MODEL, Purpose.ANSWER, Tokens(500, 200))
    charge.settle(Tokens(400, 100))
    before = used(storage, course)
    charge.settle(Tokens(1, 1), failed=True)
    assert used(storage, course) == before
    assert meter.used == Tokens(400, 100)


def test_a_settling_that_cannot_be_stored_is_on_the_safe_side_and_costs_no_answer(
    storage, course, monkeypatch, caplog
):
    meter = CourseMeter(storage, course, NOW)
    charge = meter.reserve(MODEL, Purpose.ANSWER, Tokens(500, 200))

    def fail(*, write):
        raise StorageFailure("the disk is full", "free some space", code="disk_full")

    with monkeypatch.context() as broken:
        broken.setattr(storage, "begin", fail)
        charge.settle(Tokens(400, 100))
    assert (meter.used, spent(storage, course)) == (Tokens(400, 100), 700)
    assert "disk_full" in caplog.text


def test_what_one_question_used_is_added_up(storage, course):
    CourseMeter(storage, course, NOW).reserve(MODEL, Purpose.ANSWER, Tokens(90)).settle(Tokens(90))
    meter = CourseMeter(storage, course, NOW)
    assert meter.used == Tokens()
    for purpose in (Purpose.REWRITE, Purpose.ANSWER):
        meter.reserve(MODEL, purpose, Tokens(100, 50)).settle(Tokens(60, 20, 10))
    assert meter.used == Tokens(120, 40, 20)


def test_the_limit_is_kept_to_the_last_token(storage, course):
    meter = CourseMeter(storage, course, NOW)
    meter.reserve(MODEL, Purpose.ANSWER, Tokens(600, 100)).settle(Tokens(400))
    charge = meter.reserve(MODEL, Purpose.ANSWER, Tokens(300))
    before = used(storage, course)
    for tokens, trouble, told in (
        (Tokens(600, 1), Trouble.LIMIT, "1,000 tokens for today"),
        (Tokens(600), Trouble.BUSY, "calls under way"),
        (Tokens(301), Trouble.BUSY, "calls under way"),
    ):
        with pytest.raises(ModelFailure, match=told) as caught:
            meter.reserve(MODEL, Purpose.ANSWER, tokens)
        assert (caught.value.trouble, caught.value.retry) == (trouble, trouble is Trouble.BUSY)
    assert used(storage, course) == before
    meter.reserve(MODEL, Purpose.ANSWER, Tokens(300))
    charge.settle(Tokens())
    meter.reserve(MODEL, Purpose.ANSWER, Tokens(300))
    assert spent(storage, course) == 1_000


def test_a_limit_that_was_changed_holds_at_the_next_call(storage, course):
    meter = CourseMeter(storage, course, NOW)
    meter.reserve(MODEL, Purpose.ANSWER, Tokens(900))
    with storage.begin(write=True) as work:
        work.terms.put(course, Terms("api.example.org", daily_tokens=2_000))
        work.commit()
    meter.reserve(MODEL, Purpose.ANSWER, Tokens(1_100))
    assert spent(storage, course) == 2_000


def put(storage, course, terms):
    with storage.begin(write=True) as work:
        work.terms.put(course, terms)
        work.commit()


@pytest.mark.parametrize(
    ("purpose", "model", "ended"),
    [
        (Purpose.ANSWER, MODEL, replace(TERMS, chat_host="")),
        (Purpose.REWRITE, MODEL, replace(TERMS, chat_host=FREE.host)),
        (Purpose.SEARCH, FREE, replace(TERMS, embeddings_host="")),
        (Purpose.EMBED, FREE, replace(TERMS, embeddings_host=MODEL.host)),
    ],
)
def test_after_an_agreement_ended_no_call_begins(storage, course, purpose, model, ended):
    meter = CourseMeter(storage, course, NOW)
    meter.reserve(model, purpose, Tokens(1))
    before = used(storage, course)
    put(storage, course, ended)
    with pytest.raises(ModelFailure, match="switched off in this course") as caught:
        meter.reserve(model, purpose, Tokens(1))
    assert (caught.value.trouble, caught.value.retry) == (Trouble.OFF, False)
    assert used(storage, course) == before


def test_an_operator_agrees_to_the_model_that_answers_and_to_no_other(storage, course):
    put(storage, course, Terms())
    meter = CourseMeter(storage, course, NOW, agreed=True)
    for purpose in (Purpose.ANSWER, Purpose.REWRITE):
        meter.reserve(MODEL, purpose, Tokens(1))
    for purpose in (Purpose.SEARCH, Purpose.EMBED):
        with pytest.raises(ModelFailure, match="switched off"):
            meter.reserve(FREE, purpose, Tokens(1))


def test_each_course_and_each_day_has_its_own_limit(storage, course):
    with storage.begin(write=True) as work:
        other = work.courses.add("geography", "Geography", NOW).id
        work.terms.put(other, TERMS)
        work.commit()
    full, tomorrow = Tokens(1_000), NOW + timedelta(days=1)
    CourseMeter(storage, course, NOW).reserve(MODEL, Purpose.ANSWER, full)
    CourseMeter(storage, other, NOW).reserve(MODEL, Purpose.ANSWER, full)
    CourseMeter(storage, course, tomorrow).reserve(MODEL, Purpose.ANSWER, full)
    assert spent(storage, course) == spent(storage, course, tomorrow) == spent(storage, other) == 1_000


def test_a_day_begins_at_midnight_in_utc(storage, course):
    hanoi = timezone(timedelta(hours=7))
    early = datetime(2026, 11, 22, 6, 59, tzinfo=hanoi)
    CourseMeter(storage, course, early).reserve(MODEL, Purpose.ANSWER, Tokens(10))
    CourseMeter(storage, course, early + timedelta(minutes=1)).reserve(MODEL, Purpose.ANSWER, Tokens(20))
    told = [(one.day.isoformat(), one.reserved) for one in used(storage, course, early.astimezone(UTC))]
    assert told == [("2026-11-22", 20), ("2026-11-21", 10)]


def test_questions_at_once_do_not_pass_the_limit_together(storage, course):
    barrier, outcomes = threading.Barrier(6), []

    def ask():
        meter = CourseMeter(storage, course, NOW)
        barrier.wait()
        try:
            charge = meter.reserve(MODEL, Purpose.ANSWER, Tokens(300, 100))
        except ModelFailure as error:
            outcomes.append(error.trouble)
        else:
            outcomes.append(charge)

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count(Trouble.BUSY) == 4
    assert (len(outcomes), spent(storage, course)) == (6, 800)


def test_a_charge_that_is_settled_twice_at_once_counts_once(storage, course):
    meter = CourseMeter(storage, course, NOW)
    charge = meter.reserve(MODEL, Purpose.ANSWER, Tokens(300, 100))
    barrier = threading.Barrier(4)

    def settle():
        barrier.wait()
        charge.settle(Tokens(30, 10))

    threads = [threading.Thread(target=settle) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (spent(storage, course), meter.used) == (40, Tokens(30, 10))
