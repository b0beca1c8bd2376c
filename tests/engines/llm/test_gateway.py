"""Calls: what is tried again, what is waited for, what is counted, and what every fault becomes."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from langchain_core.messages import HumanMessage, SystemMessage

from studyhall.domain.errors import ModelFailure, Trouble
from studyhall.domain.metering import Purpose, Tokens
from studyhall.engines.llm.spending import Limits, bound
from tests.engines.llm.conftest import SHORT, Noting
from tests.model_replies import (
    BAD_JSON,
    BAD_REQUEST,
    BROKEN,
    EMPTY,
    FORBIDDEN,
    NO_MODEL,
    NO_QUOTA,
    OVERLOADED,
    TOO_LONG,
    UNPROCESSABLE,
    WEB_PAGE,
    WRONG_KEY,
    After,
    Closes,
    Hangs,
    Raw,
    Says,
    limited,
)

ASKED = [SystemMessage("Be short."), HumanMessage("Who?")]
TWO = ("Vera ", "Lind.")


def said(line, meter=None, total=None) -> str:
    return "".join(line.gateway.stream(line.chat, ASKED, Purpose.ANSWER, meter, total))


def trouble(line, meter=None, total=None) -> Trouble:
    with pytest.raises(ModelFailure) as caught:
        said(line, meter, total)
    return caught.value.trouble


def test_the_words_come_as_the_model_gives_them(line):
    gates = [threading.Event(), threading.Event()]
    line.server.enqueue(Says(TWO, gate=gates))
    words = line.gateway.stream(line.chat, ASKED, Purpose.ANSWER)
    gates[0].set()
    assert next(words) == "Vera "
    gates[1].set()
    assert list(words) == ["Lind."]


# What is asked once, since asking again cannot help.
ONCE = {
    "401": (WRONG_KEY, Trouble.KEY),
    "403": (FORBIDDEN, Trouble.KEY),
    "404 model": (NO_MODEL, Trouble.MISSING),
    "insufficient quota": (NO_QUOTA, Trouble.QUOTA),
    "context length": (TOO_LONG, Trouble.TOO_LONG),
    "400": (BAD_REQUEST, Trouble.REQUEST),
    "422": (UNPROCESSABLE, Trouble.REQUEST),
    "a redirect": (Raw(b"", status=307), Trouble.REQUEST),
    "empty reply": (EMPTY, Trouble.GARBLED),
    "malformed JSON": (BAD_JSON, Trouble.GARBLED),
    "a web page": (WEB_PAGE, Trouble.GARBLED),
    "malformed JSON in the stream": (Says(TWO, after=After.GARBLED), Trouble.GARBLED),
    "stall in mid-stream": (Says(TWO, after=After.HANG), Trouble.CUT),
    "stall under pings": (Says(TWO, after=After.PINGS), Trouble.CUT),
    "cut stream": (Says(TWO, after=After.CUT), Trouble.CUT),
    "reset stream": (Says(TWO, after=After.RESET), Trouble.CUT),
    "error event": (Says(TWO, after=After.ERROR), Trouble.CUT),
    "clean end without a finish": (Says(TWO, finish=None, done=False), Trouble.CUT),
    "length": (Says(TWO, finish="length"), Trouble.CUT),
    "content_filter": (Says(TWO, finish="content_filter"), Trouble.FILTERED),
    "429 for longer than anybody waits": (limited(60), Trouble.BUSY),
    "silent before any byte": (Hangs(), Trouble.SLOW),
    "pings before any word": (Says((), after=After.PINGS), Trouble.SLOW),
    "more than a reply can be": (Says(("word " * 4_000,)), Trouble.CUT),
}


@pytest.mark.parametrize("fault", ONCE)
def test_what_cannot_be_mended_by_asking_again_is_asked_once(line, fault):
    reply, meant = ONCE[fault]
    line.server.enqueue(reply)
    assert trouble(line) is meant
    assert (len(line.server.asked()), line.waits) == (1, [])


AGAIN = {
    "429": (limited(), Trouble.BUSY),
    "500": (BROKEN, Trouble.DOWN),
    "503": (OVERLOADED, Trouble.DOWN),
    "closed before any byte": (Closes(), Trouble.DOWN),
    "cut before any word": (Says((), after=After.CUT), Trouble.DOWN),
}


@pytest.mark.parametrize("fault", AGAIN)
def test_what_may_pass_is_tried_again_and_at_most_three_times(line, fault):
    reply, meant = AGAIN[fault]
    line.server.enqueue(reply, Says(TWO))
    assert said(line) == "Vera Lind."
    line.server.enqueue(reply, reply, reply)
    assert trouble(line) is meant
    assert len(line.server.asked()) == 5
    assert sum(line.waits) > 0


def test_a_server_that_is_not_there_is_told_so(lines, server):
    assert trouble(lines(url=server.refused_url())) is Trouble.DOWN


def test_a_stream_without_its_last_line_is_whole_when_it_says_how_it_ended(line):
    line.server.enqueue(Says(TWO, done=False))
    assert said(line) == "Vera Lind."


@pytest.mark.parametrize(("reply", "least"), [(limited(0.5), 0.5), (limited(milliseconds=250), 0.25)])
def test_the_server_says_how_long_to_wait(line, reply, least):
    line.server.enqueue(reply, Says(TWO))
    assert said(line) == "Vera Lind."
    assert least <= sum(line.waits) <= least + 0.25


def test_waits_differ_so_that_a_class_does_not_come_back_at_once(lines):
    waits = set()
    for _ in range(4):
        line = lines()
        line.server.enqueue(BROKEN, Says(TWO))
        said(line)
        waits |= set(line.waits)
    assert len(waits) == 4


def test_all_attempts_together_end_at_the_deadline(lines):
    line = lines(limits=replace(SHORT, first=5.0, total=0.3))
    line.server.enqueue(Hangs())
    assert trouble(line) is Trouble.SLOW
    assert len(line.server.asked()) == 1


def test_one_call_may_have_less_time_than_others(line):
    line.server.enqueue(Hangs())
    assert trouble(line, total=0.1) is Trouble.SLOW


def test_whoever_stops_reading_ends_the_call(line):
    line.server.enqueue(Says(TWO, after=After.PINGS))
    words = line.gateway.stream(line.chat, ASKED, Purpose.ANSWER)
    next(words)
    words.close()
    assert line.server.asked()[0].gone.wait(10)


class Left(Exception):
    """Whoever waited does not any more."""


@pytest.mark.parametrize("reply", [Says((), after=After.HANG), Says(TWO, after=After.PINGS)])
def test_whoever_waits_for_words_can_leave_before_they_come(lines, reply):
    line, meter = lines(limits=Limits()), Noting()
    line.server.enqueue(reply)

    def leaving():
        raise Left

    words = line.gateway.stream(line.chat, ASKED, Purpose.ANSWER, meter, waiting=leaving)
    with pytest.raises(Left):
        list(words)
    assert line.server.wait_for(1).gone.wait(10)
    ((counted, failed),) = meter.charges[0].settled
    # Nobody was told what the server counts of it.
    assert (counted.input, failed) == (bound(ASKED), False)


def test_a_call_that_is_given_up_leaves_no_thread_behind(line):
    line.server.enqueue(Says(TWO, after=After.HANG))
    assert trouble(line) is Trouble.CUT
    for thread in threading.enumerate():
        if thread.name == "studyhall-model":
            thread.join(10)
            assert not thread.is_alive()


def test_a_whole_reply_leaves_its_connection_to_the_next(line):
    for _ in range(2):
        said(line)
    assert not any(request.gone.is_set() for request in line.server.asked())


def test_after_failures_in_a_row_nothing_is_sent_for_a_while(lines):
    line = lines(limits=replace(SHORT, breaks=3, attempts=1))
    line.server.enqueue(BROKEN, BROKEN, BROKEN)
    for _ in range(5):
        assert trouble(line) is Trouble.DOWN
    assert len(line.server.asked()) == 3


def test_a_refusal_shows_that_the_server_is_there(lines):
    line = lines(limits=replace(SHORT, breaks=2, attempts=1))
    for reply, meant in ((BROKEN, Trouble.DOWN), (WRONG_KEY, Trouble.KEY), (BROKEN, Trouble.DOWN)):
        line.server.enqueue(reply)
        assert trouble(line) is meant
    assert said(line) == "Hello, world."


def test_more_calls_than_may_run_at_once_are_turned_away(lines):
    line = lines(limits=replace(SHORT, at_once=1))
    line.server.enqueue(Says(TWO, after=After.PINGS))
    held = line.gateway.stream(line.chat, ASKED, Purpose.ANSWER)
    next(held)
    assert trouble(line) is Trouble.BUSY
    held.close()
    assert said(line) == "Hello, world."


def test_a_call_is_counted_as_the_server_counts_it(line):
    meter = Noting()
    line.server.enqueue(Says(TWO, usage=(12, 5, 4)))
    said(line, meter)
    (charge,) = meter.charges
    assert charge.purpose is Purpose.ANSWER
    assert charge.bound == Tokens(bound(ASKED), SHORT.output)
    assert charge.settled == [(Tokens(12, 5, 4), False)]


@pytest.mark.parametrize(
    ("reply", "counted"),
    [
        (Says(TWO, usage=None), (bound(ASKED), 10)),
        (Says(TWO, after=After.HANG), (bound(ASKED), 10)),
        (WRONG_KEY, (0, 0)),
        (limited(60), (0, 0)),
    ],
)
def test_what_nobody_counted_is_counted_as_more_than_it_can_be(line, reply, counted):
    meter = Noting()
    line.server.enqueue(reply)
    if isinstance(reply, Says) and reply.after is After.END:
        said(line, meter)
    else:
        trouble(line, meter)
    (charge,) = meter.charges
    assert charge.settled == [(Tokens(*counted), not (isinstance(reply, Says) and reply.usage is None))]


def test_an_attempt_that_nobody_answered_may_have_been_charged_for(line):
    meter = Noting()
    line.server.enqueue(Says((), after=After.CUT), BROKEN, Says(TWO))
    said(line, meter)
    assert [charge.settled for charge in meter.charges] == [
        [(Tokens(bound(ASKED), 0), True)],
        [(Tokens(0, 0), True)],
        [(Tokens(12, 5), False)],
    ]


def test_nothing_is_sent_once_the_meter_is_full(line):
    meter = Noting()
    meter.full = ModelFailure(Trouble.LIMIT, "used up", "wait")
    assert trouble(line, meter) is Trouble.LIMIT
    assert line.server.asked() == []
    assert said(line) == "Hello, world."


def test_the_bound_is_above_what_any_text_can_be(line):
    text = "Nguyễn Ái Quốc 🏳️‍🌈 ﬁ 中文"
    assert bound([HumanMessage(text)]) > len(text.encode()) > len(text)


def test_what_comes_all_at_once_goes_the_same_way(line):
    meter, replies = Noting(), [OSError("reset"), "vectors"]

    def act():
        reply = replies.pop(0)
        if isinstance(reply, Exception):
            raise reply
        return reply

    given = line.gateway.call(
        act, purpose=Purpose.EMBED, bound=Tokens(9), used=lambda told: Tokens(len(told)), meter=meter
    )
    assert given == "vectors"
    assert [charge.settled for charge in meter.charges] == [[(Tokens(9), True)], [(Tokens(7), False)]]


def test_a_fault_of_ours_is_no_failure_of_the_model(line):
    class OurFault(Exception):
        pass

    def act():
        raise OurFault

    with pytest.raises(OurFault):
        line.gateway.call(act, purpose=Purpose.EMBED, bound=Tokens(9), used=lambda _: Tokens())


def test_the_server_is_told_what_it_needs_and_no_more(line):
    said(line)
    (request,) = line.server.asked()
    assert set(request.body) <= {"model", "messages", "stream", "stream_options", "max_tokens"}
    assert request.body["stream_options"] == {"include_usage": True}
    assert request.body["max_tokens"] == SHORT.output
    assert request.headers["authorization"] == "Bearer sk-canary"


@pytest.mark.parametrize("usage", [(0, 0), (-400_000, -5), (12, -1), (10**12, 5), (12, 10**9), (12, 0)])
def test_what_a_server_cannot_have_counted_is_not_believed(line, usage):
    meter = Noting()
    line.server.enqueue(Says(TWO, usage=usage))
    said(line, meter)
    assert meter.charges[0].settled == [(Tokens(bound(ASKED), 10), False)]


@pytest.mark.parametrize("cached", [-1_000_000, 10**9])
def test_no_more_was_read_before_than_was_read(line, cached):
    meter = Noting()
    line.server.enqueue(Says(TWO, usage=(12, 5, cached)))
    said(line, meter)
    ((counted, _),) = meter.charges[0].settled
    assert 0 <= counted.cached <= 12


def test_half_a_character_is_no_end(line):
    line.server.enqueue(Says(("\ud83d", "\ude00")))
    assert said(line) == "\ud83d\ude00"


def test_a_reply_that_comes_faster_than_it_is_read_ends_at_its_deadline_too(lines):
    line = lines(limits=replace(SHORT, total=0.2, stall=5.0))
    line.server.enqueue(Says(["word "] * 200))
    words = line.gateway.stream(line.chat, ASKED, Purpose.ANSWER)
    ended = threading.Event()

    def read_slowly():
        for _ in words:
            ended.wait(0.01)

    with pytest.raises(ModelFailure):
        read_slowly()


def test_whoever_waits_for_a_place_or_between_attempts_can_leave(lines):
    line = lines(limits=replace(SHORT, at_once=1, queue=5.0))

    def leaving():
        raise Left

    line.server.enqueue(Says(TWO, after=After.PINGS))
    held = line.gateway.stream(line.chat, ASKED, Purpose.ANSWER)
    next(held)
    with pytest.raises(Left):
        list(line.gateway.stream(line.chat, ASKED, Purpose.ANSWER, waiting=leaving))
    held.close()
    assert said(line) == "Hello, world."
    assert len(line.server.asked()) == 2


def test_a_place_is_free_while_another_waits_to_ask_again(lines):
    line = lines(limits=replace(SHORT, at_once=1))
    line.server.enqueue(limited(0.3), Says(("first",)))
    others = []

    def asking(_seconds):
        if not others:
            others.append("")
            others.append(said(line))

    line.gateway._sleep = asking
    assert said(line) == "Hello, world."
    assert others[1] == "first"
