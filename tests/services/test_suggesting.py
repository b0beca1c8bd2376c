"""Suggested questions: in the language asked for, answered by the course, spread over its sources."""

from __future__ import annotations

import pytest

from studyhall.domain.evidence import Answer, Reason, Status
from studyhall.services.suggesting import LOOKED_AT, REMEMBERED, TRIED, Suggesting


@pytest.fixture
def full(house):
    house.add("The lighthouse stands on Kerrin.\n\nFishing boats return at dusk.", "a.txt", side="one")
    house.add("Storms broke every window.\n\nTrade went by sea.", "b.txt", side="one")
    house.add("Another voice is heard.", "c.txt", side="two")
    house.add("Ngọn hải đăng ở Kerrin.", "d.txt", side="two", language="vi")
    return house


def suggested(house, language="en", count=4):
    return house.suggesting.questions(house.course(), language, count)


def given(house, *questions):
    house.suggesting = Suggesting(
        house.storage, house.tutoring, {"first": house.engine}, {"history": questions}
    )


def refuse(house, *refused):
    write = house.engine.writer.write

    def picky(request, *_):
        if request.question in refused:
            return Answer("No.", Status.NOT_FOUND, "en", "first", reason=Reason.NOTHING_NEAR)
        return write(request)

    house.engine.writer.write = picky


def test_sides_and_documents_take_turns_and_the_language_comes_first(full):
    assert suggested(full) == (
        "en: The lighthouse stands?",
        "en: Another voice is?",
        "en: Storms broke every?",
        "en: Fishing boats return?",
    )
    assert suggested(full, "vi", 1) == ("vi: Ngọn hải đăng?",)


def test_what_the_engine_does_not_answer_is_not_suggested(full):
    refuse(full, "en: The lighthouse stands?", "en: Another voice is?")
    assert suggested(full, count=3) == (
        "en: Storms broke every?",
        "en: Fishing boats return?",
        "en: Trade went by?",
    )


def test_sources_in_another_language_are_asked_about_where_those_in_the_language_give_too_little(full):
    assert suggested(full, "vi", 3)[0] == "vi: Ngọn hải đăng?"
    assert len(suggested(full, "vi", 3)) == 3
    assert "en: Ngọn hải đăng?" not in suggested(full, count=9)


def test_sides_that_are_typed_differently_take_one_turn(house):
    house.add("The lighthouse stands on Kerrin.", "a.txt", side="One")
    house.add("Storms broke every window.", "b.txt", side="one ")
    house.add("Another voice is heard.", "c.txt", side="two")
    assert suggested(house)[:2] == ("en: The lighthouse stands?", "en: Another voice is?")


def test_a_question_is_searched_for_without_its_frame(full):
    given(full, "What do the sources say about the lighthouse?")
    searched = []
    search = full.retrieval.search
    full.retrieval.search = lambda course, question, **_: (
        searched.append(question) or search(course, question)
    )
    suggested(full, count=1)
    assert searched == ["the lighthouse"]


def test_questions_that_came_with_the_course_come_first_in_their_language(full):
    given(full, "Where is the lighthouse?", "Ngọn hải đăng ở đâu?", "Who is heard?")
    assert suggested(full, count=3)[:2] == ("Where is the lighthouse?", "Who is heard?")
    assert suggested(full, "vi", 1) == ("Ngọn hải đăng ở đâu?",)


def test_a_question_that_came_with_the_course_is_left_out_when_nothing_answers_it_any_more(full):
    given(full, "Where is the lighthouse?")
    refuse(full, "Where is the lighthouse?")
    assert "Where is the lighthouse?" not in suggested(full)


def test_nearly_the_same_question_is_suggested_once(full):
    given(full, "The lighthouse stands, en?")
    assert "en: The lighthouse stands?" not in suggested(full, count=9)


def test_they_are_remembered_until_the_sources_change(full):
    first = suggested(full)
    asked = len(full.engine.writer.requests)
    assert suggested(full) == first
    assert len(full.engine.writer.requests) == asked
    full.add("Entirely new words here.", "a.txt", side="one")
    assert "en: Entirely new words?" in suggested(full)


def test_what_is_remembered_is_bounded(full):
    for count in range(REMEMBERED + 5):
        suggested(full, count=count)
    assert len(full.suggesting._remembered) == REMEMBERED


def test_few_passages_are_looked_at_and_few_questions_tried_in_a_large_course(house):
    house.add("\n\n".join(f"Number{n} stands alone{n} here{n}." for n in range(2 * LOOKED_AT + 1)))
    house.engine.writer.write = lambda request, *_: (
        house.engine.writer.requests.append(request)
        or Answer("No.", Status.NOT_FOUND, "en", "first", reason=Reason.NOTHING_NEAR)
    )
    assert suggested(house) == ()
    assert len(house.engine.suggester.looked_at) <= LOOKED_AT
    assert len(house.engine.writer.requests) == TRIED


def test_a_course_without_sources_has_none(house):
    document = house.add("The lighthouse stands on Kerrin.").document_id
    house.library.remove(house.actor, document)
    assert suggested(house) == ()


def test_while_the_course_cannot_be_searched_there_are_none_and_none_are_remembered(full):
    full.shelves.owner = False
    assert suggested(full) == ()
    full.shelves.owner = True
    assert len(suggested(full)) == 4
