"""Asking: what is kept, what is checked, and what happens when sources change meanwhile."""

from __future__ import annotations

from dataclasses import replace

import pytest

from studyhall.domain.conversation import SourceState
from studyhall.domain.errors import IndexFailure, Refused, Unavailable
from studyhall.domain.evidence import SearchMode, Status

QUESTION = "Where is the lighthouse?"


@pytest.fixture
def full(house):
    house.add("The lighthouse stands on Kerrin.\n\nThe bridge of Orla was opened in 1840.")
    return house


def ask(house, question=QUESTION):
    return house.tutoring.ask(house.actor, house.course(), question, house.now, "first")


def history(house):
    return house.tutoring.history(house.actor, house.course())


def test_an_answer_is_kept_with_its_quotation(full):
    reply = ask(full)
    assert reply.answer.citations[0].quote == "The lighthouse stands on Kerrin."
    (exchange,) = history(full)
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
    (exchange,) = history(full)
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
    class Liar:
        def write(self, request):
            told = full.engine.writer.write(request)
            cited = replace(told.citations[0], quote="x" * len(told.citations[0].quote))
            return replace(told, citations=(cited,))

    full.tutoring._engines = {"first": type("E", (), {"name": "first", "answers": Liar()})()}
    with pytest.raises(Unavailable, match="changed"):
        ask(full)
    assert history(full)[0].answer is None


def test_a_removed_source_is_not_found_and_its_quotation_stays_marked(full):
    document = ask(full).answer.citations[0].document_id
    full.library.remove(full.actor, document)
    # The index still holds it: another process owns it and has not caught up.
    full.shelves.owner = False
    reply = ask(full)
    assert reply.answer.status is Status.NOT_FOUND
    assert reply.found.mode is SearchMode.WORDS
    kept = history(full)[1].answer.citations[0]
    assert kept.state is SourceState.REMOVED
    assert kept.citation.quote == "The lighthouse stands on Kerrin."


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
    ("question", "code"), [("  \u200b ", "empty_question"), ("x" * 2_001, "long_question")]
)
def test_questions_that_are_none_are_refused_and_not_kept(full, question, code):
    with pytest.raises(Refused) as caught:
        ask(full, question)
    assert caught.value.code == code
    assert history(full) == []


def test_an_engine_that_is_not_set_up_is_refused(full):
    with pytest.raises(Refused, match="first"):
        full.tutoring.ask(full.actor, full.course(), QUESTION, full.now, "llm")
