"""What every keeper of conversations keeps to: SQL in a real SQLite file, and the fake in memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa

from studyhall.domain.conversation import Complaint, Mark, SourceState
from studyhall.domain.evidence import Account, Answer, Citation, Reason, Status
from studyhall.domain.people import NewPerson
from studyhall.storage.unit_of_work import SqlStorage
from tests.making import document

TEXT = "The first sentence. The second one."
NOTHING = Answer("Nothing.", Status.NOT_FOUND, "en", "offline", reason=Reason.NOTHING_NEAR)


@pytest.fixture
def course(storage, now):
    with storage.begin(write=True) as work:
        made = work.courses.add("history", "History", now)
        work.commit()
    return made


@pytest.fixture
def person(storage, now):
    with storage.begin(write=True) as work:
        made = work.people.operator(now)
        work.commit()
    return made.id


def add_document(storage, course, now, text=TEXT):
    made, reading = document(course.id, text)
    with storage.begin(write=True) as work:
        work.documents.put(made, reading.spans, [[1.0] for _ in reading.spans], "one", now)
        work.commit()
    return made


def start(storage, course, person, now, title="First") -> int:
    with storage.begin(write=True) as work:
        key = work.conversations.start(course.id, person, title, now)
        work.commit()
    return key


def ask(storage, conversation, question, now, answer=None) -> int:
    with storage.begin(write=True) as work:
        key = work.exchanges.ask(conversation, question, now)
        if answer is not None:
            work.exchanges.answer(key, answer, now)
        work.commit()
    return key


def exchanges_of(storage, conversation):
    with storage.begin() as work:
        return work.exchanges.of(conversation)


def cited(document, key="S1"):
    return Citation(
        key, document.id, document.version, "A title", "neutral", "en", 0, 19, TEXT[:19], 3, ("A", "B")
    )


def quoting(document, *keys):
    citations = tuple(cited(document, key) for key in keys)
    accounts = tuple(Account("armenian", f"So. [{key}]", (key,)) for key in keys)
    text = " ".join(f"So. [{key}]" for key in keys)
    return Answer(text, Status.DISPUTED, "en", "offline", citations, accounts)


def test_a_conversation_comes_back(storage, course, person, now):
    key = start(storage, course, person, now)
    with storage.begin() as work:
        found = work.conversations.get(key)
        assert work.conversations.get(key + 1) is None
        assert work.conversations.of(course.id, person) == [found] == work.conversations.of_course(course.id)
    assert (found.id, found.course_id, found.person_id) == (key, course.id, person)
    assert (found.title, found.created_at, found.used_at, found.exchanges) == ("First", now, now, 0)


def test_the_conversation_used_last_comes_first_with_the_count_of_its_questions(storage, course, person, now):
    first = start(storage, course, person, now)
    second = start(storage, course, person, now + timedelta(minutes=1))
    for minute in (2, 3):
        ask(storage, first, "And then?", now + timedelta(minutes=minute))
    with storage.begin() as work:
        mine = work.conversations.of(course.id, person)
    assert [(c.id, c.exchanges) for c in mine] == [(first, 2), (second, 0)]
    assert mine[0].used_at == now + timedelta(minutes=3)


def test_conversations_of_others_and_of_other_courses_are_apart(storage, course, person, now):
    with storage.begin(write=True) as work:
        other = work.people.add(NewPerson("Ann"), now).id
        elsewhere = work.courses.add("orla", "Orla", now)
        mine = work.conversations.start(course.id, person, "Mine", now)
        theirs = work.conversations.start(course.id, other, "Theirs", now)
        work.conversations.start(elsewhere.id, person, "Elsewhere", now)
        assert [c.id for c in work.conversations.of(course.id, person)] == [mine]
        assert [c.id for c in work.conversations.of_course(course.id)] == [theirs, mine]


def test_renaming_changes_one_title(storage, course, person, now):
    first, second = (start(storage, course, person, now) for _ in range(2))
    with storage.begin(write=True) as work:
        work.conversations.rename(first, "Renamed")
        titles = {c.id: c.title for c in work.conversations.of(course.id, person)}
    assert titles == {first: "Renamed", second: "First"}


def test_removing_takes_everything_in_it_along(storage, course, person, now):
    source = add_document(storage, course, now)
    gone, stays = (start(storage, course, person, now) for _ in range(2))
    lost = ask(storage, gone, "Who?", now, quoting(source, "S1"))
    ask(storage, stays, "Who?", now, quoting(source, "S1"))
    with storage.begin(write=True) as work:
        work.conversations.note_reading(gone, person, now)
        work.conversations.remove(gone)
        work.commit()
    with storage.begin() as work:
        assert work.conversations.get(gone) is None
        assert work.conversations.readings(gone) == []
        assert work.exchanges.conversation(lost) is None
        assert work.exchanges.of(gone) == []
        assert len(work.exchanges.of(stays)[0].answer.citations) == 1
    assert storage.problems() == []


def test_an_id_is_never_used_again(storage, course, person, now):
    gone = start(storage, course, person, now)
    lost = ask(storage, gone, "Who?", now)
    with storage.begin(write=True) as work:
        work.conversations.remove(gone)
        work.commit()
    new = start(storage, course, person, now)
    assert new != gone
    assert ask(storage, new, "Who?", now) != lost


def test_readings_are_kept_newest_first(storage, course, person, now):
    key, other = (start(storage, course, person, now) for _ in range(2))
    later = now + timedelta(hours=1)
    with storage.begin(write=True) as work:
        for at in (now, later):
            work.conversations.note_reading(key, person, at)
        assert work.conversations.readings(key) == [(person, later), (person, now)]
        assert work.conversations.readings(other) == []


def test_conversations_that_nobody_used_for_long_are_forgotten(storage, course, person, now):
    old, used, young = (start(storage, course, person, now + timedelta(days=n)) for n in (0, 0, 3))
    ask(storage, old, "Who?", now, NOTHING)
    ask(storage, used, "Who?", now + timedelta(days=2))
    with storage.begin(write=True) as work:
        assert work.conversations.forget(now + timedelta(days=2)) == 1
        assert work.conversations.forget(now + timedelta(days=2)) == 0
        assert [held.id for held in work.conversations.of(course.id, person)] == [young, used]
        assert work.exchanges.of(old) == []


def test_an_exchange_is_kept_and_outlives_its_source(storage, course, person, now):
    source = add_document(storage, course, now)
    conversation = start(storage, course, person, now)
    given = quoting(source, "S1")
    asked = ask(storage, conversation, "What is first?", now, given)
    ask(storage, conversation, "And then?", now + timedelta(minutes=1))

    def kept():
        oldest, newest = exchanges_of(storage, conversation)
        assert (newest.answer, newest.mark) == (None, None)
        assert newest.asked_at == now + timedelta(minutes=1)
        assert oldest.id == asked
        assert oldest.answer.accounts == given.accounts
        assert oldest.answer.answered_at == now
        assert oldest.answer.citations[0].citation == given.citations[0]
        return oldest.answer.citations[0].state

    assert kept() is SourceState.CURRENT
    add_document(storage, course, now, "Another text altogether.")
    assert kept() is SourceState.REPLACED
    with storage.begin(write=True) as work:
        work.documents.remove(source.id)
        work.commit()
    assert kept() is SourceState.REMOVED


def test_every_answer_has_its_own_citations_in_order(storage, course, person, now):
    source = add_document(storage, course, now)
    conversation = start(storage, course, person, now)
    for keys in (("S2", "S1"), (), ("S1", "S3", "S2")):
        ask(storage, conversation, "Who?", now, quoting(source, *keys) if keys else NOTHING)
    kept = [[c.citation.key for c in e.answer.citations] for e in exchanges_of(storage, conversation)]
    assert kept == [["S2", "S1"], [], ["S1", "S3", "S2"]]


def test_a_second_answer_takes_the_place_of_the_first_and_of_its_mark(storage, course, person, now):
    source = add_document(storage, course, now)
    conversation = start(storage, course, person, now)
    asked = ask(storage, conversation, "Who?", now, quoting(source, "S1", "S2"))
    later = now + timedelta(minutes=1)
    with storage.begin(write=True) as work:
        work.exchanges.mark(asked, Mark(Complaint.WRONG, "", now))
        work.exchanges.answer(asked, quoting(source, "S1"), later)
        work.commit()
    (exchange,) = exchanges_of(storage, conversation)
    assert [kept.citation.key for kept in exchange.answer.citations] == ["S1"]
    assert (exchange.answer.answered_at, exchange.mark) == (later, None)


def test_an_answer_not_found_keeps_its_reason(storage, course, person, now):
    conversation = start(storage, course, person, now)
    ask(storage, conversation, "Who?", now, NOTHING)
    (exchange,) = exchanges_of(storage, conversation)
    assert exchange.answer.reason is Reason.NOTHING_NEAR
    assert exchange.answer.citations == ()


def test_what_kept_a_model_from_answering_is_kept_and_how_a_question_was_read(storage, course, person, now):
    source = add_document(storage, course, now)
    conversation = start(storage, course, person, now)
    helped = replace(quoting(source, "S1"), trouble="model_busy", understood="Who signed the cease-fire?")
    asked = ask(storage, conversation, "And who signed it?", now, helped)
    ask(storage, conversation, "Who?", now, NOTHING)
    told = [(e.answer.trouble, e.answer.understood) for e in exchanges_of(storage, conversation)]
    assert told == [("model_busy", "Who signed the cease-fire?"), ("", "")]
    with storage.begin(write=True) as work:
        work.exchanges.answer(asked, NOTHING, now)
        work.commit()
    assert exchanges_of(storage, conversation)[0].answer.trouble == ""


def test_a_mark_is_put_and_taken_back(storage, course, person, now):
    conversation = start(storage, course, person, now)
    asked = ask(storage, conversation, "Who?", now, NOTHING)
    for mark in (Mark(Complaint.ONE_SIDED, "Only one side", now), Mark(Complaint.OTHER, "", now), None):
        with storage.begin(write=True) as work:
            work.exchanges.mark(asked, mark)
            work.commit()
        assert exchanges_of(storage, conversation)[0].mark == mark


def test_an_exchange_tells_its_conversation(storage, course, person, now):
    first, second = (start(storage, course, person, now) for _ in range(2))
    asked = ask(storage, second, "Who?", now)
    with storage.begin() as work:
        assert work.exchanges.conversation(asked) == second != first
        assert work.exchanges.conversation(asked + 1) is None


def test_moments_come_back_in_utc(storage, course, person, now):
    conversation = start(storage, course, person, now)
    ask(storage, conversation, "When?", datetime(2026, 11, 22, 16, 0, tzinfo=timezone(timedelta(hours=7))))
    (exchange,) = exchanges_of(storage, conversation)
    assert exchange.asked_at == datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def test_a_long_conversation_is_read_with_as_many_statements_as_a_short_one(tmp_path, now):
    storage = SqlStorage(f"sqlite:///{tmp_path / 'study.db'}")
    with storage.begin(write=True) as work:
        course, person = work.courses.add("history", "History", now), work.people.operator(now).id
        work.commit()
    source = add_document(storage, course, now)
    conversations = [start(storage, course, person, now) for _ in range(3)]
    for conversation, length in zip(conversations, (1, 5, 0), strict=True):
        for _ in range(length):
            ask(storage, conversation, "Who?", now, quoting(source, "S1", "S2"))
    statements = []

    def note(_connection, _cursor, statement, *_rest):
        if statement.startswith("SELECT"):
            statements.append(statement)

    sa.event.listen(storage._engine, "before_cursor_execute", note)
    counts = []
    with storage.begin() as work:
        for act in (
            lambda: work.exchanges.of(conversations[0]),
            lambda: work.exchanges.of(conversations[1]),
            lambda: work.conversations.of_course(course.id),
        ):
            before = len(statements)
            act()
            counts.append(len(statements) - before)
    assert counts == [2, 2, 1]
    storage.close()
