"""Asking: what is kept, what is checked, and what happens when sources change meanwhile."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from studyhall.domain.conversation import SourceState
from studyhall.domain.errors import Absent, IndexFailure, Refused, Unavailable
from studyhall.domain.evidence import SearchMode, Status
from studyhall.domain.people import Role

QUESTION = "Where is the lighthouse?"


@pytest.fixture
def full(house):
    house.add("The lighthouse stands on Kerrin.\n\nThe bridge of Orla was opened in 1840.")
    return house


def ask(house, question=QUESTION):
    return house.tutoring.ask(house.actor, house.course(), question, house.now, "first")


def kept(house):
    """The exchanges of the actor's conversation that was used last; none when there is no conversation."""
    mine = house.conversing.mine(house.actor, house.course())
    return list(house.conversing.open(house.actor, mine[0].id, house.now).exchanges) if mine else []


def test_an_answer_is_kept_with_its_quotation(full):
    reply = ask(full)
    assert reply.answer.citations[0].quote == "The lighthouse stands on Kerrin."
    (exchange,) = kept(full)
    assert exchange.question == QUESTION
    assert exchange.answer.text == reply.answer.text
    assert exchange.answer.citations[0].state is SourceState.CURRENT


def test_the_writer_is_told_what_was_found_and_in_which_language_to_reply(full):
    ask(full, "Ngọn hải đăng ở đâu?")
    request = full.engine.writer.requests[0]
    assert request.language == "vi"
    assert (request.found.mode, request.found.passages, request.found.documents) == (SearchMode.FULL, 2, 1)
    assert set(request.found.frequencies) == {"ngon", "hai", "dang", "o", "dau"}


def test_a_question_is_kept_even_when_its_answer_fails(full):
    def fail():
        raise IndexFailure("the index broke", "try again")

    full.engine.before = fail
    with pytest.raises(IndexFailure):
        ask(full)
    (exchange,) = kept(full)
    assert (exchange.question, exchange.answer) == (QUESTION, None)


def test_a_source_replaced_while_its_answer_is_written_is_asked_again(full):
    def replace_once():
        full.engine.before = lambda: None
        full.add("The lighthouse stood on Kerrin until 1902.")

    full.engine.before = replace_once
    reply = ask(full)
    assert reply.answer.citations[0].quote == "The lighthouse stood on Kerrin until 1902."
    assert len(full.engine.writer.requests) == 2


def test_an_answer_that_never_stands_in_its_source_is_never_shown(full):
    write = full.engine.writer.write

    def lying(request, *_):
        told = write(request)
        cited = replace(told.citations[0], quote="x" * len(told.citations[0].quote))
        return replace(told, citations=(cited,))

    full.engine.writer.write = lying
    with pytest.raises(Unavailable, match="changed"):
        ask(full)
    assert kept(full)[0].answer is None


def test_a_removed_source_is_not_found_and_its_quotation_stays_marked(full):
    document = ask(full).answer.citations[0].document_id
    full.library.remove(full.actor, document)
    # The index still holds it: another process owns it and has not caught up.
    full.shelves.owner = False
    reply = ask(full)
    assert reply.answer.status is Status.NOT_FOUND
    assert reply.found.mode is SearchMode.WORDS
    first = full.conversing.open(full.actor, 1, full.now).exchanges[0].answer.citations[0]
    assert first.state is SourceState.REMOVED
    assert first.citation.quote == "The lighthouse stands on Kerrin."


def test_a_search_that_fails_rebuilds_the_shelf_and_searches_again(full, monkeypatch):
    ask(full)
    shelf = full.shelf()
    search, failures = shelf.search, [IndexFailure("damaged", "rebuild")]

    def broken_once(*args):
        if failures:
            raise failures.pop()
        return search(*args)

    monkeypatch.setattr(shelf, "search", broken_once)
    assert ask(full).answer.status is Status.GROUNDED
    assert shelf.rebuilds == 2


def test_beside_an_owner_that_has_indexed_nothing_yet_the_student_is_told_to_wait(full):
    full.shelves.owner = False
    with pytest.raises(IndexFailure, match="not indexed yet; try again"):
        ask(full)


def test_beside_an_owner_that_lags_behind_it_is_told_how_much_was_not_searched(full):
    ask(full)
    full.add("Orla has a bridge.\n\nIt is of stone.", "orla.txt")
    full.shelves.owner = False
    assert ask(full).found.waiting == 2
    assert ask(full).answer.status is Status.GROUNDED


def test_indexes_that_nobody_can_own_are_said_to_be_so(full):
    full.shelves.broken = "the folder of the search indexes cannot be used"
    with pytest.raises(IndexFailure, match="folder of the search indexes"):
        ask(full)


@pytest.mark.parametrize(
    ("question", "code"),
    [("  \u200b ", "empty_question"), ("\u2060\u202e", "empty_question"), ("x" * 2_001, "long_question")],
)
def test_questions_that_are_none_are_refused_and_not_kept(full, question, code):
    with pytest.raises(Refused) as caught:
        ask(full, question)
    assert caught.value.code == code
    assert kept(full) == []


def test_an_engine_that_is_not_set_up_is_refused_and_nothing_kept(full):
    with pytest.raises(Refused, match="first"):
        full.tutoring.ask(full.actor, full.course(), QUESTION, full.now, "llm")
    assert kept(full) == []


def begin(house, question=QUESTION, conversation=None, actor=None, course="History"):
    actor = actor or house.actor
    return house.tutoring.begin(actor, house.course(course), question, house.now, conversation)


def finish(house, exchange, actor=None, course="History"):
    return house.tutoring.finish(
        actor or house.actor, house.course(course), exchange, house.now + timedelta(minutes=1), "first"
    )


def test_a_question_is_stored_before_anything_is_computed(full):
    pending = begin(full, "  Where is\u200b the lighthouse? ")
    assert full.engine.writer.requests == []
    (exchange,) = kept(full)
    assert (exchange.id, exchange.question, exchange.answer) == (pending.exchange_id, pending.question, None)
    assert pending.question == "Where is the lighthouse?"


def test_a_new_conversation_is_named_after_its_question(full):
    begin(full, "Where is the lighthouse? " + "And why there? " * 20)
    (conversation,) = full.conversing.mine(full.actor, full.course())
    assert conversation.title.startswith("Where is the lighthouse? And why")
    assert conversation.title.endswith("…")
    assert len(conversation.title) <= 80


def test_further_questions_go_into_the_same_conversation(full):
    reply = ask(full)
    again = full.tutoring.ask(
        full.actor, full.course(), "Which bridge?", full.now, "first", reply.conversation_id
    )
    assert again.conversation_id == reply.conversation_id
    assert [exchange.id for exchange in kept(full)] == [reply.exchange_id, again.exchange_id]
    assert full.conversing.mine(full.actor, full.course())[0].title == QUESTION


def test_a_conversation_of_somebody_else_or_of_another_course_looks_absent(full):
    full.add("Orla has a bridge.", "orla.txt", course="Geography")
    ann, teacher = full.member("Ann", Role.STUDENT), full.member("Tom", Role.TEACHER)
    conversation = begin(full, actor=ann).conversation_id
    elsewhere = begin(full, course="Geography").conversation_id
    told = set()
    for actor, key in (
        (full.actor, conversation),
        (teacher, conversation),
        (full.actor, elsewhere),
        (ann, 999),
    ):
        with pytest.raises(Absent) as caught:
            begin(full, conversation=key, actor=actor)
        told.add(str(caught.value))
    assert len(told) == 1


def test_finishing_answers_what_was_asked_and_again_after_a_failure(full):
    def fail():
        full.engine.before = lambda: None
        raise IndexFailure("the index broke", "try again")

    pending = begin(full)
    full.engine.before = fail
    with pytest.raises(IndexFailure):
        finish(full, pending.exchange_id)
    reply = finish(full, pending.exchange_id)
    assert (reply.exchange_id, reply.conversation_id) == (pending.exchange_id, pending.conversation_id)
    (exchange,) = kept(full)
    assert exchange.answer.text == reply.answer.text
    assert exchange.answer.answered_at > exchange.asked_at


def test_asking_again_takes_the_place_of_the_answer(full):
    pending = begin(full)
    finish(full, pending.exchange_id)
    full.add("The lighthouse stood on Kerrin until 1902.")
    finish(full, pending.exchange_id)
    (exchange,) = kept(full)
    assert [c.citation.quote for c in exchange.answer.citations] == [
        "The lighthouse stood on Kerrin until 1902."
    ]


def test_only_ones_own_questions_of_this_course_are_answered(full):
    full.add("Orla has a bridge.", "orla.txt", course="Geography")
    ann = full.member("Ann", Role.STUDENT)
    pending = begin(full, actor=ann)
    for actor, course in ((full.actor, "History"), (full.actor, "Geography")):
        with pytest.raises(Absent):
            finish(full, pending.exchange_id, actor, course)
    with pytest.raises(Absent):
        finish(full, begin(full).exchange_id, course="Geography")
    with pytest.raises(Absent):
        finish(full, 999)


def test_a_conversation_removed_while_its_answer_is_written_stays_removed(full):
    pending = begin(full)
    full.engine.before = lambda: full.conversing.remove(full.actor, pending.conversation_id)
    with pytest.raises(Absent):
        finish(full, pending.exchange_id)
    assert kept(full) == []


def test_whoever_is_not_in_the_course_asks_nothing(full):
    full.add("Orla has a bridge.", "orla.txt", course="Geography")
    ann = full.member("Ann", Role.STUDENT)
    with pytest.raises(Refused):
        begin(full, actor=ann, course="Geography")
