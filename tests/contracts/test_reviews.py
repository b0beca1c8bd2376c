"""What every keeper of reviews keeps to: SQL in a real SQLite file, and the fake in memory."""

from __future__ import annotations

from datetime import timedelta

import pytest

from studyhall.domain.conversation import Complaint, Mark
from studyhall.domain.evidence import Answer, Reason, Status
from studyhall.domain.people import NewPerson
from studyhall.domain.reviews import Opinion, Review

MINUTE = timedelta(minutes=1)
NOTHING = Answer("Nothing.", Status.NOT_FOUND, "en", "offline", reason=Reason.NOTHING_NEAR)


@pytest.fixture
def work(storage):
    """One transaction that each test works in."""
    with storage.begin(write=True) as opened:
        yield opened


@pytest.fixture
def course(work, now):
    return work.courses.add("history", "History", now)


@pytest.fixture
def people(work, now):
    return [work.people.add(NewPerson(name), now).id for name in ("Lan", "Mira", "Tom")]


def ask(work, course, person, now, question="Who?"):
    talk = work.conversations.start(course.id, person, "First", now)
    asked = work.exchanges.ask(talk, question, now)
    work.exchanges.answer(asked, NOTHING, now)
    return talk, asked


def marked(work, asked, at):
    work.exchanges.mark(asked, Mark(Complaint.WRONG, "", at))


def waiting(work, course):
    return [exchange.id for _, exchange in work.exchanges.waiting(course.id)]


def test_every_opinion_is_kept_and_the_newest_stands_beside_the_answer(work, course, people, now):
    lan, mira, tom = people
    talk, asked = ask(work, course, lan, now)
    _, other = ask(work, course, lan, now)
    assert work.reviews.of(asked) == []
    first = work.reviews.add(asked, mira, Opinion.WRONG, "It was 1897.\nNot 1910.", now + MINUTE)
    second = work.reviews.add(asked, tom, Opinion.GOOD, "", now + 2 * MINUTE)
    kept = [
        Review(first, asked, mira, Opinion.WRONG, "It was 1897.\nNot 1910.", now + MINUTE, "Mira"),
        Review(second, asked, tom, Opinion.GOOD, "", now + 2 * MINUTE, "Tom"),
    ]
    assert work.reviews.of(asked) == kept
    assert work.reviews.of(other) == []
    (exchange,) = work.exchanges.of(talk)
    assert exchange.review == kept[1]


def test_an_opinion_of_an_earlier_answer_is_none_of_the_next(work, course, people, now):
    lan, mira, _ = people
    talk, asked = ask(work, course, lan, now)
    work.reviews.add(asked, mira, Opinion.HARMFUL, "", now + MINUTE)
    assert work.exchanges.of(talk)[0].taken_back
    work.exchanges.answer(asked, NOTHING, now + 2 * MINUTE)
    (exchange,) = work.exchanges.of(talk)
    assert (exchange.review, exchange.taken_back) == (None, False)
    assert len(work.reviews.of(asked)) == 1


def test_what_was_marked_waits_until_it_is_reviewed_and_again_when_it_is_marked_again(
    work, course, people, now
):
    lan, mira, _ = people
    talk, asked = ask(work, course, lan, now)
    _, later = ask(work, course, lan, now)
    ask(work, course, lan, now)
    assert waiting(work, course) == []
    marked(work, later, now + MINUTE)
    marked(work, asked, now)
    assert waiting(work, course) == [asked, later]
    ((held, exchange), _) = work.exchanges.waiting(course.id)
    assert (held, exchange) == (talk, work.exchanges.of(talk)[0])
    work.reviews.add(asked, mira, Opinion.GOOD, "", now)
    assert waiting(work, course) == [later]
    marked(work, asked, now + 2 * MINUTE)
    assert waiting(work, course) == [later, asked]
    work.exchanges.mark(later, None)
    assert waiting(work, course) == [asked]


def test_what_waits_in_another_course_is_apart(work, course, people, now):
    other = work.courses.add("art", "Art", now)
    _, asked = ask(work, other, people[0], now)
    marked(work, asked, now)
    assert (waiting(work, course), waiting(work, other)) == ([], [asked])


def test_a_review_outlives_its_reviewer_without_their_name_and_goes_with_its_question(
    work, course, people, now
):
    lan, mira, tom = people
    talk, asked = ask(work, course, lan, now)
    _, others = ask(work, course, tom, now)
    for key in (asked, others):
        work.reviews.add(key, mira, Opinion.NEEDS_WORK, "Say when.", now)
    work.people.remove(mira)
    (held,) = work.reviews.of(asked)
    assert (held.person_id, held.reviewer, held.correction) == (None, "", "Say when.")
    work.conversations.remove(talk)
    work.people.remove(tom)
    assert work.reviews.of(asked) == work.reviews.of(others) == []
