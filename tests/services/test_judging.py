"""What teachers do about answers that pupils marked, and what the pupils then see."""

from __future__ import annotations

from datetime import timedelta

import pytest

from studyhall.domain.conversation import Complaint
from studyhall.domain.errors import Absent, NotAllowed, Refused
from studyhall.domain.people import Role
from studyhall.domain.reviews import Opinion

MINUTE = timedelta(minutes=1)
QUESTION = "Where is the lighthouse?"


@pytest.fixture
def full(house):
    house.add("The lighthouse stands on Kerrin.")
    house.ann, house.ben = house.member("Ann", Role.STUDENT), house.member("Ben", Role.STUDENT)
    house.tom = house.member("Tom", Role.TEACHER)
    return house


def ask(house, actor, question=QUESTION, talk=None):
    return house.tutoring.ask(actor, house.course(), question, house.now, "first", talk)


def complained(house, actor=None, at=None):
    reply = ask(house, actor or house.ann)
    house.conversing.mark(actor or house.ann, reply.exchange_id, Complaint.WRONG, "", at or house.now)
    return reply


def judge(house, reply, opinion, correction="", actor=None, at=None):
    house.judging.judge(actor or house.tom, reply.exchange_id, opinion, correction, at or house.now)


def waiting(house, actor=None):
    return house.judging.waiting(actor or house.tom, house.course(), house.now)


def seen(house, reply, actor=None):
    """The exchange as somebody gets it."""
    opened = house.conversing.open(actor or house.ann, reply.conversation_id, house.now)
    return next(one for one in opened.exchanges if one.id == reply.exchange_id)


def readings(house, reply):
    return [name for name, _ in house.conversing.open(house.ann, reply.conversation_id, house.now).readings]


def test_what_pupils_marked_waits_for_the_teachers_of_the_course_until_one_has_judged(full):
    ask(full, full.ann)
    second = complained(full, full.ben, full.now + MINUTE)
    first = complained(full)
    told = [(one.pupil, one.conversation_id, one.exchange.question) for one in waiting(full)]
    assert told == [("Ann", first.conversation_id, QUESTION), ("Ben", second.conversation_id, QUESTION)]
    judge(full, first, Opinion.GOOD)
    assert [one.pupil for one in waiting(full)] == ["Ben"]
    with pytest.raises(NotAllowed):
        waiting(full, full.ann)


def test_seeing_what_waits_is_a_reading_once_a_mark_and_ones_own_is_none(full):
    reply = complained(full)
    complained(full, full.tom)
    for _ in range(3):
        waiting(full)
    assert readings(full, reply) == ["Tom"]
    full.conversing.mark(full.ann, reply.exchange_id, Complaint.WRONG, "", full.now + MINUTE)
    full.judging.waiting(full.tom, full.course(), full.now + 2 * MINUTE)
    full.judging.waiting(full.tom, full.course(), full.now + 3 * MINUTE)
    assert readings(full, reply) == ["Tom", "Tom"]


def test_the_pupil_gets_the_newest_opinion_with_the_correction_and_who_said_it(full):
    reply = complained(full)
    judge(full, reply, Opinion.NEEDS_WORK)
    judge(full, reply, Opinion.WRONG, " It is on\u200b Orla. \n\n  Not on Kerrin. ", at=full.now + MINUTE)
    review = seen(full, reply).review
    assert (review.opinion, review.reviewer) == (Opinion.WRONG, "Tom")
    assert review.correction == "It is on Orla.\nNot on Kerrin."
    assert seen(full, reply).answer.text == "As written [S1]"


def test_a_harmful_answer_is_not_given_to_its_asker_any_more_but_to_teachers(full):
    reply = complained(full)
    judge(full, reply, Opinion.HARMFUL, "Ask me about it.")
    mine, theirs = seen(full, reply), seen(full, reply, full.tom)
    assert (mine.answer.text, mine.answer.citations, mine.answer.accounts) == ("", (), ())
    assert mine.review.correction == "Ask me about it."
    assert theirs.answer.text == "As written [S1]"
    kept = full.conversing.export(full.ann, reply.conversation_id, full.now)
    assert "As written" not in kept
    assert "Kerrin" not in kept
    assert (
        "*Tom took this answer back, so it is not shown any more.*\n\n**The teacher's words:**\n\n> Ask me"
        in kept
    )


def test_a_harmful_answer_is_no_part_of_the_conversation_that_the_next_question_leans_on(full):
    reply = complained(full)
    judge(full, reply, Opinion.HARMFUL)
    ask(full, full.ann, "And why?", reply.conversation_id)
    assert full.engine.rewriter.asked[-1] == ("And why?", ())


def test_another_answer_is_not_judged_by_what_was_said_of_the_first(full):
    reply = complained(full)
    judge(full, reply, Opinion.HARMFUL)
    later = full.now + MINUTE
    full.tutoring.finish(full.ann, full.course(), reply.exchange_id, later, "first")
    assert (seen(full, reply).review, seen(full, reply).answer.text) == (None, "As written [S1]")


def test_the_export_tells_what_a_teacher_said_as_words_of_theirs(full):
    reply = complained(full)
    judge(full, reply, Opinion.WRONG, "# It is on [Orla](http://x)\nNot on Kerrin.")
    told = full.conversing.export(full.ann, reply.conversation_id, full.now)
    assert told.endswith(
        "*Tom looked at this answer: it is wrong.*\n\n"
        "**The teacher's words:**\n\n"
        "> \\# It is on \\[Orla\\](http\\://x)\n> Not on Kerrin.\n"
    )
    assert "Tom đã xem câu trả lời này" in full.conversing.export(
        full.ann, reply.conversation_id, full.now, "vi"
    )


def test_a_reviewer_who_is_gone_is_a_teacher_without_a_name(full):
    reply = complained(full)
    judge(full, reply, Opinion.GOOD)
    with full.storage.begin(write=True) as work:
        work.people.remove(full.tom)
        work.commit()
    told = full.conversing.export(full.ann, reply.conversation_id, full.now)
    assert told.endswith("*A teacher looked at this answer: it is good.*\n")


@pytest.mark.parametrize(
    ("opinion", "correction", "code"),
    [(Opinion.WRONG, " \n\u200b", "no_correction"), (Opinion.GOOD, "x" * 2_001, "long_correction")],
)
def test_what_is_no_judgement_is_refused(full, opinion, correction, code):
    reply = complained(full)
    with pytest.raises(Refused) as caught:
        judge(full, reply, opinion, correction)
    assert caught.value.code == code
    assert seen(full, reply).review is None


def test_a_question_without_an_answer_cannot_be_judged(full):
    pending = full.tutoring.begin(full.ann, full.course(), QUESTION, full.now)
    with pytest.raises(Refused) as caught:
        judge(full, pending, Opinion.GOOD)
    assert caught.value.code == "no_answer"


def test_what_is_not_theirs_to_judge_looks_absent(full):
    reply = complained(full)
    other = full.classes.make(full.tom, "Art", full.now)
    stranger = full.person("Eve", other, Role.TEACHER)
    told = set()
    for actor, key in ((stranger, reply.exchange_id), (full.ann, reply.exchange_id), (full.tom, 999)):
        with pytest.raises(Absent) as caught:
            full.judging.judge(actor, key, Opinion.GOOD, "", full.now)
        told.add(str(caught.value))
    assert len(told) == 1
