"""Conversations: one's own, those that a teacher reads, and what is taken away as a file."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from studyhall.domain.conversation import (
    Complaint,
    Conversation,
    Exchange,
    KeptAnswer,
    KeptCitation,
    Mark,
    SourceState,
)
from studyhall.domain.errors import Absent, NotAllowed, Refused
from studyhall.domain.evidence import Citation, Status
from studyhall.domain.people import Role
from studyhall.services.exporting import markdown
from tests.conftest import NOW

QUESTION = "Where is the lighthouse?"


@pytest.fixture
def full(house):
    house.add("The lighthouse stands on Kerrin.", side="armenian", title="On *lights*")
    house.ann, house.ben = house.member("Ann", Role.STUDENT), house.member("Ben", Role.STUDENT)
    house.tom = house.member("Tom", Role.TEACHER)
    return house


def ask(house, actor, question=QUESTION, later=0):
    now = house.now + timedelta(minutes=later)
    return house.tutoring.ask(actor, house.course(), question, now, "first")


def titles(conversations):
    return [conversation.title for conversation in conversations]


def test_everybody_sees_their_own_the_one_used_last_first(full):
    for later, (actor, question) in enumerate([(full.ann, "One?"), (full.ben, "Two?"), (full.ann, "Three?")]):
        ask(full, actor, question, later)
    assert titles(full.conversing.mine(full.ann, full.course())) == ["Three?", "One?"]
    assert titles(full.conversing.mine(full.ben, full.course())) == ["Two?"]


def test_a_teacher_sees_all_with_their_owners_names(full):
    ask(full, full.ann, "One?")
    ask(full, full.actor, "Two?", later=1)
    listed = full.conversing.of_course(full.tom, full.course())
    assert [(held.title, name) for held, name in listed] == [("Two?", "local operator"), ("One?", "Ann")]
    with pytest.raises(NotAllowed):
        full.conversing.of_course(full.ben, full.course())


def test_ones_own_conversation_is_opened_without_a_note(full):
    key = ask(full, full.ann).conversation_id
    opened = full.conversing.open(full.ann, key, full.now)
    assert (opened.own, opened.conversation.id, len(opened.exchanges)) == (True, key, 1)
    assert list(full.conversing.open(full.ann, key, full.now).readings) == []


def test_every_opening_by_a_teacher_is_noted_and_its_owner_sees_it(full):
    key = ask(full, full.ann).conversation_id
    later = full.now + timedelta(hours=1)
    for reader, at in ((full.tom, full.now), (full.actor, later)):
        opened = full.conversing.open(reader, key, at)
        assert (opened.own, opened.exchanges[0].question) == (False, QUESTION)
    assert list(full.conversing.open(full.ann, key, full.now).readings) == [
        ("local operator", later),
        ("Tom", full.now),
    ]


def test_what_is_not_theirs_looks_absent_in_one_and_the_same_sentence(full):
    reply = ask(full, full.ann)
    conversing, key, exchange = full.conversing, reply.conversation_id, reply.exchange_id
    told = set()
    for act in (
        lambda: conversing.open(full.ben, key, full.now),
        lambda: conversing.open(full.ben, 999, full.now),
        lambda: conversing.export(full.ben, key, full.now),
        lambda: conversing.rename(full.tom, key, "Mine now"),
        lambda: conversing.remove(full.actor, key),
        lambda: conversing.remove(full.ann, 999),
        lambda: conversing.mark(full.tom, exchange, Complaint.WRONG, "", full.now),
        lambda: conversing.unmark(full.ann, 999),
    ):
        with pytest.raises(Absent) as caught:
            act()
        told.add(str(caught.value))
    assert len(told) == 1
    assert list(conversing.open(full.ann, key, full.now).readings) == []
    assert titles(conversing.mine(full.ann, full.course())) == [QUESTION]


def test_a_conversation_is_renamed_to_one_line(full):
    key = ask(full, full.ann).conversation_id
    full.conversing.rename(full.ann, key, "  The\nlight\u202ehouse ")
    assert titles(full.conversing.mine(full.ann, full.course())) == ["The lighthouse"]


@pytest.mark.parametrize(("title", "code"), [(" \u200b", "empty_title"), ("x" * 121, "long_title")])
def test_titles_that_are_none_are_refused(full, title, code):
    key = ask(full, full.ann).conversation_id
    with pytest.raises(Refused) as caught:
        full.conversing.rename(full.ann, key, title)
    assert caught.value.code == code


def test_a_conversation_is_removed_with_everything_in_it(full):
    reply = ask(full, full.ann)
    full.conversing.remove(full.ann, reply.conversation_id)
    assert full.conversing.mine(full.ann, full.course()) == []
    with pytest.raises(Absent):
        full.conversing.open(full.ann, reply.conversation_id, full.now)


def mark_of(house, reply):
    return house.conversing.open(house.ann, reply.conversation_id, house.now).exchanges[0].mark


def test_a_thumb_is_put_down_and_taken_back(full):
    reply = ask(full, full.ann)
    full.conversing.mark(full.ann, reply.exchange_id, Complaint.ONE_SIDED, " Only\none side ", full.now)
    assert mark_of(full, reply) == Mark(Complaint.ONE_SIDED, "Only one side", full.now)
    full.conversing.unmark(full.ann, reply.exchange_id)
    assert mark_of(full, reply) is None


def test_a_mark_needs_an_answer_and_a_remark_that_is_not_too_long(full):
    pending = full.tutoring.begin(full.ann, full.course(), QUESTION, full.now)
    reply = ask(full, full.ann)
    for exchange, remark, code in (
        (pending.exchange_id, "", "no_answer"),
        (reply.exchange_id, "x" * 1_001, "long_remark"),
    ):
        with pytest.raises(Refused) as caught:
            full.conversing.mark(full.ann, exchange, Complaint.OTHER, remark, full.now)
        assert caught.value.code == code


def test_the_export_holds_questions_answers_and_the_words_they_rest_on(full):
    reply = ask(full, full.ann)
    full.tutoring.begin(full.ann, full.course(), "<b>And</b> then?", full.now, reply.conversation_id)
    assert full.conversing.export(full.ann, reply.conversation_id, full.now) == (
        "# Where is the lighthouse?\n\n"
        "## Where is the lighthouse?\n\n"
        "*Asked on 2026-11-22 09:00 UTC*\n\n"
        "As written \\[S1\\]\n\n"
        "### Quoted from\n\n"
        "\\[S1\\] **On \\*lights\\*** · side: Armenian\n\n"
        "> The lighthouse stands on Kerrin.\n\n"
        "## &lt;b&gt;And&lt;/b&gt; then?\n\n"
        "*Asked on 2026-11-22 09:00 UTC*\n\n"
        "This question has no answer yet.\n"
    )


def test_the_export_speaks_vietnamese_and_says_that_a_source_has_gone(full):
    reply = ask(full, full.ann)
    full.library.remove(full.actor, reply.answer.citations[0].document_id)
    told = full.conversing.export(full.ann, reply.conversation_id, full.now, "vi")
    assert "### Nguồn trích dẫn" in told
    assert "· phía: Armenia · *nguồn đã bị gỡ khỏi khóa học*" in told


def test_an_export_by_a_teacher_is_a_reading(full):
    key = ask(full, full.ann).conversation_id
    full.conversing.export(full.tom, key, full.now)
    assert list(full.conversing.open(full.ann, key, full.now).readings) == [("Tom", full.now)]


HOSTILE = st.text(
    st.sampled_from("[]()<>!*_`#~|\\&;:/=+-.1aw \n\t\"'$") | st.characters(codec="utf-8"),
    min_size=1,
    max_size=40,
)
PLAIN = {"heading_open", "heading_close", "paragraph_open", "paragraph_close", "blockquote_open", "em_open"}
PLAIN |= {
    "blockquote_close",
    "em_close",
    "strong_open",
    "strong_close",
    "inline",
    "text",
    "text_special",
    "softbreak",
}


@given(HOSTILE, HOSTILE, HOSTILE, HOSTILE)
def test_nothing_that_people_or_sources_wrote_becomes_a_link_a_picture_or_html(title, question, text, quote):
    cited = Citation("S1", "d", "v", title, question, "en", 0, len(quote), quote, 3, (text, quote))
    kept = (KeptCitation(cited, SourceState.REPLACED),)
    answer = KeptAnswer(text, Status.GROUNDED, None, "en", "offline", kept, (), NOW)
    told = markdown(Conversation(1, 1, 1, title, NOW, NOW, 1), [Exchange(1, question, NOW, answer)], "en")
    tokens = MarkdownIt("gfm-like", {"html": True, "linkify": False}).parse(told)
    kinds = {token.type for block in tokens for token in (block, *(block.children or ()))}
    assert kinds <= PLAIN


def test_a_disputed_answer_and_the_place_of_a_quotation_are_said():
    cited = Citation("S1", "d", "v", "Sides", "neutral", "en", 0, 3, "a\nb", 3, ("Sides", "The war", "1994"))
    kept = (KeptCitation(cited, SourceState.REPLACED),)
    answer = KeptAnswer("So.", Status.DISPUTED, None, "en", "offline", kept, (), NOW)
    asked = datetime.fromisoformat("2026-11-22T09:00:00+00:00")
    told = markdown(Conversation(1, 1, 1, "T", NOW, NOW, 1), [Exchange(1, "Q?", asked, answer)], "en")
    assert "*The sources do not agree about this.*\n\nSo." in told
    assert "\\[S1\\] **Sides** · page 3 · The war › 1994 · *source replaced*\n\n> a\n> b" in told


def test_what_a_teacher_has_opened_is_read_as_it_is_now_without_another_note(full):
    key = ask(full, full.ann).conversation_id
    with pytest.raises(Absent):
        full.conversing.open_again(full.tom, key)
    full.conversing.open(full.tom, key, full.now)
    assert full.conversing.open_again(full.tom, key).owner == "Ann"
    assert len(full.conversing.open(full.ann, key, full.now).readings) == 1
    full.conversing.remove(full.ann, key)
    with pytest.raises(Absent):
        full.conversing.open_again(full.tom, key)


def test_a_conversation_tells_how_many_answers_were_marked(full):
    asked = ask(full, full.ann)
    full.conversing.mark(full.ann, asked.exchange_id, Complaint.WRONG, "", full.now)
    (listed,) = full.conversing.mine(full.ann, full.course())
    assert (listed.exchanges, listed.marked) == (1, 1)
