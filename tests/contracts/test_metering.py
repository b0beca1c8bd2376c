"""What every keeper of terms and usage keeps to, in SQLite and in memory, and what every meter does."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from studyhall.domain.errors import ModelFailure, Trouble
from studyhall.domain.metering import DAILY_TOKENS, Model, Purpose, Terms, Tokens, Used
from studyhall.domain.people import NewPerson
from studyhall.ports import Meter
from studyhall.services.metering import CourseMeter
from studyhall.storage.unit_of_work import SqlStorage
from studyhall.storage.usage import SqlUsage
from tests.conftest import NOW
from tests.fakes.metering import FakeMeter

TODAY = NOW.date()
NOTHING = Tokens()
CALL = (TODAY, Purpose.ANSWER, "small")
MODEL = Model("small", "api.example.org")


@pytest.fixture
def course(storage, now):
    return add_course(storage, "history")


def add_course(storage, slug: str) -> int:
    with storage.begin(write=True) as work:
        made = work.courses.add(slug, slug.title(), NOW)
        work.commit()
    return made.id


@contextmanager
def writing(storage):
    with storage.begin(write=True) as work:
        yield work
        work.commit()


def reserve(storage, course: int, tokens: int, call=CALL) -> None:
    with writing(storage) as work:
        work.usage.reserve(course, *call, tokens)


def settle(storage, course: int, tokens=NOTHING, reserved=0, cost=0.0, failed=0, call=CALL) -> None:
    with writing(storage) as work:
        work.usage.settle(course, Used(*call, 1, failed, tokens, reserved, cost))


def used(storage, course: int, since=TODAY) -> list[Used]:
    with storage.begin() as work:
        return work.usage.of(course, since)


def spent(storage, course: int, day=TODAY) -> int:
    with storage.begin() as work:
        return work.usage.spent(course, day)


def test_nothing_is_sent_where_nobody_agreed(storage, course):
    with storage.begin() as work:
        terms = work.terms.get(course)
        assert terms == work.terms.get(999) == Terms()
    assert (terms.chat_host, terms.embeddings_host, terms.daily_tokens) == ("", "", DAILY_TOKENS)


def test_terms_come_back_and_are_replaced_in_one_course_alone(storage, course, now):
    other = add_course(storage, "geography")
    with writing(storage) as work:
        person = work.people.operator(now).id
    first = Terms("api.example.org", 9_000_000_000, "localhost:11434", "openai:large", 1_536, person, now)
    second = replace(first, chat_host="", agreed_at=now + timedelta(hours=1))
    for terms in (first, second):
        with writing(storage) as work:
            work.terms.put(course, terms)
        with storage.begin() as work:
            assert work.terms.get(course) == terms
            assert work.terms.get(other) == Terms()


def test_terms_that_are_not_committed_were_not_agreed_to(storage, course):
    with storage.begin(write=True) as work:
        work.terms.put(course, Terms("api.example.org"))
    with storage.begin() as work:
        assert work.terms.get(course) == Terms()


def test_an_agreement_outlives_whoever_agreed(storage, course, now):
    with writing(storage) as work:
        person = work.people.add(NewPerson("Ann"), now).id
        work.terms.put(course, Terms("api.example.org", agreed_by=person, agreed_at=now))
    with writing(storage) as work:
        work.people.remove(person)
    with storage.begin() as work:
        assert work.terms.get(course) == Terms("api.example.org", agreed_by=None, agreed_at=now)
    assert storage.problems() == []


def test_a_course_that_used_nothing_has_spent_nothing(storage, course):
    assert (used(storage, course), spent(storage, course)) == ([], 0)


def test_a_call_is_counted_and_its_tokens_set_aside_when_it_begins(storage, course):
    reserve(storage, course, 700)
    reserve(storage, course, 300)
    assert used(storage, course) == [Used(*CALL, 2, 0, Tokens(), 1_000, 0.0)]
    assert spent(storage, course) == 1_000


def test_what_was_set_aside_is_replaced_by_what_was_used(storage, course):
    reserve(storage, course, 700)
    reserve(storage, course, 300)
    settle(storage, course, Tokens(100, 20, 50), 700, cost=0.25)
    assert used(storage, course) == [Used(*CALL, 2, 0, Tokens(100, 20, 50), 300, 0.25)]
    assert spent(storage, course) == 420
    settle(storage, course, Tokens(10, 0, 0), 300, cost=0.5, failed=1)
    assert used(storage, course) == [Used(*CALL, 2, 1, Tokens(110, 20, 50), 0, 0.75)]
    assert spent(storage, course) == 130


def test_what_is_set_aside_never_falls_below_nothing(storage, course):
    reserve(storage, course, 100)
    settle(storage, course, reserved=100)
    settle(storage, course, Tokens(5), reserved=100)
    assert (used(storage, course)[0].reserved, spent(storage, course)) == (0, 5)


def test_one_call_without_a_price_leaves_the_whole_cost_unknown(storage, course):
    for cost in (0.25, None, 0.25):
        reserve(storage, course, 1)
        settle(storage, course, Tokens(1), 1, cost=cost)
    assert used(storage, course)[0].cost is None
    other = (TODAY, Purpose.ANSWER, "priced")
    reserve(storage, course, 1, other)
    settle(storage, course, Tokens(1), 1, cost=0.25, call=other)
    assert [one.cost for one in used(storage, course)] == [0.25, None]


def test_the_smallest_costs_add_up(storage, course):
    """Eight tokens of an embedder at two cents a million, a thousand times."""
    with writing(storage) as work:
        work.usage.reserve(course, *CALL, 0)
        for _ in range(1_000):
            work.usage.settle(course, Used(*CALL, 0, 0, Tokens(8), 0, 0.000_000_16))
    assert used(storage, course)[0].cost == pytest.approx(0.000_16)


def test_days_purposes_models_and_courses_are_apart_and_the_newest_day_comes_first(storage, course):
    yesterday = TODAY - timedelta(days=1)
    other = add_course(storage, "geography")
    calls = [
        (TODAY, Purpose.ANSWER, "large"),
        (TODAY, Purpose.ANSWER, "small"),
        (TODAY, Purpose.EMBED, "a"),
        (TODAY, Purpose.REWRITE, "large"),
        (yesterday, Purpose.ANSWER, "large"),
    ]
    for number, call in enumerate(reversed(calls), 1):
        reserve(storage, course, number, call)
    reserve(storage, other, 500, calls[0])
    settle(storage, course, Tokens(7), 3, call=calls[2])
    told = [
        (one.day, one.purpose, one.model, one.tokens.input, one.reserved)
        for one in used(storage, course, yesterday)
    ]
    assert told == [
        (*calls[0], 0, 5),
        (*calls[1], 0, 4),
        (*calls[2], 7, 0),
        (*calls[3], 0, 2),
        (*calls[4], 0, 1),
    ]
    assert [one.day for one in used(storage, course)] == [TODAY] * 4
    assert (spent(storage, course), spent(storage, course, yesterday), spent(storage, other)) == (18, 1, 500)


def test_what_was_never_begun_cannot_be_settled(storage, course):
    settle(storage, course, Tokens(5))
    assert used(storage, course) == []


def test_calls_that_are_not_committed_are_not_counted(storage, course):
    with storage.begin(write=True) as work:
        work.usage.reserve(course, *CALL, 5)
    assert spent(storage, course) == 0


def test_writers_at_once_lose_no_call(tmp_path):
    storage = SqlStorage(f"sqlite:///{tmp_path / 'study.db'}")
    course = add_course(storage, "history")
    barrier = threading.Barrier(4)

    def call():
        barrier.wait()
        for _ in range(5):
            reserve(storage, course, 10)
            settle(storage, course, Tokens(2, 1), 10, cost=0.5)

    threads = [threading.Thread(target=call) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert used(storage, course) == [Used(*CALL, 20, 0, Tokens(40, 20), 0, 10.0)]
    storage.close()


def test_postgresql_is_asked_in_its_own_words():
    asked = []

    def note(statement, *_rest):
        asked.append(statement.compile(dialect=postgresql.dialect()))

    usage = SqlUsage(sa.create_mock_engine("postgresql+psycopg://", note))
    usage.reserve(1, *CALL, 5)
    assert "ON CONFLICT DO NOTHING" in str(asked[0])
    assert str(asked[1]).startswith("UPDATE usage SET")
    usage.settle(1, Used(*CALL, 0, 0, Tokens(), 5, None))
    # It adds no truth to a number.
    assert not [value for value in asked[2].params.values() if isinstance(value, bool)]


@pytest.fixture(params=["course", "fake"])
def meter(request, tmp_path):
    """A meter that lets 1,000 tokens through."""
    if request.param == "fake":
        yield FakeMeter(1_000)
        return
    storage = SqlStorage(f"sqlite:///{tmp_path / 'study.db'}")
    course = add_course(storage, "history")
    with writing(storage) as work:
        work.terms.put(course, Terms(MODEL.host, daily_tokens=1_000))
    yield CourseMeter(storage, course, NOW)
    storage.close()


def kept_out(meter: Meter, tokens: Tokens) -> Trouble | None:
    """Why a call is not let through; None where it is, and then it does not end."""
    try:
        meter.reserve(MODEL, Purpose.ANSWER, tokens)
    except ModelFailure as error:
        return error.trouble
    return None


def test_a_meter_lets_through_what_stays_within_its_limit(meter):
    assert kept_out(meter, Tokens(1_000, 1)) is Trouble.LIMIT
    meter.reserve(MODEL, Purpose.ANSWER, Tokens(600, 300)).settle(Tokens(600, 300))
    assert kept_out(meter, Tokens(101)) is Trouble.LIMIT
    assert kept_out(meter, Tokens(50, 50)) is None
    assert kept_out(meter, Tokens(101)) is Trouble.LIMIT


def test_calls_under_way_keep_others_out_only_until_they_end(meter):
    charge = meter.reserve(MODEL, Purpose.ANSWER, Tokens(900, 100))
    assert kept_out(meter, Tokens(1)) is Trouble.BUSY
    assert kept_out(meter, Tokens(1_000)) is Trouble.BUSY
    assert kept_out(meter, Tokens(1_001)) is Trouble.LIMIT
    charge.settle(Tokens(1_000))
    assert kept_out(meter, Tokens(1)) is Trouble.LIMIT


def test_what_a_call_did_not_use_is_left_for_others_and_told_once(meter):
    charge = meter.reserve(MODEL, Purpose.ANSWER, Tokens(900, 100))
    for _ in range(2):
        charge.settle(Tokens(300, 100))
    assert kept_out(meter, Tokens(601)) is Trouble.LIMIT
    assert kept_out(meter, Tokens(600)) is None


def test_a_call_that_used_more_than_its_bound_counts_in_full(meter):
    meter.reserve(MODEL, Purpose.ANSWER, Tokens(100)).settle(Tokens(900, 50))
    assert kept_out(meter, Tokens(51)) is Trouble.LIMIT
    assert kept_out(meter, Tokens(50)) is None


def test_a_meter_lets_nothing_through_that_nobody_agrees_to(meter):
    if isinstance(meter, FakeMeter):
        meter.off = True
    else:
        with writing(meter._storage) as work:
            work.terms.put(meter._course_id, Terms("elsewhere.example"))
    assert kept_out(meter, Tokens(1)) is Trouble.OFF
